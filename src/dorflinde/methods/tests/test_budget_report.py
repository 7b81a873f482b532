"""What a count means: who carried what, who has something of it, and elections that go out and come back the same."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from dorflinde.methods import budget_report as report
from dorflinde.methods.equal_shares import Election, count
from dorflinde.methods.pabulib import parse_election
from dorflinde.methods.pabulib_writing import write_election

ONE = Fraction(1)


def election(budget: int, costs: dict[str, int], *ballots: str) -> Election:
    """Voters a, b, c … with crosses for the projects named by single letters."""
    return Election(
        Fraction(budget),
        {project: Fraction(cost) for project, cost in costs.items()},
        {f"v{number}": dict.fromkeys(ballot, ONE) for number, ballot in enumerate(ballots)},
    )


# Six of ten want the three things of the majority, four want the garden: each group holds its part of the money.
VILLAGE = election(1000, {"A": 400, "B": 400, "C": 200, "G": 400}, *["ABC"] * 6, *["G"] * 4)


def test_a_winner_is_carried_by_those_who_pay_for_it() -> None:
    done = count(VILLAGE)
    garden = next(one for one in report.carried(VILLAGE, done) if one.project == "G")
    assert (garden.supporters, garden.most_paid, garden.paid) == (4, 100, 400)
    assert garden.effective_votes(VILLAGE.costs["G"]) == 4


def test_what_was_missed_says_what_its_supporters_had_left() -> None:
    done = count(VILLAGE)
    assert set(done.winners) == {"A", "C", "G"}
    (lost,) = report.missed(VILLAGE, done)
    assert (lost.project, lost.supporters, lost.gathered) == ("B", 6, 0)


def test_the_few_have_more_of_equal_shares_and_the_many_of_the_majority() -> None:
    fair, greedy = count(VILLAGE), count(VILLAGE, rule="greedy")
    assert set(greedy.winners) == {"A", "B", "C"}
    assert report.served(VILLAGE, fair.winners) == 10
    assert report.served(VILLAGE, greedy.winners) == 6
    told = report.compare(VILLAGE, fair.winners, greedy.winners, by_cost=True)
    assert (told.better, told.worse, told.same) == (4, 6, 0)


def test_small_groups_are_put_together_and_left_out_when_still_small() -> None:
    kinds = {f"v{number}": "Dorf" if number < 6 else f"Weiler {number}" for number in range(10)}
    found = report.groups(VILLAGE, ["G"], kinds, rest="andere")
    assert [(one.name, one.voters, one.served) for one in found] == [("andere", 10, 4)], (
        "four would be known by the sum"
    )
    few = election(1000, {"A": 400}, *["A"] * 4)
    assert report.groups(few, ["A"], {}, rest="andere") == []
    one_more = election(1000, {"A": 400, "G": 400}, *["A"] * 6, *["G"] * 5)
    found = report.groups(one_more, ["G"], kinds, rest="andere")
    assert [(one.name, one.voters, one.served) for one in found] == [("Dorf", 6, 0), ("andere", 5, 5)]


points = st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 9).map(Fraction), max_size=4)


@given(
    st.lists(points, min_size=1, max_size=8),
    st.integers(1, 10**7),
    st.lists(st.integers(1, 10**7), min_size=4, max_size=4),
    st.text(max_size=30),
    st.booleans(),
)
def test_what_is_written_reads_back_the_same(
    ballots: list[dict[str, Fraction]], cents: int, costs: list[int], name: str, are_rivals: bool
) -> None:
    scored = Election(
        Fraction(cents, 100),
        {project: Fraction(cost, 100) for project, cost in zip("ABCD", costs, strict=True)},
        {f"v{number}": ballot for number, ballot in enumerate(ballots)},
        "scoring",
        (frozenset("AC"),) if are_rivals else (),
    )
    text = write_election(scored, meta={"description": name}, projects={"A": {"name": name, "selected": 1}})
    assert parse_election(text.encode("utf-8", "replace")) == scored


def test_what_is_no_decimal_number_is_not_written_wrongly() -> None:
    with pytest.raises(ValueError, match="1/3"):
        write_election(Election(Fraction(1, 3), {"A": ONE}, {"v": {"A": ONE}}), meta={})
