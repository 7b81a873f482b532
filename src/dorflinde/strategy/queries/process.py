"""The steps of a strategy cycle: what each is for, what is ready, what is missing, and which comes next.

A step asks one function of `readiness` what is ready.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.strategy.models import (
    StepMark,
    StepPlan,
)

from . import readiness
from .readiness import Cycle, Row


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


STEPS: tuple[Step, ...] = (
    Step("prepare", gettext_lazy("Vorbereiten"), gettext_lazy("Geben Sie dem Vorhaben einen Namen und einen Zeitraum, und klären Sie, wer sich kümmert. Ein bis zwei Personen mit festen Stunden genügen für den Anfang."), readiness.prepare, gettext_lazy("Strategie vorbereiten"), "strategy"),
    Step("baseline", gettext_lazy("Ausgangslage"), gettext_lazy("Schauen Sie ehrlich hin: Was gibt es schon, was läuft gut, was fehlt? Der Fragebogen führt in einer halben Stunde hindurch."), readiness.baseline, gettext_lazy("Ausgangslage erfassen"), "situation"),
    Step("actors", gettext_lazy("Menschen im Ort"), gettext_lazy("Überlegen Sie, wen das Thema angeht und wer bisher fehlt: Vereine, Betriebe, Jugend, Ältere, Nachbargemeinden."), readiness.actors, gettext_lazy("Menschen im Ort festhalten"), "stakeholders"),
    Step("workshop1", gettext_lazy("Erste Werkstatt"), gettext_lazy("Laden Sie an einem Abend ein: Wo stehen wir, welche Bereiche sind uns wichtig, wo wollen wir hin?"), readiness.first_workshop, gettext_lazy("Ergebnisse eintragen"), "meetings"),
    Step("vision", gettext_lazy("Leitbild"), gettext_lazy("Beschreiben Sie in wenigen Sätzen, wie man hier leben soll, wenn alles gelungen ist."), readiness.vision, gettext_lazy("Leitbild schreiben"), "vision"),
    Step("fields", gettext_lazy("Handlungsfelder und Ziele"), gettext_lazy("Wählen Sie vier bis sechs Bereiche, in denen sich der Ort etwas vornimmt."), readiness.fields, gettext_lazy("Handlungsfelder wählen"), "fields"),
    Step("measures", gettext_lazy("Maßnahmen"), gettext_lazy("Sammeln Sie Vorhaben aus Werkstatt, Rathaus und Beiträgen. Jedes bekommt einen kurzen Steckbrief."), readiness.measures, gettext_lazy("Maßnahmen sammeln"), "measures"),
    Step("prioritise", gettext_lazy("Gewichten"), gettext_lazy("Was bringt viel und kostet wenig? Ordnen Sie gemeinsam, was zuerst kommt."), readiness.prioritise, gettext_lazy("Prioritäten setzen"), "rating"),
    Step("roadmap", gettext_lazy("Fahrplan"), gettext_lazy("Geben Sie jeder Maßnahme einen Beginn, so dass Geld und Leute reichen."), readiness.roadmap, gettext_lazy("Termine eintragen"), "proposals"),
    Step("paper", gettext_lazy("Strategiepapier"), gettext_lazy("Das Papier entsteht aus dem, was Sie eingetragen haben. Es fehlen nur noch Vorwort und einige Sätze."), readiness.paper, gettext_lazy("Texte ergänzen"), "papers"),
    Step("decision", gettext_lazy("Beschluss im Rat"), gettext_lazy("Legen Sie das Papier dem Rat vor und tragen Sie den Beschluss mit seinem Datum ein."), readiness.decision, gettext_lazy("Beschluss eintragen"), "papers"),
    Step("implement", gettext_lazy("Umsetzen"), gettext_lazy("Jetzt wird gebaut und ausprobiert. Melden Sie alle paar Wochen, wie es steht; wer die Idee hatte, erfährt es."), readiness.implement, gettext_lazy("Zur Tafel der Maßnahmen"), "board"),
    Step("review", gettext_lazy("Zurückschauen"), gettext_lazy("Was hat sich getan? Beantworten Sie den Fragebogen noch einmal und vergleichen Sie."), readiness.review, gettext_lazy("Standortbestimmung wiederholen"), "situation"),
    Step("continue", gettext_lazy("Weiterführen"), gettext_lazy("Halten Sie fest, wer was auf Dauer übernimmt, und beginnen Sie die nächste Strategie, wenn die Jahre um sind."), readiness.carry_on, gettext_lazy("Fortführung regeln"), "continuation"),
)  # fmt: skip
