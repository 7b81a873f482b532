"""Letting somebody take part without an account, and what becomes of it when they get one."""

import datetime
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.puzzle import PuzzleProblem, check_solution
from dorflinde.core.subjects import Ref
from dorflinde.participation import residence
from dorflinde.participation.models import (
    AnswerSheet,
    GuestPass,
    Idea,
    Project,
    RemarkSupport,
    Residence,
    ResidenceCode,
    SpentPuzzle,
    Support,
    Turnout,
    Voice,
    guest_key,
    new_code,
    residence_key,
)
from dorflinde.places.public import Place

from .gatherings import move_signups_to_account
from .hall_people import move_hall_to_account
from .remarks import count_remark_supports
from .voices import count_supports

DAYS_KEPT = 90  # after the end of a project nobody corrects anything; the marks go then
MOST_CODES = 2000
_PROOF_PLACE = "participation.residence"
_WHAT_MOVES: tuple[tuple[Any, str], ...] = (
    (AnswerSheet, "activity"), (Turnout, "activity"), (Voice, "activity"), (Support, "idea"), (RemarkSupport, "remark"),
)  # fmt: skip


def new_token() -> str:
    """Return the random word a browser keeps."""
    return secrets.token_urlsafe(24)


@transaction.atomic
def spend_puzzle(payload: str) -> None:
    """Take the solution of a puzzle once; raises ValidationError with what to do when it cannot be taken."""
    try:
        solved = check_solution(payload)
        ends = datetime.datetime.fromtimestamp(solved.expires_at, tz=datetime.UTC)
        with transaction.atomic():
            SpentPuzzle.objects.create(key=solved.key, expires_at=ends)
    except (PuzzleProblem, IntegrityError):
        raise ValidationError(
            _(
                "Der Schutz gegen Automaten hat noch nicht geantwortet. Bitte warten Sie einen Augenblick und senden Sie noch einmal ab. Ohne JavaScript geht es nur mit Anmeldung."
            )
        ) from None


@transaction.atomic
def admit_guest(project: Project, token: str) -> GuestPass:
    """Let the owner of a word take part in a project; again is no error."""
    found, _created = GuestPass.objects.get_or_create(key=guest_key(project, token), defaults={"project": project})
    return found


@transaction.atomic
def move_to_account(guests: list[GuestPass], user: User) -> int:
    """Give what somebody did without an account to their account; returns how many things moved.

    What the account did itself counts, so that nobody counts twice. The marks go: nothing is left that could speak
    for the person a second time or keep silent in their place.
    """
    moved = 0
    for guest in guests:
        stood = list(RemarkSupport.objects.filter(guest=guest).values_list("remark", flat=True))
        for model, thing in _WHAT_MOVES:
            owner = "user" if model in {Support, RemarkSupport} else "person"
            own = model._default_manager.filter(**{owner: user}).values(thing)
            theirs = model._default_manager.filter(guest=guest)
            theirs.filter(**{f"{thing}__in": own}).delete()
            moved += theirs.update(**{owner: user, "guest": None})
        moved += move_signups_to_account(guest, user) + move_hall_to_account(guest, user)
        if (proved := Residence.objects.filter(guest=guest).first()) and not Residence.objects.filter(
            municipality=proved.municipality, person=user
        ).exists():
            Residence.objects.filter(pk=proved.pk).update(guest=None, person=user)
        for idea in Idea.objects.filter(project=guest.project, supports__user=user).select_related("place__parent"):
            count_supports(idea)
        count_remark_supports(stood)
        record("participation.guest.moved", guest.project.ref, actor=None, place=guest.project.place)
        guest.delete()
    return moved


@transaction.atomic
def make_codes(municipality: Place, number: int, *, way: str, actor: User | None) -> list[str]:
    """Make codes that prove a residence; they are shown once, we keep what they cannot be read from."""
    if not 1 <= number <= MOST_CODES:
        raise ValidationError(_("Bitte zwischen 1 und %(most)d Codes auf einmal.") % {"most": MOST_CODES})
    codes = [new_code() for _number in range(number)]
    ResidenceCode.objects.bulk_create(
        ResidenceCode(municipality=municipality, way=way, key=residence_key(municipality, code), made_by=actor)
        for code in codes
    )
    where = Ref(_PROOF_PLACE, municipality.public_id)
    record("participation.residence.codes_made", where, actor=actor, place=municipality, details={"count": number})
    return codes


@transaction.atomic
def prove_residence(
    project: Project, word: str, *, user: User | None = None, guest: GuestPass | None = None
) -> Residence:
    """Note that somebody lives in the municipality of a project; raises ValidationError when the word proves nothing."""
    way = residence.proof(project.proof)
    problem = way.check(project, word) if way and way.check else _("Hier wird kein Nachweis verlangt.")
    if problem:
        raise ValidationError(problem)
    found, _created = Residence.objects.get_or_create(
        person=user, guest=guest, municipality=project.municipality, defaults={"proof": project.proof}
    )
    return found


def spend_code(project: Project, word: str, way: str) -> str:
    """Use a code up; returns the sentence that refuses it, or nothing."""
    key = residence_key(project.municipality, word)
    used, _rows = ResidenceCode.objects.filter(municipality=project.municipality, way=way, key=key).delete()
    return (
        ""
        if used
        else _("Diesen Code gibt es nicht, oder er wurde schon benutzt. Bitte vergleichen Sie ihn noch einmal.")
    )


def check_postcode(project: Project, word: str) -> str:
    """Return the sentence that refuses a postcode which is not of the place, or nothing."""
    wanted = {project.municipality.postcode, *project.postcodes.replace(",", " ").split()} - {""}
    if word.strip() in wanted:
        return ""
    return _("Diese Postleitzahl gehört nicht zu %(place)s.") % {"place": project.municipality.name}


@transaction.atomic
def forget_guests() -> int:
    """Forget marks some time after the end of their project, and puzzles nobody can solve any more."""
    day = timezone.localdate() - datetime.timedelta(days=DAYS_KEPT)
    over = Project.objects.past(day).values("pk")
    gone, _rows = GuestPass.objects.filter(project__in=over).delete()
    spent, _rows = SpentPuzzle.objects.filter(expires_at__lt=timezone.now()).delete()
    return gone + spent
