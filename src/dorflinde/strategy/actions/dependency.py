"""Says which measures must be finished first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import Dependency, Measure, depends_on_itself

from .history import remember


class DependencyProblem(ValueError):
    """The measures cannot depend on each other this way; the message says why."""


def set_dependencies(
    measure: Measure, needed: Iterable[Measure], *, actor: Actor | None, at: datetime | None = None
) -> bool:
    """Let a measure depend on exactly these; circles and measures of another municipality are refused. True if changed."""
    return bool(set_all_dependencies(measure.municipality, {measure: list(needed)}, actor=actor, at=at))


@transaction.atomic
def set_all_dependencies(
    place: Place, wanted: Mapping[Measure, Sequence[Measure]], *, actor: Actor | None, at: datetime | None = None
) -> list[Measure]:
    """Let several measures depend on exactly these at once, so that an order may be turned round; returns the changed ones."""
    # locked in one order, so that two people cannot close a circle from both sides at once
    known = {row.pk: row for row in Measure.objects.select_for_update().of(place).order_by("pk")}
    here = {key: row.number for key, row in known.items()}
    stored: dict[int, set[int]] = {}
    for source, target in Dependency.objects.filter(measure__in=here).values_list("measure", "depends_on"):
        stored.setdefault(source, set()).add(target)
    after = stored | {measure.pk: {other.pk for other in others} for measure, others in wanted.items()}
    if any(not targets <= here.keys() for targets in after.values()):
        raise DependencyProblem(_("Eine Maßnahme kann nur von Maßnahmen derselben Gemeinde abhängen."))
    needs = {here[source]: sorted(here[target] for target in targets) for source, targets in after.items()}
    for measure in wanted:
        if circle := depends_on_itself(here[measure.pk], needs):
            raise DependencyProblem(
                _("Die Abhängigkeiten führen im Kreis: %(circle)s.") % {"circle": " → ".join(circle)}
            )
    changed = [measure for measure in wanted if after[measure.pk] != stored.get(measure.pk, set())]
    for measure in changed:
        before = stored.get(measure.pk, set())
        _write(measure, after[measure.pk], before)
        _keep(measure, [known[key] for key in before], [known[key] for key in after[measure.pk]], actor=actor, at=at)
        audit.record(
            "strategy.measure.dependencies_set", measure.ref, actor=actor, place=place,
            details={"needs": needs[here[measure.pk]]},
        )  # fmt: skip
    if changed:
        raise_edition(place)
    return changed


def _keep(
    measure: Measure, before: list[Measure], now: list[Measure], *, actor: Actor | None, at: datetime | None
) -> None:
    """Remember what it needed, and that it changed."""
    measure.changed_at = at or timezone.now()
    Measure.objects.filter(pk=measure.pk).update(changed_at=measure.changed_at)
    needs = tuple(sorted(rows, key=lambda row: (row.sort_key, row.pk)) for rows in (before, now))
    remember(measure.ref, measure.municipality, {"needs": (needs[0], needs[1])}, actor=actor, at=at)


@transaction.atomic
def set_ties(ties: Mapping[Dependency, tuple[str, int]]) -> None:
    """Say how measures wait for each other: for the end or the beginning of the other, and how many months more."""
    for tie, (kind, lag) in ties.items():
        Dependency.objects.filter(pk=tie.pk).update(kind=kind, lag=lag)


def _write(measure: Measure, wanted: set[int], stored: set[int]) -> None:
    Dependency.objects.filter(measure=measure, depends_on__in=stored - wanted).delete()
    Dependency.objects.bulk_create([Dependency(measure=measure, depends_on_id=key) for key in sorted(wanted - stored)])
