import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from dorflinde.methods.planning import (
    Capacity,
    Grant,
    Limit,
    Link,
    Problem,
    Relaxation,
    Task,
    check,
    critical_path,
    load,
    price,
    propose,
    relaxed,
)
from dorflinde.methods.planning.greedy import greedy
from dorflinde.methods.planning.objective import points
from dorflinde.methods.planning.relaxation import needed
from dorflinde.methods.scheduling import has_solver

solver = pytest.mark.skipif(not has_solver(), reason="the solver is not installed (extra planning)")

JANUARY = 2027 * 12


def month(number, year=2027):
    return year * 12 + number - 1


@st.composite
def problems(draw, tight=False):
    """Two or three measures in half a year: small enough to try everything."""
    count = draw(st.integers(1, 3))
    names = [f"M{number}" for number in range(1, count + 1)]
    pick = st.one_of(st.none(), st.integers(JANUARY, JANUARY + 5))
    tasks = tuple(
        Task(
            name,
            name,
            duration=draw(st.integers(1, 3)),
            weight=draw(st.integers(0, 4)),
            planned=draw(pick),
            pinned=draw(pick) if tight and draw(st.booleans()) else None,
            earliest=draw(pick) if draw(st.booleans()) else None,
            latest=draw(pick) if tight else None,
            demand={"Bauamt": draw(st.sampled_from([0, 50, 100]))},
            cost=draw(st.sampled_from([0, 500_000, 1_000_000])),
            running=draw(st.sampled_from([0, 120_000])),
        )
        for name in names
    )
    pairs = [(one, other) for one in names for other in names if one < other]
    links = tuple(
        Link(one, other, draw(st.sampled_from(["fs", "ss"])), draw(st.integers(0, 1)))
        for one, other in pairs
        if draw(st.booleans())
    )
    grants = ()
    if draw(st.booleans()):
        grants = (
            Grant("M1", "Dorf", draw(pick), draw(pick), draw(st.integers(0, 900_000)), tight and draw(st.booleans())),
        )
    capacities = {"Bauamt": Capacity({JANUARY + 2: 50} if tight else {}, 100)}
    budgets = {2027: draw(st.sampled_from([500_000, 2_500_000]))} if tight or draw(st.booleans()) else {}
    return Problem(tasks, JANUARY, JANUARY + (5 if tight else 11), links, capacities, budgets, grants)


def every_plan(problem, first, last):
    names = [task.id for task in problem.tasks]
    for months in itertools.product(range(first, last + 1), repeat=len(names)):
        yield dict(zip(names, months, strict=True))


@solver
@pytest.mark.parametrize("objective", ["benefit", "balance", "delay"])
@settings(max_examples=15, deadline=None)
@given(problem=problems())
def test_the_proposal_is_the_best_of_all_plans(objective, problem):
    found = propose(problem, objective=objective, seconds=5)
    possible = [
        points(problem, starts, objective)
        for starts in every_plan(problem, problem.first, problem.last)
        if not check(problem, starts)
    ]
    if not possible:
        assert found.status == "infeasible"
        return
    assert found.status == "optimal"
    assert found.objective == found.bound == min(possible)
    assert found.gap == 0
    assert check(problem, found.starts) == []


def too_soon(problem, task, start):
    """A pin that gives way does not go before the earliest start."""
    return task.pinned is not None and start < min(task.pinned, max(problem.first, task.earliest or problem.first))


@solver
@settings(max_examples=30, deadline=None)
@given(problem=problems(tight=True))
def test_what_gives_way_is_enough_and_nothing_cheaper_would_do(problem):
    found = propose(problem, seconds=10)
    prices = [
        sum(map(price, needed(problem, starts)))
        for starts in every_plan(problem, problem.first, problem.last + 4)
        if not any(found.kind in {"notice", "earliest"} for found in check(problem, starts))
        and not any(too_soon(problem, task, starts[task.id]) for task in problem.tasks)
    ]
    if found.status == "infeasible":
        assert found.is_smallest
        assert found.relaxations
        assert check(relaxed(problem, found.relaxations), found.starts) == []
        assert sum(map(price, found.relaxations)) == min(prices)
        for relaxation in found.relaxations:
            fewer = [other for other in found.relaxations if other != relaxation]
            assert propose(relaxed(problem, fewer), seconds=10).status == "infeasible"
    else:
        assert found.relaxations == ()
        assert min(prices) == 0


