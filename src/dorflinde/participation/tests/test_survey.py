"""A survey: filled in on a phone, corrected until the end, counted once a person, kept confidential as promised."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import personal
from dorflinde.participation import actions, policies, queries
from dorflinde.participation.actions import Mark
from dorflinde.participation.forms import SurveyForm
from dorflinde.participation.models import (
    Activity,
    AnswerSheet,
    Project,
    Question,
    SurveyAnswer,
    Turnout,
    check_conditions,
)

from .conftest import day
from .questionnaires import Asked, address, after_the_end, filled, pick


def test_everything_answered_arrives(client: Client, survey: Activity, asked: Asked, resident: User) -> None:
    client.force_login(resident)
    photo = SimpleUploadedFile("Brief an Frau Huber.pdf", b"%PDF-1.7 und so weiter", content_type="application/pdf")
    response = client.post(survey.get_absolute_url(), {**filled(asked), f"f{asked['proof'].pk}": photo})
    assert response.status_code == 302
    sheet = AnswerSheet.objects.get()
    said = {
        name: list(SurveyAnswer.objects.filter(question=question).order_by("pk")) for name, question in asked.items()
    }
    assert said["bus"][0].choice.text == "ja"
    assert [mark.choice.text for mark in said["why"]] == ["Schule", "Arzt"]
    assert {mark.choice.text: mark.rank for mark in said["order"]} == {"Takt": 1, "Preis": 3, "Wege": 2}
    assert {(mark.row.text, mark.choice.text) for mark in said["lines"]} == {("Gehwege", "gut"), ("Radwege", "gut")}
    assert (said["far"][0].number, said["say"][0].text) == (12.5, "=HYPERLINK(1)")
    assert (said["where"][0].lat, said["where"][0].lon) == (48.78, 13.44)
    assert said["proof"][0].file.name.startswith("umfragen/")
    assert "Huber" not in said["proof"][0].file.name
    assert (sheet.person, sheet.channel) == (resident, "online")
    assert "Sie haben teilgenommen" in client.get(survey.get_absolute_url()).content.decode()


def test_what_was_not_called_up_is_not_asked_for_and_not_kept(survey: Activity, asked: Asked) -> None:
    questions = list(Question.objects.of(survey))
    no = {**filled(asked), f"f{asked['bus'].pk}": pick(asked["bus"], "nein")}
    form = SurveyForm(no, questions=questions)
    assert form.is_valid(), form.errors
    assert not {asked["why"].pk, asked["grade"].pk} & {mark.question for mark in form.marks}
    without = {key: value for key, value in filled(asked).items() if key != f"f{asked['why'].pk}"}
    assert f"f{asked['why'].pk}" in SurveyForm(without, questions=questions).errors, (
        "called up, and it must be answered"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda asked: {f"f{asked['bus'].pk}": ""}, "Bitte wählen Sie etwas aus"),
        (lambda asked: {f"f{asked['bus'].pk}": "987654"}, "kern-error"),
        (lambda asked: {f"f{asked['bus'].pk}": "other"}, "Bitte schreiben Sie dazu"),
        (lambda asked: {f"f{asked['why'].pk}": [str(c.pk) for c in asked["why"].choices.all()]}, "höchstens 2"),
        (lambda asked: {f"f{asked['order'].pk}_{pick(asked['order'], 'Takt')}": ""}, "jedem Eintrag einen Platz"),
        (lambda asked: {f"f{asked['order'].pk}_{pick(asked['order'], 'Takt')}": "2"}, "jeden Platz nur einmal"),
        (lambda asked: {f"f{asked['far'].pk}": "301"}, "kern-error"),
        (lambda asked: {f"f{asked['far'].pk}": "NaN"}, "kern-error"),
        (lambda asked: {f"f{asked['where'].pk}_lat": "91"}, "kern-error"),
        (lambda asked: {f"f{asked['say'].pk}": "x" * 3001}, "kern-error"),
        (lambda asked: {f"f{asked['say'].pk}": "a\0b"}, "kern-error"),
        (lambda asked: {f"f{asked['proof'].pk}": SimpleUploadedFile("x.exe", b"MZ")}, "weder ein Foto noch ein PDF"),
    ],
)
def test_what_cannot_be_counted_comes_back_with_everything_typed(
    client: Client, survey: Activity, asked: Asked, resident: User, change, words: str
) -> None:
    client.force_login(resident)
    page = client.post(
        survey.get_absolute_url(), filled(asked, **{f"f{asked['bus'].pk}_other": ""}) | change(asked)
    ).content.decode()
    assert words in page
    assert "12.5" in page or "301" in page or "NaN" in page
    assert not AnswerSheet.objects.exists()


def test_answers_are_corrected_until_the_end_and_count_once(
    client: Client, survey: Activity, asked: Asked, resident: User
) -> None:
    client.force_login(resident)
    photo = SimpleUploadedFile("a.pdf", b"%PDF-1.7", content_type="application/pdf")
    client.post(survey.get_absolute_url(), {**filled(asked), f"f{asked['proof'].pk}": photo})
    form = client.get(f"{survey.get_absolute_url()}?aendern=ja").content.decode()
    assert "12.5" in form
    assert "Ihre Datei ist gespeichert" in form
    client.post(survey.get_absolute_url(), filled(asked, **{f"f{asked['far'].pk}": "7"}))
    assert AnswerSheet.objects.get().edited_at is not None
    assert SurveyAnswer.objects.get(question=asked["far"]).number == 7
    assert SurveyAnswer.objects.filter(question=asked["proof"]).exists(), "the file is still meant"
    client.post(survey.get_absolute_url(), filled(asked, **{f"f{asked['proof'].pk}_gone": "on"}))
    assert not SurveyAnswer.objects.filter(question=asked["proof"]).exists()
    assert queries.results_of(survey).people == 1
    with time_machine.travel(after_the_end(), tick=False):
        late = client.post(survey.get_absolute_url(), filled(asked, **{f"f{asked['far'].pk}": "99"})).content.decode()
        assert "Sie haben teilgenommen" in late
    assert SurveyAnswer.objects.get(question=asked["far"]).number == 12.5


def test_nobody_fills_in_what_cannot_be_sent(
    client: Client, survey: Activity, asked: Asked, outsider: User, resident: User
) -> None:
    Project.objects.update(participants="residents")
    guest = client.get(survey.get_absolute_url()).content.decode()
    assert "Bitte melden Sie sich an" in guest
    assert "data-survey=" not in guest
    client.force_login(outsider)
    assert "data-survey=" not in client.get(survey.get_absolute_url()).content.decode()
    assert "data-survey=" not in client.post(survey.get_absolute_url(), filled(asked)).content.decode()
    assert not AnswerSheet.objects.exists()


def test_a_guest_fills_in_first_and_loses_nothing_by_signing_in(
    client: Client, survey: Activity, asked: Asked, resident: User
) -> None:
    response = client.post(survey.get_absolute_url(), filled(asked))
    assert response["Location"].startswith(reverse("account_login"))
    client.force_login(resident)
    page = client.get(survey.get_absolute_url()).content.decode()
    assert "12.5" in page
    assert not AnswerSheet.objects.exists(), "it is sent by the person, not by signing in"


def test_a_half_filled_sheet_waits_with_the_account_and_does_not_count(
    client: Client, survey: Activity, asked: Asked, resident: User
) -> None:
    client.force_login(resident)
    part = {
        f"f{asked['far'].pk}": "33",
        f"f{asked['why'].pk}": [pick(asked["why"], "Arzt")],
        "csrfmiddlewaretoken": "x",
    }
    assert client.post(address("survey_draft", survey), part).status_code == 204
    assert client.post(address("survey_draft", survey), {"x": "y" * 70_000}).status_code == 204, "too much is not kept"
    sheet = AnswerSheet.objects.get()
    assert sheet.sent_at is None
    assert "csrfmiddlewaretoken" not in sheet.draft
    page = client.get(survey.get_absolute_url()).content.decode()
    assert 'value="33"' in page
    assert f'value="{pick(asked["why"], "Arzt")}"' in page
    assert queries.results_of(survey).people == 0
    client.post(survey.get_absolute_url(), filled(asked))
    assert AnswerSheet.objects.get().draft is None


@pytest.fixture
def anonymous(survey: Activity) -> Activity:
    survey.options = {"results": "end", "anonymous": True}
    survey.save()
    return survey


def test_in_an_anonymous_survey_no_row_joins_person_and_answers(
    client: Client, anonymous: Activity, asked: Asked, resident: User, clerk: User
) -> None:
    client.force_login(resident)
    assert client.post(address("survey_draft", anonymous), {"x": "y"}).status_code == 204
    assert not AnswerSheet.objects.exists(), "not even a draft"
    client.post(anonymous.get_absolute_url(), filled(asked))
    sheet = AnswerSheet.objects.get()
    assert sheet.person is None
    assert timezone.localtime(sheet.sent_at).time() == datetime.time(0), "the hour would tell"
    assert Turnout.objects.get().person == resident
    again = client.post(anonymous.get_absolute_url(), filled(asked)).content.decode()
    assert "Sie haben teilgenommen" in again
    assert AnswerSheet.objects.count() == 1
    with time_machine.travel(after_the_end(), tick=False):
        assert "erst ab 5 Antworten" in policies.may_see_results(clerk, anonymous).reason
        client.force_login(clerk)
        assert client.get(address("survey_export", anonymous, "csv")).status_code in {302, 403}


@pytest.mark.parametrize(
    ("results", "everyone", "hall"), [("end", False, False), ("always", True, True), ("hall", False, True)]
)
def test_results_are_seen_when_and_by_whom_it_was_said(
    client: Client,
    survey: Activity,
    asked: Asked,
    resident: User,
    clerk: User,
    results: str,
    everyone: bool,
    hall: bool,
) -> None:
    survey.options = {"results": results}
    survey.save()
    client.force_login(resident)
    client.post(survey.get_absolute_url(), filled(asked))
    assert ("Schule" in client.get(address("survey_results", survey)).content.decode()) is everyone
    client.force_login(clerk)
    assert ("Schule" in client.get(address("survey_results", survey)).content.decode()) is hall
    assert (client.get(address("survey_export", survey, "csv")).status_code == 200) is hall
    with time_machine.travel(after_the_end(), tick=False):
        client.logout()
        assert ("Schule" in client.get(address("survey_results", survey)).content.decode()) is (results != "hall")


def test_no_share_passes_a_hundred_per_cent(
    survey: Activity, asked: Asked, resident: User, second_resident: User
) -> None:
    why = asked["why"]
    marks = [Mark(why.pk, choice=choice.pk) for choice in why.columns]
    actions.hand_in(survey, marks, actor=resident)
    actions.hand_in(survey, marks[:1], actor=second_resident)
    result = next(one for one in queries.results_of(survey).questions if one.question == why)
    assert [(bar.label, bar.count, bar.share) for bar in result.bars] == [
        ("Schule", 2, 100.0), ("Arbeit", 1, 50.0), ("Arzt", 1, 50.0),
    ]  # fmt: skip
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        actions.hand_in(survey, [marks[0], marks[0]], actor=resident)


def test_ranks_numbers_and_rows_are_counted(
    survey: Activity, asked: Asked, resident: User, second_resident: User
) -> None:
    order, lines, far = asked["order"], asked["lines"], asked["far"]
    for person, ranks, gut, km in ((resident, (1, 2, 3), 2, "10"), (second_resident, (3, 1, 2), 1, "20")):
        marks = [Mark(order.pk, choice=choice.pk, rank=rank) for choice, rank in zip(order.columns, ranks, strict=True)]
        marks += [Mark(lines.pk, choice=int(pick(lines, "gut")), row=row.pk) for row in lines.rows[:gut]]
        actions.hand_in(survey, [*marks, Mark(far.pk, number=km)], actor=person)
    results = {one.question.pk: one for one in queries.results_of(survey).questions}
    assert [(bar.label, bar.mean_rank) for bar in results[order.pk].bars] == [
        ("Preis", 1.5),
        ("Takt", 2.0),
        ("Wege", 2.5),
    ]
    assert [[bar.count for bar in row.bars] for row in results[lines.pk].rows] == [[2, 0], [1, 0]]
    assert dict(results[far.pk].figures)["Durchschnitt"] == "15 km"


def test_counting_asks_the_same_number_of_questions_however_many_answered(
    survey: Activity, asked: Asked, django_assert_max_num_queries
) -> None:
    for _number in range(30):
        actions.hand_in(survey, [Mark(asked["bus"].pk, choice=asked["bus"].columns[0].pk)], actor=None)
    with django_assert_max_num_queries(13):
        assert queries.results_of(survey).people == 30


def test_conditions_that_turn_in_a_circle_or_look_ahead_are_refused() -> None:
    check_conditions([(1, "A", []), (2, "B", [1]), (3, "C", [1, 2])])
    for questions, words in (
        ([(1, "A", [1])], "„A“ hängt über andere"),
        ([(1, "A", [3]), (2, "B", [1]), (3, "C", [2])], "hängt über andere"),
        ([(1, "A", [2]), (2, "B", [])], "muss deshalb danach kommen"),
        ([(1, "A", [9])], "muss deshalb danach kommen"),
    ):
        with pytest.raises(ValidationError) as refused:
            check_conditions(questions)
        assert words in refused.value.messages[0]


def test_with_the_account_goes_the_name_and_after_a_while_it_goes_anyway(
    survey: Activity, asked: Asked, resident: User, second_resident: User
) -> None:
    mark = [Mark(asked["bus"].pk, choice=asked["bus"].columns[0].pk)]
    actions.hand_in(survey, mark, actor=resident)
    actions.hand_in(survey, mark, actor=second_resident)
    ours = next(entry for entry in personal.all_registered() if entry.name == "participation")
    rows = [row for row in ours.export(resident) if row["kind"] == "survey"]
    assert rows[0]["answers"][0]["choice"] == "ja"
    actions.forget_person(resident)
    assert list(AnswerSheet.objects.order_by("pk").values_list("person", flat=True)) == [None, second_resident.pk]
    actions.keep_sheet(survey, {"x": ["y"]}, actor=resident)
    later = timezone.make_aware(datetime.datetime.combine(day(9 + 91), datetime.time(12)))
    with time_machine.travel(later, tick=False):
        assert actions.forget_sheets() == 2
    assert list(AnswerSheet.objects.values_list("person", flat=True)) == [None, None]
