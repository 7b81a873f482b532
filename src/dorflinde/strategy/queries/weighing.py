"""The measures by weighted criteria, and whether the order would change with other weights."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import get_language, gettext as _

from dorflinde.core.money import format_number
from dorflinde.methods import sensitivity
from dorflinde.places.public import Place
from dorflinde.strategy.models import Criterion, Measure, MeasureQuerySet, Score


@dataclass(frozen=True, slots=True)
class WeighedMeasure:
    """A measure with its place in the weighted order."""

    measure: Measure
    rank: int
    mean: Decimal
    points: tuple[int, ...]
    share: int


@dataclass(frozen=True, slots=True)
class Weighing:
    """The order, what a change of the weights would do, and what cannot be placed yet."""

    criteria: tuple[Criterion, ...]
    rows: tuple[WeighedMeasure, ...]
    incomplete: tuple[Measure, ...]
    sentences: tuple[tuple[Criterion, str, str], ...]  # criterion, „bleibt zwischen 1 und 4“, what would happen beyond
    top: int


def suggested_points(measure: Measure, title: str) -> int | None:
    """Return what the sheet of the measure already says about one of the suggested criteria."""
    if title == str(_("Nutzen")):
        return measure.benefit
    if title == str(_("Wenig Aufwand")):
        return None if measure.effort is None else 6 - measure.effort
    if title == str(_("Dringlichkeit")):
        return {"high": 5, "medium": 3, "low": 1}.get(measure.priority)
    return None


def weigh(place: Place, measures: MeasureQuerySet, *, top: int = 5) -> Weighing:
    """Rank the measures that have points for every criterion; the best few are tested against other weights."""
    criteria = tuple(Criterion.objects.filter(municipality=place.municipality))
    points: dict[int, dict[str, int]] = {}
    for measure, criterion, value in Score.objects.filter(criterion__in=criteria).values_list(
        "measure", "criterion", "points"
    ):
        points.setdefault(measure, {})[str(criterion)] = value
    known = {str(measure.pk): measure for measure in measures}
    weights = {str(criterion.pk): criterion.weight for criterion in criteria}
    scores = {key: points.get(one.pk, {}) for key, one in known.items()}
    complete = {key: given for key, given in scores.items() if weights and set(weights) <= set(given)}
    incomplete = tuple(measure for key, measure in known.items() if key not in complete)
    if not complete or not any(weights.values()):
        return Weighing(criteria, (), tuple(known.values()), (), top)
    top = min(top, len(complete))
    rows = tuple(
        WeighedMeasure(
            known[place.option], place.rank, _decimal(place.mean),
            tuple(complete[place.option][str(criterion.pk)] for criterion in criteria), int(place.mean * 200),
        )
        for place in sensitivity.ranking(weights, complete)
    )  # fmt: skip
    intervals = {interval.criterion: interval for interval in sensitivity.stability(weights, complete, top)}
    sentences = tuple((criterion, *_in_words(intervals[str(criterion.pk)], known, top=top)) for criterion in criteria)
    return Weighing(criteria, rows, incomplete, sentences, top)


def _in_words(interval: sensitivity.Interval, known: dict[str, Measure], *, top: int) -> tuple[str, str]:
    """Say between which weights the best stay, and who would change places beyond."""
    lower, upper = _number(interval.lower), _number(interval.upper) if interval.upper is not None else ""
    if interval.is_free:
        return _("bei jedem Gewicht"), _("Gleich wie viel dieses Kriterium zählt, vorne stehen dieselben.")
    if interval.upper is None:
        kept = _("ab Gewicht %(lower)s") % {"lower": lower}
    elif interval.below is None:
        kept = _("bis Gewicht %(upper)s") % {"upper": upper}
    else:
        kept = _("von %(lower)s bis %(upper)s") % {"lower": lower, "upper": upper}
    beyond = []
    if interval.below:
        beyond.append(_("Zählt es weniger, kommt %(new)s vor %(old)s.") % _pair(interval.below, known))
    if interval.above:
        beyond.append(_("Zählt es mehr, kommt %(new)s vor %(old)s.") % _pair(interval.above, known))
    return kept, " ".join(beyond)


def _pair(pair: tuple[str, str], known: dict[str, Measure]) -> dict[str, str]:
    old, new = pair
    return {"old": known[old].number, "new": known[new].number}


def _decimal(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _number(number: Fraction) -> str:
    value = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    written = format_number(value)
    return written if get_language() != "en" else written.replace(",", ".")
