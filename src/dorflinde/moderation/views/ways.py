"""The way from the desk to a page of the moderation."""

from django.urls import reverse
from django.utils.translation import gettext as _


def way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way from the desk to a page of the moderation."""
    return [(_("Schreibtisch"), reverse("desk:inbox")), *more]
