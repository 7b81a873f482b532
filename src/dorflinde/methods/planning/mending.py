"""A plan that breaks limits is mended: whoever breaks one gets a place of its own, those in the way look for another.

Source: ejection chains as in ruin and recreate (see :mod:`dorflinde.methods.planning.improvement`), aimed at the tasks that
break something, with threshold accepting of what is broken.
"""

import random
from collections.abc import Callable, Mapping

from dorflinde.methods.planning.improvement import Board
from dorflinde.methods.planning.problem import Problem
from dorflinde.methods.planning.proposal import Objective

MOST_OUT = 14  # tasks that are moved at once
PATIENCE = 400  # rounds without anything mended, before more may break for a while
BEARABLE = 0.15  # share of what is broken that may be added for a while


def mend(
    problem: Problem,
    objective: Objective,
    starts: Mapping[str, int],
    *,
    rounds: int,
    seed: int,
    keep_on: Callable[[], bool],
) -> dict[str, int]:
    """The plan that breaks the least after a number of rounds; fewer when nothing is broken any more."""
    names = [task.id for task in problem.tasks]
    board = Board(problem, objective, starts)
    repair = _Repair(board, random.Random(seed))  # noqa: S311  # repeatable, not secret
    best, least, won = dict(starts), board.broken, 0
    for turn in range(rounds):
        if not board.broken or not repair.movable or (turn % 10 == 0 and not keep_on()):
            break
        if repair.moved(bear=turn - won > PATIENCE) and board.broken < least:
            least, won = board.broken, turn
            best = {name: month for name, month in zip(names, board.starts, strict=True) if month is not None}
    return best


class _Repair:
    """One task that breaks something after the other."""

    def __init__(self, board: Board, chance: random.Random) -> None:
        self.board = board
        self.chance = chance
        windows = [board.window(place) for place in range(len(board.tasks))]
        self.movable = {
            place for place, (low, high) in enumerate(windows) if board.tasks[place].pinned is None and low <= high
        }
        self.order = sorted(self.movable)
        self.roles = [{role for role, _amount in demands} for demands in board.demands]
        self.work = [
            task.duration * sum(amount for _role, amount in demands)
            for task, demands in zip(board.tasks, board.demands, strict=True)
        ]
        self.guilty: list[int] | None = None  # not known after a change

    def moved(self, *, bear: bool) -> bool:
        """Try one move; it stays if no more is broken than before, or a little more for a while."""
        before = self.board.broken
        worse = before * BEARABLE if bear and self.chance.random() < 0.1 else 0
        out = self._in_the_way()
        homes = {place: self.board.take(place) for place in out}
        if self._put_back(out) and self.board.broken <= before + worse:
            self.guilty = None
            return True
        for place in out:
            if self.board.starts[place] is not None:
                self.board.take(place)
        for place, month in homes.items():
            self.board.put(place, month)
        return False

    def _in_the_way(self) -> list[int]:
        """A task that breaks something first, then those that run where it might go."""
        board, chance = self.board, self.chance
        if self.guilty is None:
            self.guilty = [place for place in self.order if self._breaks(place)]
        first = chance.choice(self.guilty or self.order)
        low, high = board.ranges[first]
        begin = chance.randint(low, max(low, min(high, board.latest[first])))
        end = begin + board.tasks[first].duration
        near = [
            place for place in self.order
            if place != first and self._runs_between(place, begin, end)
            and (self.roles[first] & self.roles[place] or chance.random() < 0.05)
        ]  # fmt: skip
        tied = [other for other, _lag in (*board.sooner[first], *board.later[first]) if other in self.movable]
        chosen = chance.sample(near, min(chance.randint(1, MOST_OUT), len(near)))
        return list(dict.fromkeys([first, *chosen, *(other for other in tied if chance.random() < 0.5)]))

    def _runs_between(self, place: int, begin: int, end: int) -> bool:
        start = self.board.starts[place]
        return start is not None and start < end and begin < start + self.board.tasks[place].duration

    def _breaks(self, place: int) -> bool:
        """Tell whether a task begins too late, or works or pays where there is too little."""
        board, month = self.board, self.board.starts[place]
        if month is None:
            return False
        begin, end = board.run(place, month)
        return (
            month > board.latest[place]
            or any(min(board.free[role][begin:end], default=0) < 0 for role in self.roles[place])
            or any(board.left[year] < 0 for year, _cents in board.costs[place].get(month, ()))
        )

    def _put_back(self, out: list[int]) -> bool:
        """The task that broke something first, then those with the most work, with luck in the order."""
        sway = self.chance.random()
        rest = sorted(out[1:], key=lambda place: -self.work[place] * (1 - sway * self.chance.random()))
        for place in (out[0], *rest):
            month = self.board.best_place(place, self.chance)
            if month is None:
                return False
            self.board.put(place, month)
        return True
