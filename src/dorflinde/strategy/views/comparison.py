"""Two versions of the strategy paper side by side, in the town hall and for everyone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import policies
from dorflinde.strategy.forms import TODAY, ComparisonForm, usual_choice
from dorflinde.strategy.models import PaperVersion
from dorflinde.strategy.paper.difference import compare_papers
from dorflinde.strategy.paper.frozen import thaw
from dorflinde.strategy.paper.tree import Document
from dorflinde.strategy.paper.turns import Turns, turns_of
from dorflinde.strategy.paper.version import take

from .frame import workbench_page


@login_required
@require_safe
def compared(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the town hall what is different between two versions, or since one of them."""
    place = policies.workbench(request, municipality)
    versions = list(PaperVersion.objects.of(place).defer("tree"))
    return workbench_page(
        request, "paper/compared", place, tab="papers", **_compared(request, place, versions, with_today=True)
    )


@require_safe
def compared_for_everyone(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show everyone what is different between two published versions."""
    place = policies.public_place(request, municipality)
    versions = list(PaperVersion.objects.of(place).public().defer("tree"))
    crumbs = [
        (place.name, place.get_absolute_url()),
        (_("Strategiepapier"), reverse("strategy:paper", args=[place.slug])),
        (_("Fassungen vergleichen"), ""),
    ]
    found = _compared(request, place, versions, with_today=False)
    return render(request, "strategy/paper_compared.html", {"place": place, "crumbs": crumbs} | found)


def _compared(request: HttpRequest, place: Place, versions: list[PaperVersion], *, with_today: bool) -> dict[str, Any]:
    asked = {name: request.GET[name] for name in ("von", "bis") if request.GET.get(name)}
    usual = usual_choice(versions, with_today=with_today)
    form = ComparisonForm((usual | asked) if usual else None, versions=versions, with_today=with_today)
    if not form.is_valid():
        return {"form": form, "may_compare": bool(usual)}
    old, new = (_document(place, form, form.cleaned_data[name]) for name in ("von", "bis"))
    difference = compare_papers(old, new)
    turns = turns_of(difference, new.language)
    return {
        "form": form, "may_compare": True, "names": form.names, "difference": difference, "language": new.language,
        "groups": _groups(turns), "chapters": turns.chapters,
    }  # fmt: skip


def _document(place: Place, form: ComparisonForm, chosen: str) -> Document:
    return take(place, timezone.localdate()) if chosen == TODAY else thaw(form.versions[chosen].tree)


def _groups(turns: Turns) -> list[tuple[str, Any]]:
    """Name each group with its number: „3 neue Maßnahmen“."""
    count = {name: len(found) for name, found in turns.groups}
    words = {
        "added": lambda n: ngettext("%(n)s neue Maßnahme", "%(n)s neue Maßnahmen", n),
        "dropped": lambda n: ngettext("%(n)s Maßnahme entfallen", "%(n)s Maßnahmen entfallen", n),
        "shifted": lambda n: ngettext("%(n)s Maßnahme verschoben", "%(n)s Maßnahmen verschoben", n),
        "moved": lambda n: ngettext("%(n)s Maßnahme mit neuem Stand", "%(n)s Maßnahmen mit neuem Stand", n),
        "mended": lambda n: ngettext("%(n)s Steckbrief geändert", "%(n)s Steckbriefe geändert", n),
    }
    return [(words[name](count[name]) % {"n": count[name]}, found) for name, found in turns.groups]
