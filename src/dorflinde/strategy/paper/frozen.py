"""Keeps a paper as text and reads it back: the same tree, to the last character."""

import dataclasses
import json
from datetime import date
from typing import Any

from dorflinde.strategy.paper import tree
from dorflinde.strategy.paper.tree import Document

_KIND = "is"
_KINDS = {
    kind.__name__: kind
    for kind in (
        tree.Run, tree.Heading, tree.Paragraph, tree.BulletList, tree.Column, tree.Table, tree.Figure, tree.Fact,
        tree.Facts, tree.Callout, tree.PageBreak, tree.Words, tree.Document,
    )
}  # fmt: skip


class BrokenPaper(ValueError):
    """What was kept is not a paper."""


def freeze(document: Document) -> str:
    """Return the paper as text; the same paper gives the same text."""
    return json.dumps(_frozen(document), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def thaw(kept: str) -> Document:
    """Return the paper that was kept; parts that a later house added to the tree take their usual values."""
    document = _thawed(json.loads(kept))
    if not isinstance(document, Document):
        raise BrokenPaper("what was kept is not a whole paper")
    return document


def _frozen(node: Any) -> Any:
    if isinstance(node, date):
        return {_KIND: "day", "day": node.isoformat()}
    if isinstance(node, tuple):
        return [_frozen(part) for part in node]
    if dataclasses.is_dataclass(node) and type(node).__name__ in _KINDS:
        parts = {field.name: _frozen(getattr(node, field.name)) for field in dataclasses.fields(node)}
        return {_KIND: type(node).__name__} | parts
    if node is None or isinstance(node, str | int | float):
        return node
    raise BrokenPaper(f"a paper does not know {type(node).__name__}")


def _thawed(node: Any) -> Any:
    if isinstance(node, list):
        return tuple(_thawed(part) for part in node)
    if not isinstance(node, dict):
        return node
    kind = node.get(_KIND)
    if kind == "day":
        return date.fromisoformat(node["day"])
    if kind not in _KINDS:
        raise BrokenPaper(f"a paper does not know {kind}")
    return _KINDS[kind](**{name: _thawed(part) for name, part in node.items() if name != _KIND})
