"""What lies on a desk: the list, the figures above it, the thing behind one to-do."""

import datetime
import statistics
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.utils import timezone

from dorflinde.accounts.public import Actor
from dorflinde.core import subjects
from dorflinde.core.subjects import Description
from dorflinde.core.text import excerpt
from dorflinde.places.public import Place

from .models import Answered, Settlement, Todo, TodoQuerySet
from .policies import Reach, open_desk

DAYS_OF_ANSWERS = 30
OVERDUE, TODAY = "ueberfaellig", "heute"  # as they stand in the address


@dataclass(frozen=True)
class Choice:
    """What of the desk someone wants to see now, as it stands in the address."""

    label: str = ""
    place: str = ""  # the slug of a municipality
    due: str = ""

    def apply(self, todos: TodoQuerySet) -> TodoQuerySet:
        """Return the to-dos that are wanted."""
        if self.label:
            todos = todos.filter(label=self.label)
        if self.place:
            todos = todos.filter(place__slug=self.place)
        if self.due == OVERDUE:
            todos = todos.overdue()
        elif self.due == TODAY:
            todos = todos.due_today()
        return todos


@dataclass
class Figures:
    """How much waits, and how long people waited for a first answer lately."""

    waiting: int = 0
    overdue: int = 0
    today: int = 0
    median: float | None = None  # in days
    by_label: Counter[str] = field(default_factory=Counter)
    by_place: Counter[int] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class Details:
    """One to-do with what is known about the thing behind it."""

    todo: Todo
    thing: Description | None
    settlement: Settlement | None = None

    @property
    def quote(self) -> str:
        """The beginning of what was written."""
        return excerpt(self.thing.text, longest=400) if self.thing else ""


def waiting(reach: Reach, choice: Choice) -> TodoQuerySet:
    """Return what waits, the most urgent first."""
    todos = choice.apply(Todo.objects.waiting().filter(reach.todos))
    return todos.select_related("place__parent").most_urgent_first()


def number_waiting(user: Actor) -> int | None:
    """Return how many things wait on the person's desk; None for those who have none."""
    try:
        reach = open_desk(user)
    except PermissionDenied:
        return None
    return Todo.objects.waiting().filter(reach.todos).count()


def figures(reach: Reach, choice: Choice) -> Figures:
    """Count what waits in the chosen municipality, by area, with two questions however much it is."""
    found = Figures()
    here = Q(place__slug=choice.place) if choice.place else Q()
    rows = (
        Todo.objects.waiting().filter(reach.todos).order_by()
        .values("label", "place")
        .annotate(
            number=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=timezone.localdate())),
            today=Count("pk", filter=Q(due_on=timezone.localdate())),
        )
    )  # fmt: skip
    places = {place.pk: place for place in Place.objects.filter(pk__in={row["place"] for row in rows})}
    found.places = sorted(places.values(), key=lambda place: (place.kind != Place.Kind.REGION, place.name))
    for row in rows:
        found.by_place[row["place"]] += row["number"]
        if choice.place and places[row["place"]].slug != choice.place:
            continue
        counted = {OVERDUE: row["overdue"], TODAY: row["today"]}.get(choice.due, row["number"])
        found.by_label[row["label"]] += counted
        found.waiting += row["number"]
        found.overdue += row["overdue"]
        found.today += row["today"]
    found.median = _median_until_answer(reach.places & here)
    return found


def details(todo: Todo) -> Details:
    """Return a to-do with the thing behind it."""
    settlement: Settlement | None = getattr(
        todo, "settlement", None
    )  # the reverse side of a one-to-one: absent or there
    return Details(todo, subjects.describe(todo.ref), settlement)


def _median_until_answer(here: Q) -> float | None:
    since = timezone.now() - datetime.timedelta(days=DAYS_OF_ANSWERS)
    rows = Answered.objects.filter(here, answered_at__gte=since).values_list("asked_at", "answered_at")
    waits = [(answered - asked) / datetime.timedelta(days=1) for asked, answered in rows]
    return statistics.median(waits) if waits else None
