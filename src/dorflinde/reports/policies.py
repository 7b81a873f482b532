"""Who may read, work on and reopen which reports; the doors to them."""

import uuid

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from dorflinde.accounts.public import MODERATION, TOWN_HALL, Actor, User, has_role, require_role
from dorflinde.places.public import Place, open_municipality

from .models import AnswerTemplate, ApiKey, Category, Report, Status

MODULE = "reports"
_signer = signing.Signer(salt="reports.reporter")


def open_reports(slug: str) -> Place:
    """Return the municipality of this address; 404 where reports are switched off."""
    return open_municipality(slug, module=MODULE)


def open_office(user: Actor, slug: str) -> Place:
    """Return the municipality to those who work on its reports; 403 for everyone else."""
    place = open_reports(slug)
    require_role(user, TOWN_HALL, place)
    return place


def shown_report(user: Actor, key: uuid.UUID, signature: str = "") -> Report:
    """Return a report: everyone's once it was vetted; before that its reporter's and the town hall's alone."""
    report = _report(key)
    if report.is_visible or may_handle(user, report) or is_reporter(user, report, signature):
        return report
    if report.is_published and has_role(user, MODERATION, report.place):
        return report
    raise Http404(_("Diese Meldung gibt es nicht, oder sie wird noch geprüft."))


def handled_report(user: Actor, place: Place, key: uuid.UUID) -> Report:
    """Return a report of the municipality to those who work on it; who may only read it is refused (403)."""
    report = _report(key)
    if report.municipality_id != place.pk:
        raise Http404(_("Diese Meldung gibt es hier nicht."))
    if not may_handle(user, report):
        if report.is_visible:
            raise PermissionDenied
        raise Http404(_("Diese Meldung gibt es hier nicht."))
    return report


def reopenable_report(user: Actor, place: Place, key: uuid.UUID, signature: str = "") -> Report:
    """Return a finished report to somebody who may say that it is still there."""
    report = shown_report(user, key, signature)
    if report.municipality_id != place.pk:
        raise Http404(_("Diese Meldung gibt es hier nicht."))
    if not may_reopen(user, report, signature):
        raise PermissionDenied
    return report


def own_category(place: Place, code: str) -> Category:
    """Return a category of the municipality."""
    found = Category.objects.filter(municipality=place, code=code).first()
    if found is None:
        raise Http404(_("Diese Kategorie gibt es hier nicht."))
    return found


def own_template(place: Place, pk: int) -> AnswerTemplate:
    """Return an answer template of the municipality."""
    found = AnswerTemplate.objects.filter(municipality=place, pk=pk).first()
    if found is None:
        raise Http404(_("Diese Vorlage gibt es hier nicht."))
    return found


def own_key(place: Place, pk: int) -> ApiKey:
    """Return a program's key of the municipality."""
    found = ApiKey.objects.filter(municipality=place, pk=pk).first()
    if found is None:
        raise Http404(_("Diesen Schlüssel gibt es hier nicht."))
    return found


def may_handle(user: Actor, report: Report) -> bool:
    """Tell whether somebody works on the reports of this municipality."""
    return has_role(user, TOWN_HALL, report.municipality)


def may_read_photo(user: Actor, path: str) -> bool:
    """Tell whether somebody may see a photo that not everyone sees: its reporter, its town hall, and who decides on it."""
    report = Report.objects.complete().filter(Q(photo=path) | Q(photo_small=path)).first()
    if report is None or not isinstance(user, User):
        return False
    if report.author_id == user.pk or may_handle(user, report):
        return True
    return report.is_published and report.is_photo_public and has_role(user, MODERATION, report.place)


def may_reopen(user: Actor, report: Report, signature: str = "") -> bool:
    """Tell whether somebody may say that what was closed is still there; what was rejected is for the reporter to contest."""
    if not report.is_closed or report.is_hidden or report.is_duplicate:
        return False
    if is_reporter(user, report, signature):
        return True
    return isinstance(user, User) and report.is_visible and report.status != Status.REJECTED


def is_reporter(user: Actor, report: Report, signature: str = "") -> bool:
    """Tell whether somebody reported this, by account or by the link only the reporter has."""
    if isinstance(user, User) and report.author_id == user.pk:
        return True
    return bool(signature) and signature.isascii() and constant_time_compare(signature, reporter_key(report))


def reporter_key(report: Report) -> str:
    """Return the word in the link of somebody who reported without an account; it stands in their letters alone."""
    return _signer.signature(str(report.public_id))


def follow_url(report: Report) -> str:
    """Return the address under which somebody without an account follows the own report."""
    return f"{report.get_absolute_url()}?schluessel={reporter_key(report)}"


def writer_key(user: Actor) -> str:
    """Return the word by which a device knows again for whom it keeps a draft; nothing for those without an account."""
    return salted_hmac("dorflinde.reports.writer", str(user.public_id)).hexdigest() if isinstance(user, User) else ""


def key_digest(word: str) -> str:
    """Return what we keep of a program's word."""
    return salted_hmac("dorflinde.reports.key", word, algorithm="sha256").hexdigest()


def _report(key: uuid.UUID) -> Report:
    report = Report.objects.complete().filter(public_id=key).first()
    if report is None:
        raise Http404(_("Diese Meldung gibt es nicht."))
    return report
