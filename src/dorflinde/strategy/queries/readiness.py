"""What is ready in a strategy cycle, one function a step: rows of (is it done, in words, the page where to do it).

To let a step know of a new table, add a row to its function and nothing else.
"""

from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    Assessment,
    Ceiling,
    FieldOfAction,
    GoalIndicator,
    InventoryItem,
    Measure,
    Meeting,
    MeetingCard,
    PaperVersion,
    Period,
    ProgressNote,
    Rating,
    StaffRole,
    Stakeholder,
    Status,
    Strategy,
    SwotEntry,
    VoteRound,
)

from .baseline import best_coverage
from .measures import Numbers, gaps, numbers
from .questionnaire import questionnaire

Row = tuple[bool, str, str]
ENOUGH_ACTORS = 5
ENOUGH_RATERS = 2


class Cycle:
    """One strategy on its way, with the reads that several steps share."""

    def __init__(self, place: Place, strategy: Strategy | None) -> None:
        self.place = place
        self.strategy = strategy

    def url(self, name: str, *args: object, query: str = "") -> str:
        """Return the address of a page of the workbench here."""
        return reverse(f"workshop:{name}", args=[self.place.slug, *args]) + query

    @cached_property
    def numbers(self) -> Numbers:
        """How many measures stand where."""
        return numbers(Measure.objects.of(self.place))

    @cached_property
    def missing(self) -> dict[str, int]:
        """How many measures lack what."""
        return {name: count for name, _label, count in gaps(Measure.objects.of(self.place))}

    @cached_property
    def assessments(self) -> list[Assessment]:
        """The assessments, the latest first."""
        return list(Assessment.objects.of(self.place).newest_first()[:2])

    def text(self, name: str) -> bool:
        """Tell whether the strategy has this text."""
        return self.strategy is not None and bool(getattr(self.strategy, name))


def prepare(cycle: Cycle) -> list[Row]:
    """Whether the cycle has a name, years, and its reason in words."""
    begun = cycle.strategy is not None
    strategy = cycle.url("strategy") if begun else cycle.url("cycle_new")
    return [
        (begun, _("Name und Jahre der Strategie stehen fest"), strategy),
        (cycle.text("process"), _("Anlass und Vorgehen sind aufgeschrieben"), strategy),
    ]


def baseline(cycle: Cycle) -> list[Row]:
    """Whether it is known where the municipality stands."""
    latest = cycle.assessments[0] if cycle.assessments else None
    asked = len(questionnaire().keys)
    known = best_coverage(latest) if latest else 0
    sides = set(SwotEntry.objects.of(cycle.place).kept().values_list("side", flat=True))
    return [
        (
            known == asked,
            _("Fragebogen: %(known)s von %(asked)s Fragen beantwortet") % {"known": known, "asked": asked},
            cycle.url("situation"),
        ),
        (
            InventoryItem.objects.of(cycle.place).exists(),
            _("Vorhandene Pläne und Projekte sind gesammelt"),
            cycle.url("inventory"),
        ),
        (
            len(sides) == len(SwotEntry.Side),
            _("Stärken, Schwächen, Chancen und Risiken sind benannt"),
            cycle.url("swot"),
        ),
    ]


def actors(cycle: Cycle) -> list[Row]:
    """Who is known, seen on the grid, and how they are reached."""
    known = list(Stakeholder.objects.of(cycle.place).with_history())
    count = len(known)
    return [
        (
            count >= ENOUGH_ACTORS,
            _("Mindestens %(least)s Menschen und Gruppen sind notiert (jetzt: %(n)s)")
            % {"least": ENOUGH_ACTORS, "n": count},
            cycle.url("stakeholders"),
        ),
        (
            bool(known) and all(one.latest is not None for one in known),
            _("Alle sind nach Interesse und Einfluss eingeordnet"),
            cycle.url("stakeholders"),
        ),
        (
            bool(known) and all(one.channel for one in known),
            _("Für alle ist gesagt, wie man sie erreicht"),
            cycle.url("participation_plan"),
        ),
    ]


