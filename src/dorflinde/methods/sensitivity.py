"""Weighted sums over several criteria, and how far a weight can move before the order changes.

The ranking is the additive model of SMART (Edwards 1971: "Social utilities"; Edwards and Barron 1994, DOI 10.1006/obhd.1994.1087).
The interval of a weight is the one-at-a-time weight stability interval (Mareschal 1988, DOI 10.1016/0377-2217(88)90254-8) of the set
of the best n: all other weights stay as they are. Everything is computed with fractions, so a tie is a tie.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Place:
    """Where an option stands: its rank (equal totals share one) and its weighted mean."""

    option: str
    rank: int
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """How far one weight can move while the best n stay the same; `upper` is None where no weight is too large.

    `below` and `above` name the pair (of the best, of the rest) that draws level at that end.
    """

    criterion: str
    weight: Fraction
    lower: Fraction
    upper: Fraction | None
    below: tuple[str, str] | None
    above: tuple[str, str] | None

    @property
    def is_free(self) -> bool:
        """Tell whether no weight of zero or more changes who is among the best."""
        return self.below is None and self.above is None


def ranking(weights: Mapping[str, int | Fraction], scores: Mapping[str, Mapping[str, int]]) -> list[Place]:
    """Rank options by the weighted mean of their scores, best first, equal ones by name.

    `weights` are numbers of zero or more by criterion, `scores` maps each option to a score for every criterion.
    Raises ValueError for a negative weight, weights that add up to nothing, or a missing score.
    """
    _check(weights, scores)
    whole = sum(map(Fraction, weights.values()), Fraction(0))
    means = {option: _total(weights, given) / whole for option, given in scores.items()}
    ordered = sorted(means, key=lambda option: (-means[option], option))
    return [
        Place(option, 1 + sum(other > means[option] for other in means.values()), means[option]) for option in ordered
    ]


def best(weights: Mapping[str, int | Fraction], scores: Mapping[str, Mapping[str, int]], n: int) -> list[str]:
    """Return the n options that rank first."""
    return [place.option for place in ranking(weights, scores)[:n]]


def stability(weights: Mapping[str, int | Fraction], scores: Mapping[str, Mapping[str, int]], n: int) -> list[Interval]:
    """Return for each criterion the interval of its weight within which the best n stay the best n.

    Whoever is level at the end of an interval still counts as staying. Raises ValueError like `ranking`.
    """
    chosen = best(weights, scores, n)
    rest = [option for option in scores if option not in chosen]
    return [_interval(criterion, weights, scores, chosen, rest) for criterion in weights]


def _interval(
    criterion: str,
    weights: Mapping[str, int | Fraction],
    scores: Mapping[str, Mapping[str, int]],
    chosen: Sequence[str],
    rest: Sequence[str],
) -> Interval:
    weight = Fraction(weights[criterion])
    lower, upper = Fraction(0), None
    below: tuple[str, str] | None = None
    above: tuple[str, str] | None = None
    for one in chosen:
        for other in rest:
            lead = _total(weights, scores[one]) - _total(weights, scores[other])
            slope = scores[one][criterion] - scores[other][criterion]
            if slope == 0:
                continue
            level = weight - lead / slope  # the weight at which both have the same total
            if slope > 0 and level > lower:
                lower, below = level, (one, other)
            elif slope < 0 and (upper is None or level < upper):
                upper, above = level, (one, other)
    return Interval(criterion, weight, lower, upper, below, above)


def _total(weights: Mapping[str, int | Fraction], given: Mapping[str, int]) -> Fraction:
    return sum((Fraction(weight) * given[criterion] for criterion, weight in weights.items()), Fraction(0))


def _check(weights: Mapping[str, int | Fraction], scores: Mapping[str, Mapping[str, int]]) -> None:
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight is negative")
    if not any(weights.values()):
        raise ValueError("all weights are zero")
    for option, given in scores.items():
        if missing := set(weights) - set(given):
            raise ValueError(f"{option} has no score for {', '.join(sorted(missing))}")
