"""The contract of the public doors sees who climbs in through a window."""

import pytest
from grimp import ImportGraph

from tools.contracts import PublicDoorContract


def broken(importer: str, imported: str) -> bool:
    graph = ImportGraph()
    for module in ("dorflinde", importer, imported):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    options = {"open": ["ui", "core", "methods"], "wiring": ["project", "conftest"]}
    contract = PublicDoorContract(name="doors", session_options={}, contract_options=options)
    return not contract.check(graph, verbose=False).kept


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("dorflinde.strategy.actions", "dorflinde.trail.models"),
        ("dorflinde.strategy.models.measure", "dorflinde.places.queries"),
        ("dorflinde.ui.templatetags.ui", "dorflinde.places.models"),
    ],
)
def test_a_window_is_seen(importer: str, imported: str) -> None:
    assert broken(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("dorflinde.strategy.actions", "dorflinde.trail.public"),
        ("dorflinde.strategy.actions", "dorflinde.strategy.models"),
        ("dorflinde.strategy.views.roadmap", "dorflinde.methods.gantt"),
        ("dorflinde.project.urls", "dorflinde.places.urls"),
        ("dorflinde.strategy.tests.test_measures", "dorflinde.places.models"),
    ],
)
def test_a_door_is_a_door(importer: str, imported: str) -> None:
    assert not broken(importer, imported)
