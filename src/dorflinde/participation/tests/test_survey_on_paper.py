"""A survey on paper: printed with numbers and the way to the page, typed in by keyboard, counted with what came online."""

import csv
import io
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given, strategies as st
from pypdf import PdfReader

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.participation import actions, queries
from dorflinde.participation.actions import Mark, QuestionPlan
from dorflinde.participation.exports.paper import _form
from dorflinde.participation.forms.typed import read_line
from dorflinde.participation.models import Activity, AnswerSheet, Choice, Project, Question

from .questionnaires import Asked, address, after_the_end


def typed(asked: Asked, **lines: str) -> dict[str, str]:
    """What is typed: a line a question."""
    return {f"f{asked[name].pk}": line for name, line in lines.items()}


WHOLE = {"bus": "1", "why": "1 3", "grade": "2", "order": "1 3 2", "lines": "1 2", "far": "12,5", "say": "Mehr Bänke"}


def test_the_form_to_print_says_how_one_goes_on(client: Client, clerk: User, survey: Activity, asked: Asked) -> None:
    client.force_login(clerk)
    answer = client.get(address("survey_form", survey))
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "readable by screen readers"
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "1. Fahren Sie Bus?",
        "weiter mit Frage 4",
        "Nur, wenn Sie bei Frage 1 „ja“ angekreuzt haben.",
        "Höchstens 2 Kreuze.",
        "Diese Frage gibt es nur im Netz.",
        "mitreden/unterwegs-im-ort/wie-kommen-sie-voran",
    ):
        assert words in text, words


def test_only_an_answer_that_skips_something_leads_on(survey: Activity, asked: Asked) -> None:
    bus = _form(survey)["questions"][0]
    assert [choice["next"] for choice in bus["choices"]] == ["", "→ weiter mit Frage 4"]
    for name in ("order", "lines", "far", "say", "where", "proof"):
        asked[name].delete()
    assert [choice["next"] for choice in _form(survey)["questions"][0]["choices"]] == ["", "→ fertig"]


def test_the_form_is_printed_at_home_only_where_nobody_needs_an_account(
    client: Client, survey: Activity, asked: Asked
) -> None:
    assert client.get(address("survey_form", survey)).status_code == 403
    survey.project.participants = Project.Participants.ANYONE
    survey.project.save()
    assert client.get(address("survey_form", survey)).status_code == 200
    assert address("survey_form", survey) in client.get(survey.get_absolute_url()).content.decode()


def test_a_survey_that_asks_nothing_cannot_be_printed(client: Client, clerk: User, survey: Activity) -> None:
    client.force_login(clerk)
    assert client.get(address("survey_form", survey)).status_code == 403


def test_a_sheet_is_typed_in_by_numbers_and_it_is_kept_who_did(
    client: Client, clerk: User, survey: Activity, asked: Asked
) -> None:
    client.force_login(clerk)
    assert client.post(address("survey_sheets", survey), typed(asked, **WHOLE)).status_code == 302
    sheet = AnswerSheet.objects.get()
    assert (sheet.channel, sheet.entered_by, sheet.paper_number, sheet.person) == ("paper", clerk, 1, None)
    page = client.get(address("survey_sheets", survey)).content.decode()
    assert "1: 1 · 2: 1 3 · 3: 2 · 4: 1 3 2 · 5: 1 2 · 6: 12,5 · 7: Mehr Bänke" in page, "as it was typed"
    assert "Bogen 1 ist eingegeben." in page


def test_paper_and_online_count_together_and_are_told_apart(
    client: Client, clerk: User, resident: User, survey: Activity, asked: Asked
) -> None:
    survey.options = {"results": "always"}
    survey.save()
    actions.hand_in(survey, [Mark(asked["bus"].pk, choice=asked["bus"].columns[0].pk)], actor=resident)
    client.force_login(clerk)
    for line in ("1", "2"):
        client.post(address("survey_sheets", survey), typed(asked, bus=line))
    page = " ".join(client.get(address("survey_results", survey)).content.decode().split())
    assert "3 Menschen haben teilgenommen." in page
    assert "davon auf Papier" in page
    result = queries.results_of(survey)
    assert result.channels == [("online", 1), ("auf Papier", 2)]
    assert [(bar.count, bar.paper) for bar in result.questions[0].bars[:2]] == [(2, 1), (1, 1)]
    text = b"".join(client.get(address("survey_export", survey, "csv")).streaming_content).decode("utf-8-sig")
    assert sorted(row["weg"] for row in csv.DictReader(io.StringIO(text), delimiter=";")) == [
        "online",
        "paper",
        "paper",
    ]


def test_an_anonymous_survey_does_not_tell_one_sheet_of_paper_apart(
    clerk: User, resident: User, survey: Activity, asked: Asked
) -> None:
    survey.options = {"results": "always", "anonymous": True}
    survey.save()
    mark = Mark(asked["bus"].pk, choice=asked["bus"].columns[0].pk)
    for _at in range(queries.FEWEST):
        actions.type_in(survey, [mark], actor=clerk)
    actions.hand_in(survey, [mark], actor=resident)
    assert not queries.results_of(survey).is_mixed


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("bus", "3", "3 gibt es nicht, nur 1 bis 2."),
        ("bus", "1 2", "nur eine Antwort"),
        ("bus", "ja", "„ja“ ist keine Zahl von der Liste."),
        ("why", "1 1", "steht zweimal"),
        ("why", "1 2 3", "Höchstens 2"),
        ("order", "1 2", "Bitte 3 Zahlen"),
        ("order", "1 1 2", "Jeder Platz"),
        ("lines", "1 9", "9 gibt es nicht"),
        ("far", "weit", "„weit“ ist keine Zahl."),
        ("far", "301", "Höchstens 300."),
        ("far", "1e400", "ist keine Zahl"),
    ],
)
def test_slips_name_their_question_and_what_was_typed_stays(
    client: Client, clerk: User, survey: Activity, asked: Asked, name: str, line: str, words: str
) -> None:
    client.force_login(clerk)
    lines = {"bus": "1", name: line}
    page = client.post(address("survey_sheets", survey), typed(asked, **lines)).content.decode()
    assert words in page
    assert "Frage " in page
    assert f'value="{line}"' in page
    assert not AnswerSheet.objects.exists()


