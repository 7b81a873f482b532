"""The strategy paper for everyone: a page that says what is in it, and the file in three forms."""

import hashlib
import re
from base64 import b64encode
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dorflinde.core import subjects
from dorflinde.places.public import Place
from dorflinde.strategy import policies, queries
from dorflinde.strategy.models import Measure, PaperVersion
from dorflinde.strategy.paper.editions import short_form
from dorflinde.strategy.paper.press import FORMS, Sheet, kept_papers, kept_sheet, last_sizes
from dorflinde.strategy.paper.version import sheet_of

from .files import handed_out

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@require_safe
def paper(request: HttpRequest, municipality: str) -> HttpResponse:
    """Say what the paper is and hand it out in three forms."""
    place = policies.public_place(request, municipality)
    measures = Measure.objects.of(place).public().shown_in_roadmap()
    number = measures.count()
    strategy = queries.current_strategy(place)
    context = {
        "place": place,
        "strategy": strategy,
        "number": number,
        "is_sample": place.is_sample or measures.filter(is_sample=True).exists(),
        "files": _files(place) if number else [],
        "short_forms": _short_forms(place) if number else [],
        "versions": [(one, _comments_url(one)) for one in PaperVersion.objects.of(place).public().defer("tree")],
        "crumbs": [
            (place.name, place.get_absolute_url()),
            (_("Fahrplan"), reverse("strategy:roadmap", args=[place.slug])),
            (_("Strategiepapier"), ""),
        ],
    }
    return render(request, "strategy/paper.html", context)


@require_safe
def file(request: HttpRequest, municipality: str, form: str) -> HttpResponse:
    """Hand out the paper as it stands now; who has it already is told that nothing changed."""
    place = policies.public_place(request, municipality)
    if form not in FORMS:
        raise Http404(_("In dieser Form gibt es das Strategiepapier nicht."))
    return paper_handed_out(request, kept_papers(place, form)[form], form, place.slug)


@require_safe
def short_file(request: HttpRequest, municipality: str, form: str, short: str) -> HttpResponse:
    """Hand out the paper on one page, or in easy words."""
    place = policies.public_place(request, municipality)
    if form not in FORMS:
        raise Http404(_("In dieser Form gibt es das Strategiepapier nicht."))
    document = short_form(place, timezone.localdate(), short)
    return paper_handed_out(request, kept_sheet(document, form), form, f"{place.slug}-{short}")


@require_safe
def version(request: HttpRequest, municipality: str, number: int) -> HttpResponse:
    """Show a version at an address that stays."""
    place = policies.public_place(request, municipality)
    found = policies.public_paper_version(place, number)
    return render(
        request,
        "strategy/paper_version.html",
        {
            "place": place,
            "version": found,
            "files": _files_of(found, place),
            "comments_url": _comments_url(found),
            "crumbs": [
                (place.name, place.get_absolute_url()),
                (_("Strategiepapier"), reverse("strategy:paper", args=[place.slug])),
                (found.title, ""),
            ],
        },
    )


@require_safe
def version_file(request: HttpRequest, municipality: str, number: int, form: str) -> HttpResponse:
    """Hand out a version as it was kept."""
    place = policies.public_place(request, municipality)
    found = policies.public_paper_version(place, number)
    if form not in FORMS:
        raise Http404(_("In dieser Form gibt es das Strategiepapier nicht."))
    return paper_handed_out(request, sheet_of(found, form), form, f"{place.slug}-fassung-{number}")


def paper_handed_out(
    request: HttpRequest, sheet: Sheet, form: str, name: str, *, private: bool = False, what: str = "strategiepapier"
) -> HttpResponse:
    """Answer with a paper in one of its forms."""
    response = handed_out(
        request, sheet.content, sheet.mark, FORMS[form], f"{what}-{name}.{form}", inline=form != "docx", private=private
    )  # fmt: skip
    if form == "html" and response.status_code == HTTPStatus.OK:
        response["Content-Security-Policy"] = _only_its_own_style(sheet.content)
    return response


def _comments_url(version: PaperVersion) -> str:
    """Where people can comment on a version now, if they can."""
    if not version.opened or not version.open_until:
        return ""
    return next((one.url for one in subjects.describe_all([version.opened.ref]).values()), "")


def _forms() -> dict[str, tuple[str, str]]:
    """Each form with its name and whom it suits."""
    return {
        "pdf": (_("PDF"), _("zum Lesen, Drucken und Archivieren; barrierefrei")),
        "docx": (_("Word"), _("zum Weiterbearbeiten")),
        "html": (_("Webseite"), _("zum Lesen auf dem Telefon")),
    }


def _files(place: Place) -> list[tuple[str, str, str, str]]:
    """Each form with its name, whom it suits, its address, and its size where it was printed before."""
    sizes = last_sizes(place)
    return [
        (
            name,
            use,
            reverse("strategy:paper_file", args=[place.slug, form]),
            filesizeformat(sizes[form]) if form in sizes else "",
        )
        for form, (name, use) in _forms().items()
    ]


def _short_forms(place: Place) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each short form with whom it suits and its files."""
    told = [
        ("paper_short", _("Auf einer Seite"), _("das Wichtigste zum Ausdrucken, Aushängen und Mitnehmen")),
        (
            "paper_easy",
            _("In Leichter Sprache"),
            _("kurze Sätze in großer Schrift, aus den Angaben des Rathauses geschrieben"),
        ),
    ]
    return [
        (
            name,
            use,
            [(words, reverse(f"strategy:{url}", args=[place.slug, form])) for form, (words, _use) in _forms().items()],
        )
        for url, name, use in told
    ]


def _files_of(version: PaperVersion, place: Place) -> list[tuple[str, str, str, str]]:
    """Each form of a version in the same words; its size is not known before it is printed."""
    return [
        (name, use, reverse("strategy:paper_version_file", args=[place.slug, version.number, form]), "")
        for form, (name, use) in _forms().items()
    ]


def _only_its_own_style(page: bytes) -> str:
    """A policy under which the page may use its one stylesheet and nothing else; the house's would forbid that."""
    style = _STYLE.search(page)
    digest = b64encode(hashlib.sha256(style[1] if style else b"").digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
