"""Reads a finished paper back: headings, tables and captions of a PDF, a Word file and a web page, all in one shape."""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

import docx
import lxml.html
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from dorflinde.strategy.paper.docx_writer import write_docx
from dorflinde.strategy.paper.html_writer import write_html
from dorflinde.strategy.paper.tree import (
    BulletList,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    cleaned,
    placed,
    plain,
)
from dorflinde.strategy.paper.typst_writer import write_pdf


@dataclass
class Content:
    """What every form of the paper must say alike."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # running text, points of lists and boxes, from the first heading on


def words(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


# ---- PDF: the structure tree, as a screen reader walks it -------------------------------------------------------------


class TaggedPdf:
    """A PDF's structure tree with the text of its marked content."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.root = self.reader.trailer["/Root"]
        self.roles = dict(self.root["/StructTreeRoot"].get("/RoleMap", {}))
        self.texts = {page.indirect_reference.idnum: marked_text(page, self.reader) for page in self.reader.pages}

    def content(self) -> Content:
        found = Content()
        self._walk(self.root["/StructTreeRoot"], found)
        return found

    def kinds(self) -> dict[str, int]:
        counts: dict[str, int] = {}

        def count(node):
            for child in self._children(node):
                counts[self._role(child)] = counts.get(self._role(child), 0) + 1
                count(child)

        count(self.root["/StructTreeRoot"])
        return counts

    def figures(self) -> list[str]:
        found = []

        def search(node):
            for child in self._children(node):
                if self._role(child) == "/Figure":
                    found.append(str(child.get("/Alt", "")))
                search(child)

        search(self.root["/StructTreeRoot"])
        return found

    def _role(self, node) -> str:
        role = node.get("/S", "")
        while role in self.roles and self.roles[role] != role:
            role = self.roles[role]
        return str(role)

    def _children(self, node) -> list[DictionaryObject]:
        kids = node.get("/K", [])
        kids = kids if isinstance(kids, ArrayObject) else [kids]
        objects = [kid.get_object() for kid in kids]
        return [kid for kid in objects if isinstance(kid, DictionaryObject) and "/S" in kid]

    def text(self, node, page=None) -> str:
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        kids = node.get("/K", [])
        kids = kids if isinstance(kids, ArrayObject) else [kids]
        parts = []
        for kid in (kid.get_object() for kid in kids):
            if isinstance(kid, int):
                parts.append(self.texts[page].get(int(kid), ""))
            elif isinstance(kid, DictionaryObject) and "/S" in kid:
                parts.append(self.text(kid, page))
            elif isinstance(kid, DictionaryObject) and "/MCID" in kid:
                where = kid.raw_get("/Pg").idnum if "/Pg" in kid else page
                parts.append(self.texts[where].get(int(kid["/MCID"]), ""))
        return "".join(parts)

    def _walk(self, node, found: Content) -> None:
        for child in self._children(node):
            role = self._role(child)
            if re.fullmatch(r"/H[1-6]", role):
                found.headings.append((int(role[2]), words(self.text(child))))
            elif role == "/Table":
                found.tables.append(
                    [[words(self.text(cell)) for cell in self._children(row)] for row in self._rows(child)]
                )
                found.captions += [words(self.text(it)) for it in self._children(child) if self._role(it) == "/Caption"]
            elif role == "/Caption":
                found.captions.append(words(self.text(child)))
            elif role == "/LI":
                parts = {self._role(part): words(self.text(part)) for part in self._children(child)}
                if "•" not in parts.get("/Lbl", "•"):
                    found.facts.append((parts["/Lbl"], parts.get("/LBody", "")))
                else:
                    found.lines.append(parts.get("/LBody", ""))
            elif role == "/P" and found.headings:
                found.lines.append(words(self.text(child)))
            if role not in {"/LI", "/TOC", "/Table", "/Caption"}:
                self._walk(child, found)

    def _rows(self, table) -> list[DictionaryObject]:
        rows = []
        for child in self._children(table):
            rows += [child] if self._role(child) == "/TR" else self._rows(child)
        return rows


def marked_text(page, reader) -> dict[int, str]:
    """The text of a page by the number of its marked content."""
    fonts = {name: unicode_map(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: dict[int, str] = {}
    replaced: list[bool] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], DictionaryObject) else {}
            open_marks.append(int(properties["/MCID"]) if "/MCID" in properties else None)
            replaced.append("/ActualText" in properties)
            if "/ActualText" in properties:
                _say(found, open_marks, str(properties["/ActualText"]))
        elif operator == b"EMC":
            open_marks.pop()
            replaced.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and not any(replaced):
            pieces = operands[0] if operator == b"TJ" else [operands[0]]
            codes = b"".join(_bytes(piece) for piece in pieces if not isinstance(piece, int | float))
            _say(found, open_marks, "".join(font.get(code, "") for code in _pairs(codes)))
    return found


