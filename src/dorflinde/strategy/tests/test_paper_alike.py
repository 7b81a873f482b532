"""Each paper says the same as PDF, as Word file and as web page: compared with its tree, heading by heading, cell by cell."""

import datetime
from pathlib import Path

import pytest

from dorflinde.strategy.paper.content import CHAPTERS, build
from dorflinde.strategy.paper.editions import SHORT_FORMS, short_form
from dorflinde.strategy.paper.frozen import thaw
from dorflinde.strategy.paper.typst_writer import write_pdf

from .paper_reading import TaggedPdf, assert_alike
from .test_paper_inside import planted, word_of

__all__ = ["planted"]
TODAY = datetime.date(2026, 11, 22)
KEPT = Path(__file__).with_name("data") / "paper-of-november-2026.json"


def test_the_whole_paper_is_alike_in_all_forms(planted):
    tree = assert_alike(build(planted, TODAY)[0])
    own = word_of("PaperText", "heading")
    assert [words for level, words in tree.headings if level == 1] == [
        f"{number} {own if chapter.key == 'anlass' else chapter.title}" for number, chapter in enumerate(CHAPTERS, 1)
    ]
    assert len(tree.tables) > 15


def test_a_paper_with_nothing_said_is_alike_too(municipality):
    tree = assert_alike(build(municipality, TODAY)[0])
    left_out = {"Vorwort", "Stärken, Schwächen, Chancen, Risiken", "Wer dabei ist"}
    expected = [str(chapter.title) for chapter in CHAPTERS if chapter.title not in left_out]
    assert [words.split(maxsplit=1)[1] for level, words in tree.headings if level == 1] == expected


def test_a_version_kept_before_the_paper_had_fifteen_chapters_is_still_printed():
    kept = thaw(KEPT.read_text(encoding="utf-8"))
    tree = assert_alike(kept)
    assert [words for level, words in tree.headings if level == 1] == [
        "1 Vorwort", "2 Wie dieses Papier entstand", "3 Ausgangslage und Leitbild", "4 Handlungsfelder und Maßnahmen", "5 Fahrplan",
        "6 Kosten und Finanzierung", "7 Umsetzung und Verstetigung",
    ]  # fmt: skip
    assert ("Setzt voraus", "M04 Bürger-App") in tree.facts


def test_the_new_paper_stays_accessible_and_archivable(planted):
    root = TaggedPdf(write_pdf(build(planted, TODAY)[0]).content).root
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


@pytest.mark.parametrize("key", [form.key for form in SHORT_FORMS])
def test_the_short_forms_are_alike_in_all_forms(planted, key):
    tree = assert_alike(short_form(planted, TODAY, key))
    assert not [words for _level, words in tree.headings if words[0].isdigit()], "only a book counts its chapters"


@pytest.mark.parametrize("key", [form.key for form in SHORT_FORMS])
def test_short_forms_of_nothing_are_alike_and_accessible(municipality, key):
    document = short_form(municipality, TODAY, key)
    assert_alike(document)
    metadata = TaggedPdf(write_pdf(document).content).root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
