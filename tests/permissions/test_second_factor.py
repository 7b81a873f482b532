"""Where the platform is deployed, an office without a second factor opens nothing of the staff's side."""

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings

from . import matrix, walk
from .cast import World

STAFF_SIDE = {"The desk", "The workbench", "Looking after a place", "The editorial admin"}
ROWS = [row for row in matrix.rows() if row.section in STAFF_SIDE]
OFFICES = ("editor", "moderator", "council", "clerk", "manager", "operator")
SET_UP = "/konto/2fa/"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_staff_set_up_a_second_factor_first(world: World, row: matrix.Row, settings: Settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    for role in OFFICES:
        answer = walk.ask_anew(world, role, row.method, world.address(row.address))
        assert answer.location == SET_UP, role
        assert not answer.written, role


def test_residents_are_not_asked(world: World, settings: Settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    for address in ("/", "/perlesreut/", "/mitteilungen/", "/konto/"):
        assert walk.ask_anew(world, "resident", "GET", address).status == 200


def test_with_a_factor_the_doors_are_as_always(world: World, settings: Settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    for role in OFFICES:
        Authenticator.objects.create(user=world.people[role], type=Authenticator.Type.TOTP, data={"secret": "x"})
    for row in ROWS:
        if row.method == "GET":
            found = {role: walk.ask_anew(world, role, "GET", world.address(row.address)).word for role in OFFICES}
            assert found == {role: row.expected[role] for role in OFFICES}, row
