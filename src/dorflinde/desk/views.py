"""Pages of the town hall's desk."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import at

from . import actions, policies, queries
from .forms import SetAsideForm
from .models import Todo
from .queries import Choice

_KEYS = ("bereich", "gemeinde", "faellig", "seite")  # what of the address describes the list
_ON_A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One line of the list and the address that shows its details."""

    todo: Todo
    url: str
    is_selected: bool


@login_required
@require_safe
@never_cache
def inbox(request: UserRequest) -> HttpResponse:
    """Show what waits for the person, the most urgent first, with the details of one thing beside it."""
    reach = policies.open_desk(request.user)
    choice = Choice(label=_word(request, "bereich"), place=_word(request, "gemeinde"), due=_word(request, "faellig"))
    page = Paginator(queries.waiting(reach, choice), _ON_A_PAGE).get_page(request.GET.get("seite"))
    selected = _selected(request, reach, list(page.object_list))
    context: dict[str, Any] = {
        "details": queries.details(selected) if selected else None,
        # Ids of their own for each to-do: htmx carries attributes over between elements of the same id.
        "form": SetAsideForm(initial={"kept": _kept(request.GET)}, auto_id=f"todo-{selected.pk if selected else 0}-%s"),
        "level": 2,
    }
    if "HX-Request" in request.headers and "auswahl" in request.GET:
        return render(request, "desk/parts/details.html", context) if selected else HttpResponse("")
    figures = queries.figures(reach, choice)
    here = reach.home or next((place for place in figures.places if place.slug == choice.place), None)
    if here is not None:
        at(request, here)
    context |= {
        "page": page,
        "figure_row": _figure_row(figures, choice),
        "rows": [_row(request, todo, selected) for todo in page.object_list],
        "figures": figures,
        "choice": choice,
        "areas": _areas(request, figures, choice),
        "undo": _just_settled(request),
        "kept": _kept(request.GET),
    }
    return render(request, "desk/inbox.html", context)


@login_required
@require_safe
@never_cache
def todo(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Show one to-do by itself: what waits, or how it was settled."""
    found = policies.open_todo(request.user, key)
    at(request, found.place)
    return render(
        request,
        "desk/todo.html",
        {"details": queries.details(found), "form": SetAsideForm(), "level": 1, "way": _way(found)},
    )


@login_required
@require_POST
@never_cache
def settle(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Take a to-do off the desk with a word why nothing more is needed."""
    found = policies.open_todo(request.user, key)
    form = SetAsideForm(request.POST)
    if form.is_valid():
        actions.set_aside(found, actor=request.user, outcome=form.cleaned_data["outcome"])
        return redirect(_list_address(form.cleaned_data["kept"], erledigt=key))
    at(request, found.place)
    return render(
        request, "desk/todo.html", {"details": queries.details(found), "form": form, "level": 1, "way": _way(found)}
    )


@login_required
@require_POST
@never_cache
def undo(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Put a to-do back that was set aside."""
    found = policies.open_todo(request.user, key)
    if actions.put_back(found, actor=request.user):
        messages.success(request, _("„%(title)s“ liegt wieder auf dem Schreibtisch.") % {"title": found.title})
    else:
        messages.info(request, _("Hier gibt es nichts zurückzunehmen."))
    return redirect(_list_address(request.POST.get("kept", ""), auswahl=key))


def _way(todo: Todo) -> list[tuple[str, str]]:
    """Return the way from the list to one to-do."""
    return [(_("Schreibtisch"), reverse("desk:inbox")), (todo.label, "")]


def _selected(request: UserRequest, reach: policies.Reach, todos: list[Todo]) -> Todo | None:
    """Return the to-do named in the address, otherwise the first of the page.

    One that a colleague has settled in the meantime is shown as settled: never another one in its place.
    """
    try:
        wanted = uuid.UUID(request.GET.get("auswahl", ""))
    except ValueError:
        return todos[0] if todos else None
    on_page = next((todo for todo in todos if todo.public_id == wanted), None)
    return on_page or policies.reachable(reach, wanted) or (todos[0] if todos else None)


def _row(request: UserRequest, todo: Todo, selected: Todo | None) -> Row:
    return Row(todo, _list_address(_kept(request.GET), auswahl=todo.public_id), todo == selected)


def _figure_row(figures: queries.Figures, choice: Choice) -> list[tuple[object, ...]]:
    """Return the large numbers, each but the last with the address that narrows the list down to it."""
    here = {"gemeinde": choice.place} if choice.place else {}
    return [
        (figures.overdue, _("überfällig"), _list_address("", **here, faellig=queries.OVERDUE)),
        (figures.today, _("heute fällig"), _list_address("", **here, faellig=queries.TODAY)),
        (figures.waiting, _("offen"), _list_address("", **here)),
        _median(figures),
    ]


def _median(figures: queries.Figures) -> tuple[object, ...]:
    if figures.median is None:
        return ("–", _("bis zur ersten Antwort (noch keine in 30 Tagen)"))
    label = _("bis zur ersten Antwort (Median, 30 Tage)")
    if figures.median < 1:
        hours = max(1, round(figures.median * 24))
        return (ngettext("%(hours)d Stunde", "%(hours)d Stunden", hours) % {"hours": hours}, label)
    return (_("%(days)s Tage") % {"days": number_format(round(figures.median, 1), use_l10n=True)}, label)


def _areas(request: UserRequest, figures: queries.Figures, choice: Choice) -> list[tuple[str, str, bool, int]]:
    """Return the areas as tabs, each with how much waits in it; due dates stay chosen, pages do not."""
    kept = QueryDict(_kept(request.GET), mutable=True)
    for name in ("seite", "bereich"):
        kept.pop(name, None)
    rows = [(_("Alle"), _list_address(kept.urlencode()), not choice.label, figures.waiting)]
    labels = {label: figures.by_label[label] for label in sorted(figures.by_label)}
    if choice.label:
        labels.setdefault(choice.label, 0)
    for label, number in labels.items():
        rows.append((label, _list_address(kept.urlencode(), bereich=label), label == choice.label, number))
    return rows


def _just_settled(request: UserRequest) -> Todo | None:
    """Return the to-do that was set aside a moment ago, so that it can be undone."""
    try:
        key = uuid.UUID(request.GET.get("erledigt", ""))
    except ValueError:
        return None
    settled = Todo.objects.filter(public_id=key, settlement__settled_by=request.user, settlement__is_by_hand=True)
    return settled.first()


def _word(request: UserRequest, name: str) -> str:
    """Return a word of the address, without the one character that PostgreSQL keeps in no text."""
    return request.GET.get(name, "").replace("\0", "")


def _kept(given: QueryDict) -> str:
    """Return what describes the list, without what was done or chosen in it."""
    kept = QueryDict(mutable=True)
    for name in _KEYS:
        if value := given.get(name):
            kept[name] = value
    return kept.urlencode()


def _list_address(kept: str, **more: object) -> str:
    """Return the address of the list as it was, with what is chosen in it now."""
    query = QueryDict(_kept(QueryDict(kept)), mutable=True)
    for name, value in more.items():
        query[name] = str(value)
    return f"{reverse('desk:inbox')}?{query.urlencode()}".rstrip("?")
