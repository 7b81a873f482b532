"""Reads along the trail: what belongs together, and the whole story of a thing."""

from .links import (
    contribution_numbers,
    downstream,
    followers_of,
    has_offspring,
    is_following,
    latest_steps,
    offspring_of,
    origins_of,
    origins_of_all,
    seen,
    steps_at,
    upstream,
    url_of,
)
from .story import Knot, Story, Thing, hears_of, number_of_followers, story_of

__all__ = [
    "Knot",
    "Story",
    "Thing",
    "contribution_numbers",
    "downstream",
    "followers_of",
    "has_offspring",
    "hears_of",
    "is_following",
    "latest_steps",
    "number_of_followers",
    "offspring_of",
    "origins_of",
    "origins_of_all",
    "seen",
    "steps_at",
    "story_of",
    "upstream",
    "url_of",
]
