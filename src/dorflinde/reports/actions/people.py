"""What happens to reports when an account goes, and when their time is over."""

import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.moderation import public as moderation
from dorflinde.reports.models import (
    CLOSED,
    ApiKey,
    Duplicate,
    Handover,
    InternalNote,
    Publication,
    Report,
    ReportHiding,
    StatusChange,
)

from .handling import part
from .telling import announce, settle_desk

DAYS_KEPT = 90  # after the end nobody has to be asked any more


@transaction.atomic
def erase_person(user: User) -> None:
    """Take a person's name off: what everyone reads stays, as it was vetted; what nobody has vetted goes."""
    own = Report.objects.filter(author=user)
    for report in own.filter(publication__isnull=True).select_related("municipality", "place__parent__parent"):
        delete_report(report, actor=None)
    for report in own.filter(is_photo_public=False).exclude(photo=""):
        _drop_photo(report)
    own.update(author=None, text=F("public_text"), answers={})
    InternalNote.objects.filter(author=user, is_by_reporter=True).delete()
    for model, name in (
        (InternalNote, "author"), (StatusChange, "actor"), (Handover, "actor"), (Duplicate, "actor"),
        (Publication, "published_by"), (ReportHiding, "hidden_by"), (ApiKey, "made_by"),
    ):  # fmt: skip
        model._default_manager.filter(**{name: user}).update(**{name: None})


def forget_what_is_due() -> int:
    """Forget three months after the end who reported without an account, and what was written beyond the vetted words.

    What is part of another report ends with that one: until then its reporter hears of it.
    """
    then = timezone.now() - datetime.timedelta(days=DAYS_KEPT)
    alone = Q(duplicate__isnull=True, status__in=CLOSED, closed_at__lt=then)
    merged = Q(duplicate__root__status__in=CLOSED, duplicate__root__closed_at__lt=then)
    over = Report.objects.filter(alone | merged)
    gone = 0
    for report in over.filter(publication__isnull=True).select_related("municipality", "place__parent__parent"):
        delete_report(report, actor=None)
        gone += 1
    told = Report.objects.filter(pk__in=list(over.values_list("pk", flat=True)))
    gone += InternalNote.objects.filter(report__in=told, is_by_reporter=True).delete()[0]
    for report in told.filter(is_photo_public=False).exclude(photo=""):
        _drop_photo(report)
        gone += 1
    more = told.exclude(email="", text=F("public_text"), answers={}, external_media_url="")
    gone += more.update(email="", text=F("public_text"), answers={}, external_media_url="")
    spent = Report.objects.exclude(puzzle_key=None, draft_key=None)
    gone += spent.filter(created_at__lt=then).update(puzzle_key=None, draft_key=None)
    return gone


@transaction.atomic
def delete_report(report: Report, *, actor: User | None) -> None:
    """Delete a report with its photo and everything that hangs on it; others of the same thing stand for themselves again."""
    for other in Report.objects.filter(duplicate__root=report):
        part(other, actor=actor)
    settle_desk(report, actor=actor, outcome="")
    moderation.drop(report.ref)
    Publication.objects.filter(report=report).delete()
    announce(Report.objects.complete().get(pk=report.pk))
    record("reports.report.deleted", report.ref, actor=actor, place=report.place)
    _delete_files(report)
    report.delete()


@transaction.atomic
def _drop_photo(report: Report) -> None:
    """Delete a photo that the town hall kept back."""
    _delete_files(report)
    Report.objects.filter(pk=report.pk).update(photo="", photo_small="", photo_alt="")


def _delete_files(report: Report) -> None:
    for file in (report.photo, report.photo_small):
        if file:
            storage, name = file.storage, file.name
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]  # bound now
