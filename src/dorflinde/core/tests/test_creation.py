"""Many tables in one step of a migration: known together, created in order, dropped in the opposite one."""

from django.db import models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from dorflinde.core.creation import CreateModels


class Recorder:
    """Takes down what a schema editor would do."""

    class connection:  # as a schema editor has it
        alias = "default"

    def __init__(self) -> None:
        self.said: list[str] = []

    def create_model(self, model: type[models.Model]) -> None:
        self.said.append(f"+{model.__name__}")

    def delete_model(self, model: type[models.Model]) -> None:
        self.said.append(f"-{model.__name__}")


def two_models() -> CreateModels:
    tree = CreateModel("Tree", [("id", models.BigAutoField(primary_key=True))])
    leaf = CreateModel("Leaf", [
        ("id", models.BigAutoField(primary_key=True)),
        ("tree", models.ForeignKey("grove.Tree", on_delete=models.CASCADE)),
    ])  # fmt: skip
    return CreateModels([tree, leaf])


def test_models_are_created_in_their_order_and_dropped_in_the_other():
    step, editor = two_models(), Recorder()
    before, after = ProjectState(), ProjectState()
    step.state_forwards("grove", after)
    step.database_forwards("grove", editor, before, after)
    assert editor.said == ["+Tree", "+Leaf"]
    step.database_backwards("grove", editor, after, before)
    assert editor.said[2:] == ["-Leaf", "-Tree"]


def test_a_state_that_was_drawn_before_knows_the_new_models():
    state = ProjectState()
    assert not list(state.apps.get_models())
    two_models().state_forwards("grove", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Tree", "Leaf"}
    assert state.apps.get_model("grove", "leaf")._meta.get_field("tree").related_model.__name__ == "Tree"
