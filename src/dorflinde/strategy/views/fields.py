"""The fields of action of a municipality."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies
from dorflinde.strategy.forms import FieldDeleteForm, FieldForm, FieldsForm
from dorflinde.strategy.models import FieldOfAction

from .frame import workbench_page


@login_required
@require_http_methods(["GET", "POST"])
def fields(request: UserRequest, municipality: str) -> HttpResponse:
    """List the fields of action and offer others from a menu."""
    place = (
        policies.workbench(request, municipality)
        if request.method == "GET"
        else policies.editable_workbench(request, municipality)
    )
    form = FieldsForm(request.POST or None, place=place)
    if form.is_valid():
        added = actions.add_fields(place, form.cleaned_data["titles"], actor=request.user)
        messages.success(
            request, ngettext("%(n)s Handlungsfeld angelegt.", "%(n)s Handlungsfelder angelegt.", added) % {"n": added}
        )
        return redirect("workshop:fields", place.slug)
    shown = FieldOfAction.objects.of(place).in_order().with_counts()
    return workbench_page(request, "fields", place, tab="fields", fields=shown, form=form)


@login_required
@require_POST
def order(request: UserRequest, municipality: str) -> HttpResponse:
    """Put the fields in a new order: one up or down by a button, or all as they were dragged."""
    place = policies.editable_workbench(request, municipality)
    for name, up in (("hoch", True), ("tief", False)):
        if key := next(iter(_keys([request.POST.get(name, "")])), None):
            actions.move_field(policies.editable_field(place, key), actor=request.user, up=up)
    if wanted := _keys(request.POST.getlist("feld")[:100]):
        actions.order_fields(place, wanted, actor=request.user)
    return redirect("workshop:fields", place.slug)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Add a field of action of one's own."""
    place = policies.editable_workbench(request, municipality)
    form = FieldForm(request.POST or None, place=place, initial={"title": request.GET.get("titel", "")[:120]})
    if form.is_valid():
        said = form.cleaned_data
        actions.create_field(place, said["title"], description=said["description"], actor=request.user)
        messages.success(request, _("„%(title)s“ ist angelegt.") % {"title": said["title"]})
        return redirect("workshop:fields", place.slug)
    return workbench_page(request, "field", place, tab="fields", form=form, heading=_("Neues Handlungsfeld"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, field: uuid.UUID) -> HttpResponse:
    """Rename, describe or move a field of action."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_field(place, field)
    form = FieldForm(request.POST or None, instance=policies.editable_field(place, field), place=place)
    if form.is_valid():
        said = form.cleaned_data
        actions.change_field(
            found, title=said["title"], description=said["description"], order=said["order"], actor=request.user
        )
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect("workshop:fields", place.slug)
    return workbench_page(request, "field", place, tab="fields", form=form, field=found, heading=found.title)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, field: uuid.UUID) -> HttpResponse:
    """Remove a field of action and say where its measures go."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_field(place, field)
    form = FieldDeleteForm(request.POST or None, field=found)
    if request.method == "POST" and form.is_valid():
        actions.delete_field(found, actor=request.user, move_to=form.cleaned_data["move_to"])
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("workshop:fields", place.slug)
    count, goals = found.measures.count(), found.goals.count()
    losses = [_("die Beschreibung des Handlungsfelds")] if found.description else []
    return workbench_page(
        request, "delete", place, form=form if count or goals else None, losses=losses,
        heading=_("Handlungsfeld „%(title)s“ löschen?") % {"title": found.title},
        text=" ".join(
            sentence % {"n": number}
            for number, sentence in (
                (count, ngettext("Darin steht %(n)s Maßnahme; sie bleibt erhalten.", "Darin stehen %(n)s Maßnahmen; sie bleiben erhalten.", count)),
                (goals, ngettext("%(n)s Ziel zieht mit seinen Kennzahlen um.", "%(n)s Ziele ziehen mit ihren Kennzahlen um.", goals)),
            )
            if number or sentence.startswith("Darin")
        ),
        action_label=_("Löschen"), cancel_url=reverse("workshop:fields", args=[place.slug]),
    )  # fmt: skip


def _keys(words: Iterable[str]) -> list[uuid.UUID]:
    keys = []
    for word in words:
        try:
            keys.append(uuid.UUID(word))
        except ValueError:
            continue  # not from our page
    return keys
