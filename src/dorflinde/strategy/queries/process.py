"""The steps of a strategy cycle: what each is for, what is ready, what is missing, and which comes next.

A step asks one function what is ready; it returns rows of (is it done, in words, the page where to do it). To let a step know of
a new table, add a row to its function and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    Assessment,
    FieldOfAction,
    InventoryItem,
    Measure,
    ProgressNote,
    StepMark,
    StepPlan,
    Strategy,
    SwotEntry,
)

from .baseline import best_coverage
from .measures import Numbers, gaps, numbers
from .questionnaire import questionnaire

Row = tuple[bool, str, str]


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


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it is the same everywhere."""

    key: str
    title: Promise
    purpose: Promise
    ready: Callable[[Cycle], list[Row]]
    action: Promise
    page: str


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step of one cycle as it stands today."""

    number: int
    step: Step
    rows: Sequence[Row]
    mark: StepMark | None
    plan: StepPlan | None
    url: str

    @property
    def is_closed(self) -> bool:
        """Tell whether somebody said that the step is behind us."""
        return self.mark is not None and self.mark.closes

    @property
    def is_ready(self) -> bool:
        """Tell whether everything is there that the step should bring."""
        return bool(self.rows) and all(done for done, _words, _url in self.rows)

    @property
    def is_behind(self) -> bool:
        """Tell whether one may go on to the next step."""
        if self.mark is not None:
            return self.mark.closes
        return self.is_ready

    @property
    def is_late(self) -> bool:
        """Tell whether the day that was agreed has passed."""
        due = self.plan.due_on if self.plan else None
        return due is not None and due < timezone.localdate() and not self.is_behind

    @property
    def state(self) -> str:
        """The state in one word, for the sign."""
        if self.is_closed and self.mark is not None:
            return "skipped" if self.mark.kind == StepMark.Kind.SKIPPED else "done"
        return "done" if self.is_behind else "late" if self.is_late else "open"

    @property
    def words(self) -> str:
        """The state as one says it."""
        if self.is_closed and self.mark is not None:
            return str(self.mark.get_kind_display())
        if self.is_behind:
            return _("alles beisammen")
        if self.mark is not None:
            return str(self.mark.get_kind_display())
        done = sum(done for done, _words, _url in self.rows)
        if done:
            return _("%(done)s von %(all)s beisammen") % {"done": done, "all": len(self.rows)}
        return _("noch offen")

    @property
    def next_url(self) -> str:
        """The page where the first missing thing is done."""
        return next((url for done, _words, url in self.rows if not done), self.url)


def path(cycle: Cycle) -> list[StepNow]:
    """Return the steps of a cycle with all that is known of them."""
    marks: dict[str, StepMark] = {}
    plans: dict[str, StepPlan] = {}
    if cycle.strategy is not None:
        for mark in cycle.strategy.step_marks.newest_first().select_related("marked_by"):
            marks.setdefault(mark.step, mark)
        plans = {plan.step: plan for plan in cycle.strategy.step_plans.all()}
    return [
        StepNow(number, one, one.ready(cycle), marks.get(one.key), plans.get(one.key), cycle.url(one.page))
        for number, one in enumerate(STEPS, start=1)
    ]


def current_step(steps: Sequence[StepNow]) -> StepNow | None:
    """Return the next sensible step: the first that is neither closed nor complete."""
    return next((one for one in steps if not one.is_behind), None)


def own_cycle(place: Place) -> Strategy | None:
    """Return the cycle a municipality is in; a region's strategy is not its own."""
    return Strategy.objects.of(place).newest_first().first()


# --- what is ready, one function a step ------------------------------------------------------------------------------
def _prepare(cycle: Cycle) -> list[Row]:
    begun = cycle.strategy is not None
    strategy = cycle.url("strategy") if begun else cycle.url("cycle_new")
    return [
        (begun, _("Name und Jahre der Strategie stehen fest"), strategy),
        (cycle.text("process"), _("Anlass und Vorgehen sind aufgeschrieben"), strategy),
    ]


def _baseline(cycle: Cycle) -> list[Row]:
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


def _actors(cycle: Cycle) -> list[Row]:
    return []


def _first_workshop(cycle: Cycle) -> list[Row]:
    return []


def _vision(cycle: Cycle) -> list[Row]:
    return [(cycle.text("vision"), _("Das Leitbild ist aufgeschrieben"), cycle.url("strategy"))]


def _fields(cycle: Cycle) -> list[Row]:
    fields = FieldOfAction.objects.of(cycle.place)
    count, described = fields.count(), fields.exclude(description="").count()
    return [
        (
            count >= 3,
            _("Mindestens drei Handlungsfelder sind gewählt (jetzt: %(n)s)") % {"n": count},
            cycle.url("fields"),
        ),
        (bool(count) and described == count, _("Zu jedem Feld steht, worum es geht"), cycle.url("fields")),
    ]


def _measures(cycle: Cycle) -> list[Row]:
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


def _prioritise(cycle: Cycle) -> list[Row]:
    return [_without(cycle, "prioritaet", _("Jede Maßnahme hat eine Priorität"))]


def _roadmap(cycle: Cycle) -> list[Row]:
    return [_without(cycle, "termin", _("Jede Maßnahme hat einen Beginn"))]


def _paper(cycle: Cycle) -> list[Row]:
    strategy = cycle.url("strategy") if cycle.strategy else cycle.url("cycle_new")
    return [
        (cycle.text("foreword"), _("Das Vorwort ist geschrieben"), strategy),
        (cycle.text("baseline"), _("Die Ausgangslage ist in Worte gefasst"), strategy),
        (cycle.numbers.total > 0, _("Im Papier stehen Maßnahmen"), cycle.url("measures")),
    ]


