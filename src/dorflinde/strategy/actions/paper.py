"""Keeps versions of the strategy paper, shows them, asks about them and writes down what the council decided."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core import commenting
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import PaperOpening, PaperVersion, Resolution, Strategy

from .history import remember_thing, said_by


@transaction.atomic
def keep_paper(strategy: Strategy, *, actor: Actor | None, title: str, note: str = "") -> PaperVersion:
    """Keep the paper as it stands today as a version."""
    from dorflinde.strategy.paper.version import kept_text, take

    # Counted through all strategies of a place, so that an address stays; two who keep at once get two numbers.
    list(Strategy.objects.select_for_update().filter(place=strategy.place))
    last = PaperVersion.objects.filter(strategy__place=strategy.place).order_by("-number").first()
    today = timezone.localdate()
    tree, checksum = kept_text(take(strategy.place, today))
    version = PaperVersion.objects.create(
        strategy=strategy, number=last.number + 1 if last else 1, title=title, note=note, day=today,
        made_by=_person(actor), tree=tree, checksum=checksum,
    )  # fmt: skip
    _note("kept", version, actor)
    return version


@transaction.atomic
def publish_paper(version: PaperVersion, *, actor: Actor | None) -> None:
    """Let everyone read a version."""
    if version.published_at:
        return
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    raise_edition(version.strategy.place)
    _note("published", version, actor)


@transaction.atomic
def withdraw_paper(version: PaperVersion, *, actor: Actor | None) -> None:
    """Take a version back from the public page; the town hall keeps it."""
    if version.published_at is None:
        return
    version.published_at = None
    version.save(update_fields=["published_at"])
    raise_edition(version.strategy.place)
    _note("withdrawn", version, actor)


@transaction.atomic
def record_resolution(resolution: Resolution, *, actor: Actor | None) -> Resolution:
    """Write down or correct what the council decided; the strategy counts as decided from then on."""
    verb = "resolution_corrected" if resolution.pk else "resolution_recorded"
    resolution.recorded_by = _person(actor)
    resolution.full_clean()
    resolution.save()
    strategy = Strategy.objects.select_for_update().get(pk=resolution.version.strategy_id)
    latest = Resolution.objects.filter(version__strategy=strategy).order_by("-decided_on", "-version__number")[0]
    before = said_by(strategy)
    strategy.adopted_on, strategy.adopted_by = latest.decided_on, latest.body
    strategy.save(update_fields=["adopted_on", "adopted_by"])
    remember_thing(strategy, before, strategy.place, actor=actor)
    raise_edition(strategy.place)
    _note(verb, resolution.version, actor)
    return resolution


@transaction.atomic
def open_paper(version: PaperVersion, *, actor: Actor | None, until: datetime.date) -> PaperOpening:
    """Ask the place what it thinks of a draft and let everyone read it; asking twice asks once."""
    if known := version.opened:
        return known
    place = version.strategy.place
    asked = commenting.Request(
        title=_("Unser Strategiepapier: Was meinen Sie?"),
        summary=_("Der Entwurf ist da. Lesen Sie ihn und sagen Sie uns, was fehlt, was stört und was bleiben soll."),
        text=_("%(title)s. Das ganze Papier zum Lesen und Herunterladen: %(url)s")
        % {"title": version.title, "url": reverse("strategy:paper_version", args=[place.slug, version.number])},
        until=until,
    )
    opened = commenting.ask(place, place.modules_off, asked, _person(actor))
    publish_paper(version, actor=actor)
    opening = PaperOpening.objects.create(
        version=version, subject_kind=opened.kind, subject_id=opened.id, until=until, opened_by=_person(actor)
    )
    _note("opened", version, actor)
    return opening


def _note(verb: str, version: PaperVersion, actor: Actor | None) -> None:
    place = version.strategy.place
    audit.record(
        f"strategy.paper.{verb}", Ref("strategy.strategy", version.strategy.public_id), actor=actor, place=place
    )


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None
