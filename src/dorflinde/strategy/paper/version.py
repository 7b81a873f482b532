"""A version of the paper: taken from the living data once, printed from what was kept ever after."""

import dataclasses
import hashlib
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.places.public import Place
from dorflinde.strategy.models import PaperVersion, Resolution
from dorflinde.strategy.paper.content import build
from dorflinde.strategy.paper.frozen import freeze, thaw
from dorflinde.strategy.paper.press import Sheet, kept_sheet
from dorflinde.strategy.paper.tree import Document, cleaned
from dorflinde.strategy.queries import own_cycle
from dorflinde.ui.clock import full_day


def take(place: Place, day: date) -> Document:
    """Return today's paper of the cycle the town hall is in, in its language, without a word on whether it is decided."""
    with translation.override(settings.LANGUAGE_CODE):
        return cleaned(build(place, day, own_cycle(place), tells_decision=False)[0])


def kept_text(document: Document) -> tuple[str, str]:
    """Return the paper as it is kept, and its checksum."""
    kept = freeze(document)
    return kept, hashlib.sha256(kept.encode()).hexdigest()


def document_of(version: PaperVersion) -> Document:
    """Return the paper of a version with what the council said on its cover."""
    document = thaw(version.tree)
    with translation.override(document.language):
        said = decision_line(version.decided)
    stand, *rest = document.cover
    return dataclasses.replace(document, cover=(stand, said, *rest))


def sheet_of(version: PaperVersion, form: str) -> Sheet:
    """Print a version: the same bytes whenever and wherever it is asked for."""
    document = document_of(version)
    with translation.override(document.language):
        return kept_sheet(document, form, version.template if form == "docx" else None)


def decision_line(resolution: Resolution | None) -> str:
    """Say what the council decided: „Beschlossen am 3. Mai 2027, 14 : 2 Stimmen, Marktgemeinderat“."""
    if resolution is None:
        return _("Entwurf, noch nicht beschlossen")
    words = {"day": full_day(resolution.decided_on), "votes": resolution.votes, "who": resolution.body}
    line = _("Beschlossen am %(day)s, %(votes)s Stimmen, %(who)s") % words
    if number := resolution.votes_abstained:
        line += ", " + ngettext("%(number)s Enthaltung", "%(number)s Enthaltungen", number) % {"number": number}
    return line
