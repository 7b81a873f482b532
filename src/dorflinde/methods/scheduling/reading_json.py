"""The house's own format, see docs/reference/schedule-files.md: resources by name, jobs with durations, demands, successors."""

import json
from typing import Any

from dorflinde.methods.scheduling.draft import Draft, Row, Unreadable, capacity


def read_json(text: str) -> Draft:
    """Read the document; what it says is checked by the draft."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise Unreadable(f"This is no JSON: {problem.msg}.", problem.lineno) from problem
    except (ValueError, RecursionError) as problem:
        raise Unreadable("This is no JSON that can be read.") from problem
    if not isinstance(document, dict) or not isinstance(document.get("jobs"), list):
        raise Unreadable('The document must be an object with a list "jobs".')
    resources = document.get("resources", {})
    if not isinstance(resources, dict):
        raise Unreadable('"resources" must be an object: name → capacity.')
    capacities = tuple(
        capacity(_whole(value, f"the capacity of {name}"), name, None) for name, value in resources.items()
    )
    rows = [_row(place, entry, list(resources)) for place, entry in enumerate(document["jobs"], 1)]
    return Draft(rows, capacities)


def _row(place: int, entry: Any, resources: list[str]) -> Row:
    if not isinstance(entry, dict):
        raise Unreadable(f"Entry {place} of the jobs is no object.")
    unknown = sorted(set(entry) - {"id", "duration", "demands", "successors"})
    if unknown:
        raise Unreadable(f"Entry {place} of the jobs has the unknown key {unknown[0][:40]!r}.")
    name = _name(entry.get("id", place), place)
    demands = entry.get("demands", {})
    successors = entry.get("successors", [])
    if not isinstance(demands, dict) or not isinstance(successors, list):
        raise Unreadable(f'Job {name}: "demands" must be an object and "successors" a list.')
    for resource in demands:
        if resource not in resources:
            raise Unreadable(f"Job {name} needs {resource[:40]!r}, which is no resource.")
    needs = tuple(_whole(demands.get(resource, 0), f"the demand of job {name}") for resource in resources)
    duration = _whole(entry.get("duration"), f"the duration of job {name}")
    return Row(name, None, duration, needs, tuple(_name(after, place) for after in successors))


def _name(value: Any, place: int) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise Unreadable(f"Entry {place} of the jobs: an id must be a word or a whole number.")
    return str(value)


def _whole(value: Any, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable(f"{what[:1].upper()}{what[1:]} must be a whole number, not {str(value)[:40]!r}.")
    return value
