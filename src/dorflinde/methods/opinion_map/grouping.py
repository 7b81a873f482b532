"""Finds groups on a plane: k-means twice, and as many groups as fit best (mean silhouette)."""

import numpy as np

from dorflinde.methods.opinion_map.votes import Indexes, Numbers

MOST_BASES = 100
MOST_GROUPS = 5
FEWEST_PEOPLE = 15
STEPS = 20
MOST_STEPS = 100
FAR_STARTS = 20
DRAWN_STARTS = 60
STILL = 0.01  # a centre that moves less has arrived


def voices(counts: Indexes, least: int, columns: int) -> Indexes:
    """Places of the people who are grouped: enough votes, and the most active where those would be too few."""
    enough = counts >= min(least, columns)
    if enough.sum() < FEWEST_PEOPLE and counts.size:
        # As active as the fifteenth is active enough: nobody stays out by the order of names.
        bar = np.sort(counts)[::-1][:FEWEST_PEOPLE][-1]
        enough |= counts >= max(bar, 1)
    return np.flatnonzero(enough)


def bases(points: Numbers) -> Indexes:
    """Label of each point: up to a hundred places are bases as they are, more are gathered into a hundred."""
    _, first, place = np.unique(points, axis=0, return_index=True, return_inverse=True)
    if len(first) <= MOST_BASES:
        # Bases stand in the order in which their first member does.
        rank = np.empty(len(first), dtype=np.int64)
        rank[np.argsort(first)] = np.arange(len(first))
        return rank[place.reshape(-1)]
    return k_means(points, np.ones(len(points)), first_distinct(points, MOST_BASES))


def centres_of(points: Numbers, labels: Indexes, weights: Numbers) -> Numbers:
    """Weighted mean of the points of each label."""
    total = np.bincount(labels, weights=weights)
    sums = [np.bincount(labels, weights=weights * points[:, axis]) for axis in range(points.shape[1])]
    return np.asarray(np.stack(sums, axis=1) / total[:, None], dtype=np.float64)


def first_distinct(points: Numbers, k: int) -> Numbers:
    """The first k different points, in the order of their rows."""
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:k]]


def k_means(points: Numbers, weights: Numbers, centres: Numbers, steps: int = STEPS) -> Indexes:
    """Label of each point after moving the given centres; labels without a point vanish, the rest keep their order."""
    for _step in range(steps):
        labels = _nearest(points, centres)
        _, labels = np.unique(labels, return_inverse=True)
        moved = centres_of(points, labels, weights)
        still = len(moved) == len(centres) and bool(
            (np.linalg.norm(_in_order(moved) - _in_order(centres), axis=1) < STILL).all()
        )
        centres = moved
        if still:
            break
    return labels


def _nearest(points: Numbers, centres: Numbers) -> Indexes:
    """The nearest centre of each point; of equally near ones the last."""
    distances = (points[:, None, 0] - centres[None, ::-1, 0]) ** 2 + (points[:, None, 1] - centres[None, ::-1, 1]) ** 2
    return np.asarray(len(centres) - 1 - np.argmin(distances, axis=1), dtype=np.int64)


def _in_order(centres: Numbers) -> Numbers:
    return centres[np.lexsort((centres[:, 1], centres[:, 0]))]


def silhouette(distances: Numbers, labels: Indexes) -> float:
    """Mean silhouette (Rousseeuw 1987): 1 where every group stands apart, below 0 where points lie in the wrong one."""
    return float(np.mean(silhouettes(distances, labels)))


def silhouettes(distances: Numbers, labels: Indexes) -> Numbers:
    """How much nearer each point is to its own group than to the next; 0 for one that is alone."""
    groups = int(labels.max()) + 1
    members = np.bincount(labels, minlength=groups)
    sums = np.stack([distances[:, labels == group].sum(axis=1) for group in range(groups)], axis=1)
    own = members[labels]
    near = sums[np.arange(len(labels)), labels] / np.maximum(own - 1, 1)
    means = sums / members
    means[np.arange(len(labels)), labels] = np.inf
    far = means.min(axis=1)
    wide = np.maximum(near, far)
    alone = (own == 1) | (wide == 0) | np.isinf(far)
    return np.where(alone, 0.0, (far - near) / np.where(alone, 1.0, wide))


