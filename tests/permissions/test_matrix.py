"""Every address of the house, every role, every answer as the matrix says."""

import pytest
from django.db import connection

from . import matrix, walk
from .cast import ROLES, World

ROWS = matrix.rows()
# The sections in which only those with an office get anything at all.
STAFF_SIDE = {"The desk", "The workbench", "Looking after a place", "The editorial admin"}
NO_OFFICE = ("guest", "resident", "author")
# The doors are the same on every database: a second one is walked through by those who see what others do not.
EVERYWHERE = ("guest", "author", "clerk", "operator")
DOORS = {matrix.SIGN_IN, "403", "404", "405"}


def test_every_address_has_a_row(world: World) -> None:
    described = {matrix.route_of(world.address(row.address).partition("?")[0]) for row in ROWS}
    missing = matrix.routes() - described
    assert not missing, f"write a row in {matrix.FILE.name} for: {sorted(missing)}"


def test_every_address_is_asked_by_both_methods(world: World) -> None:
    asked = {(matrix.route_of(world.address(row.address).partition("?")[0]), row.method) for row in ROWS}
    wanted = {(route, method) for route in matrix.routes() for method in matrix.METHODS}
    missing = {(route, method) for route, method in wanted - asked if not route.startswith(matrix.LIBRARY)}
    assert not missing, f"write rows in {matrix.FILE.name} for: {sorted(missing)}"


def test_no_row_is_written_twice() -> None:
    known = [(row.address, row.method) for row in ROWS]
    assert not {key for key in known if known.count(key) > 1}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everyone_gets_what_the_matrix_says(world: World, row: matrix.Row) -> None:
    roles = ROLES if connection.vendor == "sqlite" else EVERYWHERE
    found = {role: walk.ask(world, role, row.method, row.address).word for role in roles}
    wrong = {
        role: f"{found[role]} instead of {row.expected[role]}" for role in roles if found[role] != row.expected[role]
    }
    assert not wrong, f"{row}: {wrong}"


@pytest.mark.parametrize("row", [row for row in ROWS if row.section in STAFF_SIDE], ids=str)
def test_without_an_office_there_is_no_way_in(row: matrix.Row) -> None:
    """The table itself may not promise what nobody may have."""
    assert {row.expected[role] for role in NO_OFFICE} <= DOORS
