"""What people said reaches the report and the open data: what everyone may read, and nobody's name."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan, PetitionPlan
from dorflinde.participation.models import Activity, Project

from .test_opinion_map import TEXTS, crowd
from .test_outward import tables_in, text_of, url


@pytest.fixture
def add(project: Project) -> Any:
    """Put something to take part in into the project."""
    cache.clear()

    def make(kind: str, title: str, **options: Any) -> Activity:
        return actions.create_activity(
            project, kind, ActivityPlan(project.timetable[0], title, options=options), actor=None
        )

    return make


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create_user(f"p{n}@example.org", pseudonym=f"nachbar_{n}") for n in range(3)]


def at_the_end() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=90)


def asked(add: Any, people: list[User]) -> Activity:
    """An hour with a question that was answered, one that was not, and one the moderation took off."""
    hour = add("question_hour", "Jetzt red i", approval="at_once", who="hall")
    first = actions.ask(hour, "Wer zahlt den Radweg?", name="Frau Huber")
    actions.ask(hour, "=SUMME(1)")
    rude = actions.ask(hour, "Warum seid ihr so?")
    for person in people:
        actions.stand_behind(first, person=person)
    actions.answer_in_hall(first, "Der Landkreis, zur Hälfte.", actor=None)
    actions.hide_hall_question(rude.public_id, actor=None, reason="")
    poll = actions.prepare_poll(hour, "Wann fahren Sie?", ["Morgens", "Abends"], actor=None)
    actions.open_poll(poll, actor=None)
    actions.vote_in_hall(poll.options.first(), person=people[0])
    actions.close_poll(poll, actor=None)
    return hour


def test_the_report_tells_what_was_said_and_answered(
    client: Client, project: Project, add: Any, people: list[User]
) -> None:
    debate, draft = add("debate", "Autos raus?"), add("document", "Marktordnung")
    actions.remark(debate, actor=people[0], text="Dann ist Platz für Bänke.", stance="pro")
    rude = actions.remark(debate, actor=people[1], text="Ihr spinnt doch.", stance="contra")
    actions.hide_remark(rude.public_id, actor=None, reason="")
    actions.sum_up(debate, actor=None, text="Wir probieren es einen Sommer lang.", by="Rathaus")
    actions.set_text(draft, "Der Markt ist am Freitag.", actor=None)
    said = actions.remark(draft, actor=people[0], text="Samstag passt mehr Leuten.", paragraph=draft.paragraphs.get())
    actions.answer_remarks([said], actor=None, verdict="taken", text="So machen wir es.")
    proposals = add("proposal", "Anträge", first=1, quorum=2)
    made = actions.begin_petition(proposals, PetitionPlan("Zebrastreifen", "Vor der Schule.", "Der Rat stellt den Antrag."), actor=people[0])  # fmt: skip
    for person in people[1:]:
        actions.sign(made, actor=person, shows_name=True)
    actions.answer_petition(made, actor=None, status="planned", text="Kommt im Mai.")
    asked(add, people)
    with time_machine.travel(at_the_end(), tick=False):
        report = text_of(client.get(url(project, "bericht.pdf")).content)
    for words in (
        "Dann ist Platz für Bänke.", "Wir probieren es einen Sommer lang.", "Samstag passt mehr Leuten.", "So machen wir es.",
        "2 von 2 Mitzeichnungen.", "Kommt im Mai.", "Wer zahlt den Radweg?", "Der Landkreis, zur Hälfte.", "3 wollten das auch wissen",
        "Der Saal hat abgestimmt: Wann fahren Sie?",
    ):  # fmt: skip
        assert words in report
    assert not [words for words in ("Ihr spinnt", "Warum seid", "Huber", "nachbar_") if words in report]


def test_the_record_of_an_hour_is_a_table_without_names(
    client: Client, project: Project, add: Any, people: list[User]
) -> None:
    hour = asked(add, people)
    with time_machine.travel(at_the_end(), tick=False):
        tables = tables_in(client.get(url(project, "daten.zip")).content)
    record = tables[f"fragestunde-{hour.slug}.csv"]
    assert [(row["frage"], row["unterstuetzungen"], row["antwort"]) for row in record] == [
        ("Wer zahlt den Radweg?", "3", "Der Landkreis, zur Hälfte."), ("'=SUMME(1)", "0", ""),
    ]  # fmt: skip
    assert [(row["antwort"], row["stimmen"]) for row in tables[f"saal-{hour.slug}.csv"]] == [("Morgens", "1"), ("Abends", "0")]  # fmt: skip
    assert {"fragestunde", "saal"} <= {row["datei"].partition("-")[0] for row in tables["codebuch.csv"]}


def test_how_somebody_voted_on_a_map_leaves_the_house_for_nobody(client: Client, project: Project, add: Any) -> None:
    opinion_map = add("opinion_map", "Wie bewegen wir uns?", least=5)
    actions.add_statements(opinion_map, TEXTS, actor=None)
    crowd(opinion_map, 12, 11)
    with time_machine.travel(at_the_end(), tick=False):
        tables = tables_in(client.get(url(project, "daten.zip")).content)
    shown = tables[f"meinungskarte-{opinion_map.slug}.csv"]
    assert {row["aussage"] for row in shown} == set(TEXTS)
    # A row of votes is as good as a name for whoever knows three of them.
    assert not any(len(rows) >= 23 for name, rows in tables.items() if name != "codebuch.csv")
