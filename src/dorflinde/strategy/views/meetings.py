"""Workshops: plan, show on the big screen, put down cards, keep photos, publish the protocol."""

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import TEMPLATES, AgendaLines, CardForm, MeetingForm, PhotoForm, agenda_of
from dorflinde.strategy.models import Meeting

from .frame import workbench_page


@login_required
@require_safe
def meetings(request: UserRequest, municipality: str) -> HttpResponse:
    """List the workshops."""
    place = policies.workbench(request, municipality)
    found = Meeting.objects.filter(municipality=place).select_related("municipality")[:50]
    return workbench_page(request, "meetings", place, tab="meetings", meetings=found)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Plan a workshop from a template."""
    place = policies.editable_workbench(request, municipality)
    start = timezone.localtime().replace(hour=18, minute=30, second=0, microsecond=0) + datetime.timedelta(days=14)
    chosen = request.GET.get("ablauf", "erste")
    chosen = chosen if chosen in TEMPLATES else "erste"
    form = MeetingForm(
        request.POST or None, instance=Meeting(municipality=place),
        initial={"starts_at": start, "template": chosen, "title": TEMPLATES[chosen][0]},
    )  # fmt: skip
    if form.is_valid():
        said = dict(form.cleaned_data)
        made = actions.create_meeting(place, said, agenda_of(said.pop("template")), actor=request.user)
        messages.success(request, _("„%(title)s“ ist angelegt.") % {"title": made.title})
        return redirect("workshop:meeting", place.slug, made.public_id)
    return workbench_page(request, "meeting_form", place, tab="meetings", form=form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Change when, where and with whom, and write the summary."""
    place = policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    form = MeetingForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_meeting(form.save(commit=False), actor=request.user)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect("workshop:meeting", place.slug, found.public_id)
    return workbench_page(request, "meeting_form", place, tab="meetings", form=form, meeting=found)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Remove a workshop after naming what is lost."""
    place = policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    if request.method == "POST":
        actions.delete_meeting(found, actor=request.user)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("workshop:meetings", place.slug)
    cards, photos = found.cards.count(), found.photos.count()
    losses = [_("der Ablauf mit allen Zeiten")]
    if cards:
        losses.append(ngettext("%(n)s Karte", "%(n)s Karten", cards) % {"n": cards})
    if photos:
        losses.append(ngettext("%(n)s Foto", "%(n)s Fotos", photos) % {"n": photos})
    return workbench_page(
        request, "delete", place, heading=_("„%(title)s“ löschen?") % {"title": found.title}, losses=losses,
        action_label=_("Endgültig löschen"), cancel_url=reverse("workshop:meeting", args=[place.slug, found.public_id]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def show(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Show a workshop with its cards; one line takes the next card, Enter puts it down."""
    reads = request.method == "GET"
    place = policies.workbench(request, municipality) if reads else policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    kept = {name: request.GET.get(name, "") for name in ("topic", "field", "group")}
    form = CardForm(request.POST or None, meeting=found, initial=kept)
    if form.is_valid():
        actions.add_card(found, actor=request.user, **form.cleaned_data)
        again = {name: request.POST.get(name, "") for name in kept if request.POST.get(name)}
        address = reverse("workshop:meeting", args=[place.slug, found.public_id])
        return redirect(f"{address}?{urlencode(again)}#karte-neu")
    gone = found.cards.filter(gone_at__isnull=False).order_by("-gone_at").first()
    return workbench_page(
        request, "meeting", place, tab="meetings", meeting=found, form=form, topics=queries.topics_of(found),
        agenda=_with_times(found), gone=gone, photos=found.photos.all(), agenda_minutes=sum(item.minutes for item in found.agenda.all()),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def agenda(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Change the agenda."""
    place = policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    initial = list(found.agenda.values("title", "text", "minutes", "material"))
    lines = AgendaLines(request.POST or None, prefix="punkt", initial=initial)
    if request.method == "POST" and lines.is_valid():
        kept = [form.cleaned_data for form in lines.forms if form.cleaned_data and form not in lines.deleted_forms]
        actions.set_agenda(found, [{k: v for k, v in one.items() if k != "DELETE"} for one in kept], actor=request.user)
        messages.success(request, _("Der Ablauf ist gespeichert."))
        return redirect("workshop:meeting", place.slug, found.public_id)
    return workbench_page(request, "agenda", place, tab="meetings", meeting=found, lines=lines)


@login_required
@require_http_methods(["GET", "POST"])
def card(request: UserRequest, municipality: str, meeting: uuid.UUID, card: uuid.UUID) -> HttpResponse:
    """Mend, move, merge, take down or put back one card."""
    place = policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    one = policies.card_of(found, card)
    back = redirect(f"{reverse('workshop:meeting', args=[place.slug, found.public_id])}#karten")
    if "weg" in request.POST:
        actions.drop_card(one, actor=request.user)
        messages.success(request, _("Die Karte ist abgenommen. Sie können sie zurückhängen."))
        return back
    if "zurueck" in request.POST:
        actions.put_card_back(one, actor=request.user)
        return back
    others = found.cards.kept().exclude(pk=one.pk).order_by("topic", "text")
    if "legen_auf" in request.POST:
        below = get_object_or_404(found.cards.exclude(pk=one.pk), public_id=_key(request.POST["legen_auf"]))
        try:
            actions.merge_cards([below, one], actor=request.user)
        except actions.CardProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Die Karten liegen jetzt aufeinander."))
        return back
    initial = {"text": one.text, "topic": one.topic, "field": one.field_id, "group": one.group}
    form = CardForm(request.POST or None, meeting=found, initial=initial)
    if form.is_valid():
        actions.change_card(one, actor=request.user, **form.cleaned_data)
        return back
    return workbench_page(request, "card", place, tab="meetings", meeting=found, card=one, form=form, others=others)


@login_required
@require_http_methods(["GET", "POST"])
def photos(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Add photos of the wall, or remove one."""
    place = policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    if key := request.POST.get("weg"):
        number = int(key) if key.isdecimal() and len(key) < 19 else 0
        actions.delete_meeting_photo(get_object_or_404(found.photos, pk=number), actor=request.user)
        messages.success(request, _("Das Foto ist gelöscht."))
        return redirect("workshop:meeting_photos", place.slug, found.public_id)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        actions.add_meeting_photo(found, form.cleaned_data["photo"], form.cleaned_data["alt"], actor=request.user)
        messages.success(request, _("Das Foto gehört jetzt zum Protokoll."))
        return redirect("workshop:meeting_photos", place.slug, found.public_id)
    return workbench_page(request, "photos", place, tab="meetings", meeting=found, form=form, photos=found.photos.all())


@login_required
@require_http_methods(["GET", "POST"])
def protocol(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Show the protocol to print; publish it or take it back."""
    reads = request.method == "GET"
    place = policies.workbench(request, municipality) if reads else policies.editable_workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    if request.method == "POST":
        is_public = "zeigen" in request.POST
        actions.publish_protocol(found, actor=request.user, is_public=is_public)
        messages.success(request, _("Alle können das Protokoll jetzt lesen.") if is_public else _("Das Protokoll sieht nur noch das Rathaus."))  # fmt: skip
        return redirect("workshop:protocol", place.slug, found.public_id)
    return workbench_page(
        request,
        "protocol",
        place,
        tab="meetings",
        meeting=found,
        topics=queries.topics_of(found),
        photos=found.photos.all(),
    )


@login_required
@require_safe
def screen(request: UserRequest, municipality: str, meeting: uuid.UUID) -> HttpResponse:
    """Fill the big screen with one thing at a time; arrow keys turn the pages."""
    place = policies.workbench(request, municipality)
    found = policies.meeting_of(place, meeting)
    slides = queries.slides_of(found)
    asked = request.GET.get("bild", "1")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 4 else 1, 1), len(slides))
    tone = "dark" if request.GET.get("ton") == "dunkel" else "light"
    return render(
        request, "strategy/workshop/screen.html",
        {
            "place": place, "meeting": found, "slide": slides[number - 1], "number": number, "total": len(slides), "tone": tone,
            "before": number - 1, "after": number + 1 if number < len(slides) else 0,
            "ton": "&ton=dunkel" if tone == "dark" else "", "other_ton": "" if tone == "dark" else "&ton=dunkel",
        },
    )  # fmt: skip


def _key(word: str) -> uuid.UUID:
    try:
        return uuid.UUID(word)
    except ValueError:
        raise Http404 from None


def _with_times(meeting: Meeting) -> list[tuple[Any, Any]]:
    """Return each point of the agenda with the time at which it begins."""
    rows, at = [], timezone.localtime(meeting.starts_at)
    for item in meeting.agenda.all():
        rows.append((at, item))
        at += datetime.timedelta(minutes=item.minutes)
    return rows
