"""The town hall's side: drafts, phases, publishing, the table of ideas."""

import csv
import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import personal, subjects
from dorflinde.feed.models import Entry
from dorflinde.participation import actions
from dorflinde.participation.models import Idea, Project

NEW = "/perlesreut/mitreden/verwalten/neu/"


def on(number: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=number)).isoformat()


def sent(project_place: object, *phases: tuple[str, str, str], initial: int = 0, **changes: str) -> dict[str, str]:
    fields = {
        "place": str(project_place.public_id), "title": "Ein Platz zum Spielen", "summary": "Wo und womit?", "participants": "everyone",
        "access": "public", "proof": "none",
        "categories": "Geräte\nSchatten\nGeräte", "phasen-TOTAL_FORMS": str(len(phases)), "phasen-INITIAL_FORMS": str(initial),
    }  # fmt: skip
    for number, (kind, first, last) in enumerate(phases):
        fields |= {f"phasen-{number}-kind": kind, f"phasen-{number}-starts_on": first, f"phasen-{number}-ends_on": last}
    return {**fields, **changes}


def test_a_project_begins_as_a_draft_and_is_published_by_one_click(client: Client, clerk: User, municipality) -> None:
    client.force_login(clerk)
    phases = [("decision", on(10), on(20)), ("ideas", on(0), on(9)), ("", "", "")]
    response = client.post(NEW, sent(municipality, *phases))
    project = Project.objects.get()
    assert response["Location"] == project.get_absolute_url() == "/perlesreut/mitreden/ein-platz-zum-spielen/"
    assert [phase.kind for phase in project.timetable] == ["ideas", "decision"], "sorted by their days"
    assert [phase.title for phase in project.timetable] == ["Ideen sammeln", "Beraten und entscheiden"]
    assert [category.name for category in project.categories.all()] == ["Geräte", "Schatten"]
    assert not Entry.objects.exists()
    assert "Entwurf" in client.get(project.get_absolute_url()).content.decode()
    client.post(reverse("participation:project_publish", args=["perlesreut", project.slug]))
    entry = Entry.objects.get()
    assert (entry.title, entry.sender_kind, entry.sender_name) == ("Ein Platz zum Spielen", "hall", "Markt Perlesreut")
    client.logout()
    assert client.get(project.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ([("ideas", on(5), on(1))], "endet, bevor es beginnt"),
        ([("ideas", on(0), on(9)), ("decision", on(9), on(12))], "läuft noch bis"),
        ([("ideas", "", on(9))], "kern-error"),
        ([("quatsch", on(0), on(9))], "kern-error"),
    ],
)
def test_phases_that_do_not_fit_come_back_as_typed(
    client: Client, clerk: User, municipality, phases: list, words: str
) -> None:
    client.force_login(clerk)
    response = client.post(NEW, sent(municipality, *phases, title="Ein langer Titel"))
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert 'value="Ein langer Titel"' in page
    assert f'value="{phases[0][2]}"' in page
    assert not Project.objects.exists()


def test_a_project_without_phases_waits(client: Client, clerk: User, municipality) -> None:
    client.force_login(clerk)
    client.post(NEW, sent(municipality, ("", "", "")))
    project = Project.objects.get()
    with pytest.raises(ValidationError):
        actions.publish_project(project, actor=clerk)
    response = client.post(reverse("participation:project_publish", args=["perlesreut", project.slug]), follow=True)
    assert "mindestens eine Phase" in response.content.decode()


def test_a_project_changes_and_its_ideas_stay(client: Client, clerk: User, idea: Idea) -> None:
    project = idea.project
    client.force_login(clerk)
    url = reverse("participation:project_edit", args=["perlesreut", project.slug])
    page = client.get(url).content.decode()
    assert 'value="Wohin mit der alten Bank?"' in page
    assert page.count("Phase entfernen") == 2
    phases = [("ideas", on(-5), on(20)), ("decision", on(10), on(30)), ("result", on(21), on(40)), ("", "", "")]
    client.post(
        url, {**sent(project.place, *phases, initial=2, title="Was wird aus der Bank?"), "phasen-1-DELETE": "on"}
    )
    project.refresh_from_db()
    assert (project.title, project.slug) == ("Was wird aus der Bank?", "wohin-mit-der-alten-bank"), "the address stays"
    assert [phase.kind for phase in project.phases.all()] == ["ideas", "result"]
    assert Entry.objects.get(subject_kind="participation.project").title == "Was wird aus der Bank?"
    assert Idea.objects.visible().filter(project=project).exists()


