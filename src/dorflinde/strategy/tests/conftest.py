"""What the tests of the strategy share: measures, and the lists given beside the repository."""

import datetime
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import subjects
from dorflinde.core.dates import parse_plan_date
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description, Ref, Subject
from dorflinde.places.models import Place
from dorflinde.strategy import actions
from dorflinde.strategy.models import FieldOfAction, Measure, Profile
from dorflinde.trail import public as trail


@pytest.fixture
def lists() -> Path:
    """The folder with measure lists as municipalities keep them."""
    for above in Path(__file__).resolve().parents:
        folder = above / "shared" / "data" / "strategy"
        if folder.is_dir():
            return folder
    pytest.skip("no folder shared/data/strategy beside the repository: its measure lists are not read")


@pytest.fixture
def field(municipality: Place) -> FieldOfAction:
    """A field of action of Perlesreut."""
    return actions.create_field(municipality, "Mobilität", actor=None)


@pytest.fixture
def make_measure(municipality: Place) -> Callable[..., Measure]:
    """Make a measure; dates may be given as people write them."""

    def make(title: str = "Mitfahrbank", *, place: Place | None = None, **said: Any) -> Measure:
        for name in ("start", "end"):
            if isinstance(said.get(name), str):
                said[name] = parse_plan_date(said[name])
        how = {
            name: said.pop(name) for name in ("actor", "origins", "status", "progress", "at", "needs") if name in said
        }
        return actions.create_measure(place or municipality, Profile(title=title, **said), **{"actor": None} | how)

    return make


@pytest.fixture
def measure(make_measure: Callable[..., Measure], field: FieldOfAction) -> Measure:
    """A public measure of Perlesreut, planned for autumn 2027."""
    return make_measure(
        number="M16", field=field, goal="Ohne Auto ans Ziel", start="Herbst 2027", end="2028", status="planned"
    )


@pytest.fixture
def draft(make_measure: Callable[..., Measure]) -> Measure:
    """A measure only the town hall may see."""
    return make_measure("Noch geheim", number="M17", visibility="internal")


class Ideas:
    """Stands for the contributions of residents: the strategy must not know the module they come from."""

    KIND = "ideas.idea"

    def __init__(self) -> None:
        self.described: dict[uuid.UUID, Description] = {}

    def post(self, place: Place, title: str = "Bänke zum Mitfahren", *, is_public: bool = True) -> Ref:
        """Let a resident say something; it stands on the trail and can be followed."""
        ref = Ref(self.KIND, uuid7())
        self.described[ref.id] = Description(
            ref=ref, title=title, text="Wer wartet, wird mitgenommen.", url="/idee/", place_id=place.pk,
            created_at=timezone.now() - datetime.timedelta(days=30), is_public=is_public, author_name="linden_lena", label="Idee",
        )  # fmt: skip
        trail.enter(ref, place=place)
        return ref

    def describe(self, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
        """Return what is known of these."""
        return {key: self.described[key] for key in ids if key in self.described}

    def suggest(self, municipality: int, words: str) -> list[Description]:
        """Return what fits the words."""
        return [one for one in self.described.values() if words.casefold() in one.title.casefold()]


@pytest.fixture
def ideas(monkeypatch: pytest.MonkeyPatch) -> Ideas:
    """A registered kind of contribution from which measures may grow."""
    kind = Ideas()
    subject = Subject(Ideas.KIND, "Idee", kind.describe, may_be_origin=True, suggestions=kind.suggest)
    monkeypatch.setitem(subjects._registry.subjects, Ideas.KIND, subject)
    return kind


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    """The browser of the clerk."""
    client.force_login(clerk)
    return client