def test_on_a_scale_of_numbers_one_types_what_stands_there(survey: Activity) -> None:
    plan = QuestionPlan("scale", "Von 0 bis 10?", choices=["0", "5", "10"])
    scale = actions.save_question(survey, plan, actor=None)
    for line in ("0", "5", "10"):
        (mark,) = read_line(scale, line)
        assert Choice.objects.get(pk=mark.choice).text == line
    with pytest.raises(ValidationError, match="1 gibt es nicht, nur 0 bis 10"):
        read_line(scale, "1")
    number = actions.save_question(survey, QuestionPlan("number", "Wie viele?"), actor=None)
    assert [mark.number for mark in read_line(number, "0")] == [0], "nothing is also a number"


def test_an_empty_sheet_is_none(client: Client, clerk: User, survey: Activity, asked: Asked) -> None:
    client.force_login(clerk)
    assert "Dieser Bogen ist leer." in client.post(address("survey_sheets", survey), {}).content.decode()
    with pytest.raises(ValidationError, match="leer"):
        actions.type_in(survey, [], actor=clerk)


def test_what_somebody_answered_without_being_asked_does_not_count(
    client: Client, clerk: User, survey: Activity, asked: Asked
) -> None:
    client.force_login(clerk)
    client.post(address("survey_sheets", survey), typed(asked, bus="a selten", why="1"))
    assert [(mark.question.title, mark.text) for mark in AnswerSheet.objects.get().answers.all()] == [
        ("Fahren Sie Bus?", "selten")
    ]


def test_a_sheet_is_taken_back_and_its_number_is_free_again(
    client: Client, clerk: User, survey: Activity, asked: Asked
) -> None:
    client.force_login(clerk)
    url = address("survey_sheets", survey)
    client.post(url, typed(asked, **WHOLE))
    page = client.post(url, typed(asked, **WHOLE), follow=True).content.decode()
    assert "Zeile für Zeile" in page, "perhaps the same sheet twice"
    last = AnswerSheet.objects.on_paper(survey)[0]
    page = client.post(address("survey_sheet_back", survey, last.public_id), follow=True).content.decode()
    assert "Bogen 2 ist zurückgenommen." in page
    assert Record.objects.filter(verb="participation.survey.paper_taken_back", actor=clerk).exists()
    assert client.post(address("survey_sheet_back", survey, last.public_id)).status_code == 404
    client.post(url, typed(asked, bus="2"))
    assert list(AnswerSheet.objects.values_list("paper_number", flat=True).order_by("paper_number")) == [1, 2]


def test_what_was_given_on_the_screen_cannot_be_taken_back_here(
    client: Client, clerk: User, resident: User, survey: Activity, asked: Asked
) -> None:
    sheet = actions.hand_in(survey, [Mark(asked["far"].pk, number=1)], actor=resident)
    client.force_login(clerk)
    assert client.post(address("survey_sheet_back", survey, sheet.public_id)).status_code == 404


def test_what_a_colleague_typed_stays_confidential(
    client: Client, clerk: User, second_resident: User, survey: Activity, asked: Asked
) -> None:
    actions.type_in(survey, [Mark(asked["say"].pk, text="Nur für mich")], actor=second_resident)
    client.force_login(clerk)
    page = client.get(address("survey_sheets", survey)).content.decode()
    assert "Nur für mich" not in page
    assert second_resident.public_name in page


def test_sheets_of_the_last_day_are_typed_in_for_two_weeks_more(
    client: Client, clerk: User, survey: Activity, asked: Asked
) -> None:
    with time_machine.travel(after_the_end(), tick=False):
        client.force_login(clerk)
        assert client.post(address("survey_sheets", survey), typed(asked, bus="1")).status_code == 302
        assert "können noch bis zum" in client.get(address("survey_results", survey)).content.decode()
    survey.phase.starts_on = survey.phase.starts_on.replace(year=2020)
    survey.phase.ends_on = survey.phase.ends_on.replace(year=2020)
    survey.phase.save()
    client.force_login(clerk)
    assert client.post(address("survey_sheets", survey), typed(asked, bus="1")).status_code == 403
    assert "Bögen konnten Sie bis zum" in client.get(address("survey_sheets", survey)).content.decode()


@given(st.text(max_size=40), st.sampled_from(list(Question.Kind)))
def test_no_line_is_more_than_marks_or_a_sentence(line: str, kind: Any) -> None:
    question = Question(pk=1, kind=kind, has_other=True)
    question._prefetched_objects_cache = {"choices": [Choice(pk=1, text="ja"), Choice(pk=2, text="nein")]}
    try:
        assert isinstance(read_line(question, line), list)
    except ValidationError as problem:
        assert problem.messages[0]


def test_the_list_of_typed_sheets_asks_a_fixed_number_of_questions(
    client: Client, clerk: User, survey: Activity, asked: Asked, django_assert_max_num_queries: Any
) -> None:
    for _at in range(8):
        actions.type_in(survey, [Mark(asked["say"].pk, text="So")], actor=clerk)
    client.force_login(clerk)
    client.get(reverse("participation:index", args=["perlesreut"]))
    with django_assert_max_num_queries(26):
        client.get(address("survey_sheets", survey))
