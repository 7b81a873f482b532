"""The paper as one web page that stands alone: no script, no picture from elsewhere, readable aloud and printable."""

from html import escape
from pathlib import Path

from dorflinde.strategy.paper.chart import named
from dorflinde.strategy.paper.colours import palette
from dorflinde.strategy.paper.tree import (
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Placed,
    Table,
    cleaned,
    placed,
)

STYLESHEET = Path(__file__).parents[1] / "static" / "strategy" / "paper.css"
LEAD, FACTS, PAIRED = ' class="lead"', '"facts"', '"facts paired"'


def write_html(document: Document) -> str:
    """Write the page; the tree's words are escaped, links lead only to web addresses."""
    document = cleaned(document)
    parts = list(placed(document))
    cover = "".join(f"<li>{escape(line)}</li>" for line in (document.place, *document.cover, document.sample) if line)
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)} – {escape(document.place)}</title>\n"
        f'<meta name="description" content="{escape(document.summary)}">\n'
        f'<meta name="author" content="{escape(document.publisher)}">\n'
        f'<meta name="dcterms.date" content="{document.day.isoformat()}">\n'
        f"<style>\n{_colours(document)}{STYLESHEET.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f'<div class="paper {document.shape}">\n<header>\n<div class="cover">\n<p class="kicker">{escape(document.kicker)}</p>\n'
        f'<h1>{escape(document.title)}</h1>\n<p class="subtitle">{escape(document.subtitle)}</p>\n</div>\n'
        f'<ul class="imprint">{cover}</ul>\n</header>\n{_contents(document, parts)}<main>\n'
        + "".join(f"{_block(part, document)}\n" for part in parts)
        + "</main>\n</div>\n</body>\n</html>\n"
    )


def _colours(document: Document) -> str:
    return ":root{" + "".join(f"--{name}:{code};" for name, code in palette(document.hue).items()) + "}\n"


def _contents(document: Document, parts: list[Placed]) -> str:
    """The table of contents of a book as nested lists, as deep as the chapters go."""
    if document.shape != "book":
        return ""
    open_levels, written = 0, []
    for part in parts:
        if not isinstance(part.block, Heading):
            continue
        level = part.block.level
        if level > open_levels:
            written.append("<ol>" * (level - open_levels))
        else:
            written.append("</li>" + "</ol></li>" * (open_levels - level))
        open_levels = level
        written.append(f'<li><a href="#{part.anchor}">{_heading_words(part, part.block)}</a>')
    closing = "</li></ol>" * open_levels
    title = escape(document.words.contents)
    return f'<nav class="contents" aria-labelledby="inhalt">\n<h2 id="inhalt">{title}</h2>\n{"".join(written)}{closing}\n</nav>\n'


def _block(part: Placed, document: Document) -> str:
    block: Block = part.block
    match block:
        case Heading():
            level = block.level + 1
            return f'<h{level} id="{part.anchor}">{_heading_words(part, block)}</h{level}>'
        case Paragraph():
            return f"<p{LEAD if block.lead else ''}>{_inline(block.runs)}</p>"
        case BulletList():
            return "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in block.items) + "</ul>"
        case Facts():
            pairs = "".join(
                f"<div><dt>{escape(fact.label)}</dt><dd>{_inline(fact.value)}</dd></div>" for fact in block.items
            )
            return f"<dl class={PAIRED if block.paired else FACTS}>{pairs}</dl>"
        case Callout():
            title = f'<p class="callout-title">{escape(block.title)}</p>' if block.title else ""
            return (
                f'<aside class="callout {block.tone}">{title}'
                + "".join(f"<p>{_inline(runs)}</p>" for runs in block.paragraphs)
                + "</aside>"
            )
        case Table():
            return _table(block, part, document)
        case Figure():
            return _figure(block, part, document)
        case _:
            return ""


def _heading_words(part: Placed, heading: Heading) -> str:
    sign = heading.mark or part.number
    return f'<span class="number">{escape(sign)}</span> {escape(heading.title)}' if sign else escape(heading.title)


def _inline(runs: Inline) -> str:
    written = []
    for run in runs:
        words = escape(run.text)
        if run.strong:
            words = f"<strong>{words}</strong>"
        if run.href.startswith(("https://", "http://", "mailto:")):
            words = f'<a href="{escape(run.href)}">{words}</a>'
        written.append(words)
    return "".join(written)


def _table(table: Table, part: Placed, document: Document) -> str:
    kinds = [' class="amount"' if column.number else "" for column in table.columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(column.title)}</th>' for column, kind in zip(table.columns, kinds, strict=True)
    )
    rows = []
    for index, row in enumerate(table.rows):
        total = ' class="total"' if table.total and index == len(table.rows) - 1 else ""
        first, *others = row
        cells = "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(others, kinds[1:], strict=True))
        rows.append(f'<tr{total}><th scope="row"{kinds[0]}>{escape(first)}</th>{cells}</tr>')
    return (
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{part.anchor}"><table>'
        f'<caption id="{part.anchor}">{escape(document.words.table)} {part.number}: {escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _figure(figure: Figure, part: Placed, document: Document) -> str:
    drawing = named(figure.svg, part.anchor)
    drawing = drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alt)}" ', 1)
    return (
        f'<figure id="{part.anchor}"><div class="drawing" tabindex="0" role="region" aria-label="{escape(figure.caption)}">'
        f"{drawing}</div><figcaption>{escape(document.words.figure)} {part.number}: {escape(figure.caption)}</figcaption></figure>"
    )
