"""Reading elections as they are found in the wild."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from dorflinde.methods.pabulib import UnreadableElection, parse_election

PLAIN = """META
key;value
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name
1;300,50;"Bank; mit Dach"
2;700;Brunnen
VOTES
voter_id;vote
a;1,2
b;2
c;
"""


def test_marks_line_ends_commas_and_quotes_of_the_wild_are_read() -> None:
    for text in (PLAIN, PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n", "\r")):
        read = parse_election(text.encode("utf-8-sig"))
        assert read.budget == 1000
        assert read.costs == {"1": Fraction(601, 2), "2": Fraction(700)}
        assert read.ballots == {"a": {"1": 1, "2": 1}, "b": {"2": 1}, "c": {}}


def test_points_and_rankings_are_read() -> None:
    scored = PLAIN.replace("approval", "cumulative").replace("voter_id;vote", "voter_id;vote;points")
    scored = scored.replace("a;1,2", "a;1,2;3,1").replace("b;2", "b;2;5").replace("c;", "c;;")
    assert parse_election(scored.encode()).ballots == {"a": {"1": 3, "2": 1}, "b": {"2": 5}, "c": {}}
    assert parse_election(PLAIN.replace("approval", "ordinal").encode()).ballots["a"] == {"1": 1, "2": 0}


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ("budget;1000", "budget;viel", "line 3: The budget is 'viel', not a number."),
        ("2;700", "2;-700", "line 8: The cost of project '2' is below zero."),
        ("2;700", "1;700", "line 8: Project '1' stands here a second time."),
        ("b;2", "b;9", "line 12: The vote names project '9', which PROJECTS does not have."),
        ("b;2", "a;2", "line 12: Voter 'a' stands here a second time."),
        ("b;2", "b;2,2", "line 12: The vote names a project twice."),
        ("voter_id;vote", "voter_id;choice", "line 10: The column vote is missing."),
        ("PROJECTS", "PROJEKTE", "The section PROJECTS is missing or empty."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(good: str, bad: str, words: str) -> None:
    with pytest.raises(UnreadableElection) as caught:
        parse_election(PLAIN.replace(good, bad).encode())
    assert str(caught.value) == words


@given(st.binary(max_size=400) | st.tuples(st.integers(0, len(PLAIN)), st.text(max_size=12)).map(
    lambda cut: (PLAIN[: cut[0]] + cut[1] + PLAIN[cut[0] + len(cut[1]) :]).encode()
))  # fmt: skip
def test_no_file_ends_in_anything_but_an_election_or_a_sentence(content: bytes) -> None:
    try:
        read = parse_election(content)
    except UnreadableElection as problem:
        assert str(problem)
    else:
        assert read.ballots
        assert read.costs
