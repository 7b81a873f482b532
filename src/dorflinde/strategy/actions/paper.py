"""Keeps versions of the strategy paper, shows them, asks about them and writes down what the council decided."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core import commenting
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import PaperOpening, PaperTemplate, PaperVersion, Resolution, Strategy
from dorflinde.ui.clock import full_day

from .announcement import house_language
from .history import remember_thing, said_by
from .programs import tell_of_paper

if TYPE_CHECKING:
    from dorflinde.strategy.paper.template import Checked


@transaction.atomic
def keep_paper(
    strategy: Strategy, *, actor: Actor | None, title: str, note: str = "", at: datetime.datetime | None = None
) -> PaperVersion:
    """Keep the paper as it stands today as a version."""
    from dorflinde.strategy.paper.press import template_of
    from dorflinde.strategy.paper.version import kept_text, take

    # Counted through all strategies of a place, so that an address stays; two who keep at once get two numbers.
    list(Strategy.objects.select_for_update().filter(place=strategy.place))
    last = PaperVersion.objects.filter(strategy__place=strategy.place).order_by("-number").first()
    at = at or timezone.now()
    today = timezone.localdate(at)
    tree, checksum = kept_text(take(strategy.place, today))
    version = PaperVersion.objects.create(
        strategy=strategy, number=last.number + 1 if last else 1, title=title, note=note, day=today, made_at=at,
        made_by=_person(actor), tree=tree, checksum=checksum, template=template_of(strategy.place),
    )  # fmt: skip
    _note("kept", version, actor)
    return version


@transaction.atomic
def publish_paper(version: PaperVersion, *, actor: Actor | None, at: datetime.datetime | None = None) -> None:
    """Let everyone read a version."""
    if version.published_at:
        return
    version.published_at = at or timezone.now()
    version.save(update_fields=["published_at"])
    raise_edition(version.strategy.place)
    tell_of_paper(version)
    _note("published", version, actor)
    _follow_newer_draft(version, actor)


@transaction.atomic
def withdraw_paper(version: PaperVersion, *, actor: Actor | None) -> None:
    """Take a version back from the public page; the town hall keeps it, and nobody is asked about it any more."""
    if version.published_at is None:
        return
    version.published_at = None
    version.save(update_fields=["published_at"])
    if version.opened and version.open_until:
        _close(version.opened, version, actor)
    raise_edition(version.strategy.place)
    _note("withdrawn", version, actor)


@transaction.atomic
def record_resolution(resolution: Resolution, *, actor: Actor | None) -> Resolution:
    """Write down or correct what the council decided; the strategy counts as decided from then on."""
    verb = "resolution_corrected" if resolution.pk else "resolution_recorded"
    resolution.recorded_by = _person(actor)
    resolution.full_clean()
    resolution.save()
    _follow_latest(resolution.version, actor)
    _note(verb, resolution.version, actor)
    return resolution


@transaction.atomic
def take_back_resolution(version: PaperVersion, *, actor: Actor | None, reason: str) -> None:
    """Undo what was written down by mistake; the strategy is as decided as the latest resolution that is left says."""
    if version.decided is None:
        return
    said = {"reason": reason, "decided_on": version.decided.decided_on.isoformat(), "votes": version.decided.votes}
    Resolution.objects.filter(version=version).delete()
    version.refresh_from_db()
    _follow_latest(version, actor)
    _note("resolution_taken_back", version, actor, said)


@transaction.atomic
def open_paper(version: PaperVersion, *, actor: Actor | None, until: datetime.date) -> PaperOpening:
    """Ask the place what it thinks of a draft and let everyone read it; asking twice asks once."""
    if version.opened and version.open_until:
        return version.opened
    place = version.strategy.place
    opened = commenting.ask(place, place.modules_off, _request(version, until), _person(actor))
    publish_paper(version, actor=actor)
    said = {"subject_kind": opened.kind, "subject_id": opened.id, "until": until, "opened_by": _person(actor)}
    opening, _is_new = PaperOpening.objects.update_or_create(
        version=version, defaults=said | {"opened_at": timezone.now()}
    )
    _note("opened", version, actor)
    return opening


@transaction.atomic
def set_template(place: Place, checked: "Checked", name: str, *, actor: Actor | None) -> PaperTemplate:
    """Write the paper of a place on its own Word template from now on; versions kept before stay as they were."""
    _retire_template(place)
    template = PaperTemplate.objects.create(
        place=place, name=name[:120], content=checked.content, checksum=checked.checksum, size=len(checked.content),
        missing=list(checked.missing), given_by=_person(actor),
    )  # fmt: skip
    _note_template("template_set", template, actor)
    return template


@transaction.atomic
def remove_template(template: PaperTemplate, *, actor: Actor | None) -> None:
    """Write the paper in the house's own look again."""
    _note_template("template_removed", template, actor)
    _retire_template(template.place)


