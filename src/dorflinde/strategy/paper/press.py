"""Prints the paper of a municipality in the form somebody asked for, and keeps what was printed while it is still true."""

import hashlib
import threading
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import PaperTemplate
from dorflinde.strategy.paper.content import build
from dorflinde.strategy.paper.tree import Document

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
_KEPT_SECONDS = 24 * 3600
_press = threading.Lock()  # one paper at a time: setting one takes both hands of a small server


@dataclass(frozen=True, slots=True)
class Made:
    """A finished paper; ``pages`` counts the pages it has in print, whatever its form."""

    content: bytes
    pages: int
    measures: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper ready to hand out; ``mark`` changes when anything in it does."""

    content: bytes
    mark: str


class UnknownForm(ValueError):
    """The paper is not made in this form; the message says in which it is."""


def make_paper(place: Place, form: str) -> Made:
    """Make the paper of a municipality as „pdf“, „docx“ or „html“ in the active language."""
    _check(form)
    started = time.perf_counter()
    document, measures = build(place, timezone.localdate())
    content, pages = _print(document, form, template_of(place, form))
    if pages is None:
        pages = _print(document, "pdf")[1] or 0
    return Made(content, pages, measures, time.perf_counter() - started)


def kept_papers(place: Place, *forms: str) -> dict[str, Sheet]:
    """Return the paper in the forms asked for: those kept from before as long as nothing in them has changed."""
    for form in forms:
        _check(form)
    document, _measures = build(place, timezone.localdate())
    sheets = {form: kept_sheet(document, form, template_of(place, form)) for form in forms}
    cache.set_many({_size_key(place, form): len(sheet.content) for form, sheet in sheets.items()}, _KEPT_SECONDS)
    return sheets


def kept_sheet(document: Document, form: str, template: PaperTemplate | None = None) -> Sheet:
    """Return a paper that somebody else put together, printed or as it was kept; only Word knows templates."""
    _check(form)
    if form != "docx":
        template = None
    mark = f"{_mark(document)}-{form}" + (f"-{template.checksum[:32]}" if template else "")
    return Sheet(_kept(document, form, mark, template), mark)


def template_of(place: Place, form: str = "docx") -> PaperTemplate | None:
    """Return the Word template a place writes its paper on; none for the other forms."""
    return PaperTemplate.objects.in_use(place).first() if form == "docx" else None


def last_sizes(place: Place) -> dict[str, int]:
    """Return how many bytes each form had when it was printed last; a page that offers the files need not print them."""
    found = cache.get_many([_size_key(place, form) for form in FORMS])
    return {form: found[_size_key(place, form)] for form in FORMS if _size_key(place, form) in found}


def _mark(document: Document) -> str:
    return hashlib.blake2b(repr(document).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _size_key(place: Place, form: str) -> str:
    return f"paper:size:{place.pk}:{form}"


def _kept(document: Document, form: str, mark: str, template: PaperTemplate | None) -> bytes:
    key = f"paper:{mark}"
    with _press:
        content: bytes | None = cache.get(key)
        if content is None:
            content = _print(document, form, template)[0]
            cache.set(key, content, _KEPT_SECONDS)
    return content


def _print(document: Document, form: str, template: PaperTemplate | None = None) -> tuple[bytes, int | None]:
    """Write the document; only print knows how many pages it has. The writers bring large libraries along."""
    if form == "docx":
        from dorflinde.strategy.paper.docx_writer import write_docx

        return write_docx(document, template=bytes(template.content) if template else None), None
    if form == "html":
        from dorflinde.strategy.paper.html_writer import write_html

        return write_html(document).encode(), None
    from dorflinde.strategy.paper.typst_writer import write_pdf

    printed = write_pdf(document)
    return printed.content, printed.pages


def _check(form: str) -> None:
    if form not in FORMS:
        raise UnknownForm(_("Das Papier gibt es als %(forms)s.") % {"forms": ", ".join(FORMS)})
