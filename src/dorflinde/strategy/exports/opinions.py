"""What is kept of a person's opinions: ratings and dots."""

from typing import Any

from dorflinde.accounts.public import User
from dorflinde.strategy.models import Dots, Rating, SavedView


def rows_of_opinions(user: User) -> list[dict[str, Any]]:
    """Return how a person rated measures, the dots of votes that are not counted yet, and the views they kept."""
    ratings = Rating.objects.filter(rater=user).select_related("measure")
    dots = Dots.objects.filter(ballot__voter=user).select_related("measure", "ballot__round")
    return [
        *(
            {
                "kind": "rating", "measure": str(row.measure), "at": row.at.isoformat(), "effort": row.effort,
                "benefit": row.benefit, "text": row.comment, "group": row.group,
            }
            for row in ratings
        ),
        *({"kind": "dots", "measure": str(row.measure), "vote": str(row.ballot.round), "count": row.count} for row in dots),
        *({"kind": "view", "title": view.title, "query": view.query} for view in SavedView.objects.filter(owner=user)),
    ]  # fmt: skip