@solver
@settings(max_examples=20, deadline=None)
@given(problem=problems(), data=st.data())
def test_one_more_link_or_less_capacity_never_helps(problem, data):
    before = propose(problem, seconds=5)
    if data.draw(st.booleans()) and len(problem.tasks) > 1:
        harder = replace(problem, links=(*problem.links, Link("M1", "M2", "fs", 1)))
    else:
        harder = replace(problem, capacities={"Bauamt": Capacity({JANUARY + 1: 0}, 50)})
    after = propose(harder, seconds=5)
    if before.status == "infeasible":
        assert after.status == "infeasible"
    elif after.status != "infeasible":
        assert after.objective >= before.objective


@settings(deadline=None)
@given(problem=problems(tight=True))
def test_the_check_and_the_relaxations_agree(problem):
    starts = greedy(problem, "benefit")
    hard = [found for found in check(problem, starts) if found.kind not in {"notice", "earliest"}]
    assert bool(needed(problem, starts)) == bool(hard)


@settings(deadline=None)
@given(problem=problems(tight=True))
def test_without_the_solver_a_plan_comes_with_what_it_breaks(problem):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "ortools.sat.python.cp_model", None)
        found = propose(problem)
    assert set(found.starts) == {task.id for task in problem.tasks}
    assert found.status in ({"unknown"} if check(problem, found.starts) else {"feasible", "optimal"})
    assert found.bound <= found.objective


def town():
    """Five measures, one builder, a budget that does not carry all at once."""
    tasks = (
        Task("Leitung", "Leitung", 4, 1, demand={"Bauamt": 60}, cost=3_000_000),
        Task("Schule", "Schule", 3, 5, planned=month(1), demand={"Bauamt": 60}, cost=2_000_000, running=240_000),
        Task("App", "App", 2, 8, demand={"IT": 50}, cost=500_000),
        Task("Bus", "Bus", 6, 3, earliest=month(4), demand={"Bauamt": 20}, cost=1_000_000),
        Task("Fest", "Fest", 1, pinned=month(6)),
    )
    links = (Link("Leitung", "App", "fs", 1), Link("Schule", "Bus", "ss", 2))
    return Problem(
        tasks,
        JANUARY,
        JANUARY + 23,
        links,
        {"Bauamt": Capacity({month(1): 0}, 100), "IT": Capacity({}, None)},
        {2027: 6_600_000},
        (Grant("Bus", "Landesmittel", month(5), month(10), 4_000_000),),
    )


@solver
def test_a_proposal_explains_itself():
    found = propose(town(), seconds=10)
    assert found.status == "optimal"
    assert check(town(), found.starts) == []
    assert found.starts["Fest"] == month(6)
    assert found.missed == ()
    assert Limit("capacity", "Bauamt", month(1), ("Schule",)) in found.binding
    assert Limit("budget", "", 2027, ("App",)) in found.binding
    richer = propose(replace(town(), budgets={2027: 7_000_000}), seconds=10)
    assert Limit("link", "Leitung", None, ("App",), "App") in richer.binding
    assert Limit("notice", "Bus", month(5), ("Bus",)) in found.binding
    assert Limit("pin", "Fest", month(6), ("Fest",)) in found.binding


@solver
def test_a_deadline_may_be_missed_at_its_price_unless_it_is_pinned():
    late = replace(town(), grants=(Grant("Bus", "Landesmittel", month(5), month(9), 4_000_000),))
    found = propose(late, seconds=10)
    assert [missed.penalty for missed in found.missed] == [4_000_000]
    assert found.missed[0].months == found.starts["Bus"] + 5 - month(9)
    pinned = replace(late, grants=(replace(late.grants[0], is_pinned=True),))
    refused = propose(pinned, seconds=10)
    assert refused.status == "infeasible"
    assert [(way.kind, way.subject, way.amount) for way in refused.relaxations] == [("grant", "Bus", 1)]


@solver
def test_an_impossible_budget_is_told_with_the_year_and_the_amount():
    poor = replace(town(), last=JANUARY + 11, budgets={2027: 5_300_000})
    found = propose(poor, seconds=10)
    assert found.status == "infeasible"
    assert found.is_smallest
    ways = {(way.kind, way.when) for way in found.relaxations}
    assert ways == {("budget", 2027)}
    assert check(relaxed(poor, found.relaxations), found.starts) == []
    assert sum(task.cost for task in poor.tasks) - 5_300_000 <= found.relaxations[0].amount < 1_500_000


@solver
def test_the_same_problem_and_seed_give_the_same_plan():
    one, other = (propose(town(), objective="balance", seconds=5, seed=4) for _ in range(2))
    assert one.starts == other.starts


