"""Every cent a payer gives stands in a year, and no year gets more than it costs."""

from hypothesis import given, settings, strategies as st

from dorflinde.methods.shares import by_year

cents = st.integers(0, 10**9)


def test_shares_follow_the_cost_of_the_years():
    assert by_year([1000, 3000], [2000]) == [[500, 1500]]
    assert by_year([1, 1, 1], [2]) == [[0, 1, 1]]
    assert by_year([100], [80, 80]) == [[80], [20]]
    assert by_year([], [5]) == [[]]
    assert by_year([0, 0], [5]) == [[0, 0]]


@settings(deadline=None)
@given(st.lists(cents, max_size=8), st.lists(cents, max_size=5))
def test_nothing_is_lost_and_nothing_is_given_twice(costs, shares):
    rows = by_year(costs, shares)
    left = sum(costs)
    for row, share in zip(rows, shares, strict=True):
        assert all(amount >= 0 for amount in row)
        assert sum(row) == min(share, left)
        left -= sum(row)
    for place, cost in enumerate(costs):
        assert sum(row[place] for row in rows) <= cost
