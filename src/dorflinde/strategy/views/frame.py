"""The frame around every page of the workbench: its tabs, and whether the reader may change things."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import policies


def workbench_page(
    request: UserRequest, template: str, place: Place, *, tab: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of the workbench."""
    may_edit = policies.may_edit(request.user, place)
    frame = {"place": place, "may_edit": may_edit, "tabs": _tabs(place, tab, may_edit=may_edit)}
    return render(request, f"strategy/workshop/{template}.html", frame | context, status=status)


def _tabs(place: Place, current: str, *, may_edit: bool) -> list[tuple[str, str, bool]]:
    words = {
        "index": _("Überblick"),
        "measures": _("Maßnahmen"),
        "board": _("Tafel"),
        "fields": _("Handlungsfelder"),
        "strategy": _("Strategie"),
    }
    if may_edit:
        words["import"] = _("Liste einlesen")
    return [(label, reverse(f"workshop:{name}", args=[place.slug]), name == current) for name, label in words.items()]
