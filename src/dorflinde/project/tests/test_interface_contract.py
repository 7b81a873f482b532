"""The open interface keeps its word: whatever a program sends, the answer is one the document describes."""

import datetime
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
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from dorflinde.accounts.actions import make_key
from dorflinde.accounts.models import User
from dorflinde.core.dates import parse_plan_date
from dorflinde.participation import actions as participation
from dorflinde.participation.actions import ActivityPlan, PhasePlan, ProjectPlan, QuestionPlan
from dorflinde.participation.models import Idea
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


@pytest.fixture
def talk(municipality: Place, village: Place, resident: User) -> Idea:
    """A project with an idea people speak about, and a survey that has ended."""
    day = timezone.localdate()
    week = datetime.timedelta(days=7)
    phases = [
        PhasePlan("activities", "Umfrage", day - 2 * week, day - week),
        PhasePlan("ideas", "Ideen", day - datetime.timedelta(days=6), day + week),
    ]
    plan = ProjectPlan(municipality, "Dorfplatz", "Was soll er können?", phases=phases, categories=["Grün"])
    project = participation.create_project(plan, actor=None, publish=True)
    survey = ActivityPlan(project.timetable[0], "Wie oft?", options={"results": "end", "anonymous": False})
    asked = participation.create_activity(project, "survey", survey, actor=None)
    participation.save_question(asked, QuestionPlan("single", "Oft?", choices=["ja", "nein"]), actor=None)
    category = project.categories.get()
    idea = participation.post_idea(
        project, actor=resident, title="Linde", text="Schatten", category=category, place=village, lat=48.78, lon=13.44
    )
    participation.comment_on_idea(idea, actor=resident, text="Gern.")
    participation.answer_idea(idea, actor=None, status="planned", text="Ja, im Herbst.")
    return idea


@pytest.fixture
def key(clerk: User) -> str:
    """Lets a program do all a clerk does."""
    return make_key(clerk, name="Fachverfahren", scope="staff", days=30)[1]


schema = schemathesis.openapi.from_dict(described())
schema.app = served
OPERATIONS = [found.ok() for found in schema.get_all_operations()]
OPEN = [operation for operation in OPERATIONS if not operation.definition.raw.get("security")]
WRITING = ["POST", "PUT", "PATCH", "DELETE"]
# What a program may well say and the place refuses: there was no phase for it, or no such thing.
REFUSING = [positive_data_acceptance, negative_data_rejection]


@pytest.fixture(autouse=True)
def many_questions(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a program ask as often as it likes, without a note of each mistake, on one connection."""
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    monkeypatch.setattr("dorflinde.participation.api.keys.allow", lambda *_args, **_words: True)
    monkeypatch.setattr("dorflinde.participation.actions.sending.allow", lambda *_args, **_words: True)
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # A server lets go of the database after each answer; here all answers are read within one test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@schema.include(method="GET").parametrize()
@bounded(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_one_the_document_describes(case: Any, plans: Place, key: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})


@schema.include(method=WRITING).parametrize()
@bounded(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_written_to_something_that_is_there_is_answered_as_described(
    case: Any, talk: Idea, key: str
) -> None:
    case.path_parameters = {name: str(_known(talk)[name]) for name in case.path_parameters}
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=REFUSING)


@pytest.mark.parametrize("operation", OPEN, ids=lambda operation: operation.label)
def test_what_is_there_looks_as_the_document_says(operation: Any, plans: Place, talk: Idea) -> None:
    known = _known(talk) | {"id": str(Measure.objects.get(number="M/7").public_id)}
    names = [parameter.name for parameter in operation.path_parameters]
    response = operation.Case(path_parameters={name: known[name] for name in names}).call_and_validate()
    assert response.status_code == 200
    assert "items" not in response.json() or response.json()["items"]


def _known(idea: Idea) -> dict[str, str]:
    project = idea.project.public_id
    return {"slug": "perlesreut", "idea": str(idea.public_id), "participation": str(project)}


def test_the_document_is_valid_in_both_languages() -> None:
    for language in ("de", "en"):
        with translation.override(language):
            validate(described())


def test_no_sentence_of_the_document_is_left_in_the_other_language() -> None:
    with translation.override("en"):
        english = json.dumps(described(), ensure_ascii=False)
    assert "Maßnahmen" not in english
    assert "Gemeinde" not in english
