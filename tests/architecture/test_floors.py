"""Relations in the database point down the floors, as imports do."""

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.house import MODULES, RANK, floors

OURS = [model for model in apps.get_models() if model._meta.app_config.name.startswith("dorflinde.")]


def test_every_module_has_a_floor() -> None:
    assert set(MODULES) <= set(RANK), f"place these in pyproject.toml: {sorted(set(MODULES) - set(RANK))}"


def test_the_floors_are_read_from_the_contract() -> None:
    assert floors()[0] == ["project"]
    assert RANK["participation"] == RANK["strategy"] < RANK["outlets"] < RANK["feed"] < RANK["places"] < RANK["core"]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_down_the_floors(model: type[models.Model]) -> None:
    here = model._meta.app_label
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete and field.related_model):
            continue
        there = field.related_model._meta.app_label
        library = there not in RANK
        assert library or here == there or RANK[here] < RANK[there], f"{field} points up or sideways to {there}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_label_is_the_name_of_its_module(model: type[models.Model]) -> None:
    assert model._meta.app_config.name == f"dorflinde.{model._meta.app_label}"
