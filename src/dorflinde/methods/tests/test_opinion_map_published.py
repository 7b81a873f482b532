"""The opinion map against what the Polis server published, where its files are at hand beside the repository."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dorflinde.methods.opinion_map import Votes, draw, votes_of
from dorflinde.methods.opinion_map.grouping import centres_of, groups_of
from dorflinde.methods.opinion_map.plane import Plane, lay_out
from dorflinde.methods.opinion_map.representative import Stance, common_ground, consensus, figures, representative
from dorflinde.methods.opinion_map.routing import weights
from dorflinde.methods.opinion_map.votes import Indexes

CASES = ("25ptpt-3gp-no-strict-with-meta", "below-100-ptpts")
EXACT = 1e-9


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Votes, dict[str, Any]]:
    """Votes of a conversation, and all the server made of them."""
    for above in Path(__file__).resolve().parents:
        folder = above / "shared" / "data" / "participation" / "polis" / request.param
        if folder.is_dir():
            break
    else:
        pytest.skip("no folder shared/data/participation/polis beside the repository: the server is not compared")
    server = json.loads((folder / "math-pca2.json").read_text(encoding="utf-8"))
    cast = json.loads((folder / "votes.json").read_text(encoding="utf-8"))
    who, what = ("pid", "tid") if "pid" in cast[0] else ("participant_id", "statement_id")
    votes = votes_of(
        ((row[who], row[what], row["vote"]) for row in cast), outside=server["mod-out"], personal=server["meta-tids"]
    )
    return votes, server


def signs(plane: Plane, server: dict[str, Any]) -> np.ndarray[Any, Any]:
    """The server's axes may point the other way."""
    return np.sign((np.array(server["pca"]["comps"]) * plane.axes).sum(axis=1))


def server_groups(votes: Votes, server: dict[str, Any]) -> tuple[Indexes, Indexes]:
    """The server's group of each base cluster, and of each person (-1: none)."""
    ids = server["base-clusters"]["id"]
    of_base = np.full(len(ids), -1)
    for group in server["group-clusters"]:
        of_base[[ids.index(base) for base in group["members"]]] = group["id"]
    of_person = np.full(len(votes.people), -1)
    for group, members in zip(of_base, server["base-clusters"]["members"], strict=True):
        of_person[[votes.people.index(person) for person in members]] = group
    return of_base, of_person


def test_the_plane_is_the_servers(case: tuple[Votes, dict[str, Any]]) -> None:
    votes, server = case
    plane = lay_out(votes)
    turned = signs(plane, server)
    # The server's agree is -1: its means and places are negative to ours.
    assert list(votes.statements) == server["tids"]
    assert np.abs(plane.means + server["pca"]["center"]).max() < EXACT
    assert np.abs(np.array(server["pca"]["comps"]) * turned[:, None] - plane.axes).max() < EXACT
    placed = -np.array(server["pca"]["comment-projection"]) * turned[:, None]
    assert np.abs(placed.T - plane.statements).max() < EXACT
    assert np.abs(plane.extremity - server["pca"]["comment-extremity"]).max() < EXACT


def test_base_clusters_and_groups_are_the_servers(case: tuple[Votes, dict[str, Any]]) -> None:
    votes, server = case
    plane = lay_out(votes)
    base = np.full(len(votes.people), -1)
    for label, members in enumerate(server["base-clusters"]["members"]):
        base[[votes.people.index(person) for person in members]] = label
    inside = base >= 0
    assert {votes.people[at] for at in np.flatnonzero(inside)} == set(server["in-conv"])
    centres = centres_of(plane.people[inside], base[inside], np.ones(inside.sum()))
    expected = np.array([server["base-clusters"]["x"], server["base-clusters"]["y"]]).T
    assert np.abs(-expected * signs(plane, server) - centres).max() < EXACT
    labels, tried = groups_of(centres, np.bincount(base[inside]).astype(float), as_polis=True)
    of_base, _ = server_groups(votes, server)
    assert len(set(zip(labels, of_base, strict=True))) == int(labels.max()) + 1 == len(server["group-clusters"])
    assert max(tried, key=tried.__getitem__) == len(server["group-clusters"])


def test_what_groups_stand_for_is_the_servers(case: tuple[Votes, dict[str, Any]]) -> None:
    votes, server = case
    _, group = server_groups(votes, server)
    told = figures(votes, group, len(server["group-clusters"]))
    for number, expected in server["repness"].items():
        found = representative(votes, told, int(number))
        assert [_words(stance) for stance in found] == [
            (row["tid"], row["repful-for"], row["n-success"], row["n-trials"], row.get("best-agree", False))
            for row in expected
        ]
        for stance, row in zip(found, expected, strict=True):
            assert stance.p == pytest.approx(row["p-success"], abs=EXACT)
            assert stance.p_test == pytest.approx(row["p-test"], abs=EXACT)
            assert stance.repness == pytest.approx(row["repness"], abs=EXACT)
            # The server keeps seven places of this one.
            assert stance.repness_test == pytest.approx(row["repness-test"], abs=2e-7)
    ground, _ = common_ground(told)
    server_ground = [server["group-aware-consensus"][str(name)] for name in votes.statements]
    assert np.abs(ground - server_ground).max() < EXACT


def _words(stance: Stance) -> tuple[object, str, int, int, bool]:
    side = "agree" if stance.agrees else "disagree"
    return stance.statement, side, stance.successes, stance.trials, stance.is_best_agree


def test_the_consensus_is_the_servers(case: tuple[Votes, dict[str, Any]]) -> None:
    votes, server = case
    for found, expected in zip(
        consensus(votes), (server["consensus"][side] for side in ("agree", "disagree")), strict=True
    ):
        assert [(stance.statement, stance.successes, stance.trials) for stance in found] == [
            (row["tid"], row["n-success"], row["n-trials"]) for row in expected
        ]
        for stance, row in zip(found, expected, strict=True):
            assert stance.p == pytest.approx(row["p-success"], abs=EXACT)
            assert stance.p_test == pytest.approx(row["p-test"], abs=EXACT)


def test_priorities_are_the_servers(case: tuple[Votes, dict[str, Any]]) -> None:
    votes, server = case
    _, group = server_groups(votes, server)
    told = figures(votes, group, len(server["group-clusters"]))
    agrees, rejects, trials = (part.sum(axis=0) for part in (told.na, told.nd, told.ns))
    found = weights(agrees, trials - agrees - rejects, trials, lay_out(votes).extremity)
    found[votes.personal] = 49
    expected = np.array([server["comment-priorities"][str(name)] for name in votes.statements])
    assert np.abs(found / expected - 1).max() < EXACT


def test_without_the_servers_memory_the_groups_are_at_least_as_tight(case: tuple[Votes, dict[str, Any]]) -> None:
    """Its groups grew over months and depend on who came first; ours come from the votes alone."""
    votes, server = case
    plane = lay_out(votes)
    of_base, _ = server_groups(votes, server)
    base = server["base-clusters"]
    centres = np.array(
        [plane.people[[votes.people.index(name) for name in who]].mean(axis=0) for who in base["members"]]
    )
    sizes = np.array([len(who) for who in base["members"]], dtype=float)
    ours, _ = groups_of(centres, sizes)

    def looseness(labels: Indexes) -> float:
        return float((sizes * ((centres - centres_of(centres, labels, sizes)[labels]) ** 2).sum(axis=1)).sum())

    assert int(ours.max()) == int(of_base.max())
    assert looseness(ours) <= looseness(of_base) + EXACT
    assert draw(votes).k == len(server["group-clusters"])
