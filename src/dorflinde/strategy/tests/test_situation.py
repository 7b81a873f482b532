"""The situation through its pages: questionnaire, results, inventory, strengths and weaknesses."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import Assessment, InventoryItem, Sheet, SheetAnswer, SwotEntry

FIRST = "ziele"


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=["perlesreut", *args])


def text(client, name: str, *args: object) -> str:
    response = client.get(at(name, *args))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def assessment(municipality) -> Assessment:
    return actions.begin_assessment(municipality, held_on=timezone.localdate(), version=1, actor=None)


def said(level: int | None, target: int | None = None, **more: object) -> dict[str, object]:
    return {"today": level, "target": target, "is_unknown": False, "evidence": "", "comment": ""} | more


# --- The questions ----------------------------------------------------------------------------------------------------
def test_the_questionnaire_asks_about_thirty_questions_with_five_described_levels():
    asked = queries.questionnaire()
    questions = [question for one in asked.dimensions for question in one.questions]
    assert 28 <= len(questions) <= 33
    assert 6 <= len(asked.dimensions) <= 8
    assert len(asked.keys) == len(questions)
    assert all(len(set(question.levels)) == 5 and all(question.levels) for question in questions)
    assert all(question.key.startswith(f"{one.key}.") for one in asked.dimensions for question in one.questions)


def test_who_reads_english_is_asked_the_same_in_english(desk, municipality):
    german = queries.questionnaire()
    with translation.override("en"):
        english = queries.questionnaire()
    assert english.version == german.version
    shapes = [
        [
            (one.key, [(question.key, len(set(question.levels))) for question in one.questions])
            for one in asked.dimensions
        ]
        for asked in (german, english)
    ]
    assert shapes[0] == shapes[1]
    said_in = [{question.text for one in asked.dimensions for question in one.questions} for asked in (german, english)]
    assert not said_in[0] & said_in[1]
    desk.cookies["sprache"] = "en"
    assert "Are there common goals for the digital development" in text(desk, "questions_print")


def test_a_clerk_begins_and_answers_page_by_page(desk, municipality):
    assert "Fragebogen beginnen" in text(desk, "situation")
    response = desk.post(at("assessment_new"), {"held_on": "2026-03-01"})
    assessment = Assessment.objects.get()
    assert response.url == at("questions", assessment.public_id, FIRST)
    answers = {"ziele-richtung-today": "2", "ziele-richtung-target": "4", "ziele-rat-today": "0"}
    response = desk.post(response.url, answers)
    assert response.url == at("questions", assessment.public_id, "menschen")
    known = {one.question: one for one in SheetAnswer.objects.all()}
    assert (known["ziele.richtung"].today, known["ziele.richtung"].target) == (2, 4)
    assert known["ziele.rat"].is_unknown
    assert known["ziele.rat"].today is None
    assert known["ziele.fortschritt"].today is None
    page = text(desk, "questions", assessment.public_id, FIRST)
    assert "2 von 31 Fragen beantwortet" in page


def test_what_is_sent_by_itself_is_kept_without_leaving_the_page(desk, assessment):
    url = at("questions", assessment.public_id, FIRST)
    response = desk.post(url, {"ziele-richtung-today": "3"}, headers={"X-Autosave": "1"})
    assert response.status_code == 204
    assert SheetAnswer.objects.get(question="ziele.richtung").today == 3


def test_a_level_that_does_not_exist_is_refused_and_the_rest_stays_typed(desk, assessment):
    url = at("questions", assessment.public_id, FIRST)
    response = desk.post(url, {"ziele-richtung-today": "9", "ziele-rat-comment": "Rat tagt im Mai"})
    assert response.status_code == 200
    assert "Rat tagt im Mai" in response.content.decode()
    assert not SheetAnswer.objects.exists()


def test_a_page_of_the_questionnaire_that_does_not_exist_is_not_found(desk, assessment):
    assert desk.get(at("questions", assessment.public_id, "unfug")).status_code == 404


# --- What comes out ---------------------------------------------------------------------------------------------------
def test_several_sheets_show_their_middle_and_how_far_they_differ(assessment, clerk, resident, outsider):
    for person, level in ((clerk, 1), (resident, 2), (outsider, 5)):
        actions.answer_questions(assessment, {"ziele.richtung": said(level, 5)}, actor=person, official=False)
    row = queries.results(assessment)[0].questions[0]
    assert (row.today, row.lowest, row.highest, row.voices) == (2, 1, 5, 3)
    assert row.differs
    assert row.gap == 3
    assert row.level == row.question.levels[1]


def test_the_agreed_answer_counts_before_the_single_ones(desk, assessment, clerk):
    actions.answer_questions(assessment, {"ziele.richtung": said(1, 5)}, actor=clerk, official=False)
    desk.post(at("agreed", assessment.public_id, FIRST), {"ziele-richtung-today": "4", "ziele-richtung-target": "4"})
    row = queries.results(assessment)[0].questions[0]
    assert (row.today, row.target, row.gap, row.is_agreed) == (4, 4, 0, True)
    assert Sheet.objects.filter(is_official=True).count() == 1


def test_what_nobody_answered_is_unknown_and_never_zero(assessment):
    first = queries.results(assessment)[0]
    assert first.today is None
    assert first.target is None
    assert queries.widest_gaps(queries.results(assessment)) == []


def test_the_widest_gaps_stand_first_and_become_a_measure(desk, assessment, clerk):
    answers = {"ziele.richtung": said(2, 3), "netz.mobilfunk": said(1, 5), "daten.offen": said(4, 2)}
    actions.answer_questions(assessment, answers, actor=clerk, official=False)
    found = [result.question.key for _dimension, result in queries.widest_gaps(queries.results(assessment))]
    assert found == ["netz.mobilfunk", "ziele.richtung"]
    page = text(desk, "situation")
    assert "Hier lohnt es sich am meisten" in page
    assert "<svg" in page
    form = desk.get(at("measure_new"), {"titel": "Wie gut ist der Handyempfang?"}).content.decode()
    assert 'value="Wie gut ist der Handyempfang?"' in form
    assert 'value="Netz und Technik"' in desk.get(at("field_new"), {"titel": "Netz und Technik"}).content.decode()


def test_a_repeated_assessment_is_compared_with_the_one_before(desk, municipality, clerk):
    for day, level in (("2024-03-01", 2), ("2026-03-01", 4)):
        made = actions.begin_assessment(municipality, held_on=day, version=1, actor=clerk)
        answers = {f"ziele.{name}": said(level, 5) for name in ("richtung", "zustaendig", "rat", "fortschritt")}
        actions.answer_questions(made, answers, actor=clerk, official=False)
    page = text(desk, "situation")
    assert "seit dem letzten Mal" in page
    assert "+2,0" in page
    assert "01.03.2024" in page


def test_the_results_take_a_fixed_number_of_queries(desk, assessment, clerk, resident, django_assert_max_num_queries):
    for person in (clerk, resident):
        answers = dict.fromkeys(sorted(queries.questionnaire().keys), said(2, 4))
        actions.answer_questions(assessment, answers, actor=person, official=False)
    with django_assert_max_num_queries(20):
        desk.get(at("situation"))


def test_an_assessment_is_deleted_only_after_naming_what_is_lost(desk, assessment, clerk):
    actions.answer_questions(assessment, {"ziele.richtung": said(2)}, actor=clerk, official=False)
    assert "alle Antworten aus 1" in text(desk, "assessment_delete", assessment.public_id)
    assert desk.post(at("assessment_delete", assessment.public_id)).status_code == 302
    assert not SheetAnswer.objects.exists()


def test_answers_stay_without_a_name_when_the_account_goes(assessment, resident):
    actions.answer_questions(assessment, {"ziele.richtung": said(2)}, actor=resident, official=False)
    resident.delete()
    assert Sheet.objects.get().respondent is None
    assert queries.results(assessment)[0].questions[0].today == 2


def test_another_towns_assessment_does_not_exist(client, outsider, assessment):
    client.force_login(outsider)
    assert client.get(at("assessment", assessment.public_id)).status_code == 404


# --- Inventory, strengths and weaknesses ------------------------------------------------------------------------------
def test_the_inventory_takes_changes_and_gives_out_a_list(desk, municipality):
    said = {"kind": "plan", "title": "=Energieplan", "year": "2021", "link": "energie.example.org"}
    assert desk.post(at("inventory_new"), said | {"weiter": "1"}).url == at("inventory_new")
    item = InventoryItem.objects.get()
    assert "=Energieplan" in text(desk, "inventory")
    desk.post(at("inventory_item", item.public_id), said | {"title": "=Energieplan neu"})
    rows = list(csv.reader(io.StringIO(desk.get(at("inventory_csv")).content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1] == "'=Energieplan neu"
    assert desk.post(at("inventory_delete", item.public_id)).status_code == 302
    assert not InventoryItem.objects.exists()


def test_a_year_that_is_none_is_named(desk, municipality):
    page = desk.post(at("inventory_new"), {"kind": "plan", "title": "Plan", "year": "21"}).content.decode()
    assert "vier Ziffern" in page
    assert 'value="Plan"' in page


def test_lines_are_added_sorted_struck_and_put_back(desk, municipality):
    for words in ("Gute Vereine", "Breites Ehrenamt"):
        desk.post(at("swot"), {"side": "1s", "text": words, "origin": "aus Werkstatt 1"})
    first, second = SwotEntry.objects.of(municipality).in_order()
    assert 'value="aus Werkstatt 1"' in text(desk, "swot")
    desk.post(at("swot_move", second.public_id), {"was": "hoch"})
    assert [str(one) for one in SwotEntry.objects.of(municipality).in_order()] == ["Breites Ehrenamt", "Gute Vereine"]
    desk.post(at("swot_move", first.public_id), {"was": "streichen"})
    assert list(SwotEntry.objects.of(municipality).kept()) == [second]
    assert "Zurückholen" in text(desk, "swot")
    assert "Gute Vereine" not in desk.get(at("swot_csv")).content.decode()
    desk.post(at("swot_move", first.public_id), {"was": "zurueck"})
    assert SwotEntry.objects.of(municipality).kept().count() == 2


def test_the_four_lists_take_a_fixed_number_of_queries(desk, municipality, django_assert_max_num_queries):
    for number in range(20):
        actions.add_swot_entry(municipality, side="1s", text=f"Stärke {number}", actor=None)
    with django_assert_max_num_queries(12):
        desk.get(at("swot"))