def _say(found, open_marks, text) -> None:
    mark = next((mark for mark in reversed(open_marks) if mark is not None), None)
    if mark is not None:
        found[mark] = found.get(mark, "") + text


def _bytes(piece) -> bytes:
    return piece if isinstance(piece, bytes) else piece.original_bytes


def _pairs(codes: bytes) -> list[int]:
    return [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]


def unicode_map(font) -> dict[int, str]:
    stream = font["/ToUnicode"]
    assert isinstance(stream, StreamObject)
    table = stream.get_data().decode("ascii")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, target in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, target in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = bytes.fromhex(target).decode("utf-16-be")
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = start[:-1] + chr(ord(start[-1]) + offset)
    return found


# ---- Word -----------------------------------------------------------------------------------------------------------


def read_docx(content: bytes) -> Content:
    document = docx.Document(BytesIO(content))
    found = Content()
    for line in document.paragraphs:
        if line.style.name.startswith("Heading "):
            found.headings.append((int(line.style.name[8:]), words(line.text)))
        elif line.style.name == "Caption":
            found.captions.append(words(line.text))
        elif found.headings and line.text.strip():
            found.lines.append(words(line.text))
    for table in document.tables:
        rows = [[words(cell.text) for cell in row.cells] for row in table.rows]
        if table._tbl.find(f".//{qn('w:tblHeader')}") is None:
            found.facts.extend((label, value) for label, value in rows)
        else:
            found.tables.append(rows)
    return found


# ---- the web --------------------------------------------------------------------------------------------------------


def read_html(page: str) -> Content:
    tree = lxml.html.document_fromstring(page).find(".//main")
    found = Content()
    for element in tree.iter():
        if element.tag in {"h2", "h3", "h4"}:
            found.headings.append((int(element.tag[1]) - 1, words(element.text_content())))
        elif element.tag in {"caption", "figcaption"}:
            found.captions.append(words(element.text_content()))
        elif element.tag == "table":
            rows = element.findall(".//tr")
            found.tables.append([[words(cell.text_content()) for cell in row] for row in rows])
        elif element.tag in {"p", "li"}:
            found.lines.append(words(element.text_content()))
        elif element.tag == "dt":
            found.facts.append((words(element.text_content()), words(element.getnext().text_content())))
    return found


# ---- the tree itself, and all four side by side ---------------------------------------------------------------------


def of_tree(document: Document) -> Content:
    """What a paper says before anyone has written it."""
    found = Content()
    label = {Table: document.words.table, Figure: document.words.figure}
    for part in placed(cleaned(document)):
        match part.block:
            case Heading() as heading:
                found.headings.append((heading.level, words(f"{part.number} {heading.text}")))
            case Paragraph() as paragraph:
                found.lines.append(words(plain(paragraph.runs)))
            case BulletList() as points:
                found.lines += [words(plain(item)) for item in points.items]
            case Callout() as box:
                found.lines += [words(line) for line in (box.title, *map(plain, box.paragraphs)) if line]
            case Facts() as facts:
                found.facts += [(words(fact.label), words(plain(fact.value))) for fact in facts.items]
            case Table() as table:
                head = [column.title for column in table.columns]
                found.tables.append([[words(cell) for cell in row] for row in (head, *table.rows)])
        if isinstance(part.block, Table | Figure):
            found.captions.append(words(f"{label[type(part.block)]} {part.number}: {part.block.caption}"))
    return found


def assert_alike(document: Document) -> Content:
    """Print a paper in all three forms, read them back, and compare each with the tree, heading by heading, cell by cell."""
    tree = of_tree(document)
    in_pdf = TaggedPdf(write_pdf(document).content).content()
    if in_pdf.headings[:1] == [(1, document.words.contents)]:
        in_pdf.headings.pop(0)
    for form, read in {
        "pdf": in_pdf, "docx": read_docx(write_docx(document)), "html": read_html(write_html(document))
    }.items():  # fmt: skip
        for part in ("headings", "tables", "captions", "facts", "lines"):
            assert getattr(read, part) == getattr(tree, part), f"{form}: {part}"
    return tree


# ---- all words, in one line -----------------------------------------------------------------------------------------


def everything_in(pdf: bytes, word: bytes, page: str) -> dict[str, str]:
    """Every word of the three forms in small letters, without spaces and hyphens, by the name of the form."""
    tagged = TaggedPdf(pdf)
    in_word = "".join(
        re.sub(rb"<[^>]+>", b"", member).decode() for name, member in parts_of(word).items() if name.endswith(".xml")
    )
    told = {"pdf": "".join("".join(texts.values()) for texts in tagged.texts.values()), "docx": in_word, "html": page}
    return {form: re.sub(r"[\s\u00ad-]", "", text).casefold() for form, text in told.items()}


def parts_of(packed: bytes) -> dict[str, bytes]:
    """The members of a Word file."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
