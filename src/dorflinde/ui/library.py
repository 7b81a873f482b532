"""The library all template tags of the house are registered in, and how they pick a look and render a part."""

from typing import TypeVar

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

Look = TypeVar("Look")

register = template.Library()


class UnknownLook(ValueError):
    """A page asked for an icon, a tone or a state the house does not have; the message lists those it has."""


def choose(table: dict[str, Look], key: str, what: str) -> Look:
    """Return the entry of a table, or say what could have been chosen."""
    try:
        return table[key]
    except KeyError:
        raise UnknownLook(f"There is no {what} „{key}“; there are: {', '.join(filter(None, table))}.") from None


def part(name: str, /, **values: object) -> SafeString:
    """Render one of the small templates in templates/ui/parts."""
    return SafeString(render_to_string(f"ui/parts/{name}.html", values))
