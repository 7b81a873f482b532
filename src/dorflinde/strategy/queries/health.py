"""How a measure is going, and why: said by hand with a reason, else derived from dates, milestones, blockers and reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language, gettext as _

from dorflinde.strategy.models import (
    Dependency,
    Health,
    HealthAssessment,
    Measure,
    MeasureQuerySet,
    ProgressNote,
    Status,
)
from dorflinde.ui.clock import full_day

SILENT = timedelta(days=120)  # from then on nobody knows how a running measure is going
BEHIND = 25  # percentage points behind the calendar from which a measure is endangered
_GRAVITY = {Health.STUCK: 3, Health.LATE: 2, Health.AT_RISK: 1, Health.ON_TRACK: 0}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it goes (nothing before it began and after its end), every reason in words, and who said so by hand."""

    health: Health | None
    reasons: tuple[str, ...]
    assessment: HealthAssessment | None = None

    @property
    def label(self) -> str:
        """The health as a word."""
        return str(self.health.label) if self.health else ""

    @property
    def sentence(self) -> str:
        """The reasons as one sentence."""
        return "; ".join(self.reasons)


def with_delivery(measures: MeasureQuerySet) -> MeasureQuerySet:
    """Load all that the health of measures is derived from, with a fixed number of questions for any number of them."""
    return measures.for_list().prefetch_related(
        "milestones__tick", "tasks__tick", "blockers__tick", "risk_rows", "indicators__values",
        Prefetch("assessments", HealthAssessment.objects.select_related("said_by")),
        Prefetch("dependencies", Dependency.objects.select_related("depends_on")),
        Prefetch("notes", ProgressNote.objects.order_by("-at", "-pk")), "lead_updates", "fundings", "status_changes",
    )  # fmt: skip


def health_of(measure: Measure, today: date | None = None, *, public: bool = False) -> Standing:
    """Return how a measure is going with the reason; `public` leaves out what only the town hall may read."""
    today = today or timezone.localdate()
    if measure.status in {Status.DONE, Status.DROPPED}:
        return Standing(None, (_("abgeschlossen"),))
    said = next((row for row in measure.assessments.all() if row.is_in_force), None)
    if said is not None:
        return Standing(Health(said.health), (said.reason,), said)
    found = list(_found(measure, today, public=public))
    if found:
        worst = max((health for health, _words in found), key=_GRAVITY.__getitem__)
        found.sort(key=lambda pair: -_GRAVITY[pair[0]])
        return Standing(worst, tuple(words for _health, words in found))
    if measure.status == Status.IDEA or measure.start is None:
        return Standing(None, (_("noch ohne Termin"),) if measure.start is None else (_("noch nicht begonnen"),))
    return Standing(Health.ON_TRACK, (_on_track(measure),))


def _found(measure: Measure, today: date, *, public: bool) -> Iterator[tuple[Health, str]]:
    yield from _standing_still(measure, public=public)
    yield from _overdue(measure, today, public=public)
    if measure.status in {Status.PLANNED, Status.ACTIVE}:
        yield from _waiting_for(measure, today, public=public)
    if measure.status == Status.ACTIVE:
        yield from _behind(measure, today)
    for risk in () if public else measure.risk_rows.all():
        if risk.is_grave:
            yield Health.AT_RISK, _("großes Risiko: %(title)s") % {"title": risk.title}


def _standing_still(measure: Measure, *, public: bool) -> Iterator[tuple[Health, str]]:
    if measure.status == Status.PAUSED:
        change = next(iter(measure.status_changes.all()), None)
        reason = change.reason if change else ""
        yield Health.STUCK, _("ruht: %(reason)s") % {"reason": reason} if reason else _("ruht")
    for blocker in measure.blockers.all():
        if not blocker.is_done:
            if public:
                yield Health.STUCK, _("wartet seit %(day)s auf eine Klärung") % {"day": full_day(blocker.since)}
            else:
                words = {"title": blocker.title, "day": full_day(blocker.since)}
                yield Health.STUCK, _("seit %(day)s hängt es an: %(title)s") % words


def _overdue(measure: Measure, today: date, *, public: bool) -> Iterator[tuple[Health, str]]:
    language = get_language() or "de"
    if measure.is_late:
        missed_end = measure.end is not None and measure.end.last is not None and measure.end.last < today
        planned = measure.end if missed_end else measure.start
        words = {"when": planned.in_words(language) if planned else ""}
        yield (
            Health.LATE,
            (_("sollte fertig sein: %(when)s") % words if missed_end else _("sollte begonnen haben: %(when)s") % words),
        )
    for milestone in measure.milestones.all():
        if milestone.is_overdue and milestone.due is not None:
            words = {"title": milestone.title, "when": milestone.due.in_words(language)}
            yield Health.LATE, _("Meilenstein überfällig: %(title)s (%(when)s)") % words
    late_tasks = [task.title for task in measure.tasks.all() if task.is_overdue]
    if late_tasks and public:
        yield Health.AT_RISK, _("eine Aufgabe ist überfällig")
    elif late_tasks:
        yield Health.AT_RISK, _("überfällige Aufgabe: %(titles)s") % {"titles": ", ".join(late_tasks[:3])}


def _waiting_for(measure: Measure, today: date, *, public: bool) -> Iterator[tuple[Health, str]]:
    for dependency in measure.dependencies.all():
        other = dependency.depends_on
        if other.is_late and (other.is_public or not public):
            yield Health.AT_RISK, _("wartet auf „%(title)s“, das verspätet ist") % {"title": other.title}


def _behind(measure: Measure, today: date) -> Iterator[tuple[Health, str]]:
    share = _share_of_time(measure, today)
    if share is not None and measure.progress is not None and share - measure.progress >= BEHIND:
        words = {"time": share, "progress": measure.progress}
        yield Health.AT_RISK, _("%(time)s %% der Zeit sind um, %(progress)s %% geschafft") % words
    heard = [note.at for note in measure.notes.all()] + [update.at for update in measure.lead_updates.all()]
    last = max(heard, default=measure.created_at)
    if timezone.now() - last > SILENT:
        yield Health.AT_RISK, _("seit %(day)s keine Nachricht") % {"day": full_day(timezone.localdate(last))}


def _share_of_time(measure: Measure, today: date) -> int | None:
    """Return how much of the planned time has passed in percent, where both ends are known."""
    start, end = measure.start, measure.end
    if start is None or end is None or start.first is None or end.last is None or end.last <= start.first:
        return None
    return int(max(0, min(100, 100 * (today - start.first).days / (end.last - start.first).days)))


def _on_track(measure: Measure) -> str:
    language = get_language() or "de"
    coming = next((row for row in measure.milestones.all() if not row.is_done and row.due is not None), None)
    if coming is not None and coming.due is not None:
        words = {"title": coming.title, "when": coming.due.in_words(language)}
        return _("nächster Meilenstein: %(title)s (%(when)s)") % words
    if measure.status == Status.PLANNED and measure.start is not None:
        return _("beginnt wie geplant: %(when)s") % {"when": measure.start.in_words(language)}
    return _("nichts ist überfällig, nichts steht im Weg")


def standings(measures: Sequence[Measure]) -> list[tuple[Measure, Standing]]:
    """Return measures with how they are going, the worst first."""
    rows = [(measure, health_of(measure)) for measure in measures]
    return sorted(rows, key=lambda row: -(_GRAVITY[row[1].health] if row[1].health else -1))
