"""Leading a project through: inviting, copying, announcing on time, saying what came of it."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.subjects import Ref
from dorflinde.desk.public import ask, settle
from dorflinde.feed.public import Sender, post, tell_followers, tell_person
from dorflinde.participation import formats
from dorflinde.participation.models import (
    Announcement,
    Invitation,
    Invitee,
    Outcome,
    Phase,
    Project,
    Revocation,
)
from dorflinde.places.public import raise_edition
from dorflinde.trail.public import follow_up
from dorflinde.ui.clock import full_day

from .activities import ActivityPlan, create_activity
from .projects import PhasePlan, ProjectPlan, create_project

Moment = Announcement.Moment
LATE_DAYS = 7  # what is older than this is no news; it is noted and not told
REMIND_DAYS = 3  # before the last day
SHORTEST_REMINDED = 7  # days; who has a week needs no reminder after four
DAYS_TO_RESULT = 28
_ASK_WITHIN = 60  # days after the end: a process nobody thinks of any more is left in peace


# --- Invitations ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def invite(project: Project, label: str, *, actor: User | None) -> Invitation:
    """Make a link that lets people into a private project."""
    made = Invitation.objects.create(project=project, label=label, made_by=actor)
    record("participation.invitation.made", project.ref, actor=actor, place=project.place)
    return made


@transaction.atomic
def revoke(invitation: Invitation, *, actor: User | None) -> None:
    """Take an invitation back, and with it the access of those who came by it; twice is no error."""
    _revocation, created = Revocation.objects.get_or_create(invitation=invitation, defaults={"revoked_by": actor})
    if created:
        project = invitation.project
        record("participation.invitation.revoked", project.ref, actor=actor, place=project.place)


def accept(invitation: Invitation, *, actor: User) -> Invitee:
    """Let somebody in; twice is no error."""
    invitee, _created = Invitee.objects.get_or_create(invitation=invitation, person=actor)
    return invitee


# --- Copies -----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def copy_project(project: Project, *, title: str, first_day: datetime.date, actor: User | None) -> Project:
    """Make a draft after a project: all but what people contributed, its days moved so that it begins on the first day."""
    shift = first_day - project.timetable[0].starts_on if project.timetable else datetime.timedelta()
    phases = [
        PhasePlan(phase.kind, phase.title, phase.starts_on + shift, phase.ends_on + shift)
        for phase in project.timetable
    ]
    plan = ProjectPlan(
        place=project.place, title=title, summary=project.summary, text=project.text, goal=project.goal,
        contact=project.contact, participants=project.participants, access=project.access, proof=project.proof,
        postcodes=project.postcodes, photo_alt=project.photo_alt, phases=phases,
        categories=[category.name for category in project.categories.all()],
    )  # fmt: skip
    made = create_project(plan, actor=actor)
    if project.photo:
        made.photo.save("", ContentFile(project.photo.read()), save=False)
        made.photo_small.save("", ContentFile(project.photo_small.read()), save=True)
    _copy_activities(project, made, actor)
    record("participation.project.copied", made.ref, actor=actor, place=made.place, details={"from": str(project.ref)})
    return made


def _copy_activities(source: Project, target: Project, actor: User | None) -> None:
    pairs = zip(source.timetable, Phase.objects.filter(project=target).order_by("starts_on", "pk"), strict=True)
    phases = {old.pk: new for old, new in pairs}
    for activity in formats.activities_of(source):
        plan = ActivityPlan(phases[activity.phase_id], activity.title, activity.text, activity.options)
        copied = create_activity(target, activity.kind, plan, actor=actor, slug=activity.slug)
        if copy := formats.format_of(activity).copy:
            copy(activity, copied)


# --- Announcements ------------------------------------------------------------------------------------------------------------
def due_moments(phase: Phase, today: datetime.date) -> Iterator[tuple[str, datetime.date, bool]]:
    """Yield what is due about a phase on a day: the moment, the day it is about, and whether it is still news."""
    if phase.kind not in Phase.INVITING:
        return
    late = datetime.timedelta(days=LATE_DAYS)
    if phase.starts_on <= today <= phase.ends_on:
        yield Moment.START, phase.starts_on, today - phase.starts_on <= late
    begins = phase.ends_on - datetime.timedelta(days=REMIND_DAYS)
    if begins <= today <= phase.ends_on and (phase.ends_on - phase.starts_on).days + 1 >= SHORTEST_REMINDED:
        yield Moment.REMINDER, phase.ends_on, True
    if phase.ends_on < today:
        yield Moment.END, phase.ends_on, today - phase.ends_on <= late


def announce_what_is_due() -> int:
    """Say what begins, ends soon and has ended, each once; may run as often and as late as it likes. Returns how many were told."""
    today = timezone.localdate()
    since = today - datetime.timedelta(days=_ASK_WITHIN)
    projects = Project.objects.published().filter(phases__starts_on__lte=today, phases__ends_on__gte=since)
    told = 0
    for project in projects.distinct().complete():
        for phase in project.timetable:
            phase.project = project
            told += sum(_announce_once(phase, *due) for due in due_moments(phase, today))
        if project.is_over(today) and not Outcome.objects.filter(project=project).exists():
            _ask_for_result_once(project)
    return told


@transaction.atomic
def _announce_once(phase: Phase, moment: str, day: datetime.date, is_news: bool) -> bool:
    """Tell it together with the row that says so: both are there, or neither."""
    _row, is_new = Announcement.objects.get_or_create(
        phase=phase, moment=moment, day=day, defaults={"is_told": is_news}
    )
    if is_new and is_news:
        _tell(phase, moment)
    return is_new and is_news


def _tell(phase: Phase, moment: str) -> None:
    if not phase.project.is_private:
        _tell_everyone(phase, moment)
        return
    for person in User.objects.filter(pk__in=_invited(phase.project)):
        with translation.override(person.language):
            title, text = _words(phase, moment)
            tell_person(person, title=title, text=text, url=phase.project.get_absolute_url())


def _invited(project: Project) -> QuerySet[Invitee, int]:
    valid = project.invitations.valid()
    return Invitee.objects.filter(invitation__in=valid).values_list("person", flat=True)


@translation.override(settings.LANGUAGE_CODE)
def _tell_everyone(phase: Phase, moment: str) -> None:
    project = phase.project
    title, text = _words(phase, moment)
    url = project.get_absolute_url()
    expires = datetime.datetime.combine(phase.ends_on + datetime.timedelta(days=1), datetime.time())
    post(
        phase.ref, place=project.place, channel="mitreden", label=_("Mitreden"), title=title, text=text, url=url,
        sender=Sender.town_hall(project.place), actor=None, is_sample=project.is_sample,
        expires_at=timezone.make_aware(expires) if moment != Moment.END else None,
    )  # fmt: skip
    tell_followers(project.ref, title=title, text=text, url=url, actor=None)


def _words(phase: Phase, moment: str) -> tuple[str, str]:
    title = {"title": phase.project.title}
    last = full_day(phase.ends_on)
    if moment == Moment.START:
        words = _("Bis zum %(day)s: %(what)s") % {"day": last, "what": phase.explanation}
        return _("Jetzt mitmachen: %(title)s") % title, words
    if moment == Moment.REMINDER:
        days = phase.days_left(timezone.localdate())
        left = ngettext("Noch %(n)d Tag", "Noch %(n)d Tage", days) % {"n": days} if days else _("Nur noch heute")
        return f"{left}: {phase.project.title}", _("Mitmachen können Sie bis zum %(day)s.") % {"day": last}
    following = phase.project.phase_after(phase.ends_on)
    thanks = _("Danke an alle, die mitgemacht haben.")
    if following is not None:
        following_words = {"phase": following.title, "day": full_day(following.starts_on)}
        thanks = f"{thanks} {_('Als Nächstes ab %(day)s: %(phase)s.') % following_words}"
    return _("„%(phase)s“ ist zu Ende: %(title)s") % {**title, "phase": phase.title}, thanks


# --- The result -------------------------------------------------------------------------------------------------------------
@transaction.atomic
def _ask_for_result_once(project: Project) -> None:
    last = project.timetable[-1]
    _row, is_new = Announcement.objects.get_or_create(
        phase=last, moment=Moment.RESULT, day=last.ends_on, defaults={"is_told": True}
    )
    if not is_new:
        return
    with translation.override(settings.LANGUAGE_CODE):
        ask(
            project.ref, kind="result", place=project.place, label=_("Beteiligung"), title=project.title,
            note=_("Die Beteiligung ist zu Ende. Sagen Sie den Menschen, was herauskam."),
            action_url=reverse("participation:outcome", args=[project.municipality.slug, project.slug]),
            action_label=_("Ergebnis schreiben"), due_on=last.ends_on + datetime.timedelta(days=DAYS_TO_RESULT),
            is_sample=project.is_sample,
        )  # fmt: skip


@transaction.atomic
def write_outcome(
    project: Project, *, text: str, by: str, actor: User | None, at: datetime.datetime | None = None
) -> Outcome:
    """Say what came of a project; everyone who follows it is told the first time, a change is only dated."""
    now = at or timezone.now()
    outcome, is_new = Outcome.objects.get_or_create(
        project=project, defaults={"text": text, "by": by[:150], "written_by": actor, "at": now}
    )
    if not is_new:
        outcome.text, outcome.by, outcome.written_by, outcome.edited_at = text, by[:150], actor, now
        outcome.save()
    settle(project.ref, kind="result", actor=actor, outcome=_("Ergebnis geschrieben"))
    record("participation.outcome.written", project.ref, actor=actor, place=project.place)
    raise_edition(project.place)
    if is_new and project.is_listed:
        _announce_outcome(project, outcome, actor)
    return outcome


@translation.override(settings.LANGUAGE_CODE)
def _announce_outcome(project: Project, outcome: Outcome, actor: User | None) -> None:
    title = _("Ergebnis: %(title)s") % {"title": project.title}
    follow_up(
        project.ref, kind="result", title=title, text=outcome.text, url=project.get_absolute_url(), by=outcome.by,
        at=outcome.at, actor=actor,
    )  # fmt: skip
    post(
        Ref("participation.outcome", project.public_id), place=project.place, channel="mitreden", label=_("Mitreden"),
        title=title, text=outcome.text, url=project.get_absolute_url(), sender=Sender.town_hall(project.place),
        actor=actor, published_at=outcome.at, is_sample=project.is_sample,
    )  # fmt: skip
