"""The monthly letter to the council: what moved, what went red and since when, what is asked, and what stays inside."""

import datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from dorflinde.core.dates import parse_plan_date
from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import FundingLine, Measure, Resolution, Strategy
from dorflinde.strategy.paper.letter import letter, payments, sections, summary
from dorflinde.strategy.paper.press import FORMS

from .paper_reading import TaggedPdf, assert_alike, of_tree

PAGE = "/werkstatt/perlesreut/ratsbrief/"
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False):
        yield


def at(day):
    return datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(10), datetime.UTC)


@pytest.fixture
def bench(make_measure, field):
    """A measure under way since spring, with a funding, milestones, decisions and a hindrance."""
    made = make_measure(
        number="M16", field=field, start="März 2026", end="2027", status="active", at=at("2026-03-02"), cost_once=Decimal(24000),
        fundings=(FundingLine("LEADER", Decimal(50), stage="granted", notice_on=datetime.date(2026, 11, 4), ends_on=datetime.date(2027, 1, 31)),),
    )  # fmt: skip
    Measure.objects.filter(pk=made.pk).update(created_at=at("2026-03-02"))
    actions.report_progress(made, "Die Bank ist bestellt.", progress=40, actor=None, at=at("2026-11-05"))
    stone = actions.add_part(
        made, "meilenstein", {"title": "Bank bestellt", "due": parse_plan_date("November 2026")}, actor=None
    )
    actions.tick(stone, actor=None, at=at("2026-11-05"))
    actions.add_part(made, "meilenstein", {"title": "Bank steht", "due": parse_plan_date("15.11.2026")}, actor=None)
    actions.add_part(
        made, "meilenstein", {"title": "Schild hängt", "due": parse_plan_date("Dezember 2026")}, actor=None
    )
    decided = {"decided_on": datetime.date(2026, 11, 10), "decided_by": "Bauausschuss"}
    actions.add_part(made, "beschluss", {"title": "Bank wird bezahlt", "is_public": True, **decided}, actor=None)
    actions.add_part(made, "beschluss", {"title": "Geheimer Preis", **decided}, actor=None)
    return made


def told(place, month="2026-11", *, internal=False, today=TODAY):
    first = datetime.date.fromisoformat(f"{month}-01")
    return queries.month_of_delivery(place, first, today, is_internal=internal)


def rows(month, title):
    return next(section.rows for section in sections(month) if section.title == title)


DONE, LATE, AT_WORK, NEXT = (
    "Was geschafft ist", "Was spät ist oder stillsteht", "Woran gearbeitet wird", "Was als Nächstes kommt",
)  # fmt: skip


def test_the_letter_tells_what_moved_was_decided_and_reached(bench, municipality):
    month = told(municipality)
    name = "M16 Mitfahrbank"
    assert summary(month) == (
        "Bei 1 von 1 Maßnahmen hat sich etwas bewegt. 1 Meilenstein ist erreicht. 1 Maßnahme ist neu spät oder steht still."
    )
    assert rows(month, DONE) == (
        ("05.11.2026", name, "Meilenstein: Bank bestellt"),
        ("10.11.2026", name, "Beschluss: Bank wird bezahlt (Bauausschuss)"),
    )
    assert rows(month, AT_WORK) == (("05.11.2026", name, "Zwischenstand", "Die Bank ist bestellt."),)
    assert rows(month, NEXT) == (("Dezember 2026", name, "Schild hängt"),)  # what is overdue makes the measure red


def test_a_finished_measure_is_done_and_one_that_begins_comes_next(bench, make_measure, municipality):
    actions.change_status(bench, "done", actor=None, at=at("2026-11-20"))
    make_measure("Dorfladen", number="M20", status="planned", start="15.12.2026", lead="Hauptamt", at=at("2026-03-02"))
    month = told(municipality)
    assert ("20.11.2026", "M16 Mitfahrbank", "fertig") in rows(month, DONE)
    assert [row[2] for row in rows(month, AT_WORK)] == ["Zwischenstand"]
    assert rows(month, NEXT) == (("15. Dezember 2026", "M20 Dorfladen", "beginnt"),)


