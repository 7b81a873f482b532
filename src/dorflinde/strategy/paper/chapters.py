"""The paper as plain words, chapter by chapter: what people can talk about where drafts are commented on."""

import re
from collections.abc import Iterator

from dorflinde.core.commenting import Chapter
from dorflinde.core.text import german_slug
from dorflinde.strategy.paper.tree import (
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    plain,
)

MOST_PIECES = 120  # a longer chapter is read section by section
_LONGEST = 5000

Pieces = list[tuple[str, int]]


def chapters_of(document: Document) -> tuple[Chapter, ...]:
    """Return all words of a paper by chapter; a long chapter by its sections."""
    found = []
    for title, blocks in _by_heading(document.blocks, 1):
        parts = [(title, german_slug(title), blocks)]
        if len(_pieces(blocks)) > MOST_PIECES:
            sections = _by_heading(blocks, 2)
            parts = [
                (f"{title}: {name}" if name else title, f"{german_slug(title)}/{german_slug(name)}", inside)
                for name, inside in sections
            ]
        found += [Chapter(key, name, tuple(pieces)) for name, key, inside in parts if (pieces := _pieces(inside))]
    return tuple(_told_apart(found))


def _by_heading(blocks: tuple[Block, ...], level: int) -> list[tuple[str, tuple[Block, ...]]]:
    """Part blocks at the headings of a level; what stands before the first has no title."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level == level:
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return [(title, tuple(inside)) for title, inside in parts if inside]


def _pieces(blocks: tuple[Block, ...]) -> Pieces:
    found = [piece for block in blocks for piece in _words(block)]
    return found if any(level == 0 for _words_, level in found) else []


def _words(block: Block) -> Iterator[tuple[str, int]]:
    """Return a block in plain words; what is laid out in the paper is told line by line."""
    match block:
        case Heading():
            yield block.text, block.level - 1
        case Paragraph():
            yield from _told(plain(block.runs))
        case BulletList():
            yield from _told("\n".join(f"• {plain(item)}" for item in block.items))
        case Facts():
            yield from _told("\n".join(f"{fact.label}: {plain(fact.value)}" for fact in block.items))
        case Callout():
            yield from _told("\n".join([block.title, *(plain(words) for words in block.paragraphs)]))
        case Table():
            rows = [" · ".join(cell for cell in row if cell) for row in block.rows]
            yield from _told("\n".join([block.caption, *rows]))
        case Figure():
            yield from _told("\n".join(filter(None, [block.caption, block.alt])))
        case PageBreak():
            return


def _told(words: str) -> Iterator[tuple[str, int]]:
    """Return words as one paragraph, or as several where one would be too long to be talked about."""
    rest = words.strip()
    while len(rest) > _LONGEST:
        cut = max(rest.rfind("\n", 0, _LONGEST), rest.rfind(". ", 0, _LONGEST) + 1, 1)
        yield rest[:cut].strip(), 0
        rest = rest[cut:].strip()
    if rest:
        yield rest, 0


def _told_apart(chapters: list[Chapter]) -> Iterator[Chapter]:
    """Give two chapters of the same name keys of their own, in their order."""
    seen: dict[str, int] = {}
    for chapter in chapters:
        number = seen[chapter.key] = seen.get(chapter.key, 0) + 1
        key = re.sub(r"/$", "", chapter.key) or "anfang"
        yield Chapter(
            f"{key}-{number}" if number > 1 else key, chapter.title or chapter.pieces[0][0][:80], chapter.pieces
        )
