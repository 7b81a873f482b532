"""A meeting: planning it, signing up and cancelling, reminding, and what is left of it afterwards."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.text import excerpt
from dorflinde.feed.public import tell_address, tell_person
from dorflinde.participation.models import (
    Activity,
    CleanPhoto,
    Gathering,
    GatheringItem,
    GatheringPhoto,
    GuestPass,
    Idea,
    Signup,
    Takeaway,
)
from dorflinde.places.public import raise_edition
from dorflinde.ui.clock import full_day

from .ideas import post_idea

DAYS_KEPT = 90  # after a meeting nobody needs the list of names
_REMIND_BEFORE = datetime.timedelta(hours=30)  # on the day before, whatever the hour
_LONGEST_TITLE = 120
_CONFIRMED, _WAITING, _MOVED, _SEATED, _REMINDED = "confirmed", "waiting", "moved", "seated", "reminded"
_TITLES = {
    _CONFIRMED: gettext_lazy("Sie sind angemeldet: %(title)s"),
    _WAITING: gettext_lazy("Sie stehen auf der Warteliste: %(title)s"),
    _MOVED: gettext_lazy("Anderer Termin oder Ort: %(title)s"),
    _SEATED: gettext_lazy("Sie haben jetzt einen Platz: %(title)s"),
    _REMINDED: gettext_lazy("Nicht vergessen: %(title)s"),
}


@dataclass(frozen=True)
class AgendaPoint:
    """One point of the agenda."""

    title: str
    at: datetime.time | None = None


@dataclass(frozen=True)
class GatheringPlan:
    """What the town hall says about a meeting."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None = None
    venue: str = ""
    takes_signups: bool = False
    seats: int | None = None
    agenda: Sequence[AgendaPoint] = ()
    vote: uuid.UUID | None = None
    vote_point: int | None = None


@transaction.atomic
def start_gathering(activity: Activity, actor: User | None) -> None:
    """Make room for day, place and agenda of a meeting."""
    Gathering.objects.create(activity=activity)


@transaction.atomic
def copy_gathering(source: Activity, target: Activity) -> None:
    """Take over agenda, place and seats; the day is a new one, and nobody has signed up."""
    old, new = source.gathering, target.gathering
    new.venue, new.takes_signups, new.seats = old.venue, old.takes_signups, old.seats
    new.save()
    _write_agenda(new, [AgendaPoint(item.title, item.at) for item in old.agenda.all()])


@transaction.atomic
def plan_gathering(gathering: Gathering, plan: GatheringPlan, *, actor: User | None) -> None:
    """Say when, where and what; who signed up is told when day or place are others now."""
    before = (gathering.starts_at, gathering.venue)
    gathering.starts_at, gathering.ends_at, gathering.venue = plan.starts_at, plan.ends_at, plan.venue
    gathering.takes_signups, gathering.seats = plan.takes_signups, plan.seats
    gathering.vote, gathering.vote_point = plan.vote, plan.vote_point if plan.vote else None
    has_moved = before[0] is not None and before != (plan.starts_at, plan.venue)
    if has_moved:
        gathering.reminded_at = None
    gathering.save()
    _write_agenda(gathering, plan.agenda)
    _noted("planned", gathering, actor)
    if has_moved and not gathering.has_begun:
        for signup in _reachable(gathering):
            _tell(signup, _MOVED)


@transaction.atomic
def sign_up(
    gathering: Gathering, *, person: User | None = None, name: str = "", guest: GuestPass | None = None, email: str = "",
    actor: User | None = None,
) -> Signup:  # fmt: skip
    """Put somebody on the list, behind those who were quicker; twice is no error.

    Who has no account is written to, with the way to cancel. An address that stands there already gets no second letter,
    so that nobody fills the letterbox of another one.
    """
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    if guest is not None:
        signup, is_new = _sign_up_guest(gathering, guest, name, email.lower())
    elif person is not None:
        signup, is_new = Signup.objects.get_or_create(gathering=gathering, person=person)
    else:
        signup, is_new = Signup.objects.create(gathering=gathering, name=name, entered_by=actor), True
    if is_new:
        record("participation.gathering.signed_up", gathering.activity.ref, actor=actor, place=gathering.activity.project.place)  # fmt: skip
        if signup.email:
            _tell(signup, _CONFIRMED if signup.pk in _with_seat(gathering) else _WAITING)
    return signup


@transaction.atomic
def cancel_signup(signup: Signup, *, actor: User | None = None) -> None:
    """Take somebody off the list; who moves up is told."""
    gathering = Gathering.objects.select_for_update().get(pk=signup.gathering_id)
    before = set(_with_seat(gathering))
    signup.delete()
    record("participation.gathering.cancelled", gathering.activity.ref, actor=actor, place=gathering.activity.project.place)  # fmt: skip
    if gathering.has_begun:
        return
    for key in [key for key in _with_seat(gathering) if key not in before]:
        for moved in _reachable(gathering).filter(pk=key):
            _tell(moved, _SEATED)


@transaction.atomic
def move_signups_to_account(guest: GuestPass, user: User) -> int:
    """Give the places of somebody without an account to their account, which knows name and address itself.

    Who signed up twice keeps the place further ahead; the other one gets free, and who moves up is told.
    """
    moved = 0
    for signup in Signup.objects.filter(guest=guest):
        own = Signup.objects.filter(gathering=signup.gathering_id, person=user).first()
        if own is not None and own.pk < signup.pk:
            cancel_signup(signup)
            continue
        if own is not None:
            cancel_signup(own)
        moved += Signup.objects.filter(pk=signup.pk).update(person=user, guest=None, name="", email="")
    return moved