@solver
def test_nothing_moves_without_a_reason():
    tasks = tuple(Task(f"M{n}", f"M{n}", 2, planned=JANUARY + 3 * n) for n in range(4))
    found = propose(Problem(tasks, JANUARY, JANUARY + 23), objective="delay", seconds=5)
    assert found.starts == {task.id: task.planned for task in tasks}
    assert found.objective == 0


@solver
def test_it_says_how_far_it_is_and_stops_when_told():
    tasks = tuple(
        Task(
            f"M{n}",
            f"M{n}",
            2 + n % 7,
            1 + n * 7 % 9,
            demand={"Bauamt": 10 + n * 13 % 40, "IT": n * 7 % 30},
            cost=n * 90_001,
        )
        for n in range(60)
    )
    links = tuple(Link(f"M{n}", f"M{n + 5}") for n in range(0, 50, 3))
    big = Problem(
        tasks, JANUARY, JANUARY + 95, links, {"Bauamt": Capacity({}, 200), "IT": Capacity({}, 120)}, {2027: 30_000_000}
    )
    heard = []

    def listen(progress):
        heard.append(progress)
        return len(heard) < 3

    found = propose(big, seconds=60, report=listen)
    assert len(heard) == 3
    assert found.seconds < 30
    assert found.status == "feasible"
    assert check(big, found.starts) == []
    assert heard[-1].bound <= (heard[-1].objective or heard[-1].bound)


def test_what_a_plan_needs_by_month_and_year():
    need = load(town(), {"Leitung": month(11), "Schule": month(11), "Bus": month(1, 2028)})
    assert need.people["Bauamt"] == {
        month(11): 120, month(12): 120, month(1, 2028): 140, month(2, 2028): 80, month(3, 2028): 20, month(4, 2028): 20,
        month(5, 2028): 20, month(6, 2028): 20,
    }  # fmt: skip
    assert need.money == {2027: 5_000_000, 2028: 1_000_000 + 240_000 * 11 // 12}


def test_the_critical_path_and_the_slack():
    plan = {"Leitung": month(2), "App": month(7), "Schule": month(2), "Bus": month(5), "Fest": month(6)}
    path = critical_path(town(), plan)
    assert path.tasks == ("Bus",)
    assert path.slack == {"Leitung": 2, "App": 2, "Schule": 1, "Bus": 0, "Fest": 4}


def test_the_check_names_every_limit():
    plan = {"Leitung": month(1), "App": month(4), "Schule": month(1), "Bus": month(2), "Fest": month(7)}
    told = {(found.kind, found.subject, found.amount) for found in check(town(), plan)}
    assert told == {
        ("earliest", "Bus", 2), ("notice", "Bus", 3), ("pin", "Fest", 1), ("link", "Leitung", 2), ("link", "Schule", 1),
        ("capacity", "Bauamt", 120), ("capacity", "Bauamt", 40), ("budget", "", 80_000),
    }  # fmt: skip
    assert [found.kind for found in check(town(), {})] == ["missing"] * 5


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"tasks": (Task("a", "a"), Task("a", "a"))}, "two tasks have the same id"),
        ({"tasks": (Task("a", "a", 0),)}, "task a lasts 0 months"),
        ({"tasks": (Task("a", "a", cost=-1),)}, "negative"),
        ({"last": JANUARY - 1}, "a window of 0 months"),
        ({"links": (Link("App", "Kino"),)}, "does not join two tasks"),
        ({"grants": (Grant("Kino"),)}, "which is no task"),
        ({"budgets": {2027: -1}}, "negative"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(fault, words):
    with pytest.raises(ValueError, match=words):
        propose(replace(replace(town(), links=(), grants=()), **fault))


def test_nothing_to_plan_is_planned_at_once():
    found = propose(Problem((), JANUARY, JANUARY + 11))
    assert (found.status, found.starts, found.gap) == ("optimal", {}, 0)


@solver
def test_measures_that_wait_for_each_other_lose_a_link():
    tasks = (Task("a", "a", 2), Task("b", "b", 2))
    circle = Problem(tasks, JANUARY, JANUARY + 11, (Link("a", "b"), Link("b", "a")))
    found = propose(circle, seconds=5)
    assert found.status == "infeasible"
    assert [way.kind for way in found.relaxations] == ["link"]
    assert check(relaxed(circle, found.relaxations), found.starts) == []
    assert price(found.relaxations[0]) == price(Relaxation("link", "a", None, 4, "b"))
