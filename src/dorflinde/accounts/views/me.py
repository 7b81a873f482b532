"""What a person sees and decides about the own account."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts import actions, exports, policies, queries
from dorflinde.accounts.actions.drafts import has_draft
from dorflinde.accounts.forms.person import PersonForm, WelcomeForm
from dorflinde.accounts.models import Consent
from dorflinde.accounts.policies import UserRequest
from dorflinde.core import personal
from dorflinde.places.public import at, place_of_address

_ROWS_SHOWN = 8


@login_required
@require_safe
@never_cache
def me(request: UserRequest) -> HttpResponse:
    """Show everything one can decide about the own account, on one page."""
    user = request.user
    context = {
        "person": user,
        "factors": queries.second_factors(user),
        "needs_second_factor": policies.is_staff_anywhere(user),
        "consents": user.consents.order_by("-given_at"),
        "contributions": _contributions(request),
        "roles": user.roles.select_related("place", "organisation").order_by("pk"),
        "manages_roles": bool(policies.managed_places(user)),
        "places": policies.edited_places(user),
    }
    return render(request, "accounts/me.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def welcome(request: UserRequest) -> HttpResponse:
    """Let newcomers choose a name and agree to the rules, then go where they were going."""
    user, goal = request.user, _goal(request)
    place = place_of_address(goal) or user.home
    if place is not None:
        at(request, place)
    if not policies.needs_introduction(user):
        return redirect(goal)
    form = WelcomeForm(
        request.POST or None, user=user, rules_url=reverse("places:rules"), privacy_url=reverse("places:privacy"),
        initial={"home": user.home_id or (place.pk if place else None), "language": get_language()},
    )  # fmt: skip
    if form.is_valid():
        chosen = {name: value for name, value in form.cleaned_data.items() if name != "terms"}
        actions.introduce(user, **chosen)
        messages.success(request, _("Willkommen, %(name)s!") % {"name": user.public_name})
        return redirect(goal)
    return render(request, "accounts/welcome.html", {"form": form, "goal": goal, "has_draft": has_draft(request)})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def profile(request: UserRequest) -> HttpResponse:
    """Change name, home, reading radius and language."""
    form = PersonForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.change_settings(request.user, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return redirect("accounts:me")
    return render(request, "accounts/profile.html", {"form": form})


@login_required
@require_POST
def mail(request: UserRequest) -> HttpResponse:
    """Switch letters on or off."""
    actions.set_mail(request.user, on=request.POST.get("mail") == "an")
    if request.user.wants_mail:
        messages.success(request, _("Mitteilungen kommen jetzt auch per E-Mail."))
    else:
        messages.success(request, _("Sie bekommen keine E-Mails mehr. Mitteilungen sehen Sie weiter hier."))
    return redirect(_goal(request, reverse("accounts:me")))


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def withdraw(request: UserRequest) -> HttpResponse:
    """Take back the agreement to the rules, after naming what that means."""
    if request.method == "POST":
        actions.withdraw_consent(request.user, Consent.Purpose.TERMS)
        messages.success(request, _("Ihre Zustimmung ist zurückgenommen."))
        return redirect("accounts:me")
    context = {
        "heading": _("Zustimmung zurücknehmen?"),
        "text": _("Sie können weiter lesen. Was Sie geschrieben haben, bleibt stehen, bis Sie es zurückziehen oder Ihr Konto löschen."),
        "losses": [_("Schreiben, Unterstützen und Kommentieren: erst wieder, wenn Sie neu zustimmen")],
        "action_label": _("Zustimmung zurücknehmen"),
        "cancel_url": reverse("accounts:me"),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def muted(request: UserRequest) -> HttpResponse:
    """List whom one does not want to read, and read them again."""
    rows = request.user.mutes.select_related("muted").order_by("-since", "-pk")
    if request.method == "POST":
        named = request.POST.get("eintrag", "")
        row = get_object_or_404(rows, pk=named if named.isdecimal() and len(named) < 19 else 0)
        actions.unmute(request.user, row.muted)
        messages.success(request, _("Sie lesen %(name)s wieder.") % {"name": row.muted.public_name})
        return redirect("accounts:muted")
    return render(request, "accounts/muted.html", {"rows": rows})


@login_required
@require_safe
@never_cache
def my_data(request: UserRequest) -> HttpResponse:
    """Hand out everything kept about the person as one file."""
    if not policies.allow(request, "personal data", limit=10, seconds=3600):
        messages.error(
            request, _("Sie haben die Datei gerade mehrmals geladen. Bitte versuchen Sie es in einer Stunde wieder.")
        )
        return redirect("accounts:me")
    document = json.dumps(exports.export_person(request.user), ensure_ascii=False, indent=2, default=str)
    name = f"dorflinde-{timezone.localdate().isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(document, content_type="application/json; charset=utf-8", headers=headers)


@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth is not typed
@require_http_methods(["GET", "POST"])
@never_cache
def delete(request: UserRequest) -> HttpResponse:
    """Delete the account after naming what is lost and what stays without a name."""
    if request.method == "POST":
        user = request.user
        actions.delete_account(user)
        logout(request)
        messages.success(request, _("Ihr Konto ist gelöscht. Alles Gute!"))
        return redirect("home")
    context = {
        "heading": _("Konto löschen?"),
        "text": _(
            "Das wirkt sofort und lässt sich nicht zurückholen. Texte von Ihnen, auf denen andere aufbauen, bleiben ohne Ihren "
            "Namen stehen („gelöschtes Konto“). Möchten Sie auch diese entfernen, ziehen Sie sie bitte vorher zurück."
        ),
        "losses": [
            _("Ihre E-Mail-Adresse, Ihr Name im Ort und alle Einstellungen"),
            _("Passkeys, zweite Faktoren und Anmeldungen auf allen Geräten"),
            _("Ihre Mitteilungen und die Sachen, denen Sie folgen"),
            *([_("Ihre Rollen: %(roles)s") % {"roles": ", ".join(str(role) for role in user_roles)}]
              if (user_roles := list(request.user.roles.select_related("place", "organisation"))) else []),
        ],
        "action_label": _("Konto endgültig löschen"),
        "cancel_url": reverse("accounts:me"),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _contributions(request: UserRequest) -> list[dict[str, object]]:
    """Return what the person wrote, by module: the rows a module exports with a title and an address."""
    groups = []
    for entry in personal.all_registered():
        rows = entry.export(request.user) if entry.export is not None else []
        shown = [row for row in rows if row.get("title") and row.get("url")]
        if shown:
            groups.append({"title": entry.title, "rows": shown[:_ROWS_SHOWN], "more": max(0, len(shown) - _ROWS_SHOWN)})
    return groups


def _goal(request: HttpRequest, default: str = "") -> str:
    """Return the address to go on to: only one of ours."""
    goal = request.POST.get("next") or request.GET.get("next", "")
    if goal and url_has_allowed_host_and_scheme(
        goal, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return goal
    return default or reverse("home")