def _decision(cycle: Cycle) -> list[Row]:
    decided = cycle.strategy is not None and cycle.strategy.adopted_on is not None
    return [(decided, _("Der Beschluss ist mit Datum eingetragen"), cycle.url("strategy"))]


def _implement(cycle: Cycle) -> list[Row]:
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
    ]


def _review(cycle: Cycle) -> list[Row]:
    since = cycle.strategy.starts_on if cycle.strategy else timezone.localdate()
    told = ProgressNote.objects.filter(measure__municipality=cycle.place, at__date__gte=since).exists()
    return [
        (told, _("Über die Maßnahmen wurde berichtet"), cycle.url("board")),
        (len(cycle.assessments) > 1, _("Die Standortbestimmung ist wiederholt"), cycle.url("situation")),
    ]


def _continue(cycle: Cycle) -> list[Row]:
    later = cycle.strategy is not None and Strategy.objects.of(cycle.place).filter(
        Q(starts_on__gt=cycle.strategy.starts_on)
    ).exists()  # fmt: skip
    return [
        (cycle.text("continuation"), _("Umsetzung und Verstetigung sind beschrieben"), cycle.url("strategy")),
        (later, _("Die nächste Strategie ist begonnen"), cycle.url("cycle_new")),
    ]


def _without(cycle: Cycle, gap: str, words: str) -> Row:
    missing = cycle.missing.get(gap, 0)
    there = cycle.url("measures", query=f"?fehlt={gap}")
    if cycle.numbers.total and missing:
        words = _("%(words)s (fehlt bei %(n)s)") % {"words": words, "n": missing}
    return (cycle.numbers.total > 0 and not missing, words, there)


STEPS: tuple[Step, ...] = (
    Step("prepare", gettext_lazy("Vorbereiten"), gettext_lazy("Geben Sie dem Vorhaben einen Namen und einen Zeitraum, und klären Sie, wer sich kümmert. Ein bis zwei Personen mit festen Stunden genügen für den Anfang."), _prepare, gettext_lazy("Strategie vorbereiten"), "strategy"),
    Step("baseline", gettext_lazy("Ausgangslage"), gettext_lazy("Schauen Sie ehrlich hin: Was gibt es schon, was läuft gut, was fehlt? Der Fragebogen führt in einer halben Stunde hindurch."), _baseline, gettext_lazy("Ausgangslage erfassen"), "situation"),
    Step("actors", gettext_lazy("Menschen im Ort"), gettext_lazy("Überlegen Sie, wen das Thema angeht und wer bisher fehlt: Vereine, Betriebe, Jugend, Ältere, Nachbargemeinden."), _actors, gettext_lazy("Menschen im Ort festhalten"), "situation"),
    Step("workshop1", gettext_lazy("Erste Werkstatt"), gettext_lazy("Laden Sie an einem Abend ein: Wo stehen wir, welche Bereiche sind uns wichtig, wo wollen wir hin?"), _first_workshop, gettext_lazy("Ergebnisse eintragen"), "swot"),
    Step("vision", gettext_lazy("Leitbild"), gettext_lazy("Beschreiben Sie in wenigen Sätzen, wie man hier leben soll, wenn alles gelungen ist."), _vision, gettext_lazy("Leitbild schreiben"), "strategy"),
    Step("fields", gettext_lazy("Handlungsfelder und Ziele"), gettext_lazy("Wählen Sie vier bis sechs Bereiche, in denen sich der Ort etwas vornimmt."), _fields, gettext_lazy("Handlungsfelder wählen"), "fields"),
    Step("measures", gettext_lazy("Maßnahmen"), gettext_lazy("Sammeln Sie Vorhaben aus Werkstatt, Rathaus und Beiträgen. Jedes bekommt einen kurzen Steckbrief."), _measures, gettext_lazy("Maßnahmen sammeln"), "measures"),
    Step("prioritise", gettext_lazy("Gewichten"), gettext_lazy("Was bringt viel und kostet wenig? Ordnen Sie gemeinsam, was zuerst kommt."), _prioritise, gettext_lazy("Prioritäten setzen"), "measures"),
    Step("roadmap", gettext_lazy("Fahrplan"), gettext_lazy("Geben Sie jeder Maßnahme einen Beginn, so dass Geld und Leute reichen."), _roadmap, gettext_lazy("Termine eintragen"), "measures"),
    Step("paper", gettext_lazy("Strategiepapier"), gettext_lazy("Das Papier entsteht aus dem, was Sie eingetragen haben. Es fehlen nur noch Vorwort und einige Sätze."), _paper, gettext_lazy("Texte ergänzen"), "strategy"),
    Step("decision", gettext_lazy("Beschluss im Rat"), gettext_lazy("Legen Sie das Papier dem Rat vor und tragen Sie den Beschluss mit seinem Datum ein."), _decision, gettext_lazy("Beschluss eintragen"), "strategy"),
    Step("implement", gettext_lazy("Umsetzen"), gettext_lazy("Jetzt wird gebaut und ausprobiert. Melden Sie alle paar Wochen, wie es steht; wer die Idee hatte, erfährt es."), _implement, gettext_lazy("Zur Tafel der Maßnahmen"), "board"),
    Step("review", gettext_lazy("Zurückschauen"), gettext_lazy("Was hat sich getan? Beantworten Sie den Fragebogen noch einmal und vergleichen Sie."), _review, gettext_lazy("Standortbestimmung wiederholen"), "situation"),
    Step("continue", gettext_lazy("Weiterführen"), gettext_lazy("Halten Sie fest, wer was auf Dauer übernimmt, und beginnen Sie die nächste Strategie, wenn die Jahre um sind."), _continue, gettext_lazy("Nächste Strategie beginnen"), "cycles"),
)  # fmt: skip
