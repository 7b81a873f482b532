"""What leaves a project: phases, open data, the report, a frame in other websites; and nobody in any of it."""

import csv
import datetime
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.participation import actions, queries
from dorflinde.participation.actions import Mark
from dorflinde.participation.exports.open_results import without_small_numbers
from dorflinde.participation.models import Activity, AnswerSheet, Embedding, Idea, Project

from .conftest import Plan
from .questionnaires import Asked, after_the_end

PUBLIC = ("phasen.ics", "phasen.rss", "bericht.pdf")
SITE = "https://www.perlesreut.de"


def url(project: Project, name: str) -> str:
    return f"{project.get_absolute_url()}{name}"


def long_after() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=60)


def tables_in(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        return {
            name: list(csv.DictReader(io.StringIO(box.read(name).decode("utf-8-sig")), delimiter=";"))
            for name in box.namelist()
            if name.endswith(".csv")
        }


# --- Phases -------------------------------------------------------------------------------------------------------------
def test_phases_come_as_whole_days_into_a_calendar(client: Client, project: Project) -> None:
    for address in (url(project, "phasen.ics"), "/perlesreut/mitreden/phasen.ics"):
        calendar = Calendar.from_ical(client.get(address).content)
        first, _second = calendar.walk("VEVENT")
        phase = project.timetable[0]
        assert first["summary"] == f"{project.title}: {phase.title}"
        assert first["dtstart"].dt == phase.starts_on
        assert first["dtend"].dt == phase.ends_on + datetime.timedelta(days=1), "the last day belongs to it"
        assert str(first["uid"]) == f"{phase.public_id}@dorflinde"


def test_feed_readers_hear_of_phases_that_have_begun(client: Client, project: Project) -> None:
    for address in (url(project, "phasen.rss"), "/perlesreut/mitreden/phasen.rss"):
        items = ElementTree.fromstring(client.get(address).content).findall("./channel/item")  # noqa: S314  our own
        assert [item.findtext("title") for item in items] == [f"{project.title}: {project.timetable[0].title}"]
        assert str(items[0].findtext("link")).endswith(project.get_absolute_url())


def test_what_is_for_invited_people_leaves_nowhere(client: Client, clerk: User, set_up: Plan) -> None:
    private = set_up(("ideas", -30, -9), title="Nur unter uns", access=Project.Access.INVITED)
    actions.allow_embedding(private, [SITE], actor=None)
    for person in (None, clerk):
        if person:
            client.force_login(person)
        for name in ("phasen.ics", "phasen.rss", "daten.zip", "eingebettet/"):
            assert client.get(url(private, name)).status_code == 404, name
        for name in ("phasen.ics", "phasen.rss"):
            assert b"unter uns" not in client.get(f"/perlesreut/mitreden/{name}").content
    assert Client().get(url(private, "bericht.pdf")).status_code == 404
    assert client.get(url(private, "bericht.pdf")).status_code == 200, "the town hall reads its own"


def test_a_draft_has_no_dates_and_no_report(client: Client, draft: Project) -> None:
    for name in PUBLIC:
        assert client.get(url(draft, name)).status_code == 404


# --- Open data ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([2, 20, 30], [None, None, 30]),  # the sum would bring the 2 back
        ([2, 3, 30], [None, None, 30]),
        ([0, 20], [0, 20]),
        ([4, 0, 0], [None, 0, 0]),
    ],
)
def test_small_numbers_are_left_out(numbers: list[int], shown: list[int | None]) -> None:
    assert without_small_numbers(numbers) == shown


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_no_small_number_can_be_worked_out_from_the_sum(numbers: list[int]) -> None:
    shown = without_small_numbers(numbers)
    assert all(number is None or number == 0 or number >= queries.FEWEST for number in shown)
    hidden = [number for number, seen in zip(numbers, shown, strict=True) if seen is None]
    assert len(hidden) != 1 or sum(numbers) == hidden[0], "the only answer there was"


