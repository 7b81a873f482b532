"""Proposing something people sign, signing it, changing or taking it back, answering it once enough did."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.desk.public import ask, note_first_answer, settle
from dorflinde.feed.public import Sender, SenderKind, post, tell_followers, withdraw
from dorflinde.moderation.public import drop, submit
from dorflinde.participation.models import (
    Activity,
    Answer,
    CleanPhoto,
    Hiding,
    Petition,
    PetitionAnswer,
    PetitionWording,
    Signature,
    numbers_of_names,
)
from dorflinde.places.public import Organisation, raise_edition
from dorflinde.trail.public import enter, follow, follow_up, unfollow

from .photos import drop_photo, take_photo

_TODO = "answer"
_CONTENT = ("title", "text", "change", "lat", "lon", "photo", "photo_small", "photo_alt")
_COUNTED = ("signature_count", "published_at", "quorum_at", "withdrawn_at")


@dataclass(frozen=True)
class PetitionPlan:
    """What a petition says."""

    title: str
    text: str
    change: str
    lat: float | None = None
    lon: float | None = None
    photo_alt: str = ""
    photo: CleanPhoto | None = None  # None leaves the picture as it is
    without_photo: bool = False

    @property
    def words(self) -> tuple[str, str, str]:
        """What people sign."""
        return self.title, self.text, self.change


@transaction.atomic
def begin_petition(
    activity: Activity, plan: PetitionPlan, *, actor: User, why_held: str = "", at: datetime.datetime | None = None
) -> Petition:
    """Write a petition down; nobody finds it until the first have signed. With a reason to hold it, moderation looks first."""
    made = Petition(
        activity=activity, author=actor, is_sample=activity.is_sample, created_at=at or timezone.now()
    )  # fmt: skip
    _write(made, plan)
    made.save()
    enter(made.ref, place=activity.project.place, at=made.created_at)
    follow(made.ref, actor)
    record("participation.petition.begun", made.ref, actor=actor, place=activity.project.place)
    if why_held:
        Hiding.objects.create(petition=made)
        submit(made.ref, place=activity.project.place, author=actor, why=why_held, is_sample=made.is_sample)
    _move_on(made, made.created_at)
    return made


@transaction.atomic
def sign(petition: Petition, *, actor: User, shows_name: bool, at: datetime.datetime | None = None) -> Signature:
    """Sign a petition, or change whether one's name stands there; at some numbers it goes on by itself.

    What people sign is a political opinion (Art. 9 GDPR): it stands in a row that can be erased, not in the chain.
    """
    if petition.author_id == actor.pk:
        raise ValidationError(_("Das ist Ihr eigener Vorschlag. Ihr Name steht schon da."))
    signature, created = Signature.objects.update_or_create(
        petition=petition,
        user=actor,
        defaults={"shows_name": shows_name},
        create_defaults={"shows_name": shows_name, "signed_at": at or timezone.now()},
    )
    if created:
        follow(petition.ref, actor)
        record("participation.petition.signed", petition.ref, actor=None, place=petition.activity.project.place)
        _count(petition)
        _move_on(petition, signature.signed_at)
    raise_edition(petition.activity.project.place)
    return signature


@transaction.atomic
def withdraw_signature(petition: Petition, *, actor: User) -> None:
    """Take one's name back; not having signed is no error. What was reached by then stays reached."""
    found, _rows = Signature.objects.filter(petition=petition, user=actor).delete()
    if found:
        unfollow(petition.ref, actor)
        record("participation.petition.signature_withdrawn", petition.ref, actor=None, place=petition.activity.project.place)  # fmt: skip
        _count(petition)
        raise_edition(petition.activity.project.place)


@transaction.atomic
def reword_petition(petition: Petition, plan: PetitionPlan, *, actor: User) -> bool:
    """Change a petition: other words are told to whoever signed, who may withdraw, and the old ones stay to be compared.

    Returns whether somebody was told: a moved pin or another photo is nothing they signed.
    """
    _lock_while_it_may_change(petition)
    before = PetitionPlan(
        petition.title, petition.text, petition.change, petition.lat, petition.lon, petition.photo_alt
    )
    if before == replace(plan, photo=None, without_photo=False) and plan.photo is None and not plan.without_photo:
        return False
    concerns_signers = bool(petition.signature_count) and before.words != plan.words
    if concerns_signers:
        PetitionWording.objects.create(petition=petition, title=before.title, text=before.text, change=before.change, signature_count=petition.signature_count)  # fmt: skip
    if plan.without_photo or plan.photo is not None:
        drop_photo(petition)
    _write(petition, plan)
    petition.save(update_fields=_CONTENT)
    record("participation.petition.reworded", petition.ref, actor=actor, place=petition.activity.project.place)
    if concerns_signers:
        words = _("Der Wortlaut hat sich geändert. Sehen Sie nach, ob Ihr Name noch darunter stehen soll; zurückziehen können Sie ihn jederzeit.")  # fmt: skip
        _knot(petition, "reworded", _("Geändert: „%(title)s“") % {"title": petition.title}, text=words, actor=actor)
    if petition.is_listed:
        withdraw(petition.ref)
        _show(petition)
    return concerns_signers


