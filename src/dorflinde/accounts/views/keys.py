"""Keys for one's own programs: see them, make one, revoke one."""

import uuid

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts import actions, policies
from dorflinde.accounts.forms.keys import KeyForm
from dorflinde.accounts.policies import UserRequest

_KEYS_A_DAY = 20


@login_required
@require_safe
@never_cache
def keys(request: UserRequest) -> HttpResponse:
    """List one's keys: what each may do, until when, and on which day it was used last."""
    rows = list(request.user.access_keys.order_by("-made_at", "-pk"))
    context = {
        "keys": [row for row in rows if row.is_in_force],
        "ended": [row for row in rows if not row.is_in_force],
    }
    return render(request, "accounts/keys.html", context)


@login_required
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth is not typed
@require_http_methods(["GET", "POST"])
@never_cache
def key_new(request: UserRequest) -> HttpResponse:
    """Make a key and show it, this one time."""
    form = KeyForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return render(request, "accounts/key_new.html", {"form": form})
    if not policies.allow(request, "keys", limit=_KEYS_A_DAY, seconds=24 * 3600):
        form.add_error(None, _("Das waren viele Schlüssel für einen Tag. Bitte versuchen Sie es morgen wieder."))
        return render(request, "accounts/key_new.html", {"form": form})
    key, secret = actions.make_key(request.user, **form.cleaned_data)
    get_adapter(request).send_notification_mail("account/email/key_made", request.user, {"key": key})
    return render(request, "accounts/key_made.html", {"key": key, "secret": secret})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def key_revoke(request: UserRequest, public_id: uuid.UUID) -> HttpResponse:
    """Revoke a key after saying what stops working."""
    key = policies.own_key(request.user, public_id)
    if request.method == "POST":
        actions.revoke_key(key)
        messages.success(request, _("„%(name)s“ ist gesperrt.") % {"name": key.name})
        return redirect("accounts:keys")
    context = {
        "heading": _("„%(name)s“ sperren?") % {"name": key.name},
        "text": _("Das Programm, das ihn benutzt, kommt ab sofort nicht mehr herein. Rückgängig machen können Sie das nicht."),
        "action_label": _("Schlüssel sperren"),
        "cancel_url": reverse("accounts:keys"),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)
