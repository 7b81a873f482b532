"""What other modules may use of the trail."""

from .actions import LinkProblem, enter, follow, follow_up, link, reword, take_back_news, unfollow, unlink
from .models import Link, Step
from .queries import (
    contribution_numbers,
    followers_of,
    has_offspring,
    is_following,
    latest_steps,
    offspring_of,
    origins_of,
    origins_of_all,
    url_of,
)

__all__ = [
    "Link",
    "LinkProblem",
    "Step",
    "contribution_numbers",
    "enter",
    "follow",
    "follow_up",
    "followers_of",
    "has_offspring",
    "is_following",
    "latest_steps",
    "link",
    "offspring_of",
    "origins_of",
    "origins_of_all",
    "reword",
    "take_back_news",
    "unfollow",
    "unlink",
    "url_of",
]
