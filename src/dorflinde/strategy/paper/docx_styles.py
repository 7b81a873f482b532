"""How a Word paper looks when the municipality has no template of its own, and what even a template may lack."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SERIF, SANS = "Georgia", "Arial"  # what every town hall has: an unknown face would be replaced by just any
BASES = {
    "Title": "Normal", "Subtitle": "Normal", "Heading 1": "Normal", "Heading 2": "Normal", "Heading 3": "Normal",
    "Body Text": "Normal", "List Bullet": "Normal", "Caption": "Normal", "Lead": "Body Text", "Callout": "Body Text",
    "Fact": "Body Text", "Cell": "Body Text",
}  # fmt: skip
TABLE = "Paper Table"  # a municipality's template may bring its own style of this name


def set_page(section: Any) -> None:
    """A4 upright with the margins of the printed paper."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)


def set_styles(word: WordDocument, colours: dict[str, str]) -> None:
    """The faces, sizes and colours of the printed paper, as styles one can change."""
    deep = RGBColor.from_string(colours["brand-deep"][1:])
    soft = RGBColor.from_string(colours["soft"][1:])
    looks = [
        ("Normal", SANS, 10, None, 0, 4),
        ("Body Text", SANS, 10, None, 0, 6),
        ("Title", SERIF, 34, deep, 120, 6),
        ("Subtitle", SANS, 14, soft, 0, 24),
        ("Heading 1", SERIF, 22, deep, 0, 10),
        ("Heading 2", SERIF, 15, deep, 18, 6),
        ("Heading 3", SERIF, 12.5, deep, 16, 4),
        ("Caption", SANS, 9, soft, 10, 4),
        ("Header", SANS, 8, soft, 0, 0),
        ("Footer", SANS, 8, soft, 0, 0),
    ]
    for name, face, size, colour, before, after in looks:
        style: Any = word.styles[name]
        style.font.name, style.font.size, style.font.italic = face, Pt(size), False
        if style.element.rPr is not None and style.element.rPr.rFonts is not None:
            fonts = style.element.rPr.rFonts
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme face would win over the named one
            fonts.set(qn("w:hAnsi"), face)
        if colour is not None:
            style.font.color.rgb = colour
        if name.startswith("Heading") or name == "Title":
            style.font.bold = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    # Word draws a line under its own title style
    for border in word.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    _set_table_style(word, line=colours["line"][1:], head=colours["brand"][1:])


# What is no book is set in other sizes: style to points, and to the points before and after it.
_SHAPES: dict[str, dict[str, tuple[float, float, float]]] = {
    "sheet": {
        "Normal": (8, 0, 2), "Body Text": (8, 0, 2), "Title": (18, 0, 2), "Subtitle": (9, 0, 2), "Heading 1": (11.5, 7, 2),
        "Heading 2": (9.5, 5, 2), "Caption": (7.5, 4, 2), "Cell": (7.5, 0, 1), "Fact": (7.5, 0, 1), "Lead": (9, 0, 2),
    },
    "letter": {
        "Title": (22, 0, 4), "Subtitle": (11, 0, 4), "Heading 1": (14, 16, 4), "Heading 2": (11.5, 12, 3),
    },
    "easy": {
        "Normal": (14, 0, 6), "Body Text": (14, 0, 6), "List Bullet": (14, 0, 4), "Title": (26, 0, 6), "Subtitle": (15, 0, 6),
        "Heading 1": (19, 24, 8), "Heading 2": (16, 16, 6), "Lead": (15, 0, 6),
    },
}  # fmt: skip


def set_shape(word: WordDocument, shape: str) -> None:
    """The sizes of what is no book; a sheet has narrow margins, too, to stay one page."""
    for name, (size, before, after) in _SHAPES.get(shape, {}).items():
        style: Any = word.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if shape == "sheet":
        for section in word.sections:
            section.left_margin = section.right_margin = Mm(15)
            section.top_margin, section.bottom_margin = Mm(12), Mm(12)


def _set_table_style(word: WordDocument, *, line: str, head: str) -> None:
    """A table of hairlines between its rows, with a stronger one below its head."""
    style: Any = word.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    properties, borders, first = (
        element("w:tblPr"),
        element("w:tblBorders"),
        element("w:tblStylePr", type="firstRow"),
    )
    for edge in ("bottom", "insideH"):
        borders.append(element(f"w:{edge}", val="single", sz="4", space="0", color=line))
    margins = element("w:tblCellMar")
    for edge, width in (("top", "40"), ("bottom", "20")):
        margins.append(element(f"w:{edge}", w=width, type="dxa"))  # else the rule below the head strikes the first row
    properties.extend([borders, margins])
    cell, below = element("w:tcPr"), element("w:tcBorders")
    below.append(element("w:bottom", val="single", sz="8", space="0", color=head))
    cell.append(below)
    first.append(cell)
    style.element.extend([properties, first])


def add_missing_styles(word: WordDocument) -> None:
    """What the paper needs and a template may not have: each on the style it comes closest to."""
    for name, base in BASES.items():
        if name in word.styles:
            continue
        style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles[base]
        if name.startswith("Heading "):
            style.element.get_or_add_pPr().append(element("w:outlineLvl", val=str(int(name[-1]) - 1)))
            style.font.bold = True
        if name == "Lead":
            style.font.size = Pt(11.5)
        if name in {"Cell", "Fact"}:
            style.font.size = Pt(9)
            style.paragraph_format.space_after = Pt(2)


def set_language(word: WordDocument, language: str) -> None:
    """The language in which everything is spelt and read aloud."""
    for style in word.styles.element.findall(f".//{qn('w:lang')}"):
        style.set(qn("w:val"), language)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        defaults.append(element("w:lang", val=language))


def element(tag: str, /, *, text: str = "", **attributes: str) -> Any:
    """An element of Word's own XML; its text keeps its spaces."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if text:
        made.text = text
        made.set(qn("xml:space"), "preserve")
    return made
