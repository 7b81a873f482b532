"""Asks leads for a word about each period, takes it, and closes the period."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import PlanDate
from dorflinde.desk import public as desk
from dorflinde.feed import public as feed
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import (
    Freeze,
    Indicator,
    LeadContact,
    LeadUpdate,
    Measure,
    MeasureQuerySet,
    Period,
    Reminder,
    Snapshot,
    Status,
)

from .announcement import house_language
from .delivery import add_part
from .history import one_save
from .move import report_progress
from .series import Figure, record_value

ASKED_BEFORE = datetime.timedelta(days=14)
LINK_DAYS = 45
CONTACT_DAYS = 180  # after the end of a measure
_SALT = "strategy.lead_update"
REPORT = "lead_update"


@dataclass(frozen=True, slots=True)
class Said:
    """What a lead says in two minutes."""

    health: str
    text: str
    progress: int | None = None
    next_step: str = ""
    blocker: str = ""
    values: Sequence[tuple[Indicator, Decimal]] = ()


@transaction.atomic
def create_period(period: Period, *, actor: Actor | None) -> Period:
    """Begin a reporting period; leads are asked two weeks before their word is due."""
    period.save()
    audit.record("strategy.period.created", period.ref, actor=actor, place=period.municipality)
    return period


@one_save()
@transaction.atomic
def give_update(
    period: Period, measure: Measure, said: Said, *, actor: Actor | None, by_link: bool = False,
    at: datetime.datetime | None = None, is_sample: bool = False,
) -> LeadUpdate:  # fmt: skip
    """Take a lead's word: it becomes the measure's newest report, its figures join their series, a hindrance is noted."""
    update = LeadUpdate.objects.create(
        period=period, measure=measure, health=said.health, text=said.text, progress=said.progress, next_step=said.next_step,
        said_by=actor if isinstance(actor, User) else None, came_by_link=by_link, at=at or timezone.now(), is_sample=is_sample,
    )  # fmt: skip
    today = PlanDate.stored(timezone.localdate(), "day")
    for indicator, value in said.values:
        if today is not None:
            record_value(indicator, Figure(today, value), actor=actor, is_sample=is_sample)
    if said.blocker and not measure.blockers.filter(title=said.blocker, tick__isnull=True).exists():
        add_part(measure, "hindernis", {"title": said.blocker}, actor=actor)
    with house_language():
        text = f"{said.text}\n{_('Als Nächstes:')} {said.next_step}" if said.next_step else said.text
    report_progress(measure, text, progress=said.progress, actor=actor, at=at, is_sample=is_sample, tell=not is_sample)
    _settle(period, measure, actor)
    return update


@transaction.atomic
def say_unchanged(
    period: Period, measure: Measure, *, actor: Actor | None, by_link: bool = False,
    at: datetime.datetime | None = None, is_sample: bool = False,
) -> LeadUpdate:  # fmt: skip
    """Take the word that nothing has changed."""
    update = LeadUpdate.objects.create(
        period=period, measure=measure, is_unchanged=True, progress=measure.progress, came_by_link=by_link,
        said_by=actor if isinstance(actor, User) else None, at=at or timezone.now(), is_sample=is_sample,
    )  # fmt: skip
    raise_edition(measure.municipality)
    audit.record("strategy.measure.unchanged", measure.ref, actor=actor, place=measure.municipality)
    _settle(period, measure, actor)
    return update


@transaction.atomic
def freeze(period: Period, *, actor: Actor | None, at: datetime.datetime | None = None) -> Freeze:
    """Close a period: how every measure stands is kept; a second time changes nothing."""
    from dorflinde.strategy.queries import health_of, with_delivery  # queries read what actions write

    period = Period.objects.select_for_update().get(pk=period.pk)
    frozen, is_new = Freeze.objects.get_or_create(
        period=period, defaults={"by": actor if isinstance(actor, User) else None, "at": at or timezone.now()}
    )
    if not is_new:
        return frozen
    latest = {update.measure_id: update for update in period.updates.order_by("at", "pk")}
    rows = []
    for measure in with_delivery(Measure.objects.of(period.municipality).shown_in_roadmap().by_number()):
        standing, update = health_of(measure), latest.get(measure.pk)
        rows.append(
            Snapshot(
                period=period,
                measure=measure,
                number=measure.number,
                title=measure.title,
                status=measure.status,
                health=standing.health or "",
                reason=standing.sentence,
                progress=measure.shown_progress,
                text=update.text if update else "",
                has_reported=update is not None,
            )
        )
        desk.settle(measure.ref, kind=REPORT, actor=actor, outcome=_("Zeitraum abgeschlossen"))
    Snapshot.objects.bulk_create(rows)
    audit.record("strategy.period.frozen", period.ref, actor=actor, place=period.municipality)
    return frozen


@transaction.atomic
def set_contact(measure: Measure, email: str, *, actor: Actor | None) -> None:
    """Keep where a lead without an account is asked; an empty address forgets it."""
    if email:
        LeadContact.objects.update_or_create(measure=measure, defaults={"email": email})
    else:
        LeadContact.objects.filter(measure=measure).delete()
    audit.record("strategy.lead_contact.changed", measure.ref, actor=actor, place=measure.municipality)


@transaction.atomic
def remind(period: Period, today: datetime.date | None = None) -> int:
    """Ask everyone who has not reported: once two weeks before the day, once on the day; returns how many were asked."""
    today = today or timezone.localdate()
    if today < period.due_on - ASKED_BEFORE or today > period.due_on + ASKED_BEFORE or period.is_frozen:
        return 0
    kind = Reminder.Kind.AGAIN if today >= period.due_on else Reminder.Kind.FIRST
    asked = 0
    for measure in asked_in(period).exclude(lead_updates__period=period).select_related("lead_contact", "municipality"):
        _row, is_new = Reminder.objects.get_or_create(period=period, measure=measure, kind=kind)
        if is_new:
            _ask(period, measure)
            asked += 1
    return asked


def asked_in(period: Period) -> MeasureQuerySet:
    """Return the measures about which somebody is asked: what runs, rests or is planned to have begun."""
    here = Measure.objects.of(period.municipality)
    begun = Q(status=Status.PLANNED, start_on__lte=period.last)
    return here.filter(Q(status__in=[Status.ACTIVE, Status.PAUSED]) | begun)


def link_for(period: Period, measure: Measure) -> str:
    """Return the address under which one lead reports on one measure in one period, without an account.

    It holds for the person who is asked now: when somebody else takes over, the old one opens nothing any more.
    """
    contact = LeadContact.objects.filter(measure=measure).first()
    person = _digest(contact.email) if contact else ""
    token = signing.dumps([str(period.public_id), str(measure.public_id), person], salt=_SALT)
    return reverse("strategy:lead_update", args=[measure.municipality.slug, token])


def opened(token: str, place: Place) -> tuple[Period, Measure] | None:
    """Return what a personal link is for; nothing if it is not ours, has run out, or its period is closed."""
    try:
        period_id, measure_id, person = signing.loads(token, salt=_SALT, max_age=LINK_DAYS * 86400)
    except (signing.BadSignature, ValueError):
        return None
    period = Period.objects.of(place).unfrozen().filter(public_id=period_id).first()
    asked = Measure.objects.of(place).with_profile().filter(public_id=measure_id, lead_contact__isnull=False)
    measure = asked.select_related("lead_contact").first()
    if period is None or measure is None or not constant_time_compare(person, _digest(measure.lead_contact.email)):
        return None
    return period, measure


def _digest(email: str) -> str:
    return salted_hmac(_SALT, email.casefold(), algorithm="sha256").hexdigest()[:20]


def forget_contacts() -> int:
    """Forget the addresses of leads half a year after the end of their measure; returns how many went."""
    before = timezone.now() - datetime.timedelta(days=CONTACT_DAYS)
    over = LeadContact.objects.filter(measure__status__in=[Status.DONE, Status.DROPPED], measure__changed_at__lt=before)
    return over.delete()[0]


def _ask(period: Period, measure: Measure) -> None:
    contact: LeadContact | None = getattr(measure, "lead_contact", None)
    with house_language():
        title = _("Zwei Minuten für „%(title)s“?") % {"title": measure.title}
        desk.ask(
            measure.ref, kind=REPORT, place=measure.municipality, label=_("Meldung"), title=str(measure),
            note=period.title, due_on=period.due_on, action_label=_("In zwei Minuten melden"), is_sample=period.is_sample,
            action_url=reverse("workshop:update", args=[measure.municipality.slug, period.public_id, measure.public_id]),
        )  # fmt: skip
        if contact is not None and not period.is_sample:
            words = {"period": period.title, "day": f"{period.due_on:%d.%m.%Y}"}
            text = _("Für den Zeitraum %(period)s brauchen wir bis %(day)s ein kurzes Wort: Wie läuft es? Der Link ist nur für Sie und gilt 45 Tage.")  # fmt: skip
            feed.tell_address(contact.email, title=title, text=text % words, url=link_for(period, measure))


def _settle(period: Period, measure: Measure, actor: Actor | None) -> None:
    with house_language():
        outcome = _("Gemeldet: %(period)s") % {"period": period.title}
        desk.settle(measure.ref, kind=REPORT, actor=actor, outcome=outcome)
