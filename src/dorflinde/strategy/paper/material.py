"""Everything the paper of a municipality tells about, read once and only what everyone may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dorflinde.core.subjects import Description, Ref
from dorflinde.methods.gantt import Row, Window
from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    FieldOfAction,
    InventoryItem,
    Measure,
    PaperText,
    Status,
    Strategy,
    SwotEntry,
    TypicalGroup,
    Windows,
    windows_without_strategy,
)
from dorflinde.strategy.paper.timeline import rows_of, window_of
from dorflinde.strategy.queries import (
    Baseline,
    FieldGoals,
    Participation,
    baseline_of,
    current_strategy,
    fields_with_measures,
    goals_by_field,
    groups_at_the_table,
    measures_of_goals,
    participation_of,
    reporting_months,
    with_delivery,
)
from dorflinde.trail.public import contribution_numbers, origins_of_all


@dataclass(frozen=True, slots=True)
class Material:
    """The strategy in force, its public measures by field, their origins, and all that belongs to the chapters."""

    place: Place
    strategy: Strategy | None
    today: date
    measures: Sequence[Measure]
    dropped: Sequence[Measure]
    fields: Sequence[tuple[FieldOfAction | None, Sequence[Measure]]]
    rows: Sequence[Row]
    window: Window
    origins: Mapping[Ref, Sequence[Description]]
    contributions: Mapping[str, int]
    baseline: Baseline | None
    inventory: Sequence[InventoryItem]
    swot: Sequence[SwotEntry]
    groups: Sequence[TypicalGroup]
    goals: Sequence[FieldGoals]
    towards: Mapping[int, Sequence[Measure]]  # the measures that work towards a goal, by its key
    participation: Participation
    texts: Mapping[str, PaperText]  # own words, by the key of their chapter
    reporting: int | None  # every how many months leads report, once they have been asked

    @property
    def windows(self) -> Windows:
        """The windows by which starts are sorted into horizons."""
        return self.strategy.windows if self.strategy else windows_without_strategy()

    @property
    def is_sample(self) -> bool:
        """Whether something in it is invented."""
        return self.place.is_sample or any(measure.is_sample for measure in self.measures)

    def count(self, *statuses: Status) -> int:
        """How many measures stand there."""
        return sum(measure.status in statuses for measure in self.measures)


def gather(place: Place, today: date, strategy: Strategy | None = None) -> Material:
    """Read the material of a municipality's paper, with a fixed number of questions for any number of measures.

    Without a strategy it is the paper of the one in force; the next one's is written before its years begin.
    """
    strategy = strategy or current_strategy(place)
    public = list(_with_everything(place))
    measures = [measure for measure in public if measure.status != Status.DROPPED]
    rows = rows_of(measures, today, no_field=_("Ohne Handlungsfeld"), milestones=True)
    years = [strategy.starts_on.year, strategy.ends_on.year] if strategy else []
    goals = goals_by_field(place)
    return Material(
        place=place,
        strategy=strategy,
        today=today,
        measures=measures,
        dropped=[measure for measure in public if measure.status == Status.DROPPED],
        fields=fields_with_measures(place, measures),
        rows=rows,
        window=window_of(rows, years, today),
        origins=origins_of_all(measure.ref for measure in measures),
        contributions=contribution_numbers(place),
        baseline=baseline_of(place),
        inventory=list(InventoryItem.objects.of(place).in_order()),
        swot=list(SwotEntry.objects.of(place).kept().in_order()),
        groups=groups_at_the_table(place, strategy),
        goals=goals,
        towards=measures_of_goals(place, [goal for field in goals for goal in field.goals]),
        participation=participation_of(place, strategy),
        texts={own.chapter: own for own in strategy.paper_texts.all()} if strategy else {},
        reporting=reporting_months(place),
    )


def _with_everything(place: Place) -> Sequence[Measure]:
    public = with_delivery(Measure.objects.of(place).public().by_number())
    return list(
        public.select_related("continuation", "planning").prefetch_related("costs", "decisions", "demands__role")
    )