def test_an_overdue_milestone_of_a_measure_said_to_go_well_is_not_lost(bench, municipality):
    actions.assess(bench, "good", "Ist geklärt.", actor=None)
    assert rows(told(municipality), NEXT)[0] == ("15. November 2026", "M16 Mitfahrbank", "Bank steht (überfällig)")


def test_a_measure_goes_red_once_and_then_stays_red(bench, municipality):
    why = "Meilenstein überfällig: Bank steht (15. November 2026)"
    november = told(municipality)
    assert rows(november, LATE) == (("M16 Mitfahrbank", "16.11.2026, neu", why),)
    assert not november.still_red
    december = told(municipality, "2026-12", today=datetime.date(2026, 12, 20))
    assert not december.reddened
    assert rows(december, LATE) == (("M16 Mitfahrbank", "16.11.2026", why),)


def test_a_month_gone_by_stays_as_it_was(bench, municipality):
    before = of_tree(letter(told(municipality, "2026-11", today=datetime.date(2026, 12, 31))))
    stone = bench.milestones.get(title="Bank steht")
    actions.tick(stone, actor=None, at=at("2026-12-03"))
    actions.change_status(bench, "done", actor=None, at=at("2026-12-04"))
    assert of_tree(letter(told(municipality, "2026-11", today=datetime.date(2026, 12, 31)))) == before
    assert not told(municipality, "2026-12", today=datetime.date(2026, 12, 31)).still_red


def test_what_somebody_said_by_hand_counts_more_than_dates(bench, municipality):
    actions.assess(bench, "stuck", "Der Grund gehört noch jemand anderem.", actor=None)
    assert [red.reasons for red in told(municipality).reddened] == [("Der Grund gehört noch jemand anderem.",)]
    actions.assess(bench, "good", "Ist geklärt.", actor=None)
    assert not told(municipality).reddened


def test_a_pause_is_red_with_its_reason(bench, municipality):
    actions.change_status(bench, "paused", actor=None, reason="Kein Holz.", at=at("2026-11-09"))
    found = told(municipality).reddened[0]
    assert (found.since, found.reasons[0]) == (datetime.date(2026, 11, 9), "ruht: Kein Holz.")


def test_money_names_grants_what_runs_out_and_who_bears_the_year(bench, municipality):
    name = "M16 Mitfahrbank"
    assert payments(told(municipality)).rows == (
        ("04.11.2026", name, "LEADER", "bewilligt"),
        ("31.01.2027", name, "LEADER", "Förderung endet"),
    )
    actions.set_ceilings(municipality, {2026: (Decimal(10000), "")}, actor=None)
    facts = dict(of_tree(letter(told(municipality))).facts)
    assert facts == {
        "Einmalige Kosten 2026": "24.000 €",
        "Laufende Kosten 2026": "0 €",
        "Fördermittel und Dritte 2026": "12.000 €",
        "Eigene Mittel 2026": "12.000 €",
    }
    internal = dict(of_tree(letter(told(municipality, internal=True))).facts)
    assert internal["Haushaltsdeckel 2026"] == "10.000 €"


def test_the_council_is_asked_for_what_only_it_can_do(bench, make_measure, municipality, clerk):
    made = Strategy(
        place=municipality,
        title="Digital daheim",
        starts_on=TODAY.replace(month=1, day=1),
        ends_on=TODAY.replace(year=2030),
    )
    version = actions.keep_paper(actions.save_strategy(made, actor=None), actor=clerk, title="Entwurf")
    actions.publish_paper(version, actor=None)
    actions.add_part(bench, "hindernis", {"title": "Grund von Frau Huber", "who_can_solve": "Gemeinderat"}, actor=None)
    actions.add_part(bench, "hindernis", {"title": "Post vom Landratsamt", "who_can_solve": "Landratsamt"}, actor=None)
    make_measure(
        "Dorfladen",
        number="M20",
        status="planned",
        start="15.12.2026",
        fundings=(FundingLine("ELER", apply_by=datetime.date(2026, 12, 31)),),
    )
    assert told(municipality).asks == [
        "Über das Strategiepapier beschließen: Fassung 1, „Entwurf“.",
        "M16 Mitfahrbank: eine Klärung herbeiführen.",
        "M16 Mitfahrbank: regeln, wie es nach dem Ende der Förderung am 31. Januar 2027 weitergeht.",
        "M20 Dorfladen: über den Antrag an ELER bis 31. Dezember 2026 entscheiden.",
        "M20 Dorfladen: jemanden bestimmen, der federführend ist; Beginn: 15. Dezember 2026.",
    ]
    assert "M16 Mitfahrbank: klären, woran es hängt: Grund von Frau Huber." in told(municipality, internal=True).asks
    actions.record_resolution(
        Resolution(version=version, decided_on=TODAY, body="Marktgemeinderat", votes_yes=14, votes_no=2), actor=None
    )
    month = told(municipality)
    assert not [ask for ask in month.asks if "Strategiepapier" in ask]
    assert ("22.11.2026", "Strategiepapier", "Beschluss: Entwurf (Marktgemeinderat, 14 : 2)") in rows(month, DONE)


