"""Which statement a person sees next: those that tell most about opinions more often, chance decides among all."""

import random
from collections.abc import Collection, Hashable, Mapping

import numpy as np

from dorflinde.methods.opinion_map.representative import share
from dorflinde.methods.opinion_map.votes import AGREE, PASS, Indexes, Numbers, Votes

ABOUT_THE_PERSON = 49.0  # a question about the person herself comes early


def priorities(votes: Votes, extremity: Numbers) -> Numbers:
    """Weight of each statement in the draw of the next one, all votes counted; what was moderated out is never drawn."""
    found = weights(votes.tally(AGREE)[0], votes.tally(PASS)[0], votes.tally()[0], extremity)
    return np.where(votes.personal, ABOUT_THE_PERSON, np.where(votes.outside, 0.0, found))


def weights(agrees: Indexes, passes: Indexes, trials: Indexes, extremity: Numbers) -> Numbers:
    """Little passed over, much agreed with, dividing, and above all new statements weigh more."""
    passed, agreed = share(passes, trials), share(agrees, trials)
    new = 1 + 8 * np.exp2(-np.asarray(trials) / 5)
    return np.asarray(((1 - passed) * (1 + extremity) * agreed * new) ** 2, dtype=np.float64)


def choose_next(
    weight: Mapping[Hashable, float], *, seen: Collection[Hashable] = (), chance: random.Random
) -> Hashable | None:
    """Draw a statement that was not seen yet, by weight; None when there is none. The same chance draws the same."""
    known = set(seen)
    left = [(statement, size) for statement, size in weight.items() if statement not in known and size > 0]
    if not left:
        return None
    return chance.choices([statement for statement, _ in left], weights=[size for _, size in left])[0]
