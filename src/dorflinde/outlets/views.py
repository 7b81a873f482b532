"""The notifications of a person, and the link that stops letters."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest, set_mail

from . import actions, policies
from .actions.letters import person_of
from .models import Notification

_PAGE = 30


@login_required
@require_safe
@never_cache
def notifications(request: UserRequest) -> HttpResponse:
    """Show what is new for the person, then what they have seen."""
    page = Paginator(Notification.objects.filter(user=request.user).unread_first(), _PAGE).get_page(
        request.GET.get("seite")
    )
    return render(request, "outlets/notifications.html", {"page": page, "wants_mail": request.user.wants_mail})


@login_required
@require_safe
@never_cache
def open_notification(request: UserRequest, public_id: uuid.UUID) -> HttpResponse:
    """Mark a notification as read and lead to what it is about."""
    notification = policies.own_notification(request.user, public_id)
    actions.mark_read(notification)
    if notification.url and url_has_allowed_host_and_scheme(notification.url, allowed_hosts={request.get_host()}):
        return redirect(notification.url)
    return redirect("outlets:notifications")


@login_required
@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    """Mark everything as read."""
    number = actions.mark_all_read(request.user)
    text = ngettext(
        "%(number)s Mitteilung ist als gelesen markiert.", "%(number)s Mitteilungen sind als gelesen markiert.", number
    )
    messages.success(request, text % {"number": number})
    return redirect("outlets:notifications")


@csrf_exempt  # the signed address is the permission; mail programs send no token (RFC 8058)
@require_http_methods(["GET", "POST"])
@never_cache
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters to a person by the link in a letter: asks first, unless a mail program sends the one click."""
    person = person_of(token)
    if person is None:
        raise Http404(_("Dieser Link gilt nicht mehr."))
    if request.method == "POST":
        set_mail(person, on=False)
    return render(request, "outlets/mail_off.html", {"is_off": not person.wants_mail})
