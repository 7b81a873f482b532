"""Problems as large as a region: a plan is found where there is one, and what is too little is named where there is none."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings

from dorflinde.methods.planning import Capacity, Grant, Link, Problem, Task, check, load, propose
from dorflinde.methods.planning.greedy import greedy
from dorflinde.methods.planning.mending import mend
from dorflinde.methods.planning.overload import is_overloaded

from .test_planning import JANUARY, every_plan, month, problems, solver

MONTHS = 60


def region(municipalities, measures, seed):
    """A region that has a plan for sure, for it is built around one, and hardly any other: people just suffice, money nearly."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    tasks, links, grants, starts = [], [], [], {}
    used: dict[str, list[int]] = {}
    for town in range(municipalities):
        for number in range(measures):
            name, duration, amount = f"{town}.{number}", dice.choice((3, 6, 9, 12, 18)), dice.choice((5, 10, 20, 40))
            role = f"{town} {dice.choice(('Bauamt', 'Hauptamt', 'IT'))}"
            there = used.setdefault(role, [0] * MONTHS)
            free = [
                m for m in range(MONTHS - duration + 1) if all(busy + amount <= 100 for busy in there[m : m + duration])
            ]
            start = dice.choice(free[: len(free) // 2 + 1]) if free else 0
            for m in range(start, start + duration):
                there[m] += amount
            latest = JANUARY + start + dice.randrange(6) if dice.random() < 0.1 else None
            tasks.append(Task(name, name, duration, dice.randrange(1, 6), latest=latest, demand={role: amount}, cost=dice.randrange(2, 90) * 50_000))  # fmt: skip
            sooner = [task.id for task in tasks[-measures:-1] if starts[task.id] + task.duration <= JANUARY + start]
            starts[name] = JANUARY + start
            if sooner and dice.random() < 0.3:
                links.append(Link(dice.choice(sooner), name))
            if dice.random() < 0.1:
                grants.append(Grant(name, "Dorf", not_before=JANUARY + max(0, start - 4), finish_by=JANUARY + start + duration, penalty=500_000))  # fmt: skip
    capacities = {role: Capacity({}, max(months)) for role, months in used.items()}
    problem = Problem(tuple(tasks), JANUARY, JANUARY + MONTHS - 1, tuple(links), capacities, {}, tuple(grants))
    problem = replace(problem, budgets={year: cents * 51 // 50 for year, cents in load(problem, starts).money.items()})
    assert not check(problem, starts)
    return problem


@pytest.mark.parametrize("seed", [2, 3])
def test_a_plan_that_breaks_limits_is_mended_although_people_just_suffice(seed):
    problem = region(4, 30, seed)
    first = greedy(problem, "benefit")
    assert check(problem, first)
    mended = mend(problem, "benefit", first, rounds=4000, seed=0, keep_on=lambda: True)
    assert check(problem, mended) == []
    assert mended == mend(problem, "benefit", first, rounds=4000, seed=0, keep_on=lambda: True)


@solver
def test_a_large_region_gets_a_plan():
    problem = region(6, 40, 2)
    found = propose(problem, seconds=20)
    assert found.status in {"feasible", "optimal"}
    assert check(problem, found.starts) == []
    assert found.bound > 0


@solver
def test_a_position_with_too_much_to_do_is_named():
    problem = region(3, 20, 1)
    role = sorted(problem.capacities)[0]
    problem = replace(problem, capacities=problem.capacities | {role: Capacity({}, 5)})
    assert is_overloaded(problem)
    found = propose(problem, seconds=5)
    assert found.status == "infeasible"
    assert role in {one.subject for one in found.relaxations}


@settings(max_examples=60, deadline=None)
@given(problem=problems(tight=True))
def test_what_is_shown_to_be_too_much_really_has_no_plan(problem):
    if is_overloaded(problem):
        starts = every_plan(problem, JANUARY - 1, JANUARY + 6)
        assert all(check(problem, plan) for plan in starts)


@pytest.mark.parametrize(
    "problem",
    [
        Problem((Task("A", "A", 3, demand={"IT": 90}), Task("B", "B", 3, demand={"IT": 60})), JANUARY, JANUARY + 3, capacities={"IT": Capacity({}, 100)}),
        Problem((Task("A", "A", cost=60), Task("B", "B", cost=50)), JANUARY, JANUARY + 11, budgets={2027: 100}),
        Problem((Task("A", "A", 4), Task("B", "B", 3)), JANUARY, JANUARY + 5, links=(Link("A", "B"),)),
        Problem((Task("A", "A"), Task("B", "B")), JANUARY, JANUARY + 5, links=(Link("A", "B"), Link("B", "A"))),
        Problem((Task("A", "A", pinned=month(2)), Task("B", "B", 3)), JANUARY, JANUARY + 5, links=(Link("B", "A"),)),
    ],
)  # fmt: skip
def test_too_little_time_people_or_money_is_seen_at_once(problem):
    assert is_overloaded(problem)