@transaction.atomic
def withdraw_petition(petition: Petition, *, actor: User) -> None:
    """Take one's own petition back: its text and photo go, and those who signed are told."""
    _lock_while_it_may_change(petition)
    _knot(petition, "withdrawn", _("Zurückgezogen: „%(title)s“") % {"title": petition.title}, actor=actor, url=petition.activity.get_absolute_url())  # fmt: skip
    drop_photo(petition)
    petition.withdrawn_at = timezone.now()
    _write(petition, PetitionPlan(petition.title, "", ""))
    petition.save(update_fields=[*_CONTENT, "withdrawn_at"])
    petition.wordings.all().delete()
    drop(petition.ref)
    _take_off(petition, actor, _("zurückgezogen"))
    record("participation.petition.withdrawn", petition.ref, actor=actor, place=petition.activity.project.place)


@transaction.atomic
def answer_petition(
    petition: Petition, *, actor: User | None, status: str, text: str, by: str = "", at: datetime.datetime | None = None
) -> PetitionAnswer:
    """Answer a petition for the town hall: its page shows it on top, all who signed are told."""
    place, now = petition.activity.project.place, at or timezone.now()
    hall = Organisation.objects.filter(
        place=petition.activity.project.municipality, kind=Organisation.Kind.TOWN_HALL
    ).first()  # fmt: skip
    with translation.override(settings.LANGUAGE_CODE):
        name = by or Sender.town_hall(place).name
        title = _("Antwort auf „%(title)s“: %(status)s") % {"title": petition.title, "status": Answer.Status(status).label}  # fmt: skip
    answer = PetitionAnswer.objects.create(
        petition=petition, status=status, text=text, organisation=hall, by=name[:150], actor=actor, at=now
    )
    _knot(petition, "answered", title, text=text, actor=actor, by=answer.by, at=now)
    settle(petition.ref, kind=_TODO, actor=actor, outcome=answer.get_status_display())
    note_first_answer(petition.ref, place=place, asked_at=petition.quorum_at or petition.created_at, answered_at=now)
    record("participation.petition.answered", petition.ref, actor=actor, place=place, details={"status": status})
    raise_edition(place)
    return answer


@transaction.atomic
def hide_petition(public_id: uuid.UUID, *, actor: User | None, reason: str) -> None:
    """Take a petition off every page, with its names."""
    petition = Petition.objects.complete().get(public_id=public_id)
    _hiding, created = Hiding.objects.get_or_create(petition=petition, defaults={"hidden_by": actor, "reason": reason})
    if created:
        _take_off(petition, actor, _("von der Seite genommen"))
        record("participation.petition.hidden", petition.ref, actor=actor, place=petition.activity.project.place)


@transaction.atomic
def restore_petition(public_id: uuid.UUID, *, actor: User | None) -> None:
    """Bring a hidden petition back to where it stood."""
    petition = Petition.objects.complete().get(public_id=public_id)
    found, _rows = Hiding.objects.filter(petition=petition).delete()
    if found:
        petition = Petition.objects.complete().get(public_id=public_id)
        record("participation.petition.restored", petition.ref, actor=actor, place=petition.activity.project.place)
        if petition.is_listed:
            _show(petition)
        if petition.quorum_at and petition.withdrawn_at is None and not petition.answers.exists():
            _put_on_desk(petition)
        _move_on(petition, timezone.now())


@transaction.atomic
def forget_person_in_petitions(user: User) -> None:
    """Take a person's name off petitions: others signed them, so the words and the numbers stay."""
    Petition.objects.filter(author=user).update(author=None)
    Signature.objects.filter(user=user).update(user=None, shows_name=False)
    PetitionAnswer.objects.filter(actor=user).update(actor=None)


def check_petition_options(activity: Activity, options: Mapping[str, Any]) -> None:
    """Hold the numbers people relied on when they signed."""
    now, then = numbers_of_names(activity.options), numbers_of_names(options)
    if now != then and Signature.objects.filter(petition__activity=activity).exists():
        raise ValidationError(_("Die ersten haben schon mitgezeichnet. Wie viele es braucht, bleibt deshalb bis zum Ende so."))  # fmt: skip