@pytest.fixture
def finished(survey: Activity, asked: Asked, resident: User) -> Activity:
    """A survey of eleven people who told more than they should, and an idea with its author."""
    bus = asked["bus"].columns
    for number in range(11):
        person = User.objects.create_user(f"p{number}@example.org", pseudonym=f"amsel_{number}")
        marks = [
            Mark(asked["bus"].pk, choice=bus[0 if number < 8 else 1].pk),
            Mark(asked["say"].pk, text=f"Ich heiße Amsel {number}"),
            Mark(asked["where"].pk, lat=48.7, lon=13.4),
            Mark(asked["far"].pk, number=number),
        ]
        actions.hand_in(survey, marks, actor=person)
    actions.type_in(survey, [Mark(asked["bus"].pk, choice=bus[1].pk)], actor=resident)
    return survey


def test_a_running_project_has_no_open_data_yet(client: Client, finished: Activity) -> None:
    assert client.get(url(finished.project, "daten.zip")).status_code == 404


def test_open_data_of_a_survey_hold_counts_and_nobody(client: Client, finished: Activity, clerk: User) -> None:
    with time_machine.travel(long_after(), tick=False):
        answer = client.get(url(finished.project, "daten.zip"))
        again = client.get(url(finished.project, "daten.zip"))
    assert answer["Content-Type"] == "application/zip"
    assert answer.content == again.content
    tables = tables_in(answer.content)
    rows = [row for row in tables[f"umfrage-{finished.slug}.csv"] if row["frage"] == "1"]
    assert [(row["antwort"], row["anzahl"], row["menschen"]) for row in rows] == [
        ("ja", "", "12"), ("nein", "", "12"), ("Anderes", "0", "12"),
    ], "4 said no: too few, and the sum would tell them"  # fmt: skip
    assert tables["mitgemacht.csv"][0]["menschen"] == "12"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as box:
        everything = b"".join(box.read(name) for name in box.namelist()).decode()
        described = json.loads(box.read("beteiligung.jsonld"))
    for told in ("amsel", "Amsel", "linden_lena", "example.org", "48.7", "13.4"):
        assert told not in everything, told
    for key in AnswerSheet.objects.values_list("public_id", flat=True):
        assert str(key) not in everything
    assert described["@type"] == "Dataset"
    assert described["license"].startswith("https://")
    explained = {row["datei"] for row in tables["codebuch.csv"]}
    assert explained == set(tables) - {"codebuch.csv"}, "every table is explained"


@pytest.mark.parametrize("options", [{"results": "hall"}, {"results": "end", "anonymous": True}])
def test_results_for_the_town_hall_alone_stay_there(
    client: Client, survey: Activity, asked: Asked, resident: User, options: dict[str, Any]
) -> None:
    survey.options = options
    survey.save()
    actions.hand_in(survey, [Mark(asked["bus"].pk, choice=asked["bus"].columns[0].pk)], actor=resident)
    with time_machine.travel(long_after(), tick=False):
        tables = tables_in(client.get(url(survey.project, "daten.zip")).content)
        report = text_of(client.get(url(survey.project, "bericht.pdf")).content)
    assert f"umfrage-{survey.slug}.csv" not in tables
    assert tables["mitgemacht.csv"][0]["warum_ohne_ergebnis"]
    assert "Fahren Sie Bus?" not in report


def test_open_data_of_ideas_hold_no_author(client: Client, clerk: User, project: Project, idea: Idea) -> None:
    hidden = actions.post_idea(project, actor=clerk, title="Verborgen", text="Weg damit.")
    actions.hide_idea(hidden.public_id, actor=clerk, reason="Unfug")
    Idea.objects.filter(pk=idea.pk).update(title="=cmd()")
    with time_machine.travel(long_after(), tick=False):
        content = client.get(url(project, "daten.zip")).content
    (row,) = tables_in(content)["ideen.csv"]
    assert row["titel"] == "'=cmd()", "words never calculate"
    assert "linden_lena" not in str(tables_in(content))


