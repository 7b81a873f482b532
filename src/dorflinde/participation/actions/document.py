"""Putting a draft up and changing it while people talk about it: what they said keeps the words it was about."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.methods.paragraphs import Piece, match_pieces, split_text
from dorflinde.participation.models import Activity, Paragraph
from dorflinde.places.public import raise_edition

MOST_PARAGRAPHS = 400
LONGEST_PARAGRAPH = 6000


def check_text(text: str) -> list[Piece]:
    """Return the headings and paragraphs of a draft; one that is too long is named."""
    pieces = split_text(text)
    if not any(piece.level == 0 for piece in pieces):
        raise ValidationError(
            _("Der Text braucht mindestens einen Absatz. Nur Überschriften kann niemand kommentieren.")
        )
    if len(pieces) > MOST_PARAGRAPHS:
        words = _("Das sind %(number)d Absätze und Überschriften. Bitte höchstens %(most)d: Teilen Sie den Text auf mehrere Bausteine auf.")  # fmt: skip
        raise ValidationError(words % {"number": len(pieces), "most": MOST_PARAGRAPHS})
    for piece in pieces:
        if len(piece.text) > LONGEST_PARAGRAPH:
            words = _("Dieser Absatz hat %(length)d Zeichen, höchstens %(most)d gehen: „%(start)s …“ Eine leere Zeile trennt Absätze.")  # fmt: skip
            raise ValidationError(
                words % {"length": len(piece.text), "most": LONGEST_PARAGRAPH, "start": piece.text[:60]}
            )
    return pieces


@transaction.atomic
def set_text(activity: Activity, text: str, *, actor: User | None) -> None:
    """Let a draft say this; paragraphs that go on keep their address and what was said about them."""
    set_pieces(activity, check_text(text), actor=actor)


@transaction.atomic
def set_pieces(activity: Activity, pieces: Sequence[Piece], *, actor: User | None) -> None:
    """Let a draft say what was taken apart already."""
    now = timezone.now()
    before = list(Paragraph.objects.select_for_update().of(activity).present())
    matches = match_pieces([paragraph.piece for paragraph in before], pieces)
    number = 0
    for position, (piece, match) in enumerate(zip(pieces, matches, strict=True)):
        number += 0 if piece.level else 1
        paragraph = Paragraph(activity=activity) if match is None else before[match]
        if match is not None and paragraph.text != piece.text:
            paragraph.changed_at = now
        paragraph.position, paragraph.level, paragraph.text = position, piece.level, piece.text
        paragraph.number = None if piece.level else number
        paragraph.save()
    gone = [paragraph.pk for place, paragraph in enumerate(before) if place not in matches]
    Paragraph.objects.filter(pk__in=gone, remarks__isnull=True).delete()
    Paragraph.objects.filter(pk__in=gone).update(removed_at=now, number=None)
    record("participation.document.written", activity.ref, actor=actor, place=activity.project.place, details={"paragraphs": number, "gone": len(gone)})  # fmt: skip
    raise_edition(activity.project.place)


@transaction.atomic
def copy_document(source: Activity, target: Activity) -> None:
    """Take the draft over as it reads now; what people said stays where it is."""
    Paragraph.objects.bulk_create(
        Paragraph(
            activity=target, position=one.position, number=one.number, level=one.level, text=one.text
        )
        for one in Paragraph.objects.of(source).present()
    )  # fmt: skip
