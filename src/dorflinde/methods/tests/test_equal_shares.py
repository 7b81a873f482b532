"""Counting a citizens' budget: cases worked by hand, what always holds, and published elections where they are at hand."""

import json
import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dorflinde.methods import equal_shares
from dorflinde.methods.equal_shares import Election, UnbrokenTie, count, fitting_increment
from dorflinde.methods.pabulib import read_election

UTILITIES = ("cost", "cardinality", "effort", "points", "ranking")


def election(budget: int, costs: dict[str, int], ballots: list[str]) -> Election:
    """Voters by what they cross: „ab“ wants a and b."""
    crossed = {f"v{number}": dict.fromkeys(ballot, Fraction(1)) for number, ballot in enumerate(ballots)}
    return Election(Fraction(budget), {name: Fraction(cost) for name, cost in costs.items()}, crossed)


@pytest.fixture(scope="module")
def published() -> Path:
    """The folder with published elections beside the repository."""
    for above in Path(__file__).resolve().parents:
        folder = above / "shared" / "data" / "participation" / "budget"
        if folder.is_dir():
            return folder
    pytest.skip("no folder shared/data/participation/budget beside the repository: published counts are not compared")


def test_a_minority_gets_its_share() -> None:
    many_and_few = election(100, {"a": 50, "b": 50, "c": 40}, ["ab"] * 6 + ["c"] * 4)
    assert set(count(many_and_few, rule="greedy").winners) == {"a", "b"}
    shares = count(many_and_few)
    assert set(shares.winners) == {"a", "c"}
    assert shares.payments["v9"] == {"c": Fraction(10)}
    assert shares.payments["v0"] == {"a": Fraction(50, 6)}


def test_what_is_left_is_spent_by_the_completion_asked_for() -> None:
    one = election(100, {"a": 60, "b": 40}, ["a"] * 5 + ["b"] * 5)
    assert count(one).winners == ("b",)
    assert count(one, completion="utilitarian").winners == ("b", "a")
    assert set(count(one, completion="add1").winners) == {"a", "b"}  # a share of 12 pays for both
    dear = election(100, {"a": 70, "b": 40}, ["a"] * 5 + ["b"] * 5)
    assert count(dear, completion="add1").winners == ("b",)  # both together would cost more than there is


def test_equals_are_decided_by_cost_then_votes_then_a_lot_drawn_once() -> None:
    equal = election(10, {"a": 10, "b": 10}, ["ab", "ab"])
    first = count(equal, seed=1)
    assert first.winners == (min("ab", key=first.lot.index),)
    assert [(tie.projects, tie.by) for tie in first.ties] == [(("a", "b"), "lot")]
    assert count(equal, seed=1) == first
    assert {count(equal, seed=seed).winners for seed in range(20)} == {("a",), ("b",)}
    with pytest.raises(UnbrokenTie, match="a, b") as caught:
        count(equal, ties=["min-cost", "max-votes"])
    assert caught.value.projects == ("a", "b")


@pytest.mark.parametrize("utility", UTILITIES)
@pytest.mark.parametrize("completion", equal_shares.COMPLETIONS)
def test_nobody_pays_more_than_the_share_and_nothing_is_overspent(utility: str, completion: str) -> None:
    chance = random.Random(f"{utility} {completion}")  # noqa: S311  (the same cases each time)
    for _case in range(25):
        names = "abcdefgh"[: chance.randint(1, 8)]
        costs = {name: chance.randint(1, 60) for name in names}
        ballots = [
            "".join(chance.sample(names, chance.randint(0, len(names)))) for _voter in range(chance.randint(1, 9))
        ]
        made = election(chance.randint(1, 120), costs, ballots)
        done = count(made, utility=utility, completion=completion, seed=3)
        assert done.cost == sum(costs[name] for name in done.winners) <= made.budget
        assert len(set(done.winners)) == len(done.winners)
        paid = [name for bill in done.payments.values() for name in bill]
        for bill in done.payments.values():
            assert sum(bill.values()) <= done.share
        for name in set(paid):
            assert sum(bill.get(name, 0) for bill in done.payments.values()) == costs[name]
            assert all(name in made.ballots[voter] for voter, bill in done.payments.items() if name in bill)


