"""Own words in the strategy paper: written, looked at, taken back; the order of the chapters stays."""

import datetime

import pytest

from dorflinde.audit.models import Record
from dorflinde.strategy import actions
from dorflinde.strategy.models import FieldChange, PaperText, Strategy
from dorflinde.strategy.paper.content import CHAPTERS
from dorflinde.strategy.paper.editions import SHORT_FORMS

from .paper_reading import read_html

PAGE = "/werkstatt/perlesreut/papier/texte/"
PAPER = "/perlesreut/fahrplan/strategiepapier/"


@pytest.fixture
def strategy(municipality, measure):
    made = Strategy(
        place=municipality, title="Digital daheim", starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2030, 12, 31)
    )  # fmt: skip
    return actions.save_strategy(made, actor=None)


def paper(client):
    return read_html(client.get(f"{PAPER}html/").content.decode())


def chapters(client):
    return [words.split(maxsplit=1)[1] for level, words in paper(client).headings if level == 1]


def test_the_page_lists_every_chapter_with_its_state(desk, strategy):
    page = desk.get(PAGE).content.decode()
    for one in [*CHAPTERS, *SHORT_FORMS]:
        assert f"{PAGE}{one.key}/" in page
    assert page.count("noch nichts zu sagen") == 3  # no foreword, no strengths, no groups
    assert 'aria-current="page"' in page


def test_own_words_stand_before_what_is_generated(desk, strategy):
    desk.post(f"{PAGE}kosten/", {"heading": "Was es kostet", "text": "Wir sparen.\nUnd zwar richtig."})
    assert "mit eigenem Text" in desk.get(PAGE).content.decode()
    assert "Was es kostet" in chapters(desk)
    said = paper(desk).lines
    assert said.index("Wir sparen.") + 1 == said.index("Und zwar richtig.")
    assert said.index("Wir sparen.") < said.index(
        next(line for line in said if line.startswith("Bisher sind einmalige Kosten"))
    )
    assert Record.objects.filter(verb="strategy.paper.text_changed").exists()


def test_a_chapter_can_be_left_out_and_the_others_move_up(desk, strategy):
    before = chapters(desk)
    desk.post(f"{PAGE}leitbild/", {"is_hidden": "on"})
    assert chapters(desk) == [title for title in before if title != "Leitbild"]
    numbers = [words.split()[0] for level, words in paper(desk).headings if level == 1]
    assert numbers == [str(number) for number in range(1, len(before))]
    assert "weggelassen" in desk.get(PAGE).content.decode()


def test_a_chapter_with_nothing_to_say_comes_with_own_words(desk, strategy):
    assert "Vorwort" not in chapters(desk)
    desk.post(f"{PAGE}vorwort/", {"text": "Liebe Leute!"})
    assert chapters(desk)[0] == "Vorwort"


def test_words_that_were_overwritten_or_taken_back_come_back(desk, strategy):
    for words in ("Der lange alte Text.", "Neu."):
        desk.post(f"{PAGE}kosten/", {"text": words})
    desk.post(f"{PAGE}kosten/zuruecknehmen/")
    desk.post(f"{PAGE}kosten/", {"is_hidden": "on"})
    page = desk.get(f"{PAGE}kosten/").content.decode()
    history = f"/werkstatt/perlesreut/strategien/{strategy.public_id}/verlauf/"
    assert f'href="{history}?feld=kosten.text"' in page
    told = desk.get(history).content.decode()
    for words in ("Eigener Text (Kosten", "Der lange alte Text.", "Dieses Kapitel weglassen (Kosten"):
        assert words in told
    assert "False" not in told, "yes and no are said in words"
    overwritten = FieldChange.objects.get(field="kosten.text", new="Neu.")
    assert "wie vorher" in desk.post(f"{history}{overwritten.public_id}/", follow=True).content.decode()
    own = PaperText.objects.get()
    assert (own.text, own.is_hidden) == ("Der lange alte Text.", True)


def test_taking_back_asks_first_and_forgets_the_words(desk, strategy):
    desk.post(f"{PAGE}fahrplan/", {"heading": "Unser Weg"})
    assert "Eigenen Text zurücknehmen?" in desk.get(f"{PAGE}fahrplan/zuruecknehmen/").content.decode()
    assert PaperText.objects.count() == 1
    desk.post(f"{PAGE}fahrplan/zuruecknehmen/")
    desk.post(f"{PAGE}fahrplan/zuruecknehmen/")
    assert not PaperText.objects.exists()
    assert Record.objects.filter(verb="strategy.paper.text_taken_back").count() == 1
    assert "Fahrplan" in chapters(desk)


def test_words_that_change_nothing_are_not_kept(desk, strategy):
    desk.post(f"{PAGE}fahrplan/", {"heading": "  ", "text": "\n"})
    assert not PaperText.objects.exists()
    assert not Record.objects.filter(verb__startswith="strategy.paper.text").exists()


@pytest.mark.parametrize("part", ["kosten", "kurz", "leicht"])
def test_the_preview_shows_what_is_typed_and_keeps_nothing(desk, strategy, part):
    answer = desk.post(f"{PAGE}{part}/vorschau/", {"text": "Nur einmal ansehen <script>."})
    assert "Nur einmal ansehen &lt;script&gt;." in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "style-src 'sha256-" in answer["Content-Security-Policy"]
    assert not PaperText.objects.exists()
    assert desk.get(f"{PAGE}{part}/vorschau/").status_code == 200


def test_what_is_too_long_is_said_and_kept_in_the_form(desk, strategy):
    for address in (f"{PAGE}kosten/", f"{PAGE}kosten/vorschau/"):
        page = desk.post(address, {"heading": "x" * 121, "text": "Bleibt stehen"}).content.decode()
        assert "Bleibt stehen" in page
        assert f'formaction="{PAGE}kosten/vorschau/"' in page
    assert not PaperText.objects.exists()


def test_short_forms_take_a_text_only(desk, strategy):
    page = desk.get(f"{PAGE}leicht/").content.decode()
    assert "Dieses Kapitel weglassen" not in page
    desk.post(f"{PAGE}leicht/", {"text": "Wir wollen zusammenhalten.", "is_hidden": "on", "heading": "Nein"})
    own = PaperText.objects.get()
    assert (own.heading, own.is_hidden) == ("", False)
    easy = read_html(desk.get(f"{PAPER}leicht/html/").content.decode())
    assert "Wir wollen zusammenhalten." in easy.lines
    assert "Noch hat ihn niemand geprüft." not in easy.lines


def test_an_unknown_chapter_does_not_exist(desk, strategy):
    for rest in ("", "vorschau/", "zuruecknehmen/"):
        assert desk.get(f"{PAGE}nachwort/{rest}").status_code == 404


def test_without_a_strategy_the_page_says_where_to_begin(desk, municipality):
    assert "Zuerst die Strategie" in desk.get(PAGE).content.decode()
    assert desk.post(f"{PAGE}kosten/", {"text": "x"}).status_code == 302
    assert not PaperText.objects.exists()


def test_a_version_keeps_the_words_it_was_taken_with(desk, strategy, clerk):
    desk.post(f"{PAGE}kosten/", {"text": "Wir sparen."})
    version = actions.keep_paper(strategy, actor=clerk, title="Entwurf")
    desk.post(f"{PAGE}kosten/zuruecknehmen/")
    kept = desk.get(f"/werkstatt/perlesreut/papier/fassungen/{version.public_id}/datei/html/").content.decode()
    assert "Wir sparen." in kept
    assert "Wir sparen." not in desk.get(f"{PAPER}html/").content.decode()