# --- The report ---------------------------------------------------------------------------------------------------------
def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_report_tells_the_whole_way(client: Client, clerk: User, finished: Activity) -> None:
    project = finished.project
    Project.objects.filter(pk=project.pk).update(
        text="Der Fahrplan wird neu gemacht. 😀", goal="Der Gemeinderat berät."
    )
    actions.write_outcome(project, actor=clerk, text="Der Bus fährt jetzt jede Stunde.", by="Rathaus Perlesreut")
    with time_machine.travel(after_the_end(), tick=False):
        answer = client.get(url(project, "bericht.pdf"))
    assert PdfReader(io.BytesIO(answer.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = text_of(answer.content)
    for words in (
        "Der Bus fährt jetzt jede Stunde.", "Der Fahrplan wird neu gemacht.", "Der Gemeinderat berät.", "Ablauf",
        "Umfrage: Wie kommen Sie voran? 12", "1. Fahren Sie Bus?", "zu wenige",
    ):  # fmt: skip
        assert words in text, words
    for told in ("Amsel", "linden_lena", "example.org"):
        assert told not in text


def test_the_report_says_what_became_of_ideas(client: Client, clerk: User, project: Project, idea: Idea) -> None:
    actions.answer_idea(idea, actor=clerk, status="planned", text="Im Herbst geht es los.")
    text = text_of(client.get(url(project, "bericht.pdf")).content)
    assert "Ein Wohnzimmer für alle" in text
    assert "vorgesehen: Im Herbst geht es los." in text
    assert "linden_lena" not in text


# --- In other websites --------------------------------------------------------------------------------------------------
def policy(answer: Any) -> str:
    return next(part for part in answer["Content-Security-Policy"].split("; ") if part.startswith("frame-ancestors"))


def test_nobody_may_frame_a_project_until_the_town_hall_says_who(client: Client, clerk: User, survey: Activity) -> None:
    project = survey.project
    page = url(project, "eingebettet/")
    assert client.get(page).status_code == 404
    client.force_login(clerk)
    client.post(url(project, "einbetten/"), {"sites": "www.perlesreut.de/aktuelles\nhttps://ilzerland.bayern\n"})
    snippets = client.get(url(project, "einbetten/")).content.decode()
    assert f"{page}&quot;" in snippets
    assert f"{survey.get_absolute_url()}eingebettet/&quot;" in snippets
    guest = Client()
    for _again in range(2):
        answer = guest.get(page)
        assert policy(answer) == f"frame-ancestors {SITE} https://ilzerland.bayern"
        assert "X-Frame-Options" not in answer
        assert not answer.cookies
    assert project.title in answer.content.decode()
    assert f'href="http://localhost:8000{project.get_absolute_url()}" target="_blank"' in answer.content.decode()
    assert policy(guest.get(project.get_absolute_url())) == "frame-ancestors 'none'"
    assert guest.get(project.get_absolute_url())["X-Frame-Options"] == "DENY"
    assert Record.objects.filter(verb="participation.project.embedding", actor=clerk).exists()
    client.post(url(project, "einbetten/"), {"sites": ""})
    assert not Embedding.objects.exists()
    assert client.get(page).status_code == 404


def test_one_survey_is_shown_with_its_way_in(client: Client, survey: Activity, asked: Asked) -> None:
    actions.allow_embedding(survey.project, [SITE], actor=None)
    page = client.get(f"{survey.get_absolute_url()}eingebettet/").content.decode()
    assert "An der Umfrage teilnehmen" in page
    assert f"http://localhost:8000{survey.get_absolute_url()}" in page
    assert client.get(url(survey.project, "gibt-es-nicht/eingebettet/")).status_code == 404


@pytest.mark.parametrize(
    "line",
    ["*", "https://*.de", "http://www.perlesreut.de", "localhost", "a b.de", "x.de; script-src *", "javascript:1", "https://[", "'self'", "x.de@y.de"],
)  # fmt: skip
def test_only_websites_by_name_are_let_in(client: Client, clerk: User, survey: Activity, line: str) -> None:
    client.force_login(clerk)
    page = client.post(url(survey.project, "einbetten/"), {"sites": line}).content.decode()
    assert "kern-error" in page
    assert not Embedding.objects.exists()


def test_the_page_of_a_project_leads_to_what_one_can_take_along(client: Client, finished: Activity) -> None:
    page = client.get(finished.project.get_absolute_url()).content.decode()
    for name in ("report", "project_calendar", "project_feed"):
        assert reverse(f"participation:{name}", args=["perlesreut", finished.project.slug]) in page
    assert "daten.zip" not in page, "not before the end"
