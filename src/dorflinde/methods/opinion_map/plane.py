"""Lays people and statements out on a plane: those who vote alike lie close together (principal components)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dorflinde.methods.opinion_map.votes import Indexes, Numbers, Votes

DENSE = 10_000  # cells up to which the table is decomposed as a whole
STEPS = 400  # of the Lanczos iteration; some 60 are usual
LOOK = 8  # steps between two looks at how exact it is
PRECISION = 1e-13


@dataclass(frozen=True)
class Plane:
    """The mean vote on each statement, two axes (2 × statements), and where people and statements lie (… × 2)."""

    means: Numbers
    axes: Numbers
    people: Numbers
    statements: Numbers

    @property
    def extremity(self) -> Numbers:
        """How far from the middle a statement lies: how strongly it divides."""
        return np.asarray(np.hypot(self.statements[:, 0], self.statements[:, 1]), dtype=np.float64)


def lay_out(votes: Votes) -> Plane:
    """Lay out a table; a missing vote counts as the statement's mean, so that it pulls nowhere."""
    columns = len(votes.statements)
    counted = votes.tally()[0]
    sums = _sums(votes.statement, votes.vote.astype(np.float64), columns)
    means = np.where(votes.outside, 0.0, sums / np.maximum(counted, 1))
    # A missing cell less its column's mean is nothing: the centred table is as sparse as the votes.
    centred = np.where(votes.outside[votes.statement], 0.0, votes.vote - means[votes.statement])
    axes = _axes(votes, centred)
    # A statement outside counts as voted by everybody: its column is zero in every row, not missing.
    inside = ~votes.outside[votes.statement]
    own = np.bincount(votes.person[inside], minlength=len(votes.people)) + int(votes.outside.sum())
    stretch = np.sqrt(columns / np.maximum(own, 1))
    people = np.stack([_rows(votes, centred * axis[votes.statement]) * stretch for axis in axes], axis=1)
    statements = ((1.0 - means) * axes * np.sqrt(columns)).T
    return Plane(means, axes, people, statements)


def _axes(votes: Votes, centred: Numbers) -> Numbers:
    """The two directions in which opinions differ most; their largest loading is positive."""
    rows, columns = len(votes.people), len(votes.statements)
    if rows * columns <= DENSE:
        table = np.zeros((rows, columns))
        table[votes.person, votes.statement] = centred
        _, sizes, found = np.linalg.svd(table, full_matrices=False)
        found = found[:2][sizes[:2] > PRECISION * max(1.0, sizes[0] if len(sizes) else 0.0)]
    else:
        found = _lanczos(
            lambda axis: _sums(
                votes.statement, centred * _rows(votes, centred * axis[votes.statement])[votes.person], columns
            ),
            columns,
        )
    axes = np.zeros((2, columns))
    axes[: len(found)] = np.where(votes.outside, 0.0, found)
    for axis in axes:
        if axis[np.argmax(np.abs(axis))] < 0:
            axis *= -1
    return axes


def _rows(votes: Votes, cells: Numbers) -> Numbers:
    return _sums(votes.person, cells, len(votes.people))


def _sums(place: Indexes, cells: Numbers, size: int) -> Numbers:
    return np.asarray(np.bincount(place, weights=cells, minlength=size), dtype=np.float64)


def _lanczos(multiply: Callable[[Numbers], Numbers], size: int) -> Numbers:
    """The two leading eigenvectors of a symmetric matrix that is known by its products only.

    Lanczos with full reorthogonalisation: Golub, Van Loan, "Matrix Computations" (2013), 10.1 and 10.3.
    """
    basis = np.zeros((min(STEPS, size), size))
    diagonal: list[float] = []
    beside: list[float] = []
    vector = np.random.default_rng(0).standard_normal(size)  # a fixed direction that lies across every axis
    vector /= np.linalg.norm(vector)
    for step in range(len(basis)):
        basis[step] = vector
        known = basis[: step + 1]
        product = multiply(vector)
        diagonal.append(float(vector @ product))
        for _twice in range(2):
            product -= known.T @ (known @ product)
        rest = float(np.linalg.norm(product))
        ended = step + 1 == len(basis) or rest <= PRECISION * max(map(abs, diagonal))
        if ended or step % LOOK == LOOK - 1:
            values, mixes = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
            if ended or np.all(np.abs(rest * mixes[-1, -2:]) <= PRECISION * values[-1]):
                break
        beside.append(rest)
        vector = product / rest
    best = np.flatnonzero(values > PRECISION * max(float(values[-1]), np.finfo(float).tiny))[::-1][:2]
    return np.asarray(mixes[:, best].T @ known, dtype=np.float64)
