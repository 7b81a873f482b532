"""A draft that people comment on paragraph by paragraph, and what the town hall makes of it."""

import csv
import io
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from dorflinde.accounts.models import User
from dorflinde.core import commenting, personal, puzzle, subjects
from dorflinde.desk.models import Todo
from dorflinde.moderation.models import Checkpoint, Review
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import Activity, Paragraph, Project, Remark, RemarkSupport

TEXT = """# Das Leitbild

Der Dorfplatz bleibt frei von Autos.

Am Bach entsteht ein Weg für alle.
"""


@pytest.fixture
def document(project: Project) -> Activity:
    """A heading and two paragraphs."""
    cache.clear()
    made = actions.create_activity(
        project, "document", ActivityPlan(project.timetable[0], "Leitbild im Entwurf"), actor=None
    )
    actions.set_text(made, TEXT, actor=None)
    return made


def address(name: str, document: Activity, *words: Any) -> str:
    return reverse(f"participation:{name}", args=["perlesreut", document.project.slug, document.slug, *words])


def paragraph(document: Activity, number: int = 1) -> Paragraph:
    return Paragraph.objects.get(activity=document, number=number)


def say(client: Client, document: Activity, text: str = "", suggestion: str = "", number: int = 1) -> Any:
    about = paragraph(document, number)
    sent = {"text": text, "suggestion": suggestion or about.text}
    return client.post(address("paragraph", document, about.public_id), sent)


def test_a_resident_suggests_other_words_and_everyone_sees_the_difference(
    client: Client, document: Activity, resident: User
) -> None:
    client.force_login(resident)
    said = say(client, document, "Rettungswagen müssen durch.", "Der Dorfplatz bleibt frei von parkenden Autos.")
    made = Remark.objects.get()
    assert said.url == made.get_absolute_url()
    client.logout()
    page = client.get(document.get_absolute_url()).content.decode()
    assert "1 Kommentar" in page and "Rettungswagen müssen durch." in page
    assert '<ins><span class="sr">[neu: </span>parkenden' in page


@pytest.mark.parametrize("suggestion", ["", "Der  Dorfplatz bleibt frei von Autos. "])
def test_the_paragraph_as_it_is_is_no_suggestion(
    client: Client, document: Activity, resident: User, suggestion: str
) -> None:
    client.force_login(resident)
    assert "Bitte schreiben Sie etwas" in say(client, document, "", suggestion).content.decode()
    say(client, document, "Gut so.", suggestion)
    assert Remark.objects.get().suggestion == ""


def test_a_guest_writes_first_and_signs_in_on_sending(client: Client, document: Activity, resident: User) -> None:
    answer = say(client, document, "Das fehlt mir.")
    assert reverse("account_login") in answer.url and not Remark.objects.exists()
    client.force_login(resident)  # the session goes on, as when signing in by code
    assert (
        "Das fehlt mir." in client.get(address("paragraph", document, paragraph(document).public_id)).content.decode()
    )


def test_a_changed_draft_keeps_what_was_said_and_the_words_it_was_about(
    client: Client, document: Activity, resident: User
) -> None:
    client.force_login(resident)
    say(client, document, "Rettungswagen müssen durch.")
    say(client, document, "Bitte mit Bänken.", number=2)
    kept, gone = paragraph(document, 1), paragraph(document, 2)
    actions.set_text(document, "Vorab ein neuer Absatz.\n\nDer Dorfplatz bleibt frei von parkenden Autos.", actor=None)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.number, kept.text) == (2, "Der Dorfplatz bleibt frei von parkenden Autos.")
    assert gone.is_removed and gone.remarks.count() == 1
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Damals stand da:" in page and "Der Dorfplatz bleibt frei von Autos." in page
    assert "Nicht mehr im Text" in page and "Bitte mit Bänken." in page
    assert not Paragraph.objects.filter(activity=document, level=1).exists(), "nobody spoke of the heading"
    closed = client.post(address("paragraph", document, gone.public_id), {"text": "Schade"})
    assert closed.status_code == 403