def _retire_template(place: Place) -> None:
    """Keep a template only as long as a version stands on it."""
    before = PaperTemplate.objects.in_use(place)
    before.filter(versions__isnull=True).delete()
    before.update(replaced_at=timezone.now())


def _note_template(verb: str, template: PaperTemplate, actor: Actor | None) -> None:
    raise_edition(template.place)
    audit.record(
        f"strategy.paper.{verb}", Ref("strategy.paper_template", template.public_id), actor=actor, place=template.place,
        details={"name": template.name, "checksum": template.checksum},
    )  # fmt: skip


def _follow_newer_draft(version: PaperVersion, actor: Actor | None) -> None:
    """Where people are asked about an earlier draft of the same strategy, let them read this one and keep what they said."""
    running = PaperOpening.objects.filter(version__strategy=version.strategy, until__gte=timezone.localdate())
    opening = running.filter(version__number__lt=version.number).order_by("-version__number").first()
    if opening is None or version.opened:
        return
    with house_language():
        commenting.renew(opening.ref, _request(version, opening.until), _person(actor))
    opening.version = version
    opening.save(update_fields=["version"])
    _note("opening_renewed", version, actor)


def _request(version: PaperVersion, until: datetime.date) -> commenting.Request:
    """Return what people are asked: the whole paper, chapter by chapter and paragraph by paragraph."""
    from dorflinde.strategy.paper.chapters import chapters_of
    from dorflinde.strategy.paper.frozen import thaw

    url = reverse("strategy:paper_version", args=[version.strategy.place.slug, version.number])
    return commenting.Request(
        title=_("Unser Strategiepapier: Was meinen Sie?"),
        summary=_("Der Entwurf ist da. Lesen Sie ihn und sagen Sie uns, was fehlt, was stört und was bleiben soll."),
        text=_("%(title)s. Das ganze Papier zum Lesen und Herunterladen: %(url)s") % {"title": version.title, "url": url},
        until=until, chapters=chapters_of(thaw(version.tree)),
    )  # fmt: skip


def _close(opening: PaperOpening, version: PaperVersion, actor: Actor | None) -> None:
    today = timezone.localdate()
    with house_language():
        words = _(
            "Der Entwurf „%(title)s“ wurde am %(day)s zurückgezogen. Neue Rückmeldungen sind nicht mehr möglich; was schon gesagt wurde, bleibt stehen."
        ) % {"title": version.title, "day": full_day(today)}
    commenting.close(opening.ref, words, _person(actor))
    opening.until = today - datetime.timedelta(days=1)
    opening.save(update_fields=["until"])
    _note("closed", version, actor)


def _follow_latest(version: PaperVersion, actor: Actor | None) -> None:
    """Let the strategy say when it was decided, and by whom: as the latest resolution on one of its versions does."""
    strategy = Strategy.objects.select_for_update().get(pk=version.strategy_id)
    latest = Resolution.objects.filter(version__strategy=strategy).order_by("-decided_on", "-version__number").first()
    before = said_by(strategy)
    strategy.adopted_on, strategy.adopted_by = (latest.decided_on, latest.body) if latest else (None, "")
    strategy.save(update_fields=["adopted_on", "adopted_by"])
    remember_thing(strategy, before, strategy.place, actor=actor)
    raise_edition(strategy.place)


def _note(verb: str, version: PaperVersion, actor: Actor | None, details: Mapping[str, str] | None = None) -> None:
    place = version.strategy.place
    audit.record(
        f"strategy.paper.{verb}", Ref("strategy.strategy", version.strategy.public_id), actor=actor, place=place,
        details=dict(details or {}),
    )  # fmt: skip


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None
