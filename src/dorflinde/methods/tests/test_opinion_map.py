"""The opinion map: known values, what always holds, and how it looks from outside."""

import random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from dorflinde.methods.opinion_map import OpinionMap, choose_next, draw, plane, priorities, votes_of
from dorflinde.methods.opinion_map.grouping import bases, groups_of, k_means, silhouette, silhouettes, voices
from dorflinde.methods.opinion_map.plane import lay_out
from dorflinde.methods.opinion_map.representative import figures, one_proportion, share, two_proportions
from dorflinde.methods.opinion_map.routing import weights
from dorflinde.methods.opinion_map.votes import Votes

ballots = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from([1, 0, -1])), min_size=1, max_size=250
)


def village(people: int = 60, statements: int = 12, seed: int = 3, opinions: int = 2) -> Votes:
    """A village of several opinions, the second the contrary of the first; all agree on the first statement."""
    chance = random.Random(seed)  # noqa: S311  (the same village each time)
    lines = [[chance.choice([1, -1]) for _ in range(statements)] for _ in range(opinions)]
    lines[1] = [-mind for mind in lines[0]]
    cast = []
    for person in range(people):
        for statement, mind in enumerate(lines[person % opinions]):
            if chance.random() < 0.8:
                vote = 1 if statement == 0 else mind
                cast.append((person, statement, vote if chance.random() < 0.9 else 0))
    return votes_of(cast)


def test_the_statistics_have_their_known_values() -> None:
    assert float(two_proportions(15, 56, 24, 71)) == pytest.approx(-1.51407, abs=5e-6)
    assert float(one_proportion(30, 50)) == pytest.approx(1.54031, abs=5e-6)
    assert float(share(0, 0)) == 0.5
    assert float(two_proportions(3, 5, 3, 5)) == 0  # everybody succeeds: nothing to tell apart


def test_the_silhouette_has_its_known_values() -> None:
    distances = np.array([[0.0, 1, 3, 4], [1, 0, 3, 4], [3, 3, 0, 2], [4, 4, 2, 0]])
    pairs = np.array([0, 0, 1, 1])
    assert silhouettes(distances, pairs)[0] == pytest.approx(0.714286, abs=5e-7)
    assert silhouette(distances, pairs) == pytest.approx(0.565476, abs=5e-7)
    assert silhouettes(distances, np.array([0, 1, 1, 1]))[0] == 0  # one that is alone


def test_two_opinions_are_two_groups_with_what_each_stands_for() -> None:
    drawn = draw(village())
    assert drawn.k == 2
    assert {frozenset(group.members) for group in draw(village(statements=30)).groups} == {
        frozenset(range(0, 60, 2)),
        frozenset(range(1, 60, 2)),
    }
    assert drawn.consensus_agree[0].statement == 0
    assert max(drawn.agreed, key=drawn.agreed.__getitem__) == 0
    for group, other in (drawn.groups, reversed(drawn.groups)):
        assert 1 <= len(group.representative) <= 5
        assert all(stance.statement != 0 for stance in group.representative if not stance.is_best_agree)
        sides = [stance.agrees for stance in group.representative]
        assert sides == sorted(sides, reverse=True)
        for stance in group.representative:
            against = next((mine for mine in other.representative if mine.statement == stance.statement), None)
            assert against is None or stance.is_best_agree or against.is_best_agree or against.agrees != stance.agrees


def test_three_opinions_are_three_groups_the_largest_first() -> None:
    drawn = draw(village(people=100, statements=20, opinions=3))
    assert drawn.k == 3
    sizes = [len(group.members) for group in drawn.groups]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == 100


def test_people_of_one_mind_are_one_group() -> None:
    drawn = draw(votes_of([(person, statement, 1) for person in range(20) for statement in range(8)]))
    assert (drawn.k, len(drawn.groups[0].members), drawn.groups[0].representative) == (1, 20, ())
    assert len(drawn.consensus_agree) == 5