def test_the_town_hall_answers_several_at_once_and_the_desk_is_clear(
    client: Client, document: Activity, resident: User, clerk: User, mailoutbox: list[Any]
) -> None:
    client.force_login(resident)
    for words in ("Rettungswagen müssen durch.", "=1+1 bitte auch Lieferanten"):
        say(client, document, words)
    todo = Todo.objects.waiting().get(kind="remarks")
    assert "2 Kommentare" in todo.note
    client.force_login(clerk)
    assert "Rettungswagen" in client.get(todo.action_url).content.decode()
    sent = {"verdict": "partly", "text": "Wir nehmen Ausnahmen auf.", "by": "Bauamt"}
    assert "Bitte kreuzen Sie an" in client.post(todo.action_url, sent).content.decode()
    keys = [str(key) for key in Remark.objects.values_list("public_id", flat=True)]
    client.post(todo.action_url, sent | {"wort": [*keys, "x"]})
    assert not Todo.objects.waiting().filter(kind="remarks").exists()
    client.logout()
    table = client.get(address("weighing", document)).content.decode()
    assert table.count("teilweise übernommen") >= 2 and "Bauamt" in table
    lines = b"".join(client.get(address("weighing_file", document, "csv")).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines), delimiter=";"))
    assert rows[1]["Kommentar"] == "'=1+1 bitte auch Lieferanten" and rows[0]["Ergebnis"] == "teilweise übernommen"
    book = load_workbook(io.BytesIO(client.get(address("weighing_file", document, "xlsx")).content))
    assert book.active is not None and book.active["C2"].value == "Rettungswagen müssen durch."
    assert client.get(address("weighing_file", document, "exe")).status_code == 404


@pytest.mark.parametrize(("persona", "status"), [("clerk", 200), ("resident", 403), ("outsider", 403)])
def test_only_the_town_hall_answers_and_changes_the_text(
    client: Client, document: Activity, resident: User, persona: str, status: int, request: pytest.FixtureRequest
) -> None:
    made = actions.remark(document, actor=resident, text="Hm", paragraph=paragraph(document))
    client.force_login(request.getfixturevalue(persona))
    for name, *words in (["remarks"], ["document_text"], ["remark_answer", made.public_id]):
        assert client.get(address(name, document, *words)).status_code == status


def test_without_an_account_people_support_where_the_project_lets_them(client: Client, document: Activity, resident: User) -> None:  # fmt: skip
    made = actions.remark(document, actor=resident, text="Hm", paragraph=paragraph(document))
    url = address("remark_support", document, made.public_id)
    assert reverse("account_login") in client.get(url).url
    Project.objects.filter(pk=document.project_id).update(participants=Project.Participants.ANYONE)
    assert "Schutz gegen Automaten" in client.post(url).content.decode()
    for _time in range(2):
        client.post(url, {"puzzle": puzzle.solve(puzzle.new_puzzle())})
    made.refresh_from_db()
    assert made.support_count == 1
    guest = RemarkSupport.objects.get().guest
    assert guest is not None
    actions.support_remark(made, actor=resident)
    actions.move_to_account([guest], resident)
    made.refresh_from_db()
    assert made.support_count == 1, "who supported twice counts once"
    client.force_login(resident)
    client.post(url, {"zurueck": "ja"})
    made.refresh_from_db()
    assert made.support_count == 0


def test_moderation_takes_a_remark_off_and_what_waits_is_seen_by_its_author_alone(
    client: Client, document: Activity, resident: User, clerk: User
) -> None:
    Checkpoint.objects.create(place=document.project.municipality, kind="participation.remark")
    client.force_login(resident)
    say(client, document, "Erst ansehen lassen")
    made = Remark.objects.get()
    assert "wird geprüft" in client.get(document.get_absolute_url()).content.decode()
    assert Review.objects.waiting().get().subject_id == made.public_id
    client.logout()
    assert "Erst ansehen lassen" not in client.get(document.get_absolute_url()).content.decode()
    actions.admit_remark(made.public_id, actor=clerk)
    described = subjects.describe(made.ref)
    assert described is not None and described.is_public
    actions.hide_remark(made.public_id, actor=clerk, reason="Beleidigung")
    described = subjects.describe(made.ref)
    assert described is not None and not described.is_public
    assert client.get(address("remark_support", document, made.public_id)).status_code == 404


