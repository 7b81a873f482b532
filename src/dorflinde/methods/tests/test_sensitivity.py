"""Weighted ranking and how far a weight can move."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from dorflinde.methods.sensitivity import best, ranking, stability

WEIGHTS = {"benefit": 3, "reach": 1}
SCORES = {
    "bus": {"benefit": 5, "reach": 1},
    "app": {"benefit": 4, "reach": 3},
    "bench": {"benefit": 2, "reach": 5},
}


def test_options_are_ranked_by_their_weighted_mean():
    assert [(place.option, place.rank, place.mean) for place in ranking(WEIGHTS, SCORES)] == [
        ("bus", 1, Fraction(16, 4)),
        ("app", 2, Fraction(15, 4)),
        ("bench", 3, Fraction(11, 4)),
    ]


def test_equal_totals_share_a_rank():
    places = ranking({"benefit": 1}, {"b": {"benefit": 3}, "a": {"benefit": 3}, "c": {"benefit": 1}})
    assert [(place.option, place.rank) for place in places] == [("a", 1), ("b", 1), ("c", 3)]


def test_the_interval_ends_where_a_pair_draws_level():
    benefit, reach = stability(WEIGHTS, SCORES, 1)
    assert (benefit.lower, benefit.upper, benefit.below) == (2, None, ("bus", "app"))
    assert (reach.lower, reach.upper, reach.above) == (0, Fraction(3, 2), ("bus", "app"))


def test_a_criterion_that_tells_nothing_apart_is_free():
    (only,) = stability({"benefit": 1}, {"a": {"benefit": 3}, "b": {"benefit": 3}}, 1)
    assert only.is_free


@pytest.mark.parametrize(
    ("weights", "scores"),
    [({"a": -1}, {}), ({"a": 0}, {}), ({"a": 1, "b": 1}, {"x": {"a": 1}})],
)
def test_nonsense_is_refused(weights, scores):
    with pytest.raises(ValueError):
        ranking(weights, scores)


def _tables(draw):
    names = ["k1", "k2", "k3"]
    weights = {name: draw(st.integers(1, 5)) for name in names}
    options = [f"o{number}" for number in range(draw(st.integers(2, 6)))]
    return weights, {option: {name: draw(st.integers(1, 5)) for name in names} for option in options}


@given(st.composite(_tables)(), st.integers(1, 3), st.fractions(0, 12), st.sampled_from([0, 1, 2]))
def test_inside_the_interval_nobody_outside_the_best_is_better(table, n, weight, which):
    weights, scores = table
    interval = stability(weights, scores, n)[which]
    chosen = best(weights, scores, n)
    moved = weights | {interval.criterion: weight}
    means = {place.option: place.mean for place in ranking(moved, scores)}
    worst = min(means[option] for option in chosen)
    stays = all(means[option] <= worst for option in scores if option not in chosen)
    inside = interval.lower <= weight and (interval.upper is None or weight <= interval.upper)
    assert stays == inside
