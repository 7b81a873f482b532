"""The paper as a Word file the town hall can go on working with: real styles, header rows, alternative texts, German."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from dorflinde.strategy.paper.colours import palette
from dorflinde.strategy.paper.docx_styles import (
    TABLE,
    add_missing_styles,
    element,
    set_language,
    set_page,
    set_shape,
    set_styles,
)
from dorflinde.strategy.paper.tree import (
    BulletList,
    Callout,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Placed,
    Table,
    cleaned,
    placed,
)
from dorflinde.strategy.paper.typst_writer import write_png

TEXT_WIDTH, WIDE_WIDTH = Mm(162), Mm(257)


def write_docx(document: Document, *, template: Path | bytes | None = None) -> bytes:
    """Write the file, on the municipality's own template if there is one: its styles then decide how it looks."""
    document = cleaned(document)
    word = new_document(BytesIO(template) if isinstance(template, bytes) else str(template) if template else None)
    if template is not None:
        _without_words(word)
    colours = palette(document.hue)
    if template is None:
        set_styles(word, colours)
        set_page(word.sections[0])
    add_missing_styles(word)
    if template is None:
        set_shape(word, document.shape)
    set_language(word, "de-DE" if document.language.startswith("de") else "en-GB")
    _set_properties(word, document)
    _running_lines(word, document)
    _cover(word, document)
    parts = list(placed(document))
    if document.shape == "book":
        _contents(word, document, parts)
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        _face(word, wide=isinstance(part.block, Figure) and part.block.wide)
        _write(word, part, document)
        if isinstance(part.block, Facts) and following and isinstance(following.block, Paragraph | BulletList):
            _line(word, "Body Text")  # words would cling to the last label
    file = BytesIO()
    word.save(file)
    return _without_moment(file.getvalue())


def _without_words(word: WordDocument) -> None:
    """Take out what a template says in its body: an example of a letter does not belong into the paper."""
    for part in list(word.element.body):
        if part.tag != qn("w:sectPr"):
            word.element.body.remove(part)


