"""Who may write nothing where, and until when."""

import uuid
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.core.subjects import Description, Ref
from dorflinde.moderation.models import PAUSE, WritingPause, WritingPauseQuerySet
from dorflinde.places.public import Place


def pause_of(user: Actor, place: Place) -> WritingPause | None:
    """Return the pause that keeps a person from writing at a place, the longest if there are several."""
    if not isinstance(user, User):
        return None
    running = WritingPause.objects.running().reaching(place).filter(person=user)
    return running.select_related("place").order_by("-until").first()


def pause_named(ref: Ref) -> WritingPause | None:
    """Return the pause a decision is about, if it is about one."""
    return WritingPause.objects.filter(public_id=ref.id).first() if ref.kind == PAUSE else None


def pauses(reach: Q) -> WritingPauseQuerySet:
    """Return the pauses at one's places, the newest first."""
    return WritingPause.objects.filter(reach).select_related("person", "place").order_by("-began_at", "-pk")


def describe_pauses(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what pauses show of themselves to those who decide and to the person."""
    found = WritingPause.objects.filter(public_id__in=list(ids)).select_related("person", "place")
    return {
        pause.public_id: Description(
            ref=pause.ref,
            title=_("Schreibpause in %(place)s") % {"place": pause.place.name},
            text="",
            url="",
            place_id=pause.place_id,
            created_at=pause.began_at,
            is_public=False,
            author_id=pause.person_id,
            author_name=pause.person.public_name,
            label=_("Schreibpause"),
        )
        for pause in found
    }
