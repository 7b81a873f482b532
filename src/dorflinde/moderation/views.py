"""Pages of the moderation: the notice anyone can give, the decision, the reasons, the complaint, the log."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import User, UserRequest, allow
from dorflinde.core import subjects
from dorflinde.core.text import german_slug
from dorflinde.places.public import Place, at

from . import actions, exports, policies, queries
from .forms import TEMPLATES, AnswerForm, ComplaintForm, DecisionForm, NoticeForm
from .models import Decision, Notice
from .policies import Part, Reading

_ON_A_PAGE = 50
_NOTICES_AN_HOUR = 10
_STATES = ("", "beschwerden", "entschieden")


# --- For everyone -----------------------------------------------------------------------------------------------------
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
    return render(request, "moderation/notice.html", {"form": form, "thing": thing}, status=status)


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


# --- For moderators ---------------------------------------------------------------------------------------------------
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Show a notice with all that is needed to decide, and take the decision."""
    try:
        found = policies.moderated_notice(request.user, key)
    except policies.OwnContentError:
        return _refuse_own(request)
    others = Notice.objects.waiting().about(found.ref).exclude(pk=found.pk).count()
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=_template(request), others=others)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide(
                found, actor=request.user, outcome=given["outcome"], ground=given["ground"], reason=given["reason"],
                with_others=given.get("with_others", True),
            )  # fmt: skip
        except actions.AlreadyDecidedError as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, _("Entschieden. Alle Beteiligten erfahren, warum."))
        return redirect("moderation:decision", key=key)
    return _show_decision(request, found, form)


@login_required
@require_POST
@never_cache
def answer(request: UserRequest, key: uuid.UUID, pk: int) -> HttpResponse:
    """Answer a complaint after a second look."""
    try:
        found = policies.open_complaint(request.user, key, pk)
    except policies.OwnContentError:
        return _refuse_own(request)
    form = AnswerForm(request.POST, was_removed=found.decision.is_removal)
    if not form.is_valid():
        return _show_decision(request, policies.moderated_notice(request.user, key), DecisionForm(), {pk: form})
    try:
        actions.answer_complaint(
            found, actor=request.user, answer=form.cleaned_data["answer"],
            overturn=form.cleaned_data["verdict"] == "turn", ground=form.cleaned_data.get("ground") or Decision.Ground.NONE,
        )  # fmt: skip
    except actions.AlreadyDecidedError as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("Die Antwort ist unterwegs."))
    return redirect("moderation:decision", key=key)


@login_required
@require_safe
@never_cache
def notices(request: UserRequest, slug: str = "") -> HttpResponse:
    """List the notices at one's places: open, with a complaint, decided."""
    reach = policies.moderated(request.user)
    if slug:
        at(request, policies.moderated_place(request.user, slug))
    state = request.GET.get("stand", "")
    page = Paginator(queries.notices(reach, slug=slug, state=state), _ON_A_PAGE).get_page(request.GET.get("seite"))
    described = subjects.describe_all({one.ref for one in page.object_list})
    rows = [(one, queries.title_of(described.get(one.ref), one)) for one in page.object_list]
    numbers = queries.numbers(reach, slug=slug)
    words = {"": _("Offen"), "beschwerden": _("Beschwerden"), "entschieden": _("Entschieden")}
    tabs = [(words[one], f"?stand={one}" if one else request.path, one == state, numbers[one]) for one in _STATES]
    context = {"page": page, "rows": rows, "tabs": tabs, "slug": slug, "is_decided": state == "entschieden"}
    context["way"] = _way((_("Hinweise"), ""))
    return render(request, "moderation/notices.html", context)


@login_required
@require_safe
@never_cache
def log(request: UserRequest, slug: str = "") -> HttpResponse:
    """Show every decision at one's places with its reason."""
    reach = policies.moderated(request.user)
    if slug:
        at(request, policies.moderated_place(request.user, slug))
    page = Paginator(queries.decisions(reach, slug=slug), _ON_A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "lines": exports.lines(page.object_list),
        "slug": slug,
        "figures": _figure_row(reach, slug),
    }
    context["way"] = _way(
        (_("Hinweise"), reverse("moderation:notices", args=[slug] if slug else [])), (_("Protokoll"), "")
    )
    return render(request, "moderation/log.html", context)


