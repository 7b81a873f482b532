"""Tells people that a measure exists, what happened to it, and takes it off the public pages or back."""

import datetime
import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Description
from dorflinde.core.text import excerpt
from dorflinde.desk import public as desk
from dorflinde.feed import public as feed
from dorflinde.moderation.public import is_restricted
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Measure, Status, Visibility
from dorflinde.trail import public as trail

from .history import remember

CHANNEL = "strategy"
REPORT_EVERY = datetime.timedelta(days=91)


class Restricted(ValueError):
    """The moderation keeps the measure off the page; the message says so."""


def house_language() -> translation.override:
    """What is written down for everyone speaks the house's language, not that of the clerk's own pages."""
    return translation.override(settings.LANGUAGE_CODE)


@transaction.atomic
def announce(
    measure: Measure, *, actor: Actor | None, at: datetime.datetime | None = None, tell: bool = True, post: bool = True
) -> None:
    """Say once that there is a new measure: on the trail of what it grew from, to those who follow, on the square."""
    if not measure.is_public or measure.announced_at is not None:
        return
    with house_language():
        _announce(measure, actor=actor, at=at or timezone.now(), tell=tell, post=post)


@translation.override(settings.LANGUAGE_CODE)
def say_what_it_became(
    measure: Measure, origins: Iterable[Description], *, actor: Actor | None, at: datetime.datetime
) -> None:
    """Write on the trail of each contribution that a measure grows from it; telling is left to the caller.

    Who follows two of the contributions shall get one message, so no message hangs on a single knot.
    """
    with house_language():
        becomes = _("Daraus wird die Maßnahme %(number)s") % {"number": measure.number}
    for origin in origins:
        trail.follow_up(
            origin.ref, kind="measure", title=becomes, text=measure.title, url=measure.get_absolute_url(),
            by=feed.Sender.town_hall(measure.municipality).name, actor=actor, at=at, tell=False,
        )  # fmt: skip


def say_farewell(measure: Measure, origins: Iterable[Description], *, reason: str, actor: Actor | None) -> None:
    """Tell once everyone who follows a measure or what it grew from that it was deleted, and why."""
    with house_language():
        title = _("Die Maßnahme „%(title)s“ wurde gelöscht") % {"title": measure.title}
    origins = list(origins)
    goal = trail.url_of(origins[0].ref) if origins else reverse("strategy:roadmap", args=[measure.municipality.slug])
    for person in trail.followers_of(measure.ref):
        feed.tell_person(person, title=title, text=reason, url=goal, actor=actor)
    for origin in origins:
        trail.follow_up(
            origin.ref, kind="dropped", title=title, text=reason, by=feed.Sender.town_hall(measure.municipality).name,
            actor=actor, at=timezone.now(), tell=False,
        )  # fmt: skip


@translation.override(settings.LANGUAGE_CODE)
def tell_move(
    measure: Measure, *, kind: str, title: str, text: str = "", actor: Actor | None, at: datetime.datetime, tell: bool,
    post: bool = False,
) -> None:  # fmt: skip
    """Write a knot on the trail of a public measure, tell its followers once, and put it on the square if it matters to all."""
    if not measure.is_public:
        return
    trail.follow_up(
        measure.ref, kind=kind, title=title, text=text, url=measure.get_absolute_url(), actor=actor, at=at, tell=tell,
        by=feed.Sender.town_hall(measure.municipality).name,
    )  # fmt: skip
    if post:
        _post(measure, title=title, text=text or measure.goal, actor=actor, at=at)


def ask_for_report(measure: Measure, *, at: datetime.datetime) -> None:
    """Put on the desk that residents should hear again in three months how the measure is going."""
    with house_language():
        desk.ask(
            measure.ref,
            kind="progress",
            place=measure.municipality,
            label=_("Maßnahme"),
            title=_("Stand melden: %(title)s") % {"title": excerpt(f"{measure.number} {measure.title}", longest=150)},
            action_url=reverse("workshop:report", args=[measure.municipality.slug, measure.public_id]),
            action_label=_("Stand melden"),
            due_on=timezone.localdate(at) + REPORT_EVERY,
            is_sample=measure.is_sample,
        )


def keep_desk(
    measure: Measure, *, actor: Actor | None, at: datetime.datetime, outcome: str, is_awaited: bool = False
) -> None:
    """Settle the waiting report, and ask for the next one while the measure runs (or residents wait for it to begin)."""
    desk.settle(measure.ref, kind="progress", actor=actor, outcome=outcome)
    if measure.status == Status.ACTIVE or (is_awaited and measure.status in {Status.IDEA, Status.PLANNED}):
        ask_for_report(measure, at=at)


