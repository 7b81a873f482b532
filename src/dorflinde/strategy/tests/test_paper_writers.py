"""The three forms of one paper: they say the same, everyone can read them, and nothing people write can break them."""

import re
import zipfile
from datetime import date
from io import BytesIO

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings, strategies as st

from dorflinde.strategy.paper import typst_writer
from dorflinde.strategy.paper.docx_writer import write_docx
from dorflinde.strategy.paper.html_writer import write_html
from dorflinde.strategy.paper.tree import (
    BulletList,
    Callout,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Words,
    text,
)
from dorflinde.strategy.paper.typst_writer import PaperError, write_pdf, write_png

from .paper_reading import TaggedPdf, read_docx, read_html, words

HOSTILE = (
    '#read("/etc/passwd") $x^2$ *fett* _kursiv_ <marke> @ref \\ `code` // --- "Zitat" <script>alert(1)</script> & ]]>'
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><defs><pattern id="look-planned" width="8" height="8" '
    'patternUnits="userSpaceOnUse"><path d="M0 8 8 0" stroke="#666666"/></pattern></defs>'
    '<rect x="10" y="10" width="120" height="26" fill="url(#look-planned)"/><text x="20" y="28">M01 Dorfzentrum</text></svg>'
)


def paper(*blocks, language="de", hue=160, **more):
    chosen = {"title": "Digital im Dorf", "subtitle": "Strategie mit Fahrplan", "place": "Markt Beispiel"} | more
    return Document(
        language=language,
        day=date(2025, 11, 20),
        words=Words("Inhalt", "Abbildung", "Tabelle", "Seite {page} von {pages}"),
        blocks=blocks,
        publisher="Markt Beispiel",
        summary="Was die Gemeinde vorhat.",
        hue=hue,
        **chosen,
    )


def whole_paper():
    return paper(
        Heading(1, "Wie es dazu kam", new_page=True),
        Paragraph(text("Ein Satz, der hervorsteht."), lead=True),
        Paragraph(
            (
                Run("Mehr dazu "),
                Run("im Netz", href="https://example.org/spur/1/"),
                Run(", und das ist "),
                Run("wichtig", strong=True),
            )
        ),
        BulletList((text("erstens"), text("zweitens"))),
        Callout("Beispieldaten", (text(HOSTILE),), tone="sample"),
        Heading(1, "Handlungsfelder", new_page=True),
        Heading(2, "Mobilität & Wege"),
        Heading(3, "Mitfahrbank „Drei Linden“", mark="M16"),
        Facts((Fact("Stand", text("läuft")), Fact("Kosten", text("11.250 €"))), paired=True),
        Facts((Fact("Federführung", text(HOSTILE)), Fact("Ursprung", text("„Bänke“ von Lindenblüte 23")))),
        Heading(2, HOSTILE),
        Heading(1, "Fahrplan"),
        Figure(DRAWING, "Balkenplan von 2024 bis 2026", "Fahrplan", wide=True),
        Figure(DRAWING, "Balkenplan, nur 2025", "Das Jahr 2025"),
        Table(
            "Kosten nach Jahr",
            (Column("Jahr"), Column("Einmalig", number=True), Column("Im Jahr", number=True)),
            (("2025", "11.250 €", "800 €"), (HOSTILE, "–", "–"), ("Summe", "11.250 €", "800 €")),
            total=True,
        ),
        PageBreak(),
        Table("Zweite Tabelle", (Column("A", share=2), Column("B")), (("Größe", "Maß"),)),
        kicker="Strategiepapier",
        cover=("Stand: 20. November 2025",),
        sample="Enthält Beispieldaten.",
    )


@pytest.fixture(scope="module")
def tagged():
    return TaggedPdf(write_pdf(whole_paper()).content)


def test_all_three_forms_say_the_same(tagged):
    in_pdf = tagged.content()
    in_word = read_docx(write_docx(whole_paper()))
    on_web = read_html(write_html(whole_paper()))
    assert in_pdf.headings.pop(0) == (1, "Inhalt")
    assert in_pdf.headings == in_word.headings == on_web.headings
    assert in_pdf.tables == in_word.tables == on_web.tables
    assert in_pdf.captions == in_word.captions == on_web.captions
    assert in_pdf.facts == in_word.facts == on_web.facts
    assert on_web.headings[1:4] == [
        (1, "2 Handlungsfelder"),
        (2, "2.1 Mobilität & Wege"),
        (3, "M16 Mitfahrbank „Drei Linden“"),
    ]
    assert on_web.captions == [
        "Abbildung 1: Fahrplan",
        "Abbildung 2: Das Jahr 2025",
        "Tabelle 1: Kosten nach Jahr",
        "Tabelle 2: Zweite Tabelle",
    ]
    assert on_web.tables[0][2][0] == words(HOSTILE)


def test_the_pdf_says_that_it_is_accessible_and_archivable(tagged):
    metadata = tagged.reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert tagged.root["/MarkInfo"]["/Marked"]
    assert tagged.root["/Lang"] == "de"
    assert tagged.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert tagged.reader.metadata.title == "Digital im Dorf"
    assert tagged.reader.metadata.author == "Markt Beispiel"


def test_the_pdf_is_tagged_down_to_its_cells(tagged):
    kinds = tagged.kinds()
    assert (kinds["/H1"], kinds["/H2"], kinds["/H3"]) == (4, 2, 1)
    assert (kinds["/Table"], kinds["/TH"], kinds["/Figure"]) == (2, 5, 2)
    assert tagged.figures() == ["Balkenplan von 2024 bis 2026", "Balkenplan, nur 2025"]