def first_workshop(cycle: Cycle) -> list[Row]:
    """Whether people came together and what they said is kept."""
    meetings = Meeting.objects.filter(municipality=cycle.place)
    there = cycle.url("meetings")
    return [
        (meetings.exists(), _("Eine Werkstatt ist geplant"), there),
        (
            MeetingCard.objects.kept().filter(meeting__in=meetings).exists(),
            _("Was gesagt wurde, steht auf Karten"),
            there,
        ),
        (meetings.filter(published_at__isnull=False).exists(), _("Das Protokoll ist veröffentlicht"), there),
    ]


def vision(cycle: Cycle) -> list[Row]:
    """Whether it is written how people want to live here."""
    drafted = cycle.strategy is not None and (
        cycle.strategy.vision_drafts.exists() or cycle.strategy.vision_versions.exists()
    )
    return [
        (drafted or cycle.text("vision"), _("Es gibt einen Entwurf"), cycle.url("vision")),
        (cycle.text("vision"), _("Das Leitbild ist aufgeschrieben"), cycle.url("vision")),
    ]


def fields(cycle: Cycle) -> list[Row]:
    """Whether fields are chosen, described, and have goals."""
    fields = FieldOfAction.objects.of(cycle.place)
    count, described = fields.count(), fields.exclude(description="").count()
    return [
        (
            count >= 3,
            _("Mindestens drei Handlungsfelder sind gewählt (jetzt: %(n)s)") % {"n": count},
            cycle.url("fields"),
        ),
        (bool(count) and described == count, _("Zu jedem Feld steht, worum es geht"), cycle.url("fields")),
        (
            bool(count) and not fields.exclude(goals__isnull=False).exists(),
            _("Zu jedem Feld gibt es ein Ziel"),
            cycle.url("goals"),
        ),
        (
            GoalIndicator.objects.filter(goal__field__in=fields).exists(),
            _("Mindestens ein Ziel wird mit einer Zahl gemessen"),
            cycle.url("goals"),
        ),
    ]


def measures(cycle: Cycle) -> list[Row]:
    """Whether measures are there with the most important of their profile."""
    total = cycle.numbers.total
    new = cycle.url("measure_new") if not total else cycle.url("measures")
    return [
        (
            total > 0,
            ngettext("%(n)s Maßnahme ist gesammelt", "%(n)s Maßnahmen sind gesammelt", total) % {"n": total},
            new,
        ),
        _without(cycle, "ziel", _("Jede Maßnahme hat ein Ziel")),
        _without(cycle, "federfuehrung", _("Jede Maßnahme hat eine Federführung")),
        _without(cycle, "kosten", _("Jede Maßnahme nennt ihre Kosten")),
    ]


def prioritise(cycle: Cycle) -> list[Row]:
    """Whether several people weighed what comes first."""
    rated = Rating.objects.filter(round__municipality=cycle.place).values("rater", "group").distinct().count()
    counted = VoteRound.objects.filter(municipality=cycle.place, counted_at__isnull=False).exists()
    return [
        (
            rated >= ENOUGH_RATERS or counted,
            _("Mindestens zwei haben bewertet, oder eine Punktabstimmung ist ausgezählt"),
            cycle.url("rating"),
        ),
        _without(cycle, "prioritaet", _("Jede Maßnahme hat eine Priorität")),
    ]


def roadmap(cycle: Cycle) -> list[Row]:
    """Whether money, people and dates are known."""
    return [
        (
            Ceiling.objects.filter(municipality=cycle.place).exists(),
            _("Für jedes Jahr steht eine Obergrenze für das Geld"),
            cycle.url("money"),
        ),
        (
            StaffRole.objects.of(cycle.place).exists(),
            _("Die Stellen, die mitarbeiten, sind eingetragen"),
            cycle.url("staff"),
        ),
        _without(cycle, "termin", _("Jede Maßnahme hat einen Beginn")),
    ]