def _without_moment(content: bytes) -> bytes:
    """The same file without the moment it was packed: the same paper gives the same bytes."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))  # Word wants it first
        for name in names:
            member = ZipInfo(name)  # of 1 January 1980, the first day such a file knows
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0  # the same on every machine
            new.writestr(member, old.read(name))
    return packed.getvalue()


def _write(word: WordDocument, part: Placed, document: Document) -> None:
    block = part.block
    match block:
        case Heading():
            _heading(word, part, block)
        case Paragraph():
            _runs(_line(word, "Lead" if block.lead else "Body Text"), block.runs)
        case BulletList():
            for item in block.items:
                _runs(_line(word, "List Bullet"), item)
        case Facts():
            _facts(word, block)
        case Callout():
            _callout(word, block)
        case Table():
            _caption(word, f"{document.words.table} {part.number}: {block.caption}", keep_with_next=True)
            _table(word, block.columns, block.rows, total=block.total)
        case Figure():
            _figure(word, block, f"{document.words.figure} {part.number}: {block.caption}")
        case PageBreak():
            word.add_page_break()  # type: ignore[no-untyped-call]  # python-docx left it without types


# ---- the frame ------------------------------------------------------------------------------------------------------


def _set_properties(word: WordDocument, document: Document) -> None:
    moment = datetime(document.day.year, document.day.month, document.day.day, tzinfo=UTC)
    properties = word.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.author = properties.last_modified_by = document.publisher or document.place
    properties.comments, properties.keywords = document.summary, ", ".join(document.keywords)
    properties.language = "de-DE" if document.language.startswith("de") else "en-GB"
    properties.created = properties.modified = moment
    properties.revision = 1


def _running_lines(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.different_first_page_header_footer = True
    if _is_blank(section.header):  # a template's own letterhead stays
        _first_line(section.header).text = document.title
    if not _is_blank(section.footer):
        return
    before, between, after = _page_words(document.words.page)
    line = _first_line(section.footer)
    line.add_run(f"{document.place}\t\t{before}")
    _field(line, "PAGE", "1")
    line.add_run(between)
    _field(line, "NUMPAGES", "1")
    line.add_run(after)


def _is_blank(band: Any) -> bool:
    """Tell whether a header or footer shows nothing: no word, no picture, no table."""
    content = band._element
    shown = (qn("w:drawing"), qn("w:pict"), qn("w:tbl"), qn("w:object"))
    return not any(content.iter(*shown)) and not "".join(content.itertext()).strip()


def _first_line(band: Any) -> WordParagraph:
    line: WordParagraph = band.paragraphs[0] if band.paragraphs else band.add_paragraph()
    return line


def _page_words(pattern: str) -> tuple[str, str, str]:
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _cover(word: WordDocument, document: Document) -> None:
    if document.kicker:
        _line(word, "Subtitle", document.kicker)
    _line(word, "Title", document.title)
    if document.subtitle:
        _line(word, "Subtitle", document.subtitle)
    for line in (document.place, *document.cover, document.sample):
        if line:
            _line(word, "Body Text", line)


def _contents(word: WordDocument, document: Document, parts: Sequence[Placed]) -> None:
    """A table of contents Word can renew; until then it already lists the headings as links."""
    title = _line(word, "TOC Heading" if "TOC Heading" in word.styles else "Subtitle", document.words.contents)
    title.paragraph_format.page_break_before = True
    entries = [part for part in parts if isinstance(part.block, Heading)]
    line = _line(word, "Body Text")
    _field_part(line, "begin", dirty="true")
    line.add_run()._r.append(element("w:instrText", text=' TOC \\o "1-3" \\h \\z \\u '))
    _field_part(line, "separate")
    for index, part in enumerate(entries):
        if index:
            line = _line(word, "Body Text")
        block = part.block
        assert isinstance(block, Heading)  # noqa: S101  (chosen so above)
        line.paragraph_format.left_indent = Mm(6 * (block.level - 1))
        line.paragraph_format.space_after = Pt(1)
        link = element("w:hyperlink", anchor=part.anchor)
        link.append(_runelement(f"{part.number} {block.text}".strip()))
        line._p.append(link)
    _field_part(line, "end")


# ---- the blocks -----------------------------------------------------------------------------------------------------


def _heading(word: WordDocument, part: Placed, heading: Heading) -> None:
    line = _line(word, f"Heading {heading.level}", f"{part.number} {heading.text}".strip())
    line.paragraph_format.page_break_before = heading.new_page or None
    if heading.level == 1 and part.number and not heading.new_page:
        line.paragraph_format.space_before = Pt(30)
    number = str(len(word.element.body))
    line._p.insert(1 if line._p.pPr is not None else 0, element("w:bookmarkStart", id=number, name=part.anchor))
    line._p.append(element("w:bookmarkEnd", id=number))


def _runs(line: WordParagraph, runs: Inline) -> None:
    for run in runs:
        if run.href.startswith(("https://", "http://", "mailto:")):
            target = line.part.relate_to(
                run.href,
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                is_external=True,
            )
            link = element("w:hyperlink")
            link.set(qn("r:id"), target)
            link.append(_runelement(run.text, link=True))
            line._p.append(link)
        else:
            line.add_run(run.text).bold = run.strong or None


def _facts(word: WordDocument, facts: Facts) -> None:
    """Labels and values as a table of two columns whose first column heads the rows."""
    table = _grid(word, len(facts.items), (1, 3))
    for row, fact in zip(table.rows, facts.items, strict=True):
        label, value = row.cells
        _fill(word, label, fact.label, "Fact", bold=True)
        _style(word, value.paragraphs[0], "Fact")
        _runs(value.paragraphs[0], fact.value)
    _look(table, first_row=False)


def _callout(word: WordDocument, callout: Callout) -> None:
    if callout.title:
        line = _line(word, "Callout")
        line.add_run(callout.title).bold = True
        line.paragraph_format.keep_with_next = True
    for runs in callout.paragraphs:
        _runs(_line(word, "Callout"), runs)


def _caption(word: WordDocument, words: str, *, keep_with_next: bool = False) -> None:
    line = _line(word, "Caption", words)
    line.paragraph_format.keep_with_next = keep_with_next or None


def _table(word: WordDocument, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, total: bool) -> None:
    table = _grid(word, len(rows) + 1, tuple(column.share for column in columns))
    written = [tuple(column.title for column in columns), *rows]
    for index, (row, words) in enumerate(zip(table.rows, written, strict=True)):
        bold = index == 0 or (total and index == len(rows))
        for column, cell, text in zip(columns, row.cells, words, strict=True):
            _fill(word, cell, text, "Cell", bold=bold, right=column.number)
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if index == 0:
            properties.append(element("w:tblHeader"))
    _look(table, first_row=True)
    _line(word, "Body Text")


def _figure(word: WordDocument, figure: Figure, caption: str) -> None:
    picture = BytesIO(write_png(figure.svg))
    shape: Any = word.add_picture(picture, width=WIDE_WIDTH if figure.wide else TEXT_WIDTH)
    highest = Mm(150) if figure.wide else Mm(210)
    if shape.height > highest:
        shape.width, shape.height = round(shape.width * highest / shape.height), highest
    properties = shape._inline.docPr
    properties.set("descr", figure.alt)
    properties.set("title", figure.caption)
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    _caption(word, caption)


def _face(word: WordDocument, *, wide: bool) -> None:
    """Begin a page across for a wide drawing, and one upright for what follows the last of them."""
    is_across = word.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if wide:
        _turn(word, WD_ORIENT.LANDSCAPE)
    elif is_across:
        _turn(word, WD_ORIENT.PORTRAIT)


def _turn(word: WordDocument, orientation: WD_ORIENT) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    if section.orientation != orientation:
        section.orientation = orientation
        section.page_width, section.page_height = section.page_height, section.page_width
    section.different_first_page_header_footer = False


# ---- bricks ---------------------------------------------------------------------------------------------------------


def _grid(word: WordDocument, rows: int, shares: Sequence[float]) -> Any:
    table = word.add_table(rows=rows, cols=len(shares))
    style = next((name for name in (TABLE, "Table Grid") if name in word.styles), None)
    if style:
        table._tbl.tblPr.style = word.styles[style].style_id  # as for lines: not by the slow way
    table.autofit = False
    width = _text_width(word)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = round(width * share / sum(shares))
    return table


def _text_width(word: WordDocument) -> int:
    section = word.sections[-1]
    if section.page_width is None or section.left_margin is None or section.right_margin is None:
        return TEXT_WIDTH  # a template that does not say
    return int(section.page_width - section.left_margin - section.right_margin)


def _look(table: Any, *, first_row: bool) -> None:
    """Say which cells head others, for those who have the table read aloud."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(
        element(
            "w:tblLook",
            val="06A0" if first_row else "0680",  # the same as bits: LibreOffice reads only these
            firstRow="1" if first_row else "0",
            lastRow="0",
            firstColumn="1",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )


