"""Two tiny kinds of things to put on the trail: it knows no feature."""

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from dorflinde.core import subjects
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description, ExpectedStep, Ref, Subject
from dorflinde.places import middleware
from dorflinde.places.models import Place
from dorflinde.trail.public import enter

IDEA, MEASURE = "test.idea", "test.measure"


class Things:
    """The ideas and measures there are, and what should come next to them."""

    def __init__(self) -> None:
        self.found: dict[uuid.UUID, Description] = {}
        self.next: dict[uuid.UUID, list[ExpectedStep]] = {}
        self.asked = 0

    def describe(self, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
        self.asked += 1
        return {key: self.found[key] for key in ids if key in self.found}

    def expected(self, key: uuid.UUID) -> list[ExpectedStep]:
        return self.next.get(key, [])

    def change(self, ref: Ref, **more: Any) -> None:
        """Change what a thing shows, as a feature would: change(idea, is_public=False)."""
        self.found[ref.id] = replace(self.found[ref.id], **more)
        middleware.store.clear()

    def remove(self, ref: Ref) -> None:
        """Take a thing away."""
        del self.found[ref.id]
        middleware.store.clear()


@pytest.fixture
def things() -> Iterator[Things]:
    """Ideas and measures as the features will register them."""
    found = Things()
    subjects.register(
        Subject(
            kind=IDEA,
            label="Idee",
            describe=found.describe,
            may_be_origin=True,
            expected_steps=found.expected,
            from_words="Von der Idee",
            to_words="zur Idee",
        )
    )
    subjects.register(
        Subject(
            kind=MEASURE,
            label="Maßnahme",
            describe=found.describe,
            expected_steps=found.expected,
            from_words="Von der Maßnahme",
            to_words="zur Maßnahme",
        )
    )
    yield found
    for kind in (IDEA, MEASURE):
        del subjects._registry.subjects[kind]


@pytest.fixture
def begin(things: Things, municipality: Place) -> Callable[..., Ref]:
    """Put a thing on the trail: begin("Mitfahrbank", kind=MEASURE, days_ago=30)."""

    def put(title: str, *, kind: str = IDEA, days_ago: float = 100, place: Place = municipality, **more: Any) -> Ref:
        ref, at = Ref(kind, uuid7()), timezone.now() - datetime.timedelta(days=days_ago)
        given = {
            "title": title, "text": f"Wir brauchen: {title}.", "url": f"/dinge/{ref.id}/", "place_id": place.pk,
            "created_at": at, "is_public": True, "label": "Idee" if kind == IDEA else "Maßnahme",
            "author_name": "linden_lena" if kind == IDEA else "",
        }  # fmt: skip
        things.found[ref.id] = Description(ref=ref, **(given | more))
        enter(ref, place=place, at=at)
        return ref

    return put
