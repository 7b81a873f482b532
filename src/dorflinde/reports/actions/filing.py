"""Taking a report: from somebody with or without an account, at the counter, or from a program."""

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.core.images import clean_photo
from dorflinde.core.puzzle import PuzzleProblem, check_solution
from dorflinde.places.public import Place
from dorflinde.reports.models import Category, Report, Source, Status, StatusChange, title_from
from dorflinde.trail import public as trail

from .telling import ask_desk, tell_received

_SMALL = 640


@dataclass(frozen=True)
class Told:
    """What somebody said about a thing that is broken or missing."""

    category: Category
    text: str
    place: Place
    title: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    photo: bytes | None = None  # cleaned before
    photo_alt: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    email: str = ""
    written_at: datetime.datetime | None = None
    draft: uuid.UUID | None = None  # kept on a device until the network was back


class FiledAlready(Exception):
    """This draft arrived before: its report, so that it can be shown again."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.reference)
        self.report = report


@transaction.atomic
def file_report(
    told: Told,
    *,
    actor: Actor | None,
    source: str = Source.WEB,
    puzzle: str = "",
    external: tuple[str, str, str] = ("", "", ""),
    at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> Report:
    """Take a report: the town hall sees it at once, everyone else when it was vetted; whoever sent it can follow it.

    `puzzle` is the solution of a guest, raising ValidationError when it cannot be taken; `external` names server,
    number there and address of a photo of a report that was pulled. A draft that is sent again raises FiledAlready.
    """
    _refuse_twice(told.draft)
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    category = told.category
    author = actor if isinstance(actor, User) and source not in {Source.DESK, Source.PULLED} else None
    report = Report(
        municipality=told.place.municipality, place=told.place, category=category, text=told.text.strip(),
        title=told.title or title_from(told.text), public_text=told.text.strip(), address=told.address,
        lat=told.lat, lon=told.lon, photo_alt=told.photo_alt if told.photo else "", answers=told.answers, author=author,
        email="" if author else told.email, source=source, office=category.office,
        external_source=external[0], external_id=external[1], external_media_url=external[2],
        answer_due_on=today + datetime.timedelta(days=category.days_to_answer),
        solve_due_on=today + datetime.timedelta(days=category.days_to_solve),
        written_at=told.written_at, draft_key=told.draft, created_at=moment, updated_at=moment, is_sample=is_sample,
    )  # fmt: skip
    if told.photo:
        report.photo.save("", ContentFile(told.photo), save=False)
        report.photo_small.save("", ContentFile(clean_photo(told.photo, longest_side=_SMALL)), save=False)
    _save(report, puzzle)
    with translation.override(settings.LANGUAGE_CODE):
        StatusChange.objects.create(
            report=report, status=Status.NEW, reason=_("Eingegangen. Das Rathaus sieht sich die Meldung an."), at=moment
        )
    trail.enter(report.ref, place=report.place, at=moment)
    if author is not None:
        trail.follow(report.ref, author)
    ask_desk(report)
    tell_received(report)
    record("reports.report.filed", report.ref, actor=actor, place=report.place, details={"source": source})
    return report


def _save(report: Report, puzzle: str) -> None:
    """Store the report; the solution of a guest's puzzle counts once, and so does a draft."""
    if not puzzle and report.draft_key is None:
        report.save()
        return
    try:
        report.puzzle_key = check_solution(puzzle).key if puzzle else None
        with transaction.atomic():
            report.save()
    except (PuzzleProblem, IntegrityError):
        _refuse_twice(report.draft_key)  # the same draft from another page, in the same moment
        raise ValidationError(
            _(
                "Der Schutz gegen Automaten hat noch nicht geantwortet. Bitte warten Sie einen Augenblick und senden Sie noch einmal ab. Ohne JavaScript geht es nur mit Anmeldung."
            )
        ) from None


def _refuse_twice(draft: uuid.UUID | None) -> None:
    known = Report.objects.for_lists().filter(draft_key=draft).first() if draft else None
    if known is not None:
        raise FiledAlready(known)
