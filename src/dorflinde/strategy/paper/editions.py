"""What the paper is made of for whoever writes in it: its chapters and its short forms, each with what it looks like."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.places.public import Place
from dorflinde.strategy.models import PaperText
from dorflinde.strategy.paper import brief, easy
from dorflinde.strategy.paper.content import CHAPTERS, contents, decision_of, framed
from dorflinde.strategy.paper.material import Material, gather
from dorflinde.strategy.paper.tree import Block, Document, Heading, Paragraph, Shape, text
from dorflinde.ui.clock import full_day


@dataclass(frozen=True, slots=True)
class Part:
    """Something in the paper that can have words of its own: a chapter or a short form."""

    key: str
    title: Promise
    is_chapter: bool = True


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form of the paper: its key stands in addresses."""

    key: str
    title: Promise
    write: Callable[[Material], Iterable[Block]]
    shape: Shape


SHORT_FORMS = (
    ShortForm(brief.KEY, gettext_lazy("Auf einer Seite"), brief.one_page, "sheet"),
    ShortForm(easy.KEY, gettext_lazy("In Leichter Sprache"), easy.in_easy_words, "easy"),
)


def part_of(key: str) -> Part | None:
    """Return the chapter or short form of that key, if there is one."""
    chapter = next((one for one in CHAPTERS if one.key == key), None)
    if chapter:
        return Part(chapter.key, chapter.title)
    form = next((one for one in SHORT_FORMS if one.key == key), None)
    return Part(form.key, form.title, is_chapter=False) if form else None


def short_form(place: Place, today: date, key: str) -> Document:
    """Return a short form of the paper in the active language; raises KeyError for a form there is not."""
    return _short(gather(place, today), key)


def document_with(place: Place, today: date, part: Part, own: PaperText) -> Document:
    """Return a chapter or short form as it looks with these words of one's own."""
    material = gather(place, today, own.strategy)
    material = dataclasses.replace(material, texts={**material.texts, part.key: own})
    if not part.is_chapter:
        return _short(material, part.key)
    written = next(one for one in contents(material) if one.chapter.key == part.key)
    blocks = [Heading(1, written.title), *written.body]
    if not written.body:
        blocks.append(Paragraph(text(_("So steht dieses Kapitel nicht im Papier."))))
    return framed(material, blocks, shape="letter", kicker=_("Vorschau"))


def _short(material: Material, key: str) -> Document:
    form = {one.key: one for one in SHORT_FORMS}[key]
    cover = (_("Stand: %(day)s") % {"day": full_day(material.today)}, decision_of(material.strategy))
    return framed(material, form.write(material), shape=form.shape, kicker=str(form.title), cover=cover)
