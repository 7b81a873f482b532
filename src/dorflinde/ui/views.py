"""Shows every building block in every tone, rendered from the very lines one copies."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Engine
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from dorflinde.ui import samples, theme


@dataclass(frozen=True, slots=True)
class Shown:
    """One building block on the style page: what it is, how it looks, what to write."""

    name: str
    title: str | Promise
    note: str | Promise
    html: SafeString
    source: str


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Show all building blocks."""
    context = samples.context()
    groups = [(key, title, [_show(*row, context) for row in rows]) for key, title, rows in samples.GROUPS]
    roles = [(name, theme.hexcode(name), theme.hexcode(name, mode="dark")) for name in theme.tokens("light")]
    return render(
        request,
        "ui/style.html",
        {**context, "groups": groups, "hues": theme.HUES, "roles": roles, "layout": samples.layout(request.path)},
    )


@require_safe
def sample_square(request: HttpRequest) -> HttpResponse:
    """Show a village square made of the building blocks alone."""
    return render(request, "ui/sample.html", {**samples.context(), "layout": samples.layout(request.path)})


def _show(name: str, title: str | Promise, note: str | Promise, context: dict[str, object]) -> Shown:
    template = Engine.get_default().get_template(f"ui/style/{name}.html")
    lines = str(template.source).strip().removeprefix("{% load ui %}").strip()
    return Shown(name, title, note, template.render(Context(context)), lines)