def most_groups(base_count: int) -> int:
    """The largest number of groups that so many bases can tell apart."""
    return min(MOST_GROUPS, 2 + base_count // 12)


def groups_of(centres: Numbers, weights: Numbers, *, as_polis: bool = False) -> tuple[Indexes, dict[int, float]]:
    """Label of each base, and the silhouette of every number of groups that was tried.

    k-means begins in many places and the tightest groups are kept. `as_polis` begins once, at the first different bases,
    as the Polis server does, whose groups depend on who came first. One group where no division has a silhouette above zero;
    two places with several people each are two groups, although a place that is alone has none.
    """
    if len(centres) == 2 and weights.min() > 1:
        return np.arange(2), {}
    distances = np.hypot(centres[:, None, 0] - centres[None, :, 0], centres[:, None, 1] - centres[None, :, 1])
    best, chosen, told = 0.0, np.zeros(len(centres), dtype=np.int64), {}
    for k in range(2, min(most_groups(len(centres)), len(centres)) + 1):
        if as_polis:
            labels = k_means(centres, weights, first_distinct(centres, k))
        else:
            labels = _tightest(centres, weights, distances, k)
        told[k] = silhouette(distances, labels) if labels.max() > 0 else 0.0
        if told[k] > 0 and told[k] >= best:
            best, chosen = told[k], labels
    return chosen, told


def _tightest(points: Numbers, weights: Numbers, distances: Numbers, k: int) -> Indexes:
    """k-means from all starts at once (starts × points × centres), until nothing moves; the tightest result."""
    begun = _starts(distances, k)
    x, y = points[begun, 0], points[begun, 1]
    weighed = np.stack([weights, weights * points[:, 0], weights * points[:, 1]], axis=1)
    labels = np.zeros((len(begun), len(points)), dtype=np.int64)
    for step in range(MOST_STEPS):
        apart = (points[None, :, None, 0] - x[:, None, :]) ** 2 + (points[None, :, None, 1] - y[:, None, :]) ** 2
        following = np.argmin(apart, axis=2)
        if step and np.array_equal(following, labels):
            break
        labels = following
        belongs = labels[:, None, :] == np.arange(k)[None, :, None]
        total, sum_x, sum_y = np.moveaxis(belongs.astype(np.float64) @ weighed, 2, 0)
        # A centre without points is out of everybody's reach.
        x = np.where(total == 0, np.inf, sum_x / np.where(total == 0, 1.0, total))
        y = np.where(total == 0, np.inf, sum_y / np.where(total == 0, 1.0, total))
    looseness = apart.min(axis=2) @ weights
    # Starts that end alike differ by rounding only; the first of them is taken.
    least = int(np.flatnonzero(looseness <= looseness.min() * (1 + 1e-9))[0])
    return np.unique(labels[least], return_inverse=True)[1].reshape(-1)


def _starts(distances: Numbers, k: int) -> Indexes:
    """Where k-means begins (starts × k): at points far apart, and at some drawn by a fixed lot."""
    far = np.arange(0, len(distances), 1 + len(distances) // FAR_STARTS)[:, None]
    reach = distances[far[:, 0]]
    while far.shape[1] < k:
        farthest = np.argmax(reach, axis=1)
        far = np.concatenate([far, farthest[:, None]], axis=1)
        reach = np.minimum(reach, distances[farthest])
    lot = np.random.default_rng(0)
    drawn = [lot.choice(len(distances), size=k, replace=False) for _ in range(DRAWN_STARTS)]
    return np.concatenate([far, drawn])