def test_two_camps_without_a_shade_between_are_two_groups_but_a_single_person_is_none() -> None:
    camps = [(person, statement, 1 if person < 12 else -1) for person in range(20) for statement in range(8)]
    assert [len(group.members) for group in draw(votes_of(camps)).groups] == [12, 8]
    alone = [(person, statement, 1 if person else -1) for person in range(20) for statement in range(8)]
    assert [len(group.members) for group in draw(votes_of(alone)).groups] == [20]


def test_no_votes_are_an_empty_map() -> None:
    assert draw(votes_of([])) == OpinionMap(0, (), {}, {}, (), (), {}, {}, {}, {})


def test_the_later_vote_counts_and_a_strange_one_is_refused() -> None:
    table = votes_of([("a", 1, 1), ("a", 1, -1)])
    assert table.vote.tolist() == [-1]
    with pytest.raises(ValueError, match="2 is no vote"):
        votes_of([("a", 1, 2)])


def test_who_voted_little_is_on_the_map_but_in_no_group() -> None:
    table = village()
    cast = [
        (table.people[row], table.statements[column], int(vote))
        for row, column, vote in zip(table.person, table.statement, table.vote, strict=True)
    ]
    drawn = draw(votes_of([*cast, ("late", 1, 1)]))
    assert "late" in drawn.people
    assert all("late" not in group.members for group in drawn.groups)


def test_few_people_are_filled_up_with_the_most_active_and_nobody_equally_active_is_left_out() -> None:
    counts = np.array([9, 8, *[3] * 30, 1])
    assert voices(counts, 7, 10).tolist() == list(range(32))
    assert voices(np.array([9] * 20 + [3]), 7, 10).tolist() == list(range(20))
    assert voices(np.array([2, 2, 1]), 7, 2).tolist() == [0, 1, 2]  # fewer than fifteen: everybody who voted


def test_a_statement_outside_draws_no_map_and_stands_for_nobody() -> None:
    table = village()
    divided = max(lay_out(table).extremity)
    column = int(np.argmax(lay_out(table).extremity))
    cast = list(zip(table.person.tolist(), table.statement.tolist(), table.vote.tolist(), strict=True))
    drawn = draw(votes_of(cast, outside=[column]))
    assert divided > 0
    assert drawn.statements[column] == (0.0, 0.0)
    assert drawn.priority[column] == 0.0
    assert all(stance.statement != column for group in drawn.groups for stance in group.representative)
    assert draw(votes_of(cast, personal=[column])).priority[column] == 49.0


def test_the_sparse_way_finds_the_same_axes_as_the_whole_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = village(people=80, statements=30, opinions=3)
    whole = lay_out(table)
    monkeypatch.setattr(plane, "DENSE", 0)
    sparse = lay_out(table)
    assert np.abs(whole.axes - sparse.axes).max() < 1e-11
    assert np.abs(whole.people - sparse.people).max() < 1e-10
    monkeypatch.setattr(plane, "DENSE", 10**9)
    assert np.abs(whole.axes @ whole.axes.T - np.eye(2)).max() < 1e-12


def test_a_hundred_places_are_bases_as_they_are_and_more_are_gathered() -> None:
    chance = np.random.default_rng(5)
    few = chance.integers(0, 5, size=(400, 2)).astype(float)
    assert len(set(bases(few).tolist())) == len({tuple(point) for point in few})
    many = chance.normal(size=(1000, 2))
    labels = bases(many)
    assert 50 < len(set(labels.tolist())) <= 100
    assert set(labels.tolist()) == set(range(int(labels.max()) + 1))


def test_k_means_moves_centres_gives_ties_to_the_last_and_drops_what_is_empty() -> None:
    points = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0]])
    even = np.ones(4)
    assert k_means(points, even, points[:2]).tolist() == [0, 0, 1, 1]
    assert k_means(np.array([[0.0, 0], [2, 0], [1, 0]]), np.ones(3), np.array([[0.0, 0], [2, 0]]), 1).tolist() == [
        0,
        1,
        1,
    ]
    assert k_means(points, even, np.array([[0.0, 0], [10, 0], [99, 99]])).tolist() == [0, 0, 1, 1]
    labels, tried = groups_of(points, even)
    assert (labels[0] == labels[1], labels[2] == labels[3], labels[0] != labels[2]) == (True, True, True)
    assert set(tried) == {2}


