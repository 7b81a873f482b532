from decimal import Decimal

from hypothesis import given, strategies as st

from dorflinde.methods.spread import per_year

JULY_2026 = 2026 * 12 + 6


def test_an_amount_is_used_evenly_over_its_months():
    assert per_year([(JULY_2026, JULY_2026 + 17, Decimal(180))], [2026, 2027, 2028]) == {2026: 60, 2027: 120, 2028: 0}


@given(st.lists(st.tuples(st.integers(24000, 24200), st.integers(0, 60), st.integers(0, 10**9)), max_size=8))
def test_nothing_is_lost_or_made_up(uses):
    given_ = [(first, first + more, Decimal(amount)) for first, more, amount in uses]
    total = sum(per_year(given_, range(1990, 2040)).values())
    assert abs(total - sum(amount for *_when, amount in given_)) < Decimal("0.001")