@login_required
@require_safe
@never_cache
def log_csv(request: UserRequest) -> HttpResponse:
    """Hand out the log as a table."""
    slug = german_slug(request.GET.get("gemeinde", ""))
    content = exports.as_csv(queries.decisions(policies.moderated(request.user), slug=slug))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"moderation-{slug or 'alle'}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _show_statement(request: HttpRequest, reading: Reading, form: ComplaintForm, signature: str) -> HttpResponse:
    found = reading.notice
    at(request, found.place)
    thing = subjects.describe(found.ref)
    author = request.user.pk if isinstance(request.user, User) else None
    own = [one for one in _complaints(found) if reading.part == Part.MODERATOR or one.author_id == author]
    context = {
        "notice": found,
        "decision": found.decision,
        "thing": thing,
        "title": queries.title_of(thing, found),
        "is_author": reading.part == Part.AUTHOR,
        "is_reporter": reading.part == Part.REPORTER,
        "complaints": own,
        "form": form if policies.may_complain(reading, request.user) else None,
        "signature": signature,
    }
    return render(request, "moderation/statement.html", context)


def _show_decision(
    request: UserRequest, found: Notice, form: DecisionForm, answers: dict[int, AnswerForm] | None = None
) -> HttpResponse:
    at(request, found.place)
    thing = subjects.describe(found.ref)
    others = Notice.objects.about(found.ref).exclude(pk=found.pk).prefetch_related("decisions").oldest_first()
    complaints = [
        (
            one,
            None if one.answered_at else (answers or {}).get(one.pk) or AnswerForm(was_removed=one.decision.is_removal),
        )
        for one in _complaints(found)
    ]
    context = {
        "notice": found,
        "thing": thing,
        "title": queries.title_of(thing, found),
        "others": others,
        "decision": found.decision,
        "complaints": complaints,
        "form": form,
        "templates": TEMPLATES,
        "can_hide": subjects.known(found.subject_kind) and subjects.subject(found.subject_kind).hide is not None,
        "way": _way((_("Hinweise"), _list_address(found.place)), (found.reference, "")),
        "is_abuse": found.category == Notice.Category.ABUSE,
    }
    return render(request, "moderation/decision.html", context)


def _complaints(found: Notice) -> list[Any]:
    """Return every complaint about the decisions on a notice, oldest first; what was prefetched is used."""
    rows = [complaint for decision in found.decisions.all() for complaint in decision.complaints.all()]
    return sorted(rows, key=lambda complaint: complaint.pk)


def _template(request: HttpRequest) -> dict[str, Any]:
    """Return the form as the chosen reason fills it in."""
    wanted = request.GET.get("vorlage", "")
    chosen = next((one for one in TEMPLATES if one.name == wanted), None)
    return {"outcome": chosen.outcome, "ground": chosen.ground, "reason": chosen.reason} if chosen else {}


def _refuse_own(request: HttpRequest) -> HttpResponse:
    """Say that nobody decides on what they wrote themselves, and who can."""
    return render(request, "moderation/own.html", status=403)


def _figure_row(reach: Any, slug: str) -> list[tuple[object, ...]]:
    found = queries.figures(reach, slug=slug)
    row: list[tuple[object, ...]] = [
        (found.waiting, _("offen")),
        (found.decided, _("entschieden in 12 Monaten")),
        (found.removed, _("davon entfernt")),
        (found.complaints, ngettext("Beschwerde", "Beschwerden", found.complaints)),
    ]
    if found.median_days is not None:
        row.append((_length(found.median_days), _("bis zur Entscheidung (Median)")))
    return row


def _length(days: float) -> str:
    """Say how long something took: in days, or in hours if it was less than one."""
    if days < 1:
        hours = max(1, round(days * 24))
        return ngettext("%(hours)d Stunde", "%(hours)d Stunden", hours) % {"hours": hours}
    return _("%(days)s Tage") % {"days": number_format(round(days, 1))}


def _list_address(place: Place) -> str:
    """Return the address of the list of a place's municipality, or of all notices where it has none."""
    return reverse("moderation:notices", args=[] if place.kind == Place.Kind.REGION else [place.municipality.slug])


def _way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way from the desk to a page of the moderation."""
    return [(_("Schreibtisch"), reverse("desk:inbox")), *more]
