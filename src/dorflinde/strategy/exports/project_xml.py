"""The measures for Microsoft Project and what reads its files: tasks with days, lengths and what they wait for.

Source: the published schema of Microsoft Project's XML, http://schemas.microsoft.com/project. A plan there knows days only:
how exactly a date was said stands in the notes of the task, so that nobody takes „Herbst 2027“ for the first of September.
"""

import datetime
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from dorflinde.core.cells import without_unseen
from dorflinde.places.public import Place
from dorflinde.strategy.models import Dependency, Measure

NAMESPACE = "http://schemas.microsoft.com/project"
FINISH_START, START_START = "1", "3"
IN_DAYS = "7"
MONTH = 20 * 8 * 60 * 10  # a month of work in tenths of minutes, as lags are counted there


def write_project(place: Place, measures: Sequence[Measure]) -> bytes:
    """Return the plan as a document; a measure without a day has none there and says so in its notes."""
    root = Element("Project", {"xmlns": NAMESPACE})
    _say(root, "Name", place.full_name)
    _say(root, "Title", f"Fahrplan {place.full_name}")
    _say(root, "ScheduleFromStart", "1")
    tasks = SubElement(root, "Tasks")
    numbers = {measure.pk: number for number, measure in enumerate(measures, start=1)}
    for measure in measures:
        _task(SubElement(tasks, "Task"), measure, numbers)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _task(task: Element, measure: Measure, numbers: dict[int, int]) -> None:
    number = str(numbers[measure.pk])
    _say(task, "UID", number)
    _say(task, "ID", number)
    _say(task, "Name", str(measure))
    _say(task, "OutlineLevel", "1")
    start = measure.start.first if measure.start else None
    end = measure.end.last if measure.end else None
    if start is not None:
        last = max(start, end or start)
        _say(task, "Start", f"{start}T08:00:00")
        _say(task, "Finish", f"{last}T17:00:00")
        _say(task, "Duration", f"PT{_working_days(start, last) * 8}H0M0S")
    _say(task, "PercentComplete", str(measure.shown_progress or 0))
    _say(task, "Notes", f"Zeitraum: {measure.period}")
    for dependency in measure.dependencies.all():
        if dependency.depends_on_id in numbers:
            link = SubElement(task, "PredecessorLink")
            _say(link, "PredecessorUID", str(numbers[dependency.depends_on_id]))
            _say(link, "Type", START_START if dependency.kind == Dependency.Kind.START_START else FINISH_START)
            _say(link, "LinkLag", str(dependency.lag * MONTH))
            _say(link, "LagFormat", IN_DAYS)


def _working_days(first: datetime.date, last: datetime.date) -> int:
    """Return how many days from Monday to Friday there are, both ends included; at least one."""
    weeks, rest = divmod((last - first).days + 1, 7)
    return max(1, weeks * 5 + sum((first.weekday() + day) % 7 < 5 for day in range(rest)))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = without_unseen(text)
