"""A meeting as people read it: its agenda, who has a seat and who waits, what is left of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core import voting
from dorflinde.participation.models import Activity, Gathering, GatheringItem, GatheringPhoto, GuestPass, Idea, Signup


@dataclass(frozen=True)
class Listed:
    """Somebody on the list."""

    signup: Signup
    number: int
    waits: bool


@dataclass(frozen=True)
class GatheringView:
    """Everything a page of a meeting shows."""

    gathering: Gathering
    agenda: list[tuple[str, str]]
    signed_up: int
    own: Listed | None
    photos: list[GatheringPhoto]
    ideas: list[Idea]
    vote: voting.Vote | None = None

    @property
    def free(self) -> int | None:
        """How many seats are left; None where there are as many as people come."""
        seats = self.gathering.seats
        return None if seats is None else max(0, seats - self.signed_up)


def gathering_of(activity: Activity, user: User | None) -> GatheringView:
    """Return a meeting for one reader."""
    found = Gathering.objects.get(activity=activity)
    found.activity = activity
    ideas = Idea.objects.visible().filter(takeaway__gathering=found).order_by("pk")
    vote = voting.find(activity.project.municipality, found.vote)
    return GatheringView(
        gathering=found,
        agenda=[_point(item, vote if item.position == found.vote_point else None) for item in found.agenda.all()],
        signed_up=found.signups.count(),
        own=own_line(found, user=user),
        photos=list(found.photos.all()),
        ideas=list(ideas.select_related("project__municipality")),
        vote=vote,
    )


def _point(item: GatheringItem, vote: voting.Vote | None) -> tuple[str, str]:
    """Return a point of the agenda; the one that is voted on leads there."""
    at = f"{item.at:%H:%M}" if item.at else ""
    if vote is None or not vote.url:
        return at, item.title
    return at, format_html('{} · <a href="{}">{}</a>', item.title, vote.url, vote.title)


def list_of(gathering: Gathering) -> list[Listed]:
    """Return who comes and who waits, in the order in which they signed up."""
    rows = gathering.signups.select_related("person").order_by("pk")
    return [_listed(gathering, row, number) for number, row in enumerate(rows, start=1)]


def signups_of(activities: Iterable[Activity]) -> Mapping[int, int]:
    """Return how many came to each meeting, or signed up as long as nobody counted."""
    wanted = [one.pk for one in activities]
    rows = Gathering.objects.filter(activity__in=wanted).values_list("activity", "came").annotate(Count("signups"))
    return {activity: number for activity, came, signed in rows if (number := came if came is not None else signed)}


def without_a_day(activities: Iterable[Activity]) -> Mapping[int, str]:
    """Say what is missing to meetings that have no day yet."""
    wanted = [one.pk for one in activities]
    undated = Gathering.objects.filter(activity__in=wanted, starts_at__isnull=True).values_list("activity", flat=True)
    return dict.fromkeys(undated, _("Der Termin steht noch nicht fest."))


def own_line(gathering: Gathering, *, user: User | None = None, guest: GuestPass | None = None) -> Listed | None:
    """Return where somebody stands on the list, with an account or without."""
    owner = {"person": user} if user else {"guest": guest}
    signup = Signup.objects.filter(gathering=gathering, **owner).first() if user or guest else None
    if signup is None:
        return None
    return _listed(gathering, signup, Signup.objects.filter(gathering=gathering, pk__lte=signup.pk).count())


def _listed(gathering: Gathering, signup: Signup, number: int) -> Listed:
    return Listed(signup, number, gathering.seats is not None and number > gathering.seats)
