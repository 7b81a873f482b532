"""The way from the desk to a page of the moderation, and the lists side by side."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dorflinde.moderation import queries

STATES = ("", "freigaben", "beschwerden", "entschieden")


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way from the desk to a page of the moderation."""
    return [(_("Schreibtisch"), reverse("desk:inbox")), *more]


def tabs(reach: Q, current: str, *, slug: str = "") -> list[tuple[str, str, bool, int]]:
    """Return the lists of the moderation as tabs, each with how much is in it."""
    numbers = queries.numbers(reach, slug=slug) | {"freigaben": queries.reviews(reach, slug=slug).count()}
    words = {
        "": _("Offen"), "freigaben": _("Freigaben"), "beschwerden": _("Beschwerden"), "entschieden": _("Entschieden"),
    }  # fmt: skip
    notices = reverse("moderation:notices", args=[slug] if slug else [])
    urls = {"": notices, "freigaben": reverse("moderation:reviews")}
    return [(words[one], urls.get(one, f"{notices}?stand={one}"), one == current, numbers[one]) for one in STATES]
