"""What the tests of the outlets share: a program elsewhere, and the municipality's connection to it."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from dorflinde.outlets import actions
from dorflinde.outlets.models import Hook
from dorflinde.places.models import Place

from .receiver import Receiver


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A program that listens on this machine, which only tests and developers may call."""
    settings.HOOKS_MAY_CALL_LOOPBACK = True
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def hook(municipality: Place, receiver: Receiver) -> Hook:
    """Perlesreut lets the program know when measures change or move."""
    made = Hook(place=municipality, title="Landkreis", url=receiver.url, events=["measure.changed", "measure.moved"])
    actions.add_hook(made, actor=None)
    return made
