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
from dorflinde.strategy.models import Dependency, Measure, PlanningProfile, Profile, Status
from dorflinde.strategy.queries import describe_roadmap

from .needs import said_ties
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
        profile = _with_names(place, row, actor=actor, is_sample=is_sample)
        before = PlanningProfile() if row.measure is None else PlanningProfile.of(row.measure)
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
        if row.planning != before:
            actions.save_plan(measure, row.planning, actor=actor)
        written.append((row, measure))
    _tie(place, written, actor=actor)


def _with_names(place: Place, row: PlannedRow, *, actor: Actor | None, is_sample: bool) -> Profile:
    """Return the profile with field and organisation, made where nobody knew them yet."""
    profile = row.profile
    if row.field_title and profile.field is None:
        field = actions.field_named(place, row.field_title, actor=actor, is_sample=is_sample)
        profile = dataclasses.replace(profile, field=field)
    if row.organisation and profile.lead_organisation is None:
        organisation = actions.organisation_named(place, row.organisation, actor=actor)
        profile = dataclasses.replace(profile, lead_organisation=organisation)
    return profile


def _tie(place: Place, written: list[tuple[PlannedRow, Measure]], *, actor: Actor | None) -> None:
    """Let the measures of the list wait for each other as it says."""
    numbered = {measure.number.casefold(): measure for measure in Measure.objects.of(place)}
    wanted = {measure: said_ties(row) for row, measure in written if row.needs is not None}
    needs = {measure: [numbered[number] for number in ties] for measure, ties in wanted.items()}
    actions.set_all_dependencies(place, needs, actor=actor)
    rows = Dependency.objects.filter(measure__in=wanted).select_related("measure", "depends_on")
    ties = {row: wanted[row.measure][row.depends_on.number.casefold()] for row in rows}
    actions.set_ties({row: said for row, said in ties.items() if said != (row.kind, row.lag)})


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
