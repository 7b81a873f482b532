"""What several raters think of the measures: middle, mean, and how far they lie apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median

from dorflinde.places.public import Place
from dorflinde.strategy.models import Measure, MeasureQuerySet, Rating, RatingRound

_APART = 2  # two steps of five between the lowest and the highest word: worth talking about


@dataclass(frozen=True, slots=True)
class Spread:
    """The answers to one question in order of size."""

    values: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many answered."""
        return len(self.values)

    @property
    def mean(self) -> Decimal | None:
        """The mean with one decimal place."""
        return Decimal(mean(self.values)).quantize(Decimal("0.1"), ROUND_HALF_UP) if self.values else None

    @property
    def median(self) -> Decimal | None:
        """The word in the middle."""
        return Decimal(str(median(self.values))) if self.values else None

    @property
    def suggested(self) -> int | None:
        """The whole number nearest to the middle."""
        return int(self.median.quantize(Decimal(1), ROUND_HALF_UP)) if self.median is not None else None

    @property
    def width(self) -> int:
        """How many steps lie between the lowest and the highest word."""
        return self.values[-1] - self.values[0] if self.values else 0

    @property
    def is_wide(self) -> bool:
        """Tell whether the raters should talk about it."""
        return self.width >= _APART

    @property
    def dots(self) -> list[tuple[int, int, int]]:
        """Each value that was named, how often, and where it stands in a drawing 200 wide."""
        return [(value, self.values.count(value), 20 + (value - 1) * 40) for value in sorted(set(self.values))]

    @property
    def line(self) -> tuple[int, int]:
        """From where to where the drawn range goes."""
        return (20 + (self.values[0] - 1) * 40, 20 + (self.values[-1] - 1) * 40) if self.values else (0, 0)


@dataclass(frozen=True, slots=True)
class RatedMeasure:
    """A measure with all words on it."""

    measure: Measure
    effort: Spread
    benefit: Spread
    ratings: tuple[Rating, ...]

    @property
    def is_wide(self) -> bool:
        """Tell whether there is something to talk about."""
        return self.effort.is_wide or self.benefit.is_wide


def open_round(place: Place) -> RatingRound | None:
    """Return the round in which people rate now."""
    return RatingRound.objects.filter(municipality=place.municipality, closed_at=None).first()


def newest_round(place: Place) -> RatingRound | None:
    """Return the round whose ratings are shown when no other is asked for."""
    return RatingRound.objects.filter(municipality=place.municipality).first()


def rated(round: RatingRound, measures: MeasureQuerySet) -> list[RatedMeasure]:
    """Return the measures with their ratings of a round, those that need talking about first."""
    rows: dict[int, list[Rating]] = {}
    for rating in Rating.objects.filter(round=round).select_related("rater").order_by("at", "pk"):
        rows.setdefault(rating.measure_id, []).append(rating)
    found = [
        RatedMeasure(
            measure, _spread(row.effort for row in rows.get(measure.pk, [])),
            _spread(row.benefit for row in rows.get(measure.pk, [])), tuple(rows.get(measure.pk, [])),
        )
        for measure in measures
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.ratings, not one.is_wide, one.measure.sort_key))


def _spread(values: Iterable[int | None]) -> Spread:
    return Spread(tuple(sorted(value for value in values if value is not None)))