@transaction.atomic
def write_minutes(gathering: Gathering, text: str, *, came: int | None, actor: User | None) -> None:
    """Write down what was said and how many were there."""
    gathering.minutes, gathering.came = text.strip(), came
    gathering.save(update_fields=["minutes", "came"])
    _noted("minutes_written", gathering, actor)


@transaction.atomic
def add_gathering_photo(gathering: Gathering, photo: CleanPhoto, alt: str, *, actor: User | None) -> GatheringPhoto:
    """Add a photo of the meeting with words for those who do not see it."""
    made = GatheringPhoto(gathering=gathering, alt=alt)
    made.photo.save("", ContentFile(photo), save=False)
    made.save()
    _noted("photo_added", gathering, actor)
    return made


@transaction.atomic
def drop_gathering_photo(photo: GatheringPhoto, *, actor: User | None) -> None:
    """Take a photo away; its file goes when the change is certain."""
    storage, name = photo.photo.storage, str(photo.photo.name)
    photo.delete()
    transaction.on_commit(lambda: storage.delete(name))
    _noted("photo_removed", photo.gathering, actor)


@transaction.atomic
def note_takeaways(gathering: Gathering, lines: Sequence[str], *, actor: User | None) -> list[Idea]:
    """Make an idea of each line that was written on the wall; it says that it comes from the meeting."""
    if gathering.starts_at is None:
        raise ValidationError(_("Bitte tragen Sie zuerst den Termin ein."))
    with translation.override("de"):
        source = excerpt(_("aus dem Treffen am %(day)s") % {"day": full_day(timezone.localdate(gathering.starts_at))}, longest=160)  # fmt: skip
    made = [
        post_idea(
            gathering.activity.project, actor=actor, title=excerpt(line, longest=_LONGEST_TITLE), text=line,
            source=source, is_sample=gathering.activity.is_sample,
        )
        for line in lines
    ]  # fmt: skip
    Takeaway.objects.bulk_create(Takeaway(gathering=gathering, idea=idea, noted_by=actor) for idea in made)
    _noted("takeaways_noted", gathering, actor)
    return made


@transaction.atomic
def remind_of_gatherings() -> int:
    """Remind those who have a seat, on the day before and once. Returns how many were told."""
    now = timezone.now()
    due = Gathering.objects.filter(starts_at__gt=now, starts_at__lte=now + _REMIND_BEFORE, reminded_at__isnull=True)
    due = due.filter(activity__project__publication__isnull=False, activity__closure__isnull=True)
    told = 0
    for gathering in due.select_related("activity__project__municipality"):
        seats = set(_with_seat(gathering))
        for signup in _reachable(gathering):
            if signup.pk in seats:
                _tell(signup, _REMINDED)
                told += 1
        Gathering.objects.filter(pk=gathering.pk).update(reminded_at=now)
    return told


@transaction.atomic
def forget_signups() -> int:
    """Forget who signed up some time after the meeting, and addresses on the day after; how many came stays if it was written down."""
    yesterday, day = (timezone.now() - datetime.timedelta(days=days) for days in (1, DAYS_KEPT))
    Signup.objects.filter(gathering__starts_at__lt=yesterday).exclude(email="").update(email="")
    return Signup.objects.filter(gathering__starts_at__lt=day).delete()[0]


def _write_agenda(gathering: Gathering, points: Sequence[AgendaPoint]) -> None:
    gathering.agenda.all().delete()
    GatheringItem.objects.bulk_create(
        GatheringItem(gathering=gathering, title=point.title, at=point.at, position=number)
        for number, point in enumerate(points, start=1)
    )


def _with_seat(gathering: Gathering) -> list[int]:
    keys = list(Signup.objects.filter(gathering=gathering).values_list("pk", flat=True))
    return keys if gathering.seats is None else keys[: gathering.seats]


def _sign_up_guest(gathering: Gathering, guest: GuestPass, name: str, email: str) -> tuple[Signup, bool]:
    known = Signup.objects.filter(Q(guest=guest) | Q(email=email), gathering=gathering).order_by("pk").first()
    if known is not None:
        return known, False
    return Signup.objects.create(gathering=gathering, guest=guest, name=name, email=email), True


def _reachable(gathering: Gathering) -> QuerySet[Signup]:
    """Return those who can be told something: by their account, or by the address they gave."""
    way = "gathering__activity__project__municipality"
    reachable = Signup.objects.filter(gathering=gathering).exclude(person=None, email="")
    return reachable.select_related("person", way)


def _tell(signup: Signup, what: str) -> None:
    gathering, person = signup.gathering, signup.person
    if gathering.starts_at is None:
        return
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        moment, activity = timezone.localtime(gathering.starts_at), gathering.activity
        words = _("%(day)s um %(time)s Uhr") % {"day": full_day(moment.date()), "time": f"{moment:%H:%M}"}
        title, text = str(_TITLES[what]) % {"title": activity.title}, ", ".join(filter(None, [words, gathering.venue]))
        if person is not None:
            tell_person(person, title=title, text=text, url=activity.get_absolute_url())
        elif signup.email:
            text += "\n\n" + _(
                "Kommen Sie doch nicht? Unter dieser Adresse melden Sie sich ab, dann wird der Platz frei:"
            )
            where = (activity.project.municipality.slug, activity.project.slug, activity.slug, signup.key)
            tell_address(
                signup.email, title=title, text=text, url=reverse("participation:gathering_cancel", args=where)
            )


def _noted(what: str, gathering: Gathering, actor: User | None) -> None:
    activity = gathering.activity
    record(f"participation.gathering.{what}", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)