def test_the_chart_gets_a_page_across_and_every_page_its_number(tagged):
    pages = tagged.reader.pages
    across = [page.mediabox.width > page.mediabox.height for page in pages]
    assert across.count(True) == 1
    assert "Seite 3 von" in pages[2].extract_text()


def test_the_same_tree_gives_the_same_bytes():
    assert write_pdf(whole_paper()) == write_pdf(whole_paper())


def test_an_english_paper_is_english_throughout():
    pdf = TaggedPdf(write_pdf(paper(Heading(1, "Measures"), language="en")).content)
    assert pdf.root["/Lang"] == "en"
    assert 'lang="en"' in write_html(paper(language="en"))


@pytest.mark.parametrize(
    "strange",
    [
        "Danke 😀👩\u200d🌾!",
        "漢字",
        "\ue000privat",
        "a\x00b\x07c\x0bd",
        "\ud800",
        "Zeile\nund\u2028Zeile",
        "e\u0301",
        "مرحبا",
    ],
)
def test_no_letter_breaks_a_paper(strange):
    tree = paper(Heading(1, strange), Paragraph(text(strange)), Table(strange, (Column(strange),), ((strange,),)))
    assert write_pdf(tree).pages == 2
    assert read_docx(write_docx(tree)).captions == read_html(write_html(tree)).captions


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_whatever_people_write_all_three_writers_print_it(anything):
    tree = paper(Heading(1, f"Titel {anything}"), Facts((Fact("Ziel", text(anything)),)), title=f"T {anything}")
    assert write_pdf(tree).pages >= 2
    assert lxml.html.document_fromstring(write_html(tree)) is not None
    assert read_docx(write_docx(tree)).headings


def test_a_paper_that_would_not_be_accessible_is_refused():
    with pytest.raises(PaperError, match="alt"):
        write_pdf(paper(Heading(1, "Fahrplan"), Figure(DRAWING, "", "Ohne Worte")))


def test_the_web_page_carries_no_script_and_no_inline_style():
    page = lxml.html.document_fromstring(write_html(whole_paper()))
    assert page.get("lang") == "de"
    assert not page.xpath("//script | //@style | //*[starts-with(name(@*), 'on')] | //img")
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in page.xpath("//a/@href[starts-with(., '#')]"))
    assert [drawing.get("aria-label") for drawing in page.xpath("//figure//*[@role='img']")] == [
        "Balkenplan von 2024 bis 2026",
        "Balkenplan, nur 2025",
    ]
    assert page.xpath("//thead//th/@scope") == ["col"] * 5


def test_a_link_leads_only_to_the_web():
    tree = paper(Paragraph((Run("klick", href="javascript:alert(1)"),)))
    assert "javascript" not in write_html(tree)
    assert b"javascript" not in word_xml(write_docx(tree), "word/_rels/document.xml.rels")


def test_word_finds_its_own_structure():
    content = write_docx(whole_paper())
    document = docx.Document(BytesIO(content))
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Digital im Dorf", "de-DE")
    body = word_xml(content, "word/document.xml").decode()
    assert re.search(r'TOC \\o "1-3"', body)
    assert body.count("<w:tblHeader") == 2
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Balkenplan von 2024 bis 2026",
        "Balkenplan, nur 2025",
    ]
    languages = document.styles.element.findall(f".//{qn('w:lang')}")
    assert languages
    assert {language.get(qn("w:val")) for language in languages} == {"de-DE"}
    assert [section.orientation for section in document.sections] == [0, 1, 0]
    bookmarks = set(re.findall(r'w:bookmarkStart[^>]*w:name="([^"]+)"', body))
    assert set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', body)) == bookmarks


def test_two_charts_stand_on_two_pages_across_with_none_between():
    chart = Figure(DRAWING, "Balkenplan", "Blatt", wide=True)
    document = docx.Document(
        BytesIO(write_docx(paper(Heading(1, "Fahrplan"), chart, chart, Paragraph(text("Danach")))))
    )
    assert [section.orientation for section in document.sections] == [0, 1, 1, 0]


def test_a_municipality_may_bring_its_own_word_template(tmp_path):
    template = docx.Document()
    template.styles["Heading 1"].font.name = "Arial Narrow"
    template.save(tmp_path / "vorlage.docx")
    document = docx.Document(BytesIO(write_docx(whole_paper(), template=tmp_path / "vorlage.docx")))
    assert document.styles["Heading 1"].font.name == "Arial Narrow"
    assert document.paragraphs[1].text == "Digital im Dorf"


def test_a_template_without_the_usual_styles_gets_them(tmp_path):
    template = docx.Document()
    for name in ("Title", "Subtitle", "Heading 1", "Heading 3", "Caption", "List Bullet", "Body Text", "Table Grid"):
        template.styles[name].delete()
    template.save(tmp_path / "karg.docx")
    content = read_docx(write_docx(whole_paper(), template=tmp_path / "karg.docx"))
    assert content.headings == read_html(write_html(whole_paper())).headings


def test_a_drawing_becomes_a_sharp_picture():
    picture = write_png(DRAWING, width_mm=127, dots_per_inch=200)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == pytest.approx(1000, abs=1)


def test_without_print_fonts_the_paper_is_set_in_the_faces_at_hand(monkeypatch, tmp_path):
    monkeypatch.setattr(typst_writer, "PRINT_FONTS", tmp_path / "missing")
    assert write_pdf(whole_paper()).pages > 3


def test_a_table_with_a_cell_too_few_is_a_programming_error():
    with pytest.raises(ValueError, match="cells"):
        Table("t", (Column("a"), Column("b")), (("1",),))


def word_xml(content, name):
    return zipfile.ZipFile(BytesIO(content)).read(name)