@given(ballots)
@settings(max_examples=60)
def test_any_votes_make_a_map(cast: list[tuple[int, int, int]]) -> None:
    drawn = draw(votes_of(cast))
    grouped = [member for group in drawn.groups for member in group.members]
    assert drawn.k == len(drawn.groups) >= 1
    assert len(grouped) == len(set(grouped)) >= min(15, len(drawn.people))
    assert all(np.isfinite(place).all() for place in [*drawn.people.values(), *drawn.statements.values()])
    assert all(0 < value < 1 for value in [*drawn.agreed.values(), *drawn.rejected.values()])
    assert all(value > 0 for value in drawn.priority.values())
    assert draw(votes_of(cast)) == drawn


@given(ballots, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_names_and_order_of_people_change_nothing(cast: list[tuple[int, int, int]], chance: random.Random) -> None:
    latest = {(person, statement): vote for person, statement, vote in cast}
    names = list(range(31))
    chance.shuffle(names)
    turned = [(f"p{names[person]}", statement, vote) for (person, statement), vote in latest.items()]
    chance.shuffle(turned)
    first = draw(votes_of([(person, statement, vote) for (person, statement), vote in latest.items()]))
    second = draw(votes_of(turned))
    renamed = [{f"p{names[member]}" for member in group.members} for group in first.groups]
    assert renamed == [set(group.members) for group in second.groups]
    assert [group.representative for group in first.groups] == [group.representative for group in second.groups]
    assert first.priority == second.priority
    assert {f"p{names[name]}": place for name, place in first.people.items()} == second.people


@given(ballots)
@settings(max_examples=40)
def test_the_groups_together_have_the_votes_of_all(cast: list[tuple[int, int, int]]) -> None:
    table = votes_of(cast)
    halves = np.arange(len(table.people)) % 2
    told = figures(table, halves, 2)
    assert (told.na.sum(axis=0) == table.tally(1)[0]).all()
    assert (told.ns.sum(axis=0) == table.tally()[0]).all()
    assert (np.abs(told.pa + told.pd) <= 1 + 1e-12).all()


def test_priorities_differ_and_follow_what_is_known_of_a_statement() -> None:
    """The Polis server once gave every statement the same priority, and tests passed: so the spread is tested."""
    drawn = draw(village())
    found = np.array(list(drawn.priority.values()))
    assert found.std() > 0.05 * found.mean()
    assert len(set(found.round(9).tolist())) > 6
    none = np.array([0.0])
    one = weights(np.array([5]), np.array([0]), np.array([10]), none)[0]
    assert weights(np.array([0]), np.array([0]), np.array([0]), none)[0] == pytest.approx((0.5 * 0.5 * 9) ** 2)
    assert weights(np.array([50]), np.array([0]), np.array([100]), none)[0] < one  # known long since
    assert weights(np.array([5]), np.array([5]), np.array([10]), none)[0] < one  # passed over
    assert weights(np.array([9]), np.array([0]), np.array([10]), none)[0] > one  # agreed with
    assert weights(np.array([5]), np.array([0]), np.array([10]), np.array([1.0]))[0] == pytest.approx(
        4 * one
    )  # divides


def test_the_next_statement_is_drawn_by_weight_among_the_unseen() -> None:
    sizes = {"much": 90.0, "little": 10.0, "never": 0.0, "seen": 900.0}
    chance = random.Random(1)  # noqa: S311  (the same draw each time)
    drawn = [choose_next(sizes, seen={"seen"}, chance=chance) for _ in range(2000)]
    assert 0.86 < drawn.count("much") / len(drawn) < 0.94
    assert set(drawn) == {"much", "little"}
    assert choose_next(sizes, seen=set(sizes), chance=chance) is None
    assert choose_next(sizes, chance=random.Random(7)) == choose_next(sizes, chance=random.Random(7))  # noqa: S311
    table = village()
    assert priorities(table, lay_out(table).extremity).shape == (12,)
