"""The paper on one page and in easy words: never longer than a page, never harder than a sentence a line."""

import datetime
import re
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from dorflinde.core.dates import parse_plan_date
from dorflinde.strategy import actions
from dorflinde.strategy.models import Goal, Strategy
from dorflinde.strategy.paper.brief import MOST_MEASURES
from dorflinde.strategy.paper.editions import short_form
from dorflinde.strategy.paper.press import FORMS
from dorflinde.strategy.paper.typst_writer import write_pdf

from .paper_reading import of_tree

PAPER = "/perlesreut/fahrplan/strategiepapier/"
TODAY = datetime.date(2026, 11, 22)
LONG = "Verkehrswegeplanungsbeschleunigung in allen Ortsteilen mit Vereinen, Betrieben, Schule und Feuerwehr "


@pytest.fixture
def strategy(municipality):
    made = Strategy(
        place=municipality, title="Digital daheim", vision="Wir bleiben ein Dorf.", starts_on=datetime.date(2026, 1, 1),
        ends_on=datetime.date(2030, 12, 31),
    )  # fmt: skip
    return actions.save_strategy(made, actor=None)


@pytest.mark.parametrize("number", [0, 1, MOST_MEASURES, MOST_MEASURES + 30])
def test_the_page_is_one_page_whatever_is_in_it(municipality, strategy, make_measure, number):
    strategy.title, strategy.vision, strategy.adopted_by = LONG[:90], LONG * 20, LONG
    strategy.save()
    for count in range(number):
        if not count % 4:
            field = actions.create_field(municipality, f"{count} {LONG}"[:120], actor=None)
            actions.save_goal(Goal(field=field, title=f"{count} {LONG}"), actor=None)
        made = make_measure(
            f"{count} {LONG * 2}"[:190],
            number=f"MASSNAHME{count:03}",
            field=field,
            cost_once=Decimal(1234567),
            start="2027",
        )
        if count < 9:
            actions.add_part(
                made, "meilenstein", {"title": (LONG * 2)[:200], "due": parse_plan_date("2027")}, actor=None
            )
    printed = write_pdf(short_form(municipality, TODAY, "kurz"))
    pages = PdfReader(BytesIO(printed.content)).pages
    assert len(pages) == printed.pages == 1
    text = re.sub(r"[\s\u00ad]", "", pages[0].extract_text())
    assert sum(f"MASSNAHME{count:03}" in text for count in range(number)) == min(number, MOST_MEASURES)
    assert "Seite1von1" in text


def test_too_many_for_a_page_are_counted_and_the_important_ones_named(municipality, make_measure):
    for count in range(MOST_MEASURES + 2):
        make_measure(number=f"M{count:03}", priority="high" if count > 9 else "low")
    tree = of_tree(short_form(municipality, TODAY, "kurz"))
    assert "2 weitere Maßnahmen stehen im Strategiepapier." in tree.lines
    assert "M011 Mitfahrbank" in tree.tables[0][1][1]
    assert "M009 Mitfahrbank" not in tree.tables[0][1][1]


def test_easy_words_are_one_short_sentence_a_line(municipality, strategy, make_measure, field):
    for count in range(8):
        make_measure(
            f"Bank {count}", number=f"M{count}", field=field, start="2027", cost_once=Decimal(1000), status="planned"
        )
    make_measure("Laden", number="M9", status="active", start="2026")
    tree = of_tree(short_form(municipality, TODAY, "leicht"))
    assert "Wir haben 9 Vorhaben." in tree.lines
    assert "1 Vorhaben läuft gerade." in tree.lines
    assert "Und 3 mehr." in tree.lines
    assert "Alles zusammen kostet bis jetzt 8.000 Euro." in tree.lines
    assert "Laden: Das läuft gerade." in tree.lines
    for line in tree.lines:
        said = re.sub(r"https?://\S+|\d+\. (?=[A-Z])", "", line)
        assert len(re.findall(r"[.!?:](?= |$)", said)) <= 2, line
        assert len(said.split()) <= 11, line
        assert said.count(",") <= 1, line


def test_a_year_in_easy_words_names_what_is_not_known(municipality):
    lines = of_tree(short_form(municipality, TODAY, "leicht")).lines
    assert "Wir haben noch keine Vorhaben." in lines
    assert "Das wissen wir noch nicht." in lines
    assert "Der Gemeinde-Rat hat noch nicht über den Plan entschieden." in lines


@pytest.mark.parametrize("short", ["kurz", "leicht"])
def test_the_public_page_offers_the_short_forms(client, measure, short):
    page = client.get(PAPER).content.decode()
    for form, kind in FORMS.items():
        address = f"{PAPER}{short}/{form}/"
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert answer["Content-Type"] == kind
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(f"{PAPER}{short}/exe/").status_code == 404


def test_a_place_without_measures_offers_none(client, municipality):
    assert "Kürzer und leichter" not in client.get(PAPER).content.decode()
