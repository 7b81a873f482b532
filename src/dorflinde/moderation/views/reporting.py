"""For everyone: the notice, its receipt, the reasons of a decision, the complaint."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import User, UserRequest, allow, mute
from dorflinde.core import subjects
from dorflinde.moderation import actions, policies, queries
from dorflinde.moderation.forms import ComplaintForm, NoticeForm
from dorflinde.moderation.models import Notice
from dorflinde.moderation.policies import Part, Reading
from dorflinde.places.public import Place, at

_NOTICES_AN_HOUR = 10


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice(request: HttpRequest) -> HttpResponse:
    """Take a notice from anyone, with or without an account (DSA Art. 16)."""
    ref = request.POST.get("thing") or request.GET.get("sache", "")
    address = request.POST.get("address") or request.GET.get("adresse", "")
    thing = queries.find_thing(ref, address, host=request.get_host()) if ref or address else None
    form = NoticeForm(
        request.POST if request.method == "POST" else None,
        initial={"thing": ref, "address": address},
        is_known=isinstance(request.user, User),
        is_placed=bool(request.GET.get("sache") or request.GET.get("adresse")),
    )
    status = 200
    if form.is_valid() and thing is not None:
        if allow(request, "notices", limit=_NOTICES_AN_HOUR, seconds=3600):
            taken = actions.take_notice(
                thing,
                category=form.cleaned_data["category"],
                explanation=form.cleaned_data["explanation"],
                name=form.cleaned_data.get("name", ""),
                email=form.cleaned_data.get("email", ""),
                is_good_faith=form.cleaned_data["is_good_faith"],
                address=form.cleaned_data["address"] or address,
                actor=request.user,
            )
            return redirect("moderation:received", key=taken.public_id)
        form.add_error(
            None,
            _(
                "Sie haben gerade sehr viele Hinweise geschickt. Bitte warten Sie eine Stunde und senden Sie dann noch einmal ab."
            ),
        )
        status = 429
    if thing is not None:
        at(request, Place.objects.select_related("parent__parent").get(pk=thing.place_id))
    may_intervene = thing is not None and policies.may_intervene(request.user, thing)
    context = {"form": form, "thing": thing, "may_intervene": may_intervene}
    context["may_mute"] = policies.may_mute(request.user, thing)
    return render(request, "moderation/notice.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mute_author(request: UserRequest) -> HttpResponse:
    """Let somebody not read the author of a thing any more, after saying what that means."""
    named = (request.POST if request.method == "POST" else request.GET).get("sache", "")
    thing, author = policies.mutable_author(request.user, named or request.GET.get("sache", ""))
    place = at(request, Place.objects.select_related("parent__parent").get(pk=thing.place_id))
    if request.method == "POST":
        mute(request.user, author)
        words = _("Sie sehen nichts mehr von %(name)s. Wieder einblenden können Sie das in Ihrem Konto.")
        messages.success(request, words % {"name": author.public_name})
        return redirect(place.get_absolute_url())
    context = {
        "heading": _("%(name)s ausblenden?") % {"name": author.public_name},
        "text": _(
            "Sie sehen dann nicht mehr, was diese Person schreibt. Sie erfährt es nicht, und für alle anderen ändert sich nichts."
        ),
        "action_label": _("Für mich ausblenden"),
        "cancel_url": thing.url or place.get_absolute_url(),
        "tone": "main",
    }
    return render(request, "ui/confirm.html", context)


@require_safe
@never_cache
def received(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Confirm that a notice has come in, and say what happens next; shows nothing of who wrote it."""
    found = get_object_or_404(Notice.objects.select_related("place__parent__parent"), public_id=key)
    at(request, found.place)
    context = {
        "notice": found,
        "has_address": bool(found.email or found.reporter_id),
        "back_url": queries.own_path(found.url, host=request.get_host()),
    }
    return render(request, "moderation/received.html", context)


@require_safe
@never_cache
def statement(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """State the reasons of a decision to those concerned (DSA Art. 17), with the way to complain."""
    signature = request.GET.get("schluessel", "")
    if not signature and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    reading = policies.readable_statement(request.user, key, signature)
    return _show_statement(request, reading, ComplaintForm(), signature)


@require_POST
@never_cache
def complaint(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take the complaint of somebody concerned (DSA Art. 20)."""
    signature = request.POST.get("schluessel", "")
    if not signature and not request.user.is_authenticated:
        return redirect_to_login(reverse("moderation:statement", args=[key]))
    reading = policies.readable_statement(request.user, key, signature)
    form = ComplaintForm(request.POST)
    decision = reading.notice.decision
    if form.is_valid() and decision is not None and policies.may_complain(reading, request.user):
        actions.complain(decision, actor=request.user, text=form.cleaned_data["text"])
        messages.success(
            request, _("Ihre Beschwerde ist angekommen. Ein Mensch sieht sich die Entscheidung noch einmal an.")
        )
        query = f"?{urlencode({'schluessel': signature})}" if signature else ""
        return redirect(f"{reverse('moderation:statement', args=[key])}{query}")
    return _show_statement(request, reading, form, signature)


def _show_statement(request: HttpRequest, reading: Reading, form: ComplaintForm, signature: str) -> HttpResponse:
    found = reading.notice
    at(request, found.place)
    thing = subjects.describe(found.ref)
    author = request.user.pk if isinstance(request.user, User) else None
    own = [one for one in found.complaints if reading.part == Part.MODERATOR or one.author_id == author]
    context = {
        "notice": found,
        "decision": found.decision,
        "thing": thing,
        "title": queries.title_of(thing, found),
        "is_author": reading.part == Part.AUTHOR,
        "was_reviewed": queries.review_refused_by(found.decision),
        "pause": queries.pause_named(found.ref),
        "is_reporter": reading.part == Part.REPORTER,
        "complaints": own,
        "form": form if policies.may_complain(reading, request.user) else None,
        "signature": signature,
    }
    return render(request, "moderation/statement.html", context)
