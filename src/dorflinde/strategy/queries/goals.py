"""Reads about goals: by field, with what works towards them, and what is left without."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from dorflinde.places.public import Place
from dorflinde.strategy.models import FieldOfAction, Goal, Measure, MeasureQuerySet


@dataclass(frozen=True, slots=True)
class FieldGoals:
    """A field of action with its goals."""

    field: FieldOfAction
    goals: list[Goal]


def goals_by_field(place: Place) -> list[FieldGoals]:
    """Return every field of action with its goals, in the municipality's order, with a fixed number of questions."""
    fields = FieldOfAction.objects.of(place).in_order()
    goals: dict[int, list[Goal]] = {}
    for goal in Goal.objects.of(place).with_figures().in_order():
        goals.setdefault(goal.field_id, []).append(goal)
    return [FieldGoals(field, goals.get(field.pk, [])) for field in fields]


def measures_without_goal(measures: MeasureQuerySet) -> MeasureQuerySet:
    """Return the measures that work towards no goal and were not given up."""
    return measures.shown_in_roadmap().filter(goals__isnull=True).by_number()


def goals_sentence(groups: Sequence[FieldGoals]) -> str:
    """Say in one sentence how far the goals are: „Für 5 von 8 Zielen ist etwas unterwegs oder geschafft.“"""
    goals = [goal for group in groups for goal in group.goals]
    moving = sum(goal.is_moving for goal in goals)
    return ngettext(
        "%(moving)s von %(all)s Ziel ist in Arbeit oder geschafft.",
        "%(moving)s von %(all)s Zielen sind in Arbeit oder geschafft.",
        len(goals),
    ) % {"moving": moving or _("Noch keins"), "all": len(goals)}


def measures_of_goals(place: Place, goals: Sequence[Goal]) -> dict[int, list[Measure]]:
    """Return the public measures of each goal with one question."""
    links = Goal.measures.through.objects.filter(goal__in=goals).values_list("goal_id", "measure_id")
    measures = {one.pk: one for one in Measure.objects.of(place).public().shown_in_roadmap().for_list().by_number()}
    found: dict[int, list[Measure]] = {goal.pk: [] for goal in goals}
    for goal, measure in links:
        if measure in measures:
            found[goal].append(measures[measure])
    return found
