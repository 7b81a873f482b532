import csv
import itertools
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from dorflinde.methods.scheduling import Project, breaches, has_solver, read_project, solve
from dorflinde.methods.scheduling.bounds import lower_bound
from dorflinde.methods.scheduling.evolution import Evolution, rule_lists
from dorflinde.methods.scheduling.exact import stretch, whole
from dorflinde.methods.scheduling.generation import Shop

solver = pytest.mark.skipif(not has_solver(), reason="the solver is not installed (extra planning)")


@st.composite
def projects(draw, most=12):
    jobs = draw(st.integers(1, most))
    capacities = draw(st.lists(st.integers(0, 6), max_size=3))
    durations = [draw(st.integers(0, 5)) for _ in range(jobs)]
    demands = [tuple(draw(st.integers(0, capacity)) for capacity in capacities) for _ in range(jobs)]
    after = [
        tuple(sorted(draw(st.sets(st.integers(job + 1, jobs - 1), max_size=3)))) if job < jobs - 1 else ()
        for job in range(jobs)
    ]
    turned = draw(st.booleans())  # successors may stand before their predecessors in the file
    if turned:
        durations, demands = durations[::-1], demands[::-1]
        after = [tuple(jobs - 1 - other for other in others) for others in after[::-1]]
    names = tuple(str(job) for job in range(1, jobs + 1))
    return Project(names, tuple(durations), tuple(demands), tuple(capacities), tuple(after))


def hard(jobs=40, seed=1):
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    after = [
        tuple(sorted({min(jobs - 1, job + chance.randint(1, 12)) for _ in range(2)} - {job})) for job in range(jobs)
    ]
    after[-1] = ()
    demands = tuple(tuple(chance.randint(1, 9) for _ in range(3)) for _ in range(jobs))
    durations = tuple(chance.randint(1, 9) for _ in range(jobs))
    return Project(tuple(map(str, range(jobs))), durations, demands, (13, 12, 14), tuple(after))


def shortest(project):
    """The optimum by trying every order: an optimal schedule is the serial schedule of some order."""
    shop = Shop(project)
    best = None
    for order in itertools.permutations(project.jobs):
        places = {job: place for place, job in enumerate(order)}
        if all(places[job] < places[other] for job in project.jobs for other in project.successors[job]):
            length = shop.makespan(shop.forward(order))
            best = length if best is None else min(best, length)
    return best


@given(projects())
def test_every_way_to_make_a_schedule_keeps_the_rules(project):
    shop = Shop(project)
    for jobs in rule_lists(shop):
        starts = shop.forward(jobs)
        assert breaches(project, starts) == []
        better = shop.justified(starts)
        assert breaches(project, better) == []
        assert shop.makespan(better) <= shop.makespan(starts)
        assert breaches(project, shop.parallel([float(job) for job in project.jobs])) == []
        assert lower_bound(shop) <= shop.makespan(better)


@given(projects(), st.integers(0, 5))
def test_a_population_never_holds_a_broken_schedule(project, seed):
    evolution = Evolution(Shop(project), seed)
    evolution.run(600, 0, lambda: True)
    assert all(breaches(project, starts) == [] for _length, starts in evolution.members)


def test_the_check_finds_what_is_broken():
    project = Project(("a", "b"), (2, 2), ((1,), (1,)), (1,), ((1,), ()))
    assert breaches(project, [0, 2]) == []
    assert breaches(project, [0, 1]) == [
        "Job b starts before job a has ended.",
        "Resource 1 needs 2 in period 1, of which there are 1.",
    ]
    assert breaches(project, [-1, 1]) == ["Job a starts before 0."]


@solver
@settings(max_examples=25, deadline=None)
@given(projects(most=6))
def test_the_optimum_is_the_one_found_by_trying_everything(project):
    found = solve(project, seconds=5, workers=1)
    assert found.status == "optimal"
    assert found.makespan == found.lower_bound == shortest(project)
    assert min(found.starts.values()) == 0