def _write(petition: Petition, plan: PetitionPlan) -> None:
    petition.title, petition.text, petition.change = plan.words
    petition.lat, petition.lon, petition.photo_alt = plan.lat, plan.lon, plan.photo_alt
    take_photo(petition, plan.photo)


def _lock(petition: Petition) -> None:
    """Fetch anew what others changed meanwhile, and let nobody else change it until this is done."""
    petition.refresh_from_db(fields=[*_CONTENT, *_COUNTED], from_queryset=Petition.objects.select_for_update())


def _lock_while_it_may_change(petition: Petition) -> None:
    _lock(petition)
    if petition.quorum_at is not None or petition.withdrawn_at is not None:
        raise ValidationError(_("Inzwischen haben genug Menschen mitgezeichnet, oder der Vorschlag ist zurückgezogen. Ändern lässt er sich nicht mehr."))  # fmt: skip


def _count(petition: Petition) -> None:
    """Count the names anew; the petition is locked first, so that two people at once are both counted."""
    _lock(petition)
    petition.signature_count = petition.signatures.count()
    petition.save(update_fields=["signature_count"])


def _move_on(petition: Petition, now: datetime.datetime) -> None:
    """Show a petition to everyone once the first have signed, and bring it to the town hall once enough have."""
    if Hiding.objects.filter(petition=petition).exists():
        return
    number = petition.signature_count
    if petition.published_at is None and number >= petition.first_names:
        petition.published_at = now
        petition.save(update_fields=["published_at"])
        _show(petition)
    if petition.quorum_at is None and number >= petition.quorum:
        petition.quorum_at = now
        petition.save(update_fields=["quorum_at"])
        with translation.override(settings.LANGUAGE_CODE):
            title = ngettext("%(n)d Mensch hat „%(title)s“ mitgezeichnet: Das Rathaus ist am Zug", "%(n)d Menschen haben „%(title)s“ mitgezeichnet: Das Rathaus ist am Zug", number)  # fmt: skip
        _knot(petition, "quorum", title % {"n": number, "title": petition.title}, actor=None, at=now)
        _put_on_desk(petition)
        record("participation.petition.quorum_reached", petition.ref, actor=None, place=petition.activity.project.place)


@translation.override(settings.LANGUAGE_CODE)
def _put_on_desk(petition: Petition) -> None:
    number = petition.signature_count
    ask(
        petition.ref, kind=_TODO, place=petition.activity.project.place, label=_("Vorschlag mit Mitzeichnung"),
        title=petition.title,
        note=ngettext("%(n)d Mensch hat mitgezeichnet", "%(n)d Menschen haben mitgezeichnet", number) % {"n": number},
        action_url=petition.url_of("petition_answer"), action_label=_("Antworten"), due_on=petition.answer_due_on,
        is_sample=petition.is_sample,
    )  # fmt: skip


def _take_off(petition: Petition, actor: User | None, outcome: str) -> None:
    withdraw(petition.ref)
    settle(petition.ref, kind=_TODO, actor=actor, outcome=outcome)
    raise_edition(petition.activity.project.place)


def _knot(
    petition: Petition, kind: str, title: str, *, actor: User | None, text: str = "", by: str = "", url: str = "",
    at: datetime.datetime | None = None,
) -> None:  # fmt: skip
    """Write down what became of a petition and tell its author and all who signed, with the way to its own page."""
    where = url or petition.get_absolute_url()
    follow_up(petition.ref, kind=kind, title=title, text=text, by=by, url=where, actor=actor, at=at, tell=False)
    tell_followers(petition.ref, title=title, text=text, url=where, actor=actor)


@translation.override(settings.LANGUAGE_CODE)
def _show(petition: Petition) -> None:
    project = petition.activity.project
    raise_edition(project.place)
    if project.is_private or not project.is_published:
        return
    post(
        petition.ref, place=project.place, channel="mitreden", label=_("Vorschlag mit Mitzeichnung"), title=petition.title,
        text=petition.text, url=petition.get_absolute_url(),
        sender=Sender.person(petition.author) if petition.author else Sender(SenderKind.PERSON, petition.author_name),
        actor=petition.author, published_at=petition.published_at, is_sample=petition.is_sample,
        picture_url=petition.photo.url if petition.photo else "", picture_alt=petition.picture_alt if petition.photo else "",
    )  # fmt: skip