def test_a_public_project_keeps_at_least_one_phase(client: Client, clerk: User, project: Project) -> None:
    client.force_login(clerk)
    url = reverse("participation:project_edit", args=["perlesreut", project.slug])
    phases = [("ideas", on(-5), on(9)), ("decision", on(10), on(30))]
    gone = {"phasen-0-DELETE": "on", "phasen-1-DELETE": "on"}
    page = client.post(url, {**sent(project.place, *phases, initial=2), **gone}).content.decode()
    assert "mindestens eine Phase" in page
    assert project.phases.count() == 2


def test_off_the_page_and_back_with_everything(client: Client, clerk: User, idea: Idea) -> None:
    project = idea.project
    client.force_login(clerk)
    client.post(reverse("participation:project_unpublish", args=["perlesreut", project.slug]))
    client.logout()
    assert client.get(project.get_absolute_url()).status_code == 404
    assert client.get(idea.get_absolute_url()).status_code == 404
    assert not Entry.objects.exists()
    assert not subjects.describe(idea.ref).is_public
    client.force_login(clerk)
    client.post(reverse("participation:project_publish", args=["perlesreut", project.slug]))
    client.logout()
    assert client.get(idea.get_absolute_url()).status_code == 200
    assert {entry.subject_kind for entry in Entry.objects.all()} == {"participation.idea", "participation.project"}


def test_moderation_can_take_a_project_off_too(client: Client, project: Project, moderator: User) -> None:
    handled = subjects.subject("participation.project")
    handled.hide(project.public_id, actor=moderator, reason="Falsches Bild")
    assert client.get(project.get_absolute_url()).status_code == 404
    handled.restore(project.public_id, actor=moderator)
    assert client.get(project.get_absolute_url()).status_code == 200


def test_two_projects_of_one_name_get_two_addresses(set_up) -> None:
    slugs = [
        set_up(("ideas", 0, 9), title=title).slug
        for title in ("Verwalten", "Mehr Grün", "Mehr Grün", "Mehr Grün", "?!")
    ]
    assert slugs == ["verwalten-2", "mehr-gruen", "mehr-gruen-2", "mehr-gruen-3", "projekt"]


def test_the_list_says_what_waits(
    client: Client, clerk: User, idea: Idea, draft: Project, django_assert_max_num_queries
) -> None:
    client.force_login(clerk)
    with django_assert_max_num_queries(12):
        page = client.get("/perlesreut/mitreden/verwalten/").content.decode()
    assert page.index("Der neue Spielplatz") < page.index("Wohin mit der alten Bank?"), "drafts first"
    assert "Ideen beantworten" in page
    assert "?stand=offen#ideen" in page


def test_a_photo_of_a_project_is_cleaned_as_well(
    client: Client, clerk: User, municipality, telling_photo: bytes
) -> None:
    client.force_login(clerk)
    picture = SimpleUploadedFile("a.jpg", telling_photo)
    client.post(NEW, {**sent(municipality, ("ideas", on(0), on(9))), "photo": picture, "photo_alt": "Das Haus"})
    with Project.objects.get().photo.open() as opened:
        content = opened.read()
    assert b"Exif" not in content
    assert b"Fairphone" not in content


def test_the_table_of_ideas_opens_in_a_spreadsheet_and_runs_nothing(
    client: Client, clerk: User, idea: Idea, second_resident: User
) -> None:
    actions.post_idea(
        idea.project,
        actor=second_resident,
        title='=HYPERLINK("http://x")',
        text='Zeile eins;\n"Zeile zwei"',
        lat=48.78,
        lon=13.44,
    )
    hidden = actions.post_idea(idea.project, actor=second_resident, title="Verborgen", text="…")
    actions.hide_idea(hidden.public_id, actor=clerk, reason="…")
    actions.comment_on_idea(idea, actor=second_resident, text="Ja")
    client.force_login(clerk)
    response = client.get(reverse("participation:ideas_csv", args=["perlesreut", idea.project.slug]))
    assert "attachment" in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True), delimiter=";"))
    assert [row["Titel"] for row in rows] == ['\'=HYPERLINK("http://x")', "Ein Wohnzimmer für alle"]
    assert rows[0]["Text"] == 'Zeile eins;\n"Zeile zwei"'
    assert (rows[0]["Breite"], rows[1]["Kommentare"], rows[1]["Von"], rows[1]["Stand"]) == (
        "48,78",
        "1",
        "linden_lena",
        "eingegangen",
    )
    assert "@" not in text.replace("@example", "")


def test_a_person_takes_along_what_they_wrote_and_supported(idea: Idea, resident: User, second_resident: User) -> None:
    actions.comment_on_idea(idea, actor=resident, text="Noch etwas")
    actions.support_idea(idea, actor=resident)
    entry = next(entry for entry in personal.all_registered() if entry.name == "participation")
    assert [row["kind"] for row in entry.export(resident)] == ["idea", "comment", "support"]
    assert entry.export(second_resident) == []