def test_what_is_internal_is_in_the_letter_only_when_asked_for(desk, bench, draft):
    actions.add_part(bench, "hindernis", {"title": "Streit mit dem Nachbarn"}, actor=None)
    secrets = ("Geheimer Preis", "Streit mit dem Nachbarn", "Noch geheim")
    for address in (PAGE, f"{PAGE}datei/html/"):
        public = desk.get(address).content.decode()
        assert not [secret for secret in secrets if secret in public]
        internal = desk.get(f"{address}?intern=1").content.decode()
        assert [secret for secret in secrets if secret in internal] == list(secrets)
    assert "Nicht öffentlich, nur für Rat und Rathaus" in internal


def test_the_letter_is_alike_in_all_forms_and_accessible(bench, municipality):
    for internal in (False, True):
        tree = assert_alike(letter(told(municipality, internal=internal)))
        assert (1, "Worum der Rat gebeten wird") in tree.headings
    tagged = TaggedPdf(_pdf(letter(told(municipality))))
    assert "<pdfuaid:part>1</pdfuaid:part>" in tagged.root["/Metadata"].get_data().decode()
    assert_alike(letter(told(municipality, "2020-02")))


def _pdf(document):
    from dorflinde.strategy.paper.typst_writer import write_pdf

    return write_pdf(document).content


def test_the_page_leads_to_the_file_and_to_other_months(desk, bench):
    page = desk.get(PAGE).content.decode()
    assert "November 2026" in page
    assert f'href="{PAGE}datei/pdf/?monat=2026-11"' in page
    assert f'href="{PAGE}?monat=2026-10"' in page
    assert "Monat danach" not in page
    assert f'href="{PAGE}?monat=2026-11"' in desk.get(f"{PAGE}?monat=2026-10").content.decode()
    answer = desk.get(f"{PAGE}datei/pdf/?monat=2026-10")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'inline; filename="ratsbrief-perlesreut-2026-10.pdf"'
    assert "Oktober 2026" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    for form, kind in FORMS.items():
        assert desk.get(f"{PAGE}datei/{form}/")["Content-Type"] == kind
    assert desk.get(f"{PAGE}datei/exe/").status_code == 404


@pytest.mark.parametrize("month", ["", "2026-13", "heute", "2027-01", "0001-01", "2026-11-01", "'; drop"])
def test_a_month_that_cannot_be_is_this_month(desk, bench, month):
    assert "November 2026" in desk.get(PAGE, {"monat": month}).content.decode()


def test_a_quiet_month_says_so(desk, municipality):
    page = desk.get(f"{PAGE}?monat=2026-02").content.decode()
    assert "In diesem Monat hat niemand berichtet." in page
    assert "In diesem Monat muss der Rat nichts entscheiden." in page


def test_many_measures_take_as_many_questions_as_few(bench, municipality, make_measure):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            letter(told(municipality, internal=True))
        return len(questions)

    few = asked()
    for number in range(10):
        made = make_measure(
            number=f"X{number}", status="active", start="2026", fundings=(FundingLine("LEADER", Decimal(50)),)
        )
        actions.add_part(made, "meilenstein", {"title": "Fertig", "due": parse_plan_date("Oktober 2026")}, actor=None)
        actions.add_part(made, "beschluss", {"title": "Ja", "decided_on": TODAY}, actor=None)
    assert asked() == few
