"""What is different between two papers: chapter by chapter, block by block, down to the words; and what became of each measure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Literal, TypeVar

from dorflinde.core.text import german_slug
from dorflinde.methods.word_changes import Change, Stretch, compare_words
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

State = Literal["kept", "changed", "added", "removed"]
Wording = tuple[Stretch, ...]
Kind = Literal["text", "list", "table", "facts"]
_SHORT = 60  # characters; a date or an amount is read as a whole, not digit by digit
_RELATED = 0.3  # of the longer text must have stayed, else both are shown whole: shreds cannot be read
Part_ = TypeVar("Part_")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, a fact with its label, a point of a list."""

    state: State
    cells: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, list, table or set of facts in both papers."""

    kind: Kind
    state: State
    wording: Wording = ()
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def is_list(self) -> bool:
        """Tell whether it is a list of points."""
        return self.kind == "list"

    @property
    def is_table(self) -> bool:
        """Tell whether it has rows under column titles."""
        return self.kind == "table"

    @property
    def is_facts(self) -> bool:
        """Tell whether its lines are labels with values."""
        return self.kind == "facts"

    @property
    def changes(self) -> tuple[Line, ...]:
        """The lines in which something is different; of what is new or gone as a whole, all of them."""
        return self.lines if self.state in {"added", "removed"} else self._lines(kept=False)

    @property
    def rest(self) -> tuple[Line, ...]:
        """The lines that stayed."""
        return () if self.state in {"added", "removed"} else self._lines(kept=True)

    def _lines(self, *, kept: bool) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if (line.state == "kept") is kept)


@dataclass(frozen=True, slots=True)
class Part:
    """A section or the profile of a measure; a `mark` is the measure's number."""

    state: State
    title: Wording
    mark: str
    pieces: tuple[Piece, ...]

    @property
    def is_kept(self) -> bool:
        """Tell whether nothing in it is different."""
        return self.state == "kept"

    @property
    def is_whole(self) -> bool:
        """Tell whether it is shown from end to end: because all of it is new or gone, or nothing in it is."""
        return self.state != "changed"

    @property
    def anchor(self) -> str:
        """Where on the page the profile of a measure stands."""
        return f"teil-{german_slug(self.mark)}" if self.mark else ""

    @property
    def kept_facts(self) -> list[Line]:
        """The labels whose values stayed, from all its sets of facts."""
        return [line for piece in self.pieces if piece.is_facts for line in piece.rest]

    def fact(self, label: str) -> tuple[str, str] | None:
        """Return what a fact was and is; nothing where neither paper has it."""
        for piece in self.pieces:
            for line in piece.lines if piece.kind == "facts" else ():
                if label in {_was(line.cells[0]), _is(line.cells[0])}:
                    was, now = _was(line.cells[1]), _is(line.cells[1])
                    return "" if line.state == "added" else was, "" if line.state == "removed" else now
        return None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its parts; the first part is what stands before its first section."""

    state: State
    title: Wording
    parts: tuple[Part, ...]

    @property
    def stretches(self) -> list[tuple[bool, list[Part]]]:
        """The parts in runs of those that stayed and those that did not, so that the first can be folded."""
        return [(is_kept, list(parts)) for is_kept, parts in groupby(self.parts, key=lambda part: part.is_kept)]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is different between two papers."""

    chapters: tuple[Chapter, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the papers say the same."""
        return all(chapter.state == "kept" for chapter in self.chapters)

    @property
    def profiles(self) -> list[Part]:
        """What became of each measure."""
        return [part for chapter in self.chapters for part in chapter.parts if part.mark]


def compare_papers(old: Document, new: Document) -> Difference:
    """Return what is different, in the order of the new paper; what was dropped stands where it stood."""
    pairs = _paired(_split(old.blocks, 1), _split(new.blocks, 1), lambda found: found[0].title if found[0] else "")
    return Difference(tuple(_chapter(before, after) for before, after in pairs))


_Section = tuple[Heading | None, list[Block]]


def _chapter(old: _Section | None, new: _Section | None) -> Chapter:
    before, after = _split(old[1], 2, 3) if old else [], _split(new[1], 2, 3) if new else []
    both = {heading.mark for heading, _blocks in before if heading} & {
        heading.mark for heading, _blocks in after if heading
    }

    def name(section: _Section) -> str:  # a measure keeps its name when only its number or only its title changed
        heading = section[0]
        return "" if heading is None else heading.mark if heading.mark in both and heading.mark else heading.title

    parts = tuple(_part(*pair) for pair in _paired(before, after, name))
    title = _title((old or new or (None, []))[0], (new or old or (None, []))[0])
    return Chapter(_state(old, new, all(part.is_kept for part in parts)), title, parts)


def _part(old: _Section | None, new: _Section | None) -> Part:
    before, after = old or new, new or old  # what is new or gone as a whole is shown as it reads, and said once
    if before is None or after is None:
        raise ValueError("a part stands in one of the papers")
    pieces = tuple(_pieces(before[1], after[1]))
    title = _title(before[0], after[0])
    same = _is_kept(title) and all(piece.state == "kept" for piece in pieces)
    return Part(_state(old, new, same), title, after[0].mark if after[0] else "", pieces)


def _pieces(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Piece]:
    """Lay the blocks of both papers side by side: the same first, then what stands at the same place and is of the same kind."""
    before, after = [_key(block) for block in old], [_key(block) for block in new]
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = zip(old[a:b], new[c:d], strict=True) if tag == "equal" else _by_kind(old[a:b], new[c:d])
        for one, other in pairs:
            yield from _compared(one, other)


def _by_kind(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[Block | None, Block | None]]:
    """Pair what is of one kind without changing the order of either paper."""
    pairs: list[tuple[Block | None, Block | None]] = []
    place = 0
    for block in new:
        partner = next((at for at in range(place, len(old)) if type(old[at]) is type(block)), None)
        if partner is not None:
            pairs += [(one, None) for one in old[place:partner]]
            place = partner + 1
        pairs.append((None if partner is None else old[partner], block))
    return pairs + [(one, None) for one in old[place:]]


def _key(block: Block) -> tuple[str, str]:
    match block:
        case Paragraph():
            return "text", plain(block.runs)
        case Table() | Figure():
            return type(block).__name__, block.caption
        case BulletList():
            return "list", "\n".join(plain(item) for item in block.items)
        case Callout():
            return "callout", _callout(block)
    return type(block).__name__, ""


def _compared(old: Block | None, new: Block | None) -> Iterator[Piece]:
    """Compare two blocks of one kind; a drawing is told by its words, for its lines stand in a table as well."""
    match old or new:
        case Figure() if _plain(old) == _plain(new):
            return
        case Paragraph() | Figure() | Callout():
            yield _text(_plain(old), _plain(new))
        case BulletList():
            rows = _rows(
                [(plain(item),) for item in _items(old or new)], [(plain(item),) for item in _items(new or old)]
            )
            yield _lines("list", old, new, rows)
        case Facts():
            yield _lines("facts", old, new, _rows(_facts(old or new), _facts(new or old)))
        case Table():
            yield from _table(old if isinstance(old, Table) else None, new if isinstance(new, Table) else None)


def _table(old: Table | None, new: Table | None) -> Iterator[Piece]:
    titles = [tuple(column.title for column in table.columns) if table else () for table in (old, new)]
    if old and new and titles[0] != titles[1]:  # laid out anew: cells cannot be laid side by side
        yield from _table(old, None)
        yield from _table(None, new)
        return
    before, after = old or new, new or old
    if before and after:
        wording = _wording(before.caption, after.caption)
        rows = _rows(before.rows, after.rows)
        yield _lines("table", old, new, rows, columns=titles[1] or titles[0], wording=wording)


def _lines(
    kind: Kind, old: Block | None, new: Block | None, rows: Sequence[Line], *, columns: tuple[str, ...] = (), wording: Wording = ()
) -> Piece:  # fmt: skip
    same = _is_kept(wording) and all(row.state == "kept" for row in rows)
    return Piece(kind, _state(old, new, same), wording, columns, tuple(rows))


def _rows(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[Line]:
    """Lay rows side by side by what their first cell names; a point of a list names itself before its colon."""
    lines = []
    for before, after in _paired(old, new, lambda row: row[0] if len(row) > 1 else row[0].partition(":")[0]):
        cells = tuple(
            _wording(one, other, whole=True) for one, other in zip_longest(before or after or (), after or before or ())
        )
        lines.append(Line(_state(before, after, all(map(_is_kept, cells))), cells))
    return lines


def _text(old: str | None, new: str | None) -> Piece:
    wording = _wording(old, new)
    return Piece("text", _state(old, new, _is_kept(wording)), wording)


def _paired(
    old: Sequence[Part_], new: Sequence[Part_], name: Callable[[Part_], str]
) -> list[tuple[Part_ | None, Part_ | None]]:
    """Pair what has the same name, in the order of the new; what is gone stands after what it stood after."""
    before, after = list(_named(old, name)), list(_named(new, name))
    kept, here = dict(before), {key for key, _item in after}
    gone: dict[tuple[str, int] | None, list[Part_]] = {}
    last = None
    for key, item in before:
        if key in here:
            last = key
        else:
            gone.setdefault(last, []).append(item)
    pairs: list[tuple[Part_ | None, Part_ | None]] = [(item, None) for item in gone.get(None, [])]
    for key, item in after:
        pairs.append((kept.get(key), item))
        pairs += [(one, None) for one in gone.get(key, [])]
    return pairs


def _named(items: Sequence[Part_], name: Callable[[Part_], str]) -> Iterator[tuple[tuple[str, int], Part_]]:
    """Name each item; the second of the same name is the second here and there."""
    seen: dict[str, int] = {}
    for item in items:
        key = name(item)
        seen[key] = seen.get(key, 0) + 1
        yield (key, seen[key]), item


def _split(blocks: Sequence[Block], *levels: int) -> list[_Section]:
    """Cut at the headings of these levels; what stands before the first has no heading."""
    found: list[_Section] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level in levels:
            found.append((block, []))
        elif not isinstance(block, PageBreak):
            found[-1][1].append(block)
    return found if found[0][1] else found[1:]


def _title(old: Heading | None, new: Heading | None) -> Wording:
    return _wording(old.text if old else None, new.text if new else None)


def _wording(old: str | None, new: str | None, *, whole: bool = False) -> Wording:
    """Compare two texts; of one that is not there nothing was, or nothing is left."""
    if old == new:
        return (Stretch(Change.KEPT, new),) if new else ()
    if old and new and not (whole and max(len(old), len(new)) <= _SHORT):
        found = tuple(compare_words(old, new))
        stayed = sum(len(one.text.strip()) for one in found if one.change == Change.KEPT)
        if stayed >= _RELATED * max(len(old), len(new)):
            return found
    both = ((Change.REMOVED, old), (Change.ADDED, new))
    return tuple(Stretch(change, words) for change, words in both if words)


def _is_kept(wording: Wording) -> bool:
    return all(stretch.change == Change.KEPT for stretch in wording)


def _state(old: object | None, new: object | None, same: bool) -> State:
    return "added" if old is None else "removed" if new is None else "kept" if same else "changed"


def _was(wording: Wording) -> str:
    return "".join(stretch.text for stretch in wording if stretch.change != Change.ADDED)


def _is(wording: Wording) -> str:
    return "".join(stretch.text for stretch in wording if stretch.change != Change.REMOVED)


def _plain(block: Block | None) -> str | None:
    match block:
        case Paragraph():
            return plain(block.runs)
        case Figure():
            return f"{block.caption}. {block.alt}"
        case Callout():
            return _callout(block)
    return None


def _callout(block: Callout) -> str:
    return " ".join(filter(None, (block.title, *map(plain, block.paragraphs))))


def _items(block: Block | None) -> Sequence[tuple]:  # type: ignore[type-arg]  # runs of text
    return block.items if isinstance(block, BulletList) else ()


def _facts(block: Block | None) -> list[tuple[str, str]]:
    return [(fact.label, plain(fact.value)) for fact in block.items] if isinstance(block, Facts) else []
