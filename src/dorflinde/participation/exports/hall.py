"""What a person asked, supported and chose in halls, for themselves."""

from typing import Any

from dorflinde.accounts.public import User
from dorflinde.participation.models import HallModerator, HallQuestion, HallSupport, HallVote, Signup


def hall_rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return everything a person did in question hours, as they may take it along."""
    asked = HallQuestion.objects.filter(person=user).select_related("activity").order_by("pk")
    behind = HallSupport.objects.filter(person=user).select_related("question").order_by("pk")
    votes = HallVote.objects.filter(person=user).select_related("poll", "option").order_by("pk")
    led = HallModerator.objects.filter(person=user).select_related("hour__activity").order_by("pk")
    meetings = Signup.objects.filter(person=user).select_related("gathering__activity").order_by("pk")
    return [
        *(
            {"kind": "hall question", "hour": one.activity.title, "text": one.text, "name": one.name, "at": one.asked_at.isoformat()}
            for one in asked
        ),
        *({"kind": "hall support", "question": one.question.text} for one in behind),
        *({"kind": "hall vote", "poll": one.poll.text, "vote": one.option.text} for one in votes),
        *({"kind": "hall moderator", "hour": one.hour.activity.title, "at": one.named_at.isoformat()} for one in led),
        *({"kind": "signup", "meeting": one.gathering.activity.title, "at": one.signed_up_at.isoformat()} for one in meetings),
    ]  # fmt: skip