@solver
@settings(max_examples=25, deadline=None)
@given(projects(), st.data())
def test_less_capacity_or_one_more_dependency_never_helps(project, data):
    before = solve(project, seconds=5, workers=1)
    resource = data.draw(st.integers(0, len(project.capacities)))
    after = list(map(list, project.successors))
    capacities = list(project.capacities)
    if resource < len(capacities) and capacities[resource] > max(need[resource] for need in project.demands):
        capacities[resource] -= 1
    else:
        order = Shop(project).order
        after[order[0]] = sorted({*after[order[0]], *order[-1:]} - {order[0]})
    harder = Project(project.names, project.durations, project.demands, tuple(capacities), tuple(map(tuple, after)))
    found = solve(harder, seconds=5, workers=1)
    assert before.status == found.status == "optimal"
    assert found.makespan >= before.makespan


@solver
def test_the_same_project_and_seed_give_the_same_schedule(monkeypatch):
    # Little work for much time: the clock must not be what ends the search, however busy the machine is.
    monkeypatch.setattr("dorflinde.methods.scheduling.solver.PLACED_PER_SECOND", 4_000)
    monkeypatch.setattr("dorflinde.methods.scheduling.solver.WORK_PER_SECOND", 0.004)
    one, other = (solve(hard(60, seed=3), seconds=30, workers=1, seed=7) for _ in range(2))
    assert one.seconds < 25
    assert one.starts == other.starts
    assert (one.makespan, one.lower_bound) == (other.makespan, other.lower_bound)


@solver
def test_two_workers_share_the_search():
    project = hard(60, seed=3)
    found = solve(project, seconds=2, workers=2)
    assert breaches(project, [found.starts[name] for name in project.names]) == []
    assert found.lower_bound <= found.makespan
    assert found.seconds < 12


@solver
def test_a_part_solved_anew_ends_one_period_sooner_and_keeps_the_rules():
    project = hard(30, seed=5)
    shop = Shop(project)
    starts = shop.forward(list(rule_lists(shop))[-1])
    from dorflinde.methods.scheduling.exact import Effort

    answer = stretch(shop, starts, 0, 30).answer(Effort(5, 1, 0))
    assert answer.fits
    assert breaches(project, answer.starts) == []
    assert shop.makespan(answer.starts) < shop.makespan(starts)
    assert whole(shop, lower_bound(shop) - 1).answer(Effort(5, 1, 0)).fits is False


def test_without_the_solver_there_is_a_schedule_but_no_proof(monkeypatch):
    monkeypatch.setattr("dorflinde.methods.scheduling.exact.available", lambda: False)
    project = hard()
    found = solve(project, seconds=0.5, workers=1)
    assert found.status == "feasible"
    assert breaches(project, [found.starts[name] for name in project.names]) == []


def test_what_needs_more_than_there_is_has_no_schedule_and_a_reason():
    found = solve(Project(("Leitung",), (2,), ((3,),), (2,), ((),)))
    assert (found.status, found.makespan, found.starts) == ("infeasible", None, {})
    assert found.reason == "Job Leitung needs 3 of resource 1, of which there are only 2."


def test_a_milestone_needs_nothing_and_a_project_of_milestones_ends_at_once():
    found = solve(Project(("a", "b"), (0, 0), ((9,), (0,)), (1,), ((1,), ())), seconds=1)
    assert (found.status, found.makespan) == ("optimal", 0)


def published():
    """Published cases that are solved in a moment, where they lie beside the checkout."""
    above = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents]
    for place in [Path(os.environ.get("DORFLINDE_SHARED_DATA", above[0])), *above]:
        if (place / "planning" / "best_known.csv").is_file():
            return place / "planning"
    return None


@solver
def test_published_projects_have_their_published_makespans():
    folder = published()
    if folder is None:
        pytest.skip("no folder shared/data/planning beside the repository: PSPLIB is not checked")
    easy = "j301_1 j302_1 j303_4 j305_1 j306_2 j3014_1 j3017_1 j3021_3 j3033_5 j3048_10 j601_1 j6010_1 j6017_1".split()
    with (folder / "best_known.csv").open(encoding="utf-8") as stream:
        known = {row["instance"]: row for row in csv.DictReader(stream)}
    for name in easy:
        project = read_project(folder / known[name]["set"] / f"{name}.sm")
        found = solve(project, seconds=20)
        assert (found.status, found.makespan) == ("optimal", int(known[name]["ub_2024"])), name
        assert max(Shop(project).tails) == int(known[name]["critical_path"]), name