def test_an_own_remark_goes_until_it_is_answered(client: Client, document: Activity, resident: User) -> None:
    first = actions.remark(document, actor=resident, text="Doch nicht", paragraph=paragraph(document))
    second = actions.remark(document, actor=resident, text="Bleibt")
    actions.answer_remarks([second], actor=None, verdict="noted", text="Danke.")
    client.force_login(resident)
    client.post(address("remark_withdraw", document, first.public_id))
    assert client.post(address("remark_withdraw", document, second.public_id)).status_code == 403
    assert list(Remark.objects.all()) == [second]


def test_a_person_takes_along_what_they_said_and_leaves_it_without_a_name(document: Activity, resident: User) -> None:
    made = actions.remark(document, actor=resident, text="Mit Bänken", paragraph=paragraph(document, 2))
    actions.support_remark(made, actor=resident)
    entry = next(one for one in personal.all_registered() if one.name == "remarks")
    assert entry.export is not None and entry.erase is not None
    assert {row["kind"] for row in entry.export(resident)} == {"remark", "remark support"}
    entry.erase(resident)
    made.refresh_from_db()
    assert made.author is None and made.support_count == 1 and made.text == "Mit Bänken"


def test_the_page_asks_the_same_for_one_comment_as_for_many(
    client: Client, document: Activity, resident: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        made = actions.remark(document, actor=resident, text=f"Gedanke {number}", paragraph=paragraph(document))
        actions.remark(document, actor=resident, text="Ja", reply_to=made)
    client.force_login(resident)
    client.get(document.get_absolute_url())
    with django_assert_max_num_queries(28):
        page = client.get(document.get_absolute_url()).content.decode()
    assert "Alle 12 Kommentare lesen" in page and page.count("Gedanke ") == 5


@pytest.mark.parametrize("text", ["", "# Nur ein Titel", "x" * 6001, "\n\n".join(["Satz"] * 401)])
def test_a_text_nobody_can_comment_on_is_refused_and_kept(client: Client, document: Activity, clerk: User, text: str) -> None:  # fmt: skip
    client.force_login(clerk)
    page = client.post(address("document_text", document), {"text": text})
    assert page.status_code == 200 and page.context["form"].errors
    assert paragraph(document).text == "Der Dorfplatz bleibt frei von Autos."


def test_a_copy_takes_the_text_and_not_the_comments(document: Activity, resident: User) -> None:
    actions.remark(document, actor=resident, text="Hm", paragraph=paragraph(document))
    copy = actions.create_activity(
        document.project, "document", ActivityPlan(document.project.timetable[0], "Noch einmal"), actor=None
    )
    actions.copy_document(document, copy)
    assert [one.text for one in Paragraph.objects.of(copy)] == [one.text for one in Paragraph.objects.of(document)]
    assert not copy.remarks.exists()


def test_a_paragraph_of_another_draft_is_not_there(client: Client, document: Activity, resident: User) -> None:
    client.force_login(resident)
    assert client.get(address("paragraph", document, uuid.uuid4())).status_code == 404
    heading = Paragraph.objects.get(activity=document, level=1)
    assert client.get(address("paragraph", document, heading.public_id)).status_code == 404


def test_a_text_of_another_module_is_opened_paragraph_by_paragraph(project: Project, resident: User) -> None:
    until = project.timetable[0].ends_on
    asked = commenting.Request(title="Leitbild", summary="Was meinen Sie?", text=TEXT, until=until)
    ref = actions.open_text(project.place, asked, None)
    opened = Activity.objects.get(kind="document", project__public_id=ref.id)
    assert Paragraph.objects.of(opened).count() == 3
    actions.remark(opened, actor=resident, text="Gut", paragraph=paragraph(opened))
    assert actions.count_remarks([ref]) == {ref: 1}
    actions.close_text(ref, "Zurückgezogen.", None)
    opened.refresh_from_db()
    assert opened.remarks.count() == 1
    short = commenting.Request(title="Papier", summary="Was meinen Sie?", text="Das ganze Papier: /papier/", until=until)  # fmt: skip
    assert not Activity.objects.filter(project__public_id=actions.open_text(project.place, short, None).id).exists()
