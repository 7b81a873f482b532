"""A tiny kind of thing to put on the desk: the desk knows no feature."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from dorflinde.core import subjects
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description, Ref, Subject
from dorflinde.desk.models import Todo
from dorflinde.desk.public import ask
from dorflinde.places.models import Place

KIND = "test.thing"


@pytest.fixture
def things() -> Iterator[dict[uuid.UUID, Description]]:
    """The things there are; tests put theirs in."""
    found: dict[uuid.UUID, Description] = {}

    def describe(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
        return {key: found[key] for key in ids if key in found}

    subjects.register(Subject(kind=KIND, label="Ding", describe=describe))
    yield found
    del subjects._registry.subjects[KIND]


@pytest.fixture
def waiting(things: dict[uuid.UUID, Description], municipality: Place) -> Callable[..., Todo]:
    """Put one more thing on a desk: waiting("Fahrradständer", due_on=…)."""

    def put(title: str, *, place: Place = municipality, **more: Any) -> Todo:
        ref = Ref(KIND, uuid7())
        things[ref.id] = Description(
            ref=ref, title=title, text=f"Zehn überdachte Bügel für „{title}“ würden reichen.", url=f"/dinge/{ref.id}/",
            place_id=place.pk, created_at=timezone.now(), is_public=True, author_name="linden_lena", label="Idee",
            note="64 Unterstützungen",
        )  # fmt: skip
        given = {
            "kind": "answer", "label": "Antwort auf Idee", "action_url": f"/dinge/{ref.id}/antwort/",
            "action_label": "Antworten", "note": "64 Menschen warten",
        }  # fmt: skip
        return ask(ref, place=place, title=title, **(given | more))

    return put
