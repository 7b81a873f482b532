"""A look before everyone reads it: personal data out, then onto the page; moderation takes off and brings back."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.places.public import Place
from dorflinde.reports.models import Category, Publication, Report, ReportHiding

from .telling import announce, ask_desk, mend_steps, settle_desk, tell_published


@transaction.atomic
def publish_report(
    report: Report,
    *,
    actor: User | None,
    title: str,
    public_text: str,
    category: Category | None = None,
    place: Place | None = None,
    address: str = "",
    is_photo_public: bool = True,
    photo_alt: str = "",
    at: datetime.datetime | None = None,
    tell: bool = True,
) -> Report:
    """Let everyone read a report, in the words that were vetted; a second time mends them."""
    report.title, report.public_text = title.strip(), public_text.strip()
    report.is_photo_public, report.photo_alt = is_photo_public, photo_alt or report.photo_alt
    report.address = address
    report.place = place or report.place
    if category is not None and category != report.category:
        _move_to(report, category)
    report.updated_at = timezone.now() if at is None else max(at, report.updated_at)
    report.save()
    publication, is_new = Publication.objects.get_or_create(
        report=report, defaults={"published_by": actor, "published_at": at or timezone.now()}
    )
    report.publication = publication
    mend_steps(report)
    announce(report)
    ask_desk(report)
    if is_new and tell:
        tell_published(report)
    verb = "reports.report.published" if is_new else "reports.report.mended"
    record(verb, report.ref, actor=actor, place=report.place)
    return report


@transaction.atomic
def unpublish_report(report: Report, *, actor: User | None) -> Report:
    """Take a report off the page until somebody has looked again; not published is no error."""
    gone, _rows = Publication.objects.filter(report=report).delete()
    if not gone:
        return report
    fresh = Report.objects.complete().get(pk=report.pk)
    announce(fresh)
    ask_desk(fresh)
    record("reports.report.unpublished", fresh.ref, actor=actor, place=fresh.place)
    return fresh


@transaction.atomic
def hide_report(public_id: uuid.UUID, *, actor: Actor, reason: str) -> None:
    """Take a report off the page; moderation decides this and gives the reason."""
    report = Report.objects.complete().get(public_id=public_id)
    by = actor if isinstance(actor, User) else None
    hiding, created = ReportHiding.objects.get_or_create(report=report, defaults={"hidden_by": by, "reason": reason})
    if created:
        report.hiding = hiding
        announce(report)
        settle_desk(report, actor=by, outcome=reason)
        record("reports.report.hidden", report.ref, actor=actor, place=report.place)


@transaction.atomic
def restore_report(public_id: uuid.UUID, *, actor: Actor) -> None:
    """Bring a hidden report back to where it stood."""
    gone, _rows = ReportHiding.objects.filter(report__public_id=public_id).delete()
    if gone:
        report = Report.objects.complete().get(public_id=public_id)
        announce(report)
        ask_desk(report)
        record("reports.report.restored", report.ref, actor=actor, place=report.place)


def _move_to(report: Report, category: Category) -> None:
    """Give a report another category, with the office and the deadlines that go with it."""
    began = timezone.localdate(report.created_at)
    report.category = category
    report.office = category.office or report.office
    report.answer_due_on = began + datetime.timedelta(days=category.days_to_answer)
    report.solve_due_on = began + datetime.timedelta(days=category.days_to_solve)