@transaction.atomic
def show_measure_to(measure: Measure, visibility: str, *, actor: Actor | None) -> None:
    """Make a measure public or keep it in the town hall."""
    if measure.visibility == visibility:
        return
    if visibility == Visibility.PUBLIC and is_restricted(measure.ref):
        raise Restricted(_("Die Moderation hat diese Maßnahme von der Seite genommen. Nur sie kann sie zurückholen."))
    changes = {"visibility": (measure.visibility, visibility)}
    measure.visibility = visibility
    measure.changed_at = timezone.now()
    measure.save(update_fields=["visibility", "changed_at", "sort_key"])
    if not measure.is_public:
        feed.withdraw(measure.ref)
        trail.take_back_news(measure.ref)
    elif measure.announced_at is not None:
        say_what_it_became(measure, trail.origins_of(measure.ref), actor=actor, at=measure.announced_at)
    announce(measure, actor=actor)
    raise_edition(measure.municipality)
    remember(measure.ref, measure.municipality, changes, actor=actor)
    audit.record(f"strategy.measure.made_{visibility}", measure.ref, actor=actor, place=measure.municipality)


def hide_measure(public_id: uuid.UUID, *, actor: Actor | None, reason: str) -> None:
    """Take a measure off the public pages; the moderation keeps the reason with its decision."""
    del reason
    show_measure_to(_measure(public_id), Visibility.INTERNAL, actor=actor)


def restore_measure(public_id: uuid.UUID, *, actor: Actor | None) -> None:
    """Bring a measure back that the moderation took away wrongly."""
    show_measure_to(_measure(public_id), Visibility.PUBLIC, actor=actor)


def title_of_growth(origins: Sequence[str], measure: Measure) -> str:
    """Return the message for those who follow a contribution: what became of it."""
    first = excerpt(origins[0], longest=80)
    with house_language():
        if len(origins) == 1:
            return _("Aus „%(origin)s“ wird die Maßnahme %(number)s") % {"origin": first, "number": measure.number}
        return ngettext(
            "Aus „%(origin)s“ und %(more)s weiteren Beitrag wird die Maßnahme %(number)s",
            "Aus „%(origin)s“ und %(more)s weiteren Beiträgen wird die Maßnahme %(number)s",
            len(origins) - 1,
        ) % {"origin": first, "more": len(origins) - 1, "number": measure.number}


def _measure(public_id: uuid.UUID) -> Measure:
    return Measure.objects.select_related("municipality__parent").get(public_id=public_id)


def _announce(measure: Measure, *, actor: Actor | None, at: datetime.datetime, tell: bool, post: bool) -> None:
    measure.announced_at = at
    measure.save(update_fields=["announced_at", "sort_key"])
    place, url = measure.municipality, measure.get_absolute_url()
    sender = feed.Sender.town_hall(place)
    origins = trail.origins_of(measure.ref)
    say_what_it_became(measure, origins, actor=actor, at=at)
    if not origins and post:  # a list of twenty is one piece of news, not twenty
        trail.follow_up(
            measure.ref, kind="measure", title=_("%(number)s steht in der Strategie") % {"number": measure.number},
            text=measure.title, url=url, by=sender.name, actor=actor, at=at, tell=False,
        )  # fmt: skip
    elif origins and tell:
        feed.tell_followers(
            measure.ref,
            title=title_of_growth([origin.title for origin in origins], measure),
            text=_("„%(title)s“ steht jetzt in der Strategie. Wir sagen Bescheid, sobald sich etwas tut.") % {"title": measure.title},
            url=trail.url_of(measure.ref),
            actor=actor,
        )  # fmt: skip
    if post:
        _post(
            measure,
            title=_("Neue Maßnahme: %(title)s") % {"title": measure.title},
            text=measure.goal,
            actor=actor,
            at=at,
        )


@translation.override(settings.LANGUAGE_CODE)
def _post(measure: Measure, *, title: str, text: str, actor: Actor | None, at: datetime.datetime) -> None:
    feed.post(
        measure.ref, place=measure.municipality, channel=CHANNEL, label=_("Fahrplan"), title=title, text=text,
        url=measure.get_absolute_url(), sender=feed.Sender.town_hall(measure.municipality), actor=actor,
        published_at=at, is_sample=measure.is_sample,
    )  # fmt: skip
