"""Which statements a group stands for, what unites everybody, and how sure that is."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dorflinde.methods.opinion_map.votes import AGREE, DISAGREE, Indexes, Numbers, Votes

SURE = 1.2816  # z of a one-sided test at 90 %
MOST = 5


@dataclass(frozen=True)
class Stance:
    """What a group (or everybody) thinks of a statement: how many, how probably, how much more than the others.

    `p` is the share of votes in this direction, smoothed; `p_test` its z against a half; `repness` how many times as likely
    as among the others, `repness_test` its z (None where nobody is compared). `is_best_agree`: what it agrees on most.
    """

    statement: Hashable
    agrees: bool
    successes: int
    trials: int
    p: float
    p_test: float
    repness: float | None = None
    repness_test: float | None = None
    is_best_agree: bool = False


@dataclass(frozen=True)
class Figures:
    """Figures of groups × statements; the names are those of the method: pa, pat, ra, rat for agreeing, pd … for not."""

    na: Indexes
    nd: Indexes
    ns: Indexes
    pa: Numbers
    pd: Numbers
    pat: Numbers
    pdt: Numbers
    ra: Numbers
    rd: Numbers
    rat: Numbers
    rdt: Numbers


def share(successes: ArrayLike, trials: ArrayLike) -> Numbers:
    """Share of successes, one imagined success and one imagined failure included."""
    return np.asarray((np.asarray(successes) + 1) / (np.asarray(trials) + 2), dtype=np.float64)


def one_proportion(successes: ArrayLike, trials: ArrayLike) -> Numbers:
    """z of a share against a half, one imagined success included."""
    n = np.asarray(trials) + 1
    return np.asarray(2 * np.sqrt(n) * ((np.asarray(successes) + 1) / n - 0.5), dtype=np.float64)


def two_proportions(in_: ArrayLike, out: ArrayLike, trials_in: ArrayLike, trials_out: ArrayLike) -> Numbers:
    """z of the difference of two shares, one imagined success in each included; 0 where everybody succeeds."""
    s1, s2 = np.asarray(in_) + 1.0, np.asarray(out) + 1.0
    n1, n2 = np.asarray(trials_in) + 1.0, np.asarray(trials_out) + 1.0
    pooled = (s1 + s2) / (n1 + n2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return np.asarray(np.where(pooled == 1, 0.0, (s1 / n1 - s2 / n2) / np.where(spread == 0, 1.0, spread)))


def figures(votes: Votes, group: Indexes, groups: int) -> Figures:
    """Figures of every group on every statement; `group` gives each person's, -1 for those who are in none."""
    na = votes.tally(AGREE, group, groups)
    nd = votes.tally(DISAGREE, group, groups)
    ns = votes.tally(None, group, groups)
    others = [part.sum(axis=0) - part for part in (na, nd, ns)]
    pa, pd = share(na, ns), share(nd, ns)
    return Figures(
        na, nd, ns, pa, pd, one_proportion(na, ns), one_proportion(nd, ns),
        pa / share(others[0], others[2]), pd / share(others[1], others[2]),
        two_proportions(na, others[0], ns, others[2]), two_proportions(nd, others[1], ns, others[2]),
    )  # fmt: skip


def representative(votes: Votes, told: Figures, group: int) -> list[Stance]:
    """Up to five statements a group stands for: what it agrees on most first, agreement before rejection."""
    found: list[int] = []
    best: int | None = None
    agreed: int | None = None
    for column in np.flatnonzero(~votes.outside).tolist():
        if _is_sure(told, group, column):
            found.append(column)
        elif not found and (best is None or _test(told, group, column) > _test(told, group, best)):
            best = column
        if _agrees_more(told, group, column, agreed):
            agreed = column
    if not found:
        chosen = [column for column in (agreed if agreed is not None else best,) if column is not None]
    else:
        found.sort(key=lambda column: -_strength(told, group, column))
        chosen = [column for column in (agreed,) if column is not None]
        chosen += [column for column in found if column != agreed]
    stances = [_stance(votes, told, group, column, is_best_agree=column == agreed) for column in chosen[:MOST]]
    return sorted(stances, key=lambda stance: not stance.agrees)


def _side(told: Figures, group: int, column: int) -> tuple[bool, tuple[int, float, float, float, float]]:
    """Whether the group rather agrees than rejects, and successes, p, its z, ratio, its z of that side."""
    at = (group, column)
    # Where all groups think alike, both tests are nothing: then its own votes tell.
    agrees = bool((told.rat[at], told.na[at]) > (told.rdt[at], told.nd[at]))
    na, pa, pat, ra, rat = (
        (told.na, told.pa, told.pat, told.ra, told.rat) if agrees else (told.nd, told.pd, told.pdt, told.rd, told.rdt)
    )
    return agrees, (int(na[at]), float(pa[at]), float(pat[at]), float(ra[at]), float(rat[at]))


def _stance(votes: Votes, told: Figures, group: int, column: int, *, is_best_agree: bool) -> Stance:
    agrees, (successes, p, p_test, ratio, test) = _side(told, group, column)
    trials = int(told.ns[group, column])
    return Stance(votes.statements[column], agrees, successes, trials, p, p_test, ratio, test, is_best_agree)


def _test(told: Figures, group: int, column: int) -> float:
    return float(max(told.rat[group, column], told.rdt[group, column]))


def _strength(told: Figures, group: int, column: int) -> float:
    _, (_, p, p_test, ratio, test) = _side(told, group, column)
    return ratio * test * p * p_test


def _is_sure(told: Figures, group: int, column: int) -> bool:
    at = (group, column)
    agree = told.rat[at] > SURE and told.pat[at] > SURE
    return bool(agree or (told.rdt[at] > SURE and told.pdt[at] > SURE))


def _agrees_more(told: Figures, group: int, column: int, held: int | None) -> bool:
    at = (group, column)
    if not told.na[at] and not told.nd[at]:
        return False
    alone = told.pa[at] * told.pat[at]
    if held is None:
        return bool(told.pat[at] > SURE or (told.ra[at] > 1 and told.pa[at] > 0.5))
    before = (group, held)
    held_alone = told.pa[before] * told.pat[before]
    if told.ra[before] > 1:
        return bool(told.ra[at] * told.rat[at] * alone > told.ra[before] * told.rat[before] * held_alone)
    return bool(alone > held_alone)


def consensus(votes: Votes) -> tuple[list[Stance], list[Stance]]:
    """Up to five statements that everybody who voted, grouped or not, surely agrees on, and surely rejects."""
    trials = votes.tally()[0]
    sides = []
    for agrees in (True, False):
        successes = votes.tally(AGREE if agrees else DISAGREE)[0]
        p, z = share(successes, trials), one_proportion(successes, trials)
        sure = np.flatnonzero((p > 0.5) & (z > SURE) & ~votes.outside)
        order = sure[np.argsort(-(p * z)[sure], kind="stable")][:MOST]
        sides.append(
            [
                Stance(votes.statements[at], agrees, int(successes[at]), int(trials[at]), float(p[at]), float(z[at]))
                for at in order
            ]
        )
    return sides[0], sides[1]


def common_ground(told: Figures) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How probable it is that a person of every group agrees with a statement, and that one of every group rejects it.

    The product over the groups: one group that thinks otherwise is enough to make it small (group-informed consensus).
    """
    return np.prod(told.pa, axis=0), np.prod(told.pd, axis=0)
