"""The notifications of a person, the link that stops letters, and the programs elsewhere that a town hall lets know."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest, allow, set_mail

from . import actions, policies
from .actions.letters import person_of
from .forms import NEVER, HookForm, RhythmForm
from .models import Hook, Notification, Rhythm

_PAGE, _CALLS = 30, 20
_TRIALS_AN_HOUR = 20
_KEY = "hook-key-{}"  # in the session, until it was shown


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rhythm(request: UserRequest) -> HttpResponse:
    """Let somebody choose how often they are written to."""
    chosen = Rhythm.objects.filter(user=request.user).first()
    wants_mail = request.user.wants_mail
    form = RhythmForm(request.POST if request.method == "POST" else None, rhythm=chosen, wants_mail=wants_mail)
    if form.is_valid():
        given = form.cleaned_data
        if given["kind"] == NEVER:
            set_mail(request.user, on=False)
        else:
            actions.set_rhythm(request.user, given["kind"], weekday=int(given["weekday"]), hour=int(given["hour"]))
        messages.success(request, _("Gespeichert."))
        return redirect("outlets:rhythm")
    next_at = chosen.next_at if chosen is not None and wants_mail else None
    return render(request, "outlets/rhythm.html", {"form": form, "next_at": next_at})


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


@login_required
@require_safe
@never_cache
def hooks_start(request: UserRequest) -> HttpResponse:
    """Lead to the programs of one's municipality, or let those with several choose."""
    places = policies.own_municipalities(request.user)
    if len(places) == 1:
        return redirect("hooks:hooks", places[0].slug)
    return render(request, "outlets/hooks_start.html", {"places": places})


@login_required
@require_safe
@never_cache
def hooks(request: UserRequest, municipality: str) -> HttpResponse:
    """List the programs elsewhere that hear what happens in the plans."""
    place = policies.hooks_office(request, municipality)
    return render(request, "outlets/hooks.html", {"place": place, "hooks": Hook.objects.of(place)})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def hook_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Let one more program know."""
    place = policies.hooks_office(request, municipality)
    form = HookForm(request.POST or None, instance=Hook(place=place))
    if form.is_valid():
        made: Hook = form.save(commit=False)
        request.session[_KEY.format(made.public_id)] = actions.add_hook(made, actor=request.user)
        messages.success(request, _("Der Anschluss steht. Schicken Sie gleich eine Probe."))
        return redirect("hooks:hook", place.slug, made.public_id)
    context = {"place": place, "form": form, "heading": _("Ein Programm benachrichtigen")}
    return render(request, "outlets/hook_form.html", context | {"back": reverse("hooks:hooks", args=[place.slug])})


@login_required
@require_safe
@never_cache
def hook(request: UserRequest, municipality: str, hook: uuid.UUID) -> HttpResponse:
    """Show what a program was told last and what it answered; a new key is shown once."""
    place = policies.hooks_office(request, municipality)
    found = policies.hook(place, hook)
    labels = {kind.name: kind.label for kind in actions.event_kinds()} | {"test": _("Probe")}
    calls = found.calls.select_related("event").order_by("-pk")[:_CALLS]
    context = {
        "place": place,
        "hook": found,
        "key": request.session.pop(_KEY.format(found.public_id), ""),
        "events": [labels[name] for name in found.events if name in labels],
        "calls": [(call, labels.get(call.event.kind, call.event.kind)) for call in calls],
    }
    return render(request, "outlets/hook.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def hook_edit(request: UserRequest, municipality: str, hook: uuid.UUID) -> HttpResponse:
    """Change name, address or events."""
    place = policies.hooks_office(request, municipality)
    found = policies.hook(place, hook)
    form = HookForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_hook(form.save(commit=False), actor=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("hooks:hook", place.slug, hook)
    context = {"place": place, "form": form, "heading": _("Anschluss ändern")}
    return render(request, "outlets/hook_form.html", context | {"back": reverse("hooks:hook", args=[place.slug, hook])})


@login_required
@require_POST
def hook_trial(request: UserRequest, municipality: str, hook: uuid.UUID) -> HttpResponse:
    """Send a trial, which goes out within seconds."""
    place = policies.hooks_office(request, municipality)
    found = policies.hook(place, hook)
    if not found.is_on:
        messages.error(request, _("Der Anschluss ist abgeschaltet. Schalten Sie ihn zuerst ein."))
    elif not allow(request.user, "hook-trial", limit=_TRIALS_AN_HOUR, seconds=3600):
        messages.error(request, _("Das waren viele Proben. Bitte warten Sie eine Stunde."))
    else:
        actions.try_out(found, actor=request.user)
        messages.success(request, _("Die Probe ist unterwegs. Laden Sie diese Seite in ein paar Sekunden neu."))
    return redirect("hooks:hook", place.slug, hook)


@login_required
@require_POST
def hook_key(request: UserRequest, municipality: str, hook: uuid.UUID) -> HttpResponse:
    """Make a new key; for a day the old one is valid, too."""
    place = policies.hooks_office(request, municipality)
    found = policies.hook(place, hook)
    request.session[_KEY.format(hook)] = actions.change_key(found, actor=request.user)
    messages.success(request, _("Der neue Schlüssel gilt. Der alte unterschreibt noch einen Tag lang mit."))
    return redirect("hooks:hook", place.slug, hook)


@login_required
@require_POST
def hook_switch(request: UserRequest, municipality: str, hook: uuid.UUID) -> HttpResponse:
    """Switch a program off, or on again."""
    place = policies.hooks_office(request, municipality)
    found = policies.hook(place, hook)
    if found.is_on:
        actions.switch_off(found, actor=request.user)
        messages.success(request, _("Abgeschaltet. Das Programm erfährt nichts mehr."))
    else:
        actions.switch_on(found, actor=request.user)
        messages.success(request, _("Eingeschaltet. Das Programm erfährt, was von jetzt an geschieht."))
    return redirect("hooks:hook", place.slug, hook)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def hook_delete(request: UserRequest, municipality: str, hook: uuid.UUID) -> HttpResponse:
    """Forget a program, after naming it."""
    place = policies.hooks_office(request, municipality)
    found = policies.hook(place, hook)
    if request.method == "POST":
        actions.delete_hook(found, actor=request.user)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("hooks:hooks", place.slug)
    context = {
        "heading": _("Anschluss „%(title)s“ löschen?") % {"title": found.title},
        "text": _("Das Programm erfährt dann nichts mehr."),
        "losses": [_("der Schlüssel"), _("was das Programm zuletzt geantwortet hat")],
        "action_label": _("Löschen"),
        "cancel_url": reverse("hooks:hook", args=[place.slug, hook]),
    }
    return render(request, "ui/confirm.html", context)