def test_the_order_of_ballots_and_projects_changes_nothing() -> None:
    chance = random.Random(7)  # noqa: S311  (the same case each time)
    costs = {name: chance.randint(5, 40) for name in "abcdef"}
    ballots = ["".join(chance.sample("abcdef", k=3)) for _voter in range(12)]
    expected = count(election(90, costs, ballots), completion="add1u").winners
    turned = election(90, dict(reversed(costs.items())), ballots[::-1])
    assert count(turned, completion="add1u").winners == expected


@pytest.mark.parametrize(
    ("reference", "utility"),
    [
        ("pabutools_reference", "cost"),
        ("pabutools_cardinal_reference", "points"),
        ("pabutools_ordinal_reference", "ranking"),
    ],
)
def test_published_elections_have_the_published_winners(published: Path, reference: str, utility: str) -> None:
    for name, expected in json.loads((published / f"{reference}.json").read_text(encoding="utf-8")).items():
        found = count(read_election(next(published.rglob(Path(name).name))), utility=utility)
        assert sorted(found.winners) == sorted(expected["winners"]), name


def test_published_winners_by_effort_where_equals_go_by_name(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all can pay, every project costs the same for its effort: the reference goes by name, so we do here."""
    monkeypatch.setattr(equal_shares, "draw_lot", lambda projects, _seed: tuple(sorted(projects)))
    known = json.loads((published / "pabutools_satisfaction_reference.json").read_text(encoding="utf-8"))
    for name, expected in known.items():
        read = read_election(next(published.rglob(Path(name).name)))
        for utility in ("cost", "cardinality", "effort"):
            found = count(read, utility=utility, ties=["lot"])
            assert sorted(found.winners) == sorted(expected[utility]), (name, utility)


def test_small_published_cases_end_in_one_of_the_tied_outcomes(published: Path) -> None:
    for case in json.loads((published / "mes_small_examples.json").read_text(encoding="utf-8"))["cases"]:
        ballots = {str(n): dict.fromkeys(ballot, Fraction(1)) for n, ballot in enumerate(case["ballots"])}
        costs = {name: Fraction(cost) for name, cost in case["projects"].items()}
        for expected in case["expected"]:
            step = expected["increment"]
            found = count(
                Election(Fraction(case["budget"]), costs, ballots), utility=expected["utility"],
                completion="add1" if step else "none", increment=Fraction(step or 1),
            )  # fmt: skip
            assert sorted(found.winners) in [sorted(tied) for tied in expected["all_tied"]], case["id"]


@pytest.mark.parametrize("rule", ["equal-shares", "greedy"])
def test_of_rivals_only_the_one_bought_first_wins_and_the_lot_stays_as_it_was_drawn(rule: str) -> None:
    free = election(2000, {"a": 400, "b": 300, "c": 200}, ["abc"] * 5 + ["a"] * 5)
    bound = replace(free, rivals=(frozenset("ab"),))
    done = count(bound, rule=rule, completion="add1u", seed=3)
    assert set(done.winners) == {"a", "c"}
    assert set(count(free, rule=rule, completion="add1u", seed=3).winners) == set("abc")
    assert done.lot == count(free, seed=3).lot


def test_whoever_wanted_only_a_rival_that_is_out_keeps_the_share_unspent() -> None:
    bound = replace(election(90, {"a": 30, "b": 30}, ["a", "a", "b"]), rivals=(frozenset("ab"),))
    done = count(bound)
    assert done.winners == ("a",)
    assert done.payments["v2"] == {}


@pytest.mark.parametrize(
    ("budget", "voters", "step"),
    [(50_000, 1000, 1), (100_000, 3, 500), (2001, 10, 5), (100, 0, 1), (1_000_000, 2, 5000)],
)
def test_large_shares_grow_in_larger_steps(budget: int, voters: int, step: int) -> None:
    assert fitting_increment(election(budget, {}, [""] * voters)) == step
