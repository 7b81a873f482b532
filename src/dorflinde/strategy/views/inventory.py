"""The inventory: plans, projects and systems a municipality already has."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, exports, policies
from dorflinde.strategy.forms import InventoryForm
from dorflinde.strategy.models import InventoryItem

from .frame import workbench_page


@login_required
@require_safe
def inventory(request: UserRequest, municipality: str) -> HttpResponse:
    """List what there is."""
    place = policies.workbench(request, municipality)
    items = list(InventoryItem.objects.of(place).in_order())
    return workbench_page(request, "inventory", place, tab="inventory", items=items)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Add a plan, project or system."""
    place = policies.editable_workbench(request, municipality)
    form = InventoryForm(request.POST or None, instance=InventoryItem(municipality=place))
    if form.is_valid():
        item = actions.save_inventory_item(form.save(commit=False), actor=request.user)
        messages.success(request, _("„%(title)s“ steht in der Liste.") % {"title": item.title})
        return redirect("workshop:inventory_new" if "weiter" in request.POST else "workshop:inventory", place.slug)
    return workbench_page(request, "inventory_item", place, tab="inventory", form=form, heading=_("Was gibt es schon?"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, item: uuid.UUID) -> HttpResponse:
    """Change an entry."""
    place = policies.editable_workbench(request, municipality)
    found = get_object_or_404(InventoryItem.objects.of(place), public_id=item)
    form = InventoryForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.save_inventory_item(form.save(commit=False), actor=request.user)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect("workshop:inventory", place.slug)
    return workbench_page(
        request, "inventory_item", place, tab="inventory", form=form, item=found, heading=_("Eintrag ändern")
    )


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, item: uuid.UUID) -> HttpResponse:
    """Take an entry off the list after naming what is lost."""
    place = policies.editable_workbench(request, municipality)
    found = get_object_or_404(InventoryItem.objects.of(place), public_id=item)
    if request.method == "POST":
        actions.delete_inventory_item(found, actor=request.user)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("workshop:inventory", place.slug)
    return workbench_page(
        request, "delete", place, tab="inventory", heading=_("„%(title)s“ löschen?") % {"title": found.title},
        losses=[_("der Eintrag mit allem, was dazu aufgeschrieben wurde")], action_label=_("Löschen"),
        cancel_url=reverse("workshop:inventory", args=[place.slug]),
    )  # fmt: skip


@login_required
@require_safe
def table(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand out the inventory as a list."""
    place = policies.workbench(request, municipality)
    response = HttpResponse(exports.export_inventory(place), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bestand-{place.slug}.csv"'
    return response