def paper(cycle: Cycle) -> list[Row]:
    """Whether the texts of the paper are written."""
    strategy = cycle.url("strategy") if cycle.strategy else cycle.url("cycle_new")
    return [
        (cycle.text("foreword"), _("Das Vorwort ist geschrieben"), strategy),
        (cycle.text("baseline"), _("Die Ausgangslage ist in Worte gefasst"), strategy),
        (cycle.numbers.total > 0, _("Im Papier stehen Maßnahmen"), cycle.url("measures")),
        (
            PaperVersion.objects.filter(strategy=cycle.strategy).exists(),
            _("Eine Fassung für den Rat ist festgehalten"),
            cycle.url("papers"),
        ),
    ]


def decision(cycle: Cycle) -> list[Row]:
    """Whether the council decided."""
    decided = cycle.strategy is not None and cycle.strategy.adopted_on is not None
    return [(decided, _("Der Beschluss ist mit Datum eingetragen"), cycle.url("papers"))]


def implement(cycle: Cycle) -> list[Row]:
    """Whether measures run, and somebody reports on them."""
    moved = cycle.numbers.active + cycle.numbers.done
    return [
        (moved > 0, _("Die ersten Maßnahmen laufen"), cycle.url("board")),
        (
            cycle.numbers.total > 0 and not cycle.numbers.late,
            _("Keine Maßnahme ist verspätet"),
            cycle.url("measures", query="?stand=verspaetet"),
        ),
        (
            cycle.numbers.total > 0 and not cycle.numbers.total - moved,
            _("Alle Maßnahmen sind begonnen oder fertig"),
            cycle.url("board"),
        ),
        (
            Period.objects.of(cycle.place).exists(),
            _("Ein Berichtszeitraum ist angelegt, die Federführenden werden gefragt"),
            cycle.url("reports"),
        ),
    ]


def review(cycle: Cycle) -> list[Row]:
    """Whether people looked back."""
    since = cycle.strategy.starts_on if cycle.strategy else timezone.localdate()
    told = ProgressNote.objects.filter(measure__municipality=cycle.place, at__date__gte=since).exists()
    return [
        (told, _("Über die Maßnahmen wurde berichtet"), cycle.url("reports")),
        (
            Period.objects.of(cycle.place).filter(freeze__isnull=False).exists(),
            _("Ein Berichtszeitraum ist abgeschlossen"),
            cycle.url("reports"),
        ),
        (len(cycle.assessments) > 1, _("Die Standortbestimmung ist wiederholt"), cycle.url("situation")),
    ]


def carry_on(cycle: Cycle) -> list[Row]:
    """Whether it goes on after the projects."""
    under_way = Measure.objects.of(cycle.place).filter(status=Status.ACTIVE)
    running = under_way.count()
    owned = under_way.filter(continuation__isnull=False).exclude(continuation__owner_after="").count()
    later = cycle.strategy is not None and Strategy.objects.of(cycle.place).filter(
        Q(starts_on__gt=cycle.strategy.starts_on)
    ).exists()  # fmt: skip
    return [
        (cycle.text("continuation"), _("Umsetzung und Verstetigung sind beschrieben"), cycle.url("strategy")),
        (
            running > 0 and owned == running,
            _("Für jede laufende Maßnahme steht fest, wer danach weitermacht (%(n)s von %(all)s)")
            % {"n": owned, "all": running},
            cycle.url("continuation"),
        ),
        (later, _("Die nächste Strategie ist begonnen"), cycle.url("cycle_new")),
    ]


def _without(cycle: Cycle, gap: str, words: str) -> Row:
    missing = cycle.missing.get(gap, 0)
    there = cycle.url("measures", query=f"?fehlt={gap}")
    if cycle.numbers.total and missing:
        words = _("%(words)s (fehlt bei %(n)s)") % {"words": words, "n": missing}
    return (cycle.numbers.total > 0 and not missing, words, there)
