"""The first two chapters: a word to the reader, and why and how the paper came about."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import paragraphs
from dorflinde.strategy.paper.tree import Block, Callout, text


def foreword(material: Material) -> Iterator[Block]:
    """The foreword as it was written; without one the chapter is left out."""
    yield from paragraphs(material.strategy.foreword if material.strategy else "")


def occasion(material: Material) -> Iterator[Block]:
    """Why there is a strategy and how it was made."""
    usual = _(
        "Dieses Papier wird aus den Angaben gesetzt, mit denen das Rathaus arbeitet. "
        "Es zeigt, was die Gemeinde vorhat, warum, mit wem und mit welchem Geld."
    )
    yield from paragraphs((material.strategy.process if material.strategy else "") or usual)
    if material.is_sample:
        sample = _(
            "Dieses Papier gehört zu einer Beispielregion. Kosten, Personenmonate, Ideen und Zielwerte sind erfunden."
        )
        yield Callout(_("Beispieldaten"), (text(sample),), tone="sample")
