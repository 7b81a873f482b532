"""Several people rate measures; the town hall settles on a value."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import Agreement, Measure, MediumCheck, Rating, RatingRound

from .history import remember


@transaction.atomic
def open_rating_round(place: Place, title: str, *, actor: Actor | None, is_sample: bool = False) -> RatingRound:
    """Begin a round in which measures are rated; the one before it ends."""
    RatingRound.objects.filter(municipality=place.municipality, closed_at=None).update(closed_at=timezone.now())
    made = RatingRound.objects.create(
        municipality=place.municipality, title=title, opened_by=_person(actor), is_sample=is_sample
    )
    audit.record("strategy.rating.opened", _ref(made), actor=actor, place=place.municipality)
    return made


@transaction.atomic
def close_rating_round(round: RatingRound, *, actor: Actor | None) -> None:
    """End a round; what was rated stays to be read."""
    round.closed_at = timezone.now()
    round.save(update_fields=["closed_at"])
    audit.record("strategy.rating.closed", _ref(round), actor=actor, place=round.municipality)


@transaction.atomic
def rate(
    round: RatingRound,
    measure: Measure,
    *,
    actor: Actor | None,
    group: str = "",
    effort: int | None,
    benefit: int | None,
    comment: str = "",
) -> Rating:
    """Keep how one person or one group sees a measure; the last word counts. One's own opinion needs no audit record."""
    who: dict[str, Any] = {"group": group} if group else {"group": "", "rater": _person(actor)}
    said: dict[str, Any] = {"effort": effort, "benefit": benefit, "comment": comment, "at": timezone.now()}
    if group:
        said["rater"] = _person(actor)  # who typed in what the group said
    rating, _is_new = Rating.objects.update_or_create(round=round, measure=measure, **who, defaults=said)
    return rating


@transaction.atomic
def agree(measure: Measure, *, actor: Actor | None, effort: int, benefit: int, note: str = "") -> Agreement:
    """Take the agreed effort and benefit over into the measure; who settled it, and when, is kept."""
    made = Agreement.objects.create(
        measure=measure, effort=effort, benefit=benefit, note=note, agreed_by=_person(actor)
    )
    changes = {"effort": (measure.effort, effort), "benefit": (measure.benefit, benefit)}
    measure.effort, measure.benefit, measure.changed_at = effort, benefit, timezone.now()
    measure.save(update_fields=["effort", "benefit", "changed_at", "sort_key"])
    remember(measure.ref, measure.municipality, changes, actor=actor)
    raise_edition(measure.municipality)
    audit.record(
        "strategy.measure.agreed", measure.ref, actor=actor, place=measure.municipality,
        details={"effort": effort, "benefit": benefit},
    )  # fmt: skip
    return made


@transaction.atomic
def check_medium(
    measure: Measure, *, actor: Actor | None, answers: dict[str, str], medium: str, reason: str = ""
) -> MediumCheck:
    """Settle whether a measure works better digitally, by hand or both, with the answers that led there."""
    made = MediumCheck.objects.create(
        measure=measure, answers=answers, medium=medium, reason=reason, checked_by=_person(actor)
    )
    changes = {"medium": (measure.medium, medium)}
    measure.medium, measure.changed_at = medium, timezone.now()
    measure.save(update_fields=["medium", "changed_at", "sort_key"])
    remember(measure.ref, measure.municipality, changes, actor=actor)
    raise_edition(measure.municipality)
    audit.record(
        "strategy.measure.medium_checked", measure.ref, actor=actor, place=measure.municipality,
        details={"medium": medium},
    )  # fmt: skip
    return made


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None


def _ref(round: RatingRound) -> Ref:
    return Ref("strategy.rating_round", round.public_id)
