"""Takes a list over: whole, or only its good rows, or not at all."""

import dataclasses
import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.feed import public as feed
from dorflinde.moderation.public import is_restricted
from dorflinde.places.public import Place
from dorflinde.strategy import actions
from dorflinde.strategy.actions.history import one_save
from dorflinde.strategy.models import Measure, Status
from dorflinde.strategy.queries import describe_roadmap

from .plan import plan_rows
from .report import ImportReport, PlannedRow
from .rows import read_rows
from .table import read_table


@one_save()
@transaction.atomic
def import_measures(
    place: Place,
    source: str | Path | bytes,
    *,
    actor: Actor | None,
    dry_run: bool = False,
    partial: bool = False,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    tell: bool = True,
) -> ImportReport:
    """Read a measure list (XLSX or CSV) into a municipality; one refused row stops all unless `partial`.

    Empty cells leave standing what is known; the same file twice changes nothing. Raises ImportProblem when the file
    as a whole cannot be read.
    """
    rows, headings = read_table(source)
    # one import at a time in a municipality: numbers are compared with what is there now
    municipality = Place.objects.select_for_update().select_related(None).get(pk=place.municipality.pk)
    planned, rejected = plan_rows(municipality, read_rows(rows, headings), headings)
    report = ImportReport(
        rejected=sorted(rejected, key=lambda rejection: rejection.row),
        ignored=list(headings.ignored),
        planned=planned,
        unchanged=sum(row.kind == "unchanged" for row in planned),
    )
    if report.rejected and not partial and not dry_run:
        return report
    report.created = sum(row.kind == "created" for row in planned)
    report.updated = sum(row.kind == "updated" for row in planned)
    if not dry_run:
        _write(place.municipality, planned, actor=actor, at=at, is_sample=is_sample, tell=tell)
        report.is_written = True
        if report.created:
            _post(place.municipality, report.created, actor=actor, at=at, is_sample=is_sample)
        audit.record(
            "strategy.list.imported", actor=actor, place=place,
            details={"created": report.created, "updated": report.updated, "rejected": report.rejected_rows},
        )  # fmt: skip
    return report


def _write(
    place: Place,
    planned: list[PlannedRow],
    *,
    actor: Actor | None,
    at: datetime.datetime | None,
    is_sample: bool,
    tell: bool,
) -> None:
    written: list[tuple[PlannedRow, Measure]] = []
    for row in planned:
        profile = row.profile
        if row.field_title and profile.field is None:
            field = actions.field_named(place, row.field_title, actor=actor, is_sample=is_sample)
            profile = dataclasses.replace(profile, field=field)
        if row.measure is None:
            measure = actions.create_measure(
                place, profile, actor=actor, status=row.status or Status.IDEA, progress=row.progress, at=at,
                is_sample=is_sample, tell=tell, post=False,
            )  # fmt: skip
        else:
            measure = row.measure
            if row.kind == "updated":
                if profile.visibility != measure.visibility and is_restricted(measure.ref):
                    profile = dataclasses.replace(
                        profile, visibility=measure.visibility
                    )  # the moderation's word stands
                actions.change_measure(measure, profile, actor=actor, at=at, tell=tell)
                actions.change_status(
                    measure,
                    row.status or measure.status,
                    progress=row.progress,
                    actor=actor,
                    at=at,
                    tell=tell,
                    post=False,
                )
        written.append((row, measure))
    numbered = {measure.number.casefold(): measure for measure in Measure.objects.of(place)}
    needs = {
        measure: [numbered[need.casefold()] for need in row.needs] for row, measure in written if row.needs is not None
    }
    actions.set_all_dependencies(place, needs, actor=actor)


def _post(place: Place, created: int, *, actor: Actor | None, at: datetime.datetime | None, is_sample: bool) -> None:
    """Say it once on the square, not once for each measure."""
    with translation.override(settings.LANGUAGE_CODE):  # for everyone, whatever language the clerk reads
        described = describe_roadmap([place.public_id])[place.public_id]
        feed.post(
            Ref("strategy.roadmap", place.public_id), place=place, channel="strategy", label=_("Fahrplan"),
            title=ngettext("%(number)s neue Maßnahme im Fahrplan", "%(number)s neue Maßnahmen im Fahrplan", created) % {"number": created},
            text=_("Was wir uns vornehmen, wann es beginnt und was es kostet."), url=described.url,
            sender=feed.Sender.town_hall(place), actor=actor, published_at=at, is_sample=is_sample,
        )  # fmt: skip
