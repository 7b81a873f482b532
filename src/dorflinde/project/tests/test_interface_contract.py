"""The open interface keeps its word: whatever a program sends, the answer is one the document describes."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings as bounded
from openapi_spec_validator import validate

from dorflinde.core.dates import parse_plan_date
from dorflinde.places.models import Place
from dorflinde.project.api import described
from dorflinde.project.wsgi import application
from dorflinde.strategy import actions
from dorflinde.strategy.models import FundingLine, Goal, GoalIndicator, IndicatorLine, Measure, Profile, Strategy


@pytest.fixture
def plans(municipality: Place, village: Place) -> Place:
    """A municipality of whose plans everything is known."""
    day = timezone.localdate()
    plan = Strategy(
        place=municipality,
        title="Digital daheim",
        starts_on=day.replace(day=1),
        ends_on=day.replace(year=day.year + 4, day=1),
    )
    actions.save_strategy(plan, actor=None)
    field = actions.create_field(municipality, "Mobilität", actor=None)
    first = actions.create_measure(municipality, Profile(title="Weg"), actor=None, status="done")
    profile = Profile(
        title="Mitfahrbank", number="M/7", field=field, start=parse_plan_date("Herbst 2027"), end=parse_plan_date("laufend"),
        cost_once=Decimal("1234.56"), fundings=(FundingLine("LEADER", Decimal(60)),), priority="high", effort=2,
        indicators=(IndicatorLine("Fahrten", "0", "100", "12", "im Monat"),),
    )  # fmt: skip
    measure = actions.create_measure(municipality, profile, actor=None, needs=[first], status="active", progress=20)
    actions.add_part(measure, "meilenstein", {"title": "Bank steht", "due": parse_plan_date("2028")}, actor=None)
    goal = actions.save_goal(Goal(field=field, title="Ohne Auto"), actor=None, measures=[measure])
    figure = actions.save_indicator(GoalIndicator(goal=goal, name="Fahrten", target=Decimal(9)), actor=None)
    actions.note_value(figure, actor=None, value=Decimal("3.5"), on=day)
    actions.publish_paper(actions.keep_paper(plan, actor=None, title="Fassung 1"), actor=None)
    return municipality


def served(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Stand for the web server, which knows who is asking; the answer comes unpacked."""
    return application({"REMOTE_ADDR": "127.0.0.1", **environ, "HTTP_ACCEPT_ENCODING": ""}, start_response)


schema = schemathesis.openapi.from_dict(described())
schema.app = served
OPERATIONS = [found.ok() for found in schema.get_all_operations()]


@pytest.fixture(autouse=True)
def many_questions(settings: Any) -> Iterator[None]:
    """Let a program ask as often as it likes, without a note of each mistake, on one connection."""
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # A server lets go of the database after each answer; here all answers are read within one test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@schema.parametrize()
@bounded(max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_one_the_document_describes(case: Any, plans: Place) -> None:
    case.call_and_validate()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_what_is_there_looks_as_the_document_says(operation: Any, plans: Place) -> None:
    measure = Measure.objects.get(number="M/7")
    known = {"slug": "perlesreut", "id": str(measure.public_id)}
    names = [parameter.name for parameter in operation.path_parameters]
    response = operation.Case(path_parameters={name: known[name] for name in names}).call_and_validate()
    assert response.status_code == 200
    assert "items" not in response.json() or response.json()["items"]


def test_the_document_is_valid_in_both_languages() -> None:
    for language in ("de", "en"):
        with translation.override(language):
            validate(described())


def test_no_sentence_of_the_document_is_left_in_the_other_language() -> None:
    with translation.override("en"):
        english = json.dumps(described(), ensure_ascii=False)
    assert "Maßnahmen" not in english
    assert "Gemeinde" not in english
