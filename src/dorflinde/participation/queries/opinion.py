"""An opinion map for those who vote: what comes next, what they said, how far they are."""

import random
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.subjects import Description
from dorflinde.core.text import excerpt
from dorflinde.participation.models import Activity, GuestPass, Opinion, Statement, Voice


@dataclass(frozen=True)
class Standing:
    """How far somebody is: the statement that comes next, what was said so far, how many there are."""

    voice: Voice | None
    next: Statement | None
    said: int
    total: int

    @property
    def is_done(self) -> bool:
        """Tell whether somebody voted on everything there is."""
        return self.next is None and self.total > 0


def voice_of(activity: Activity, user: User | None, guest: GuestPass | None = None) -> Voice | None:
    """Return the voice of a person or of a guest, if there is one."""
    if user is None and guest is None:
        return None
    return Voice.objects.filter(activity=activity, person=user, guest=guest).first()


def standing_of(activity: Activity, voice: Voice | None) -> Standing:
    """Return what somebody is asked next: what tells most, by chance, so that statements get votes evenly."""
    import numpy as np  # many megabytes, as in `opinion_map`: only where a map is voted on or drawn

    from dorflinde.methods.opinion_map import choose_next
    from dorflinde.methods.opinion_map.routing import weights

    shown = list(Statement.objects.of(activity).shown())
    said = set(Opinion.objects.filter(voice=voice).values_list("statement", flat=True)) if voice else set()
    by_key = {statement.pk: statement for statement in shown}
    counted = Counter[tuple[int, int]]()
    votes = Opinion.objects.filter(statement__in=by_key).order_by().values_list("statement", "vote")
    for key, vote, number in votes.annotate(number=Count("pk")):
        counted[key, vote] = number
    agrees, passes, rejects = (np.array([counted[key, vote] for key in by_key], dtype=np.int64) for vote in (1, 0, -1))
    sizes = weights(agrees, passes, agrees + passes + rejects, np.zeros(len(by_key)))
    # The same place in the row always asks the same: a reload changes nothing.
    chance = random.Random(f"{voice.public_id if voice else activity.public_id}:{len(said)}")  # noqa: S311 - no secret
    drawn = choose_next(dict(zip(by_key, sizes.tolist(), strict=True)), seen=said, chance=chance)
    return Standing(voice, by_key.get(drawn), len(said & by_key.keys()), len(shown))  # type: ignore[call-overload]


def asked_again(standing: Standing, activity: Activity, key: str) -> Standing:
    """Return where somebody is when they want to think once more about one statement; an unknown one changes nothing."""
    try:
        wanted = Statement.objects.of(activity).shown().filter(public_id=uuid.UUID(key)).first()
    except ValueError:
        wanted = None
    return replace(standing, next=wanted) if wanted else standing


def said_by(voice: Voice | None) -> list[Opinion]:
    """Return what a voice thinks so far, the latest first."""
    if voice is None:
        return []
    return list(
        Opinion.objects.filter(voice=voice, statement__hiding__isnull=True).select_related("statement").order_by("-pk")
    )


def voices_on_maps(activities: Iterable[Activity]) -> Mapping[int, int]:
    """Return how many people voted on each opinion map."""
    rows = Voice.objects.filter(activity__in=[one.pk for one in activities])
    return dict(rows.order_by().values_list("activity").annotate(Count("pk")))


def without_statements(activities: Iterable[Activity]) -> Mapping[int, str]:
    """Say what is missing on maps on which nobody has said anything yet."""
    wanted = [one.pk for one in activities]
    saying = Exists(Statement.objects.filter(activity=OuterRef("pk"), hiding__isnull=True))
    empty = Activity.objects.filter(~saying, pk__in=wanted).values_list("pk", flat=True)
    return dict.fromkeys(empty, _("Hier gibt es noch keine Aussagen."))


def statements_for_office(activity: Activity) -> list[Statement]:
    """Return every statement with its numbers, as the town hall looks after them."""
    vote = Opinion.Vote
    return list(
        Statement.objects.of(activity).select_related("hiding").annotate(
            agrees=Count("opinions", filter=Q(opinions__vote=vote.AGREE)),
            disagrees=Count("opinions", filter=Q(opinions__vote=vote.DISAGREE)),
            trials=Count("opinions"),
        )
    )  # fmt: skip


def describe_statements(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what statements show of themselves elsewhere; whose they are, nobody reads."""
    rows = Statement.objects.complete().filter(public_id__in=list(ids))
    return {statement.public_id: _describe(statement) for statement in rows}


def _describe(statement: Statement) -> Description:
    project = statement.activity.project
    return Description(
        ref=statement.ref,
        title=excerpt(statement.text, longest=80),
        text=statement.text,
        url=statement.activity.get_absolute_url(),
        place_id=project.place_id,
        created_at=statement.created_at,
        is_public=project.is_listed and not statement.is_hidden,
        author_id=None if statement.is_by_office else statement.author_id,
        label=_("Aussage"),
    )
