"""What town halls and the regional management look after: roles, switched-on parts, texts and imprints."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts import actions, policies, queries
from dorflinde.accounts.forms.places import ImprintForm, ModulesForm, PlaceForm, RoleForm
from dorflinde.accounts.models import Role
from dorflinde.accounts.policies import UserRequest
from dorflinde.places.public import (
    Organisation,
    Place,
    at,
    open_organisation,
    organisations_of,
    raise_edition,
    switch_module,
)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def roles(request: UserRequest) -> HttpResponse:
    """Show who may do what at the places one manages, and give roles."""
    places = policies.open_management(request.user)
    at(request, places[0])
    form = RoleForm(request.POST or None, actor=request.user, places=places)
    if form.is_valid():
        given = form.cleaned_data
        role = actions.give_role(
            given["person"],
            Role.Kind(given["kind"]),
            given["place"],
            actor=request.user,
            organisation=given["organisation"],
        )
        messages.success(
            request, _("%(name)s hat jetzt die Rolle %(role)s.") % {"name": role.user.public_name, "role": role}
        )
        return redirect("accounts:roles")
    context = {
        "form": form,
        "roles": [(role, role.user_id != request.user.pk and policies.may_give(request.user, role.kind, role.place))
                  for role in queries.roles_at(places)],
        "changes": queries.latest_role_changes(places),
    }  # fmt: skip
    return render(request, "accounts/roles.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def take_role(request: UserRequest, pk: int) -> HttpResponse:
    """Take a role back after naming what that means."""
    role = policies.removable_role(request.user, pk)
    at(request, role.place)
    if request.method == "POST":
        actions.take_role(role, actor=request.user)
        messages.success(request, _("Die Rolle ist zurückgenommen."))
        return redirect("accounts:roles")
    name = role.user.public_name
    context = {
        "heading": _("Rolle zurücknehmen?"),
        "text": _("%(name)s behält das Konto und alles, was damit geschrieben wurde.") % {"name": name},
        "losses": [_("%(role)s: alles, was %(name)s damit darf, ab sofort") % {"role": role, "name": name}],
        "action_label": _("Rolle zurücknehmen"),
        "cancel_url": reverse("accounts:roles"),
    }
    return render(request, "ui/confirm.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def place(request: UserRequest, municipality: str) -> HttpResponse:
    """Look after a place: its texts, its parts, the imprints of its organisations."""
    here = at(request, policies.editable_place(request.user, municipality))
    may_switch = here.kind == Place.Kind.MUNICIPALITY and policies.has_role(request.user, policies.MANAGEMENT, here)
    wants = request.POST.get("form")
    texts = PlaceForm(request.POST if wants == "texts" else None, instance=here)
    switches = ModulesForm(request.POST if wants == "modules" else None, place=here) if may_switch else None
    if texts.is_valid():
        texts.save()
        raise_edition(here)
    elif switches is not None and switches.is_valid():
        for name, on in switches.cleaned_data.items():
            if on != here.has_module(name):
                switch_module(here, name, on=on)
    else:
        context = {"place": here, "texts": texts, "switches": switches, "organisations": organisations_of(here)}
        return render(request, "accounts/place.html", context)
    messages.success(request, _("Gespeichert."))
    return redirect("accounts:place", here.slug)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def imprint(request: UserRequest, municipality: str, organisation: str = "") -> HttpResponse:
    """Fill in the imprint of an organisation, or enter a new one."""
    here = at(request, policies.editable_place(request.user, municipality))
    subject = open_organisation(here, organisation) if organisation else Organisation(place=here)
    form = ImprintForm(request.POST or None, instance=subject)
    if form.is_valid():
        form.save()
        raise_edition(here)
        messages.success(request, _("Gespeichert."))
        return redirect("accounts:place", here.slug)
    return render(request, "accounts/imprint.html", {"place": here, "form": form, "organisation": subject})
