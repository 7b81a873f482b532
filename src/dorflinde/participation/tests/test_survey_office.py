"""The town hall's side of a survey: wording, order, preview, and what it takes along."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from dorflinde.accounts.models import User
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan, Mark, QuestionPlan
from dorflinde.participation.models import Activity, AnswerSheet, Question, SurveyAnswer

from .questionnaires import Asked, address, filled, pick


def titles(survey: Activity) -> list[str]:
    return [question.title for question in Question.objects.of(survey)]


def test_a_question_is_added_with_its_answers_line_by_line(client: Client, clerk: User, survey: Activity) -> None:
    client.force_login(clerk)
    sent = {
        "title": "Wie oft?",
        "choices": "täglich\n\n wöchentlich \ntäglich\nnie",
        "is_required": "on",
        "page_title": "",
    }
    response = client.post(address("question_new", survey, "single"), sent)
    question = Question.objects.get()
    assert response["Location"].endswith(f"#frage-{question.public_id}")
    assert [choice.text for choice in question.columns] == ["täglich", "wöchentlich", "nie"]
    daily = question.columns[0]
    client.post(address("question_new", survey, "text"), {"title": "Warum?", "conditions": [str(daily.pk)]})
    follow_up = Question.objects.of(survey)[1]
    assert [condition.choice for condition in follow_up.conditions.all()] == [daily]
    page = client.get(address("questions", survey)).content.decode()
    assert "nur nach „täglich“" in " ".join(page.split())


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        ("single", {"title": "", "choices": "a\nb"}, "kern-error"),
        ("single", {"title": "Eine", "choices": "nur eine"}, "mindestens zwei"),
        ("single", {"title": "Eine", "choices": "\n".join(map(str, range(51)))}, "mehr als 50"),
        ("single", {"title": "Eine", "choices": f"a\n{'b' * 201}"}, "länger als 200"),
        ("number", {"title": "Eine", "lowest": "9", "highest": "1"}, "mindestens so groß"),
        ("matrix", {"title": "Eine", "choices": "a\nb", "rows": ""}, "kern-error"),
    ],
)
def test_a_question_that_cannot_be_answered_comes_back(
    client: Client, clerk: User, survey: Activity, kind: str, sent: dict[str, str], words: str
) -> None:
    client.force_login(clerk)
    assert words in client.post(address("question_new", survey, kind), sent).content.decode()
    assert not Question.objects.exists()


def test_a_kind_that_does_not_exist_is_not_found(client: Client, clerk: User, survey: Activity) -> None:
    client.force_login(clerk)
    assert client.get(address("question_new", survey, "unsinn")).status_code == 404
    assert client.get(address("survey_export", survey, "exe")).status_code == 404


def test_the_order_is_changed_by_keyboard_but_not_against_conditions(
    client: Client, clerk: User, survey: Activity, asked: Asked
) -> None:
    client.force_login(clerk)
    response = client.post(address("questions", survey), {"hoch": str(asked["order"].public_id)})
    assert response["Location"].endswith(f"#frage-{asked['order'].public_id}"), "one stays where one was"
    assert titles(survey)[:4] == ["Fahren Sie Bus?", "Warum?", "Was ist wichtig?", "Wie zufrieden sind Sie?"]
    page = client.post(
        address("questions", survey), {"hoch": str(asked["why"].public_id)}, follow=True
    ).content.decode()
    assert "muss deshalb danach kommen" in page
    assert titles(survey)[0] == "Fahren Sie Bus?"
    client.post(address("questions", survey), {"runter": "unsinn"})


def test_what_others_hang_on_stays(client: Client, clerk: User, survey: Activity, asked: Asked) -> None:
    client.force_login(clerk)
    page = client.post(address("question_remove", survey, asked["bus"].public_id), follow=True).content.decode()
    assert "hängt von dieser Frage ab" in page
    sent = {"title": "Fahren Sie Bus?", "choices": "nein\nmanchmal"}
    assert (
        "hängt an der Antwort „ja“"
        in client.post(address("question_edit", survey, asked["bus"].public_id), sent).content.decode()
    )
    client.post(address("question_remove", survey, asked["say"].public_id))
    assert "Was noch?" not in titles(survey)


def test_after_the_first_answer_only_the_wording_changes_and_both_stand_with_the_results(
    client: Client, clerk: User, resident: User, survey: Activity, asked: Asked
) -> None:
    survey.options = {"results": "always"}
    survey.save()
    actions.hand_in(survey, [Mark(asked["bus"].pk, choice=asked["bus"].columns[0].pk)], actor=resident)
    client.force_login(clerk)
    edit = address("question_edit", survey, asked["bus"].public_id)
    assert 'name="choices"' not in client.get(edit).content.decode()
    client.post(edit, {"title": "Nehmen Sie den Bus?", "choices": "a\nb"})
    changed = Question.objects.get(pk=asked["bus"].pk)
    assert changed.title == "Nehmen Sie den Bus?"
    assert [choice.text for choice in changed.columns] == ["ja", "nein"], "the answers stay what they were"
    page = client.get(address("survey_results", survey)).content.decode()
    assert "Anfangs hieß die Frage: „Fahren Sie Bus?“" in page
    for refused in (
        lambda: actions.save_question(survey, QuestionPlan("text", "Neu"), actor=None),
        lambda: actions.remove_question(changed, actor=None),
        lambda: actions.move_question(changed, up=False, actor=None),
        lambda: actions.update_activity(
            survey, ActivityPlan(survey.phase, "T", options={"results": "hall"}), actor=None
        ),
    ):
        with pytest.raises(ValidationError, match="ersten Antworten"):
            refused()


def test_the_preview_checks_like_the_real_one_and_keeps_nothing(
    client: Client, clerk: User, survey: Activity, asked: Asked
) -> None:
    client.force_login(clerk)
    page = client.get(address("survey_preview", survey)).content.decode()
    assert "Fahren Sie Bus?" in page
    assert "So sehen es die Menschen" in page
    assert "kern-error" in client.post(address("survey_preview", survey), {}).content.decode()
    assert client.post(address("survey_preview", survey), filled(asked)).status_code == 302
    assert not AnswerSheet.objects.exists()


def test_questions_are_copied_with_what_they_hang_on(survey: Activity, asked: Asked) -> None:
    plan = ActivityPlan(survey.phase, "Noch einmal", options=survey.options)
    copy = actions.create_activity(survey.project, "survey", plan, actor=None)
    actions.copy_questions(survey, copy)
    assert titles(copy) == titles(survey)
    why = Question.objects.of(copy)[1]
    assert why.conditions.get().choice.question.activity == copy
    assert not SurveyAnswer.objects.exists()


@pytest.fixture
def answered(
    client: Client, survey: Activity, asked: Asked, resident: User, second_resident: User, clerk: User
) -> Activity:
    survey.options = {"results": "always"}
    survey.save()
    client.force_login(resident)
    photo = SimpleUploadedFile("a.pdf", b"%PDF-1.7 geheim", content_type="application/pdf")
    client.post(survey.get_absolute_url(), {**filled(asked), f"f{asked['proof'].pk}": photo})
    client.force_login(second_resident)
    other = {f"f{asked['bus'].pk}": "other", f"f{asked['bus'].pk}_other": "selten"}
    client.post(survey.get_absolute_url(), other)
    client.force_login(clerk)
    return survey


def test_the_table_has_a_line_a_sheet_and_names_nobody(client: Client, answered: Activity, asked: Asked) -> None:
    text = b"".join(client.get(address("survey_export", answered, "csv")).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    bus, rare = sorted(rows, key=lambda row: row["f1"])
    assert (bus["f1"], bus["f2_1"], bus["f2_2"], bus["f2_3"], bus["f3"]) == ("1", "1", "0", "1", "2")
    assert (bus["f4_1"], bus["f4_2"], bus["f4_3"]) == ("1", "3", "2")
    assert (bus["f5_1"], bus["f6"], bus["f7"]) == ("1", "12,5", "'=HYPERLINK(1)")
    assert (rare["f1"], rare["f1_anderes"], rare["f2_1"]) == ("99", "selten", ""), "not asked is empty, not 0"
    assert "linden_lena" not in text
    book = b"".join(client.get(address("survey_export", answered, "codebuch.csv")).streaming_content).decode(
        "utf-8-sig"
    )
    meaning = {
        (row["Spalte"], row["Wert"]): row["Bedeutung"] for row in csv.DictReader(io.StringIO(book), delimiter=";")
    }
    assert meaning[("f1", "1")] == "ja"
    assert meaning[("f1", "99")] == "Anderes"
    assert meaning[("f2_1", "1")] == "gewählt"
    assert {row.split(";")[0] for row in text.splitlines()[:1]} <= {"bogen"}
    assert set(rows[0]) == {column for column, _value in meaning} - {""}, "every column is explained"


def test_the_workbook_holds_answers_and_codebook(client: Client, answered: Activity) -> None:
    book = load_workbook(io.BytesIO(client.get(address("survey_export", answered, "xlsx")).content))
    assert book.sheetnames == ["Antworten", "Codebuch"]
    assert book["Antworten"].max_row == 3
    words = [cell for row in book["Antworten"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in words] == ["s"], "words never calculate"


def test_files_of_answers_are_handed_to_the_town_hall_alone(
    client: Client, answered: Activity, asked: Asked, resident: User, outsider: User
) -> None:
    sheet = AnswerSheet.objects.get(answers__file__gt="")
    url = address("survey_file", answered, sheet.public_id, asked["proof"].public_id)
    response = client.get(url)
    assert response.content == b"%PDF-1.7 geheim"
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get(address("survey_file", answered, sheet.public_id, asked["bus"].public_id)).status_code == 404
    stored = SurveyAnswer.objects.get(question=asked["proof"]).file
    assert client.get(stored.url).status_code == 404, "the folder itself is closed"
    for person in (resident, outsider):
        client.force_login(person)
        assert client.get(url).status_code == 403


def test_results_show_bars_that_are_a_table(client: Client, answered: Activity, asked: Asked) -> None:
    page = client.get(address("survey_results", answered)).content.decode()
    assert page.count('<svg class="share-bar"') == page.count('<rect class="fill-active"')
    assert "2 Menschen haben teilgenommen." in page
    assert "50 %" in page
    assert pick(asked["bus"], "ja") not in page.partition("Fahren Sie Bus?")[2][:40]
    assert "=HYPERLINK" not in page, "free texts are for the town hall"
