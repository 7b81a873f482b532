"""Lets a vision come about: drafts, versions of the common text, comments, adoption."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core import commenting
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Strategy, VisionAdoption, VisionDraft, VisionOpening, VisionVersion

from .history import remember_thing, said_before


@transaction.atomic
def save_draft(draft: VisionDraft, *, actor: Actor | None) -> VisionDraft:
    """Take down what a group wrote."""
    verb = "draft_changed" if draft.pk else "draft_taken_down"
    draft.entered_by = draft.entered_by or _person(actor)
    draft.save()
    _note(verb, draft.strategy, actor)
    return draft


@transaction.atomic
def delete_draft(draft: VisionDraft, *, actor: Actor | None) -> None:
    """Throw a group's draft away."""
    _note("draft_deleted", draft.strategy, actor)
    draft.delete()


@transaction.atomic
def save_version(strategy: Strategy, *, actor: Actor | None, text: str, reason: str) -> VisionVersion:
    """Save the common text as a new version; the same text again makes none."""
    Strategy.objects.select_for_update().get(pk=strategy.pk)  # two who save at once get two numbers
    last = VisionVersion.objects.of(strategy).first()
    if last and last.text == text:
        return last
    version = VisionVersion.objects.create(
        strategy=strategy, number=last.number + 1 if last else 1, text=text, reason=reason, saved_by=_person(actor)
    )
    _note("version_saved", strategy, actor)
    return version


@transaction.atomic
def adopt_version(version: VisionVersion, *, actor: Actor | None) -> VisionAdoption:
    """Make a version the vision of the strategy; the one before stays readable among the versions."""
    VisionAdoption.objects.filter(version__strategy=version.strategy_id).exclude(version=version).delete()
    adoption, _created = VisionAdoption.objects.get_or_create(version=version, defaults={"adopted_by": _person(actor)})
    strategy = version.strategy
    before = said_before(strategy)
    strategy.vision = version.text
    strategy.save(update_fields=["vision"])
    remember_thing(strategy, before, strategy.place, actor=actor)
    raise_edition(strategy.place)
    _note("adopted", strategy, actor)
    return adoption


@transaction.atomic
def open_version(version: VisionVersion, *, actor: Actor | None, until: datetime.date) -> VisionOpening:
    """Ask the place what it thinks of a version, by whatever module collects comments here; asking twice asks once."""
    if known := version.opened:
        return known
    place = version.strategy.place
    asked = commenting.Request(
        title=_("Unser Leitbild: Was meinen Sie?"),
        summary=_("Der Entwurf ist da. Lesen Sie ihn und sagen Sie uns, was fehlt, was stört und was bleiben soll."),
        text=version.text,
        until=until,
    )
    opened = commenting.ask(place, place.modules_off, asked, _person(actor))
    opening = VisionOpening.objects.create(
        version=version, subject_kind=opened.kind, subject_id=opened.id, opened_by=_person(actor)
    )
    _note("opened", version.strategy, actor)
    return opening


def _note(verb: str, strategy: Strategy, actor: Actor | None) -> None:
    audit.record(
        f"strategy.vision.{verb}", Ref("strategy.strategy", strategy.public_id), actor=actor, place=strategy.place
    )


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None
