"""What the tests of the strategy share: measures, and the lists given beside the repository."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dorflinde.core.dates import parse_plan_date
from dorflinde.places.models import Place
from dorflinde.strategy import actions
from dorflinde.strategy.models import FieldOfAction, Measure, Profile


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