def _line(word: WordDocument, style: str, words: str = "") -> WordParagraph:
    line = word.add_paragraph(words)
    _style(word, line, style)
    return line


def _style(word: WordDocument, line: WordParagraph, style: str) -> None:
    # Not line.style = …: it searches all styles for the default one each time, two thirds of a long paper's time.
    line._p.style = word.styles[style].style_id


def _fill(word: WordDocument, cell: Any, words: str, style: str, *, bold: bool, right: bool = False) -> None:
    line = cell.paragraphs[0]
    _style(word, line, style)
    line.add_run(words).bold = bold or None
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _field(line: WordParagraph, code: str, shown: str) -> None:
    _field_part(line, "begin")
    line.add_run()._r.append(element("w:instrText", text=f" {code} "))
    _field_part(line, "separate")
    line.add_run(shown)
    _field_part(line, "end")


def _field_part(line: WordParagraph, kind: str, **attributes: str) -> None:
    line.add_run()._r.append(element("w:fldChar", fldCharType=kind, **attributes))


def _runelement(words: str, *, link: bool = False) -> Any:
    run = OxmlElement("w:r")
    if link:
        look = OxmlElement("w:rPr")
        look.append(element("w:u", val="single"))
        run.append(look)
    run.append(element("w:t", text=words))
    return run
