"""What a notice is about, what was reported and decided, what waits for a look, what the house rules say."""

from .looking import Standing, just_admitted, review_refused_by, reviews, standing_of, waiting_of
from .pausing import describe_pauses, pause_named, pause_of, pauses
from .reporting import (
    PAGE,
    JustDecided,
    batch_of,
    decisions,
    describe_pages,
    figures,
    find_thing,
    is_restricted,
    notices,
    numbers,
    own_path,
    restricted_among,
    title_of,
)
from .screening import Verdict, kinds_that_can_wait, pause_sentence, screen, try_out

__all__ = [
    "PAGE",
    "JustDecided",
    "Standing",
    "Verdict",
    "batch_of",
    "decisions",
    "describe_pages",
    "describe_pauses",
    "figures",
    "find_thing",
    "is_restricted",
    "just_admitted",
    "kinds_that_can_wait",
    "notices",
    "numbers",
    "own_path",
    "pause_named",
    "pause_of",
    "pause_sentence",
    "pauses",
    "restricted_among",
    "review_refused_by",
    "reviews",
    "screen",
    "standing_of",
    "title_of",
    "try_out",
    "waiting_of",
]
