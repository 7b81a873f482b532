from itertools import pairwise

from hypothesis import given, strategies as st

from dorflinde.methods.chain import longest_chain

NAMES = [f"M{number}" for number in range(9)]


def test_the_longest_chain_is_the_one_with_most_months():
    durations = {"Netz": 12, "App": 6, "Schulung": 3, "Fest": 30}
    assert longest_chain(durations, {"App": ["Netz"], "Schulung": ["App", "Netz"]}) == ("Netz", "App", "Schulung")


def test_without_needs_nothing_decides_alone():
    assert longest_chain({"Netz": 12, "App": 6}, {}) == ()
    assert longest_chain({}, {}) == ()
    assert longest_chain({"App": 6}, {"App": ["gone", "App"]}) == ()


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(1, 60)),
    st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=4)),
)
def test_every_link_of_the_chain_is_a_need_even_where_needs_go_in_circles(durations, needs):
    chain = longest_chain(durations, needs)
    assert len(set(chain)) == len(chain)
    assert all(first in needs[then] for first, then in pairwise(chain))
    for name, wanted in needs.items():
        waits = [other for other in wanted if other in durations and other != name]
        if name in durations and waits:
            assert chain
