"""Changes who has to do with the strategy: writing down, judging, speaking with them, forgetting in time."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import months_after
from dorflinde.desk import public as desk
from dorflinde.strategy.models import Stakeholder, StakeholderAssessment, StakeholderContact

_TODO = "stakeholder"


@transaction.atomic
def save_stakeholder(stakeholder: Stakeholder, *, actor: Actor | None) -> Stakeholder:
    """Write down a stakeholder or a change; whoever is to be spoken with comes onto the desk."""
    verb = "changed" if stakeholder.pk else "created"
    if verb == "created":
        stakeholder.created_by = _person(actor)
    stakeholder.save()
    _remind(stakeholder, actor)
    _note(verb, stakeholder, actor)
    return stakeholder


@transaction.atomic
def assess_stakeholder(
    stakeholder: Stakeholder,
    *,
    actor: Actor | None,
    interest: int,
    influence: int,
    attitude: str = "",
    reason: str = "",
    on: datetime.date | None = None,
) -> StakeholderAssessment:
    """Judge interest and influence; a second judgement on the same day corrects the first, a later one stands beside it."""
    said = {"interest": interest, "influence": influence, "attitude": attitude, "reason": reason}
    assessment, _created = StakeholderAssessment.objects.update_or_create(
        stakeholder=stakeholder, assessed_on=on or timezone.localdate(), defaults=said | {"assessed_by": _person(actor)}
    )
    _note("assessed", stakeholder, actor)
    return assessment


@transaction.atomic
def place_in_grid(
    stakeholder: Stakeholder, *, actor: Actor | None, interest: int, influence: int
) -> StakeholderAssessment:
    """Move a stakeholder in the grid; attitude and reason go on as they were last said."""
    last = stakeholder.assessments.first()
    return assess_stakeholder(
        stakeholder, actor=actor, interest=interest, influence=influence, attitude=last.attitude if last else "",
        reason=last.reason if last else "",
    )  # fmt: skip


@transaction.atomic
def record_contact(
    stakeholder: Stakeholder, *, actor: Actor | None, on: datetime.date, note: str = ""
) -> StakeholderContact:
    """Note that somebody spoke with them; the next contact follows from the rhythm."""
    contact = StakeholderContact.objects.create(stakeholder=stakeholder, on=on, note=note, noted_by=_person(actor))
    desk.settle(stakeholder.ref, kind=_TODO, actor=actor, outcome=_("Es wurde gesprochen"))
    stakeholder.next_contact_on = next_contact(stakeholder, on)
    stakeholder.save(update_fields=["next_contact_on"])
    _remind(stakeholder, actor)
    _note("contacted", stakeholder, actor)
    return contact


def next_contact(stakeholder: Stakeholder, last: datetime.date) -> datetime.date | None:
    """Return when it is time to speak again; nobody waits who is spoken with only when there is a reason."""
    rhythm = stakeholder.suggested_rhythm
    return months_after(last, int(rhythm)) if rhythm.isdigit() else None


@transaction.atomic
def delete_stakeholder(stakeholder: Stakeholder, *, actor: Actor | None) -> None:
    """Forget a stakeholder with everything said about them; what waits on the desk goes, too."""
    desk.Todo.objects.filter(subject_kind=stakeholder.ref.kind, subject_id=stakeholder.public_id).delete()
    _note("deleted", stakeholder, actor)
    stakeholder.delete()


@transaction.atomic
def forget_stakeholders() -> int:
    """Erase some months after the end of the strategy who was judged as a person, and what was written about groups."""
    over = Stakeholder.objects.over_since(months_after(timezone.localdate(), -settings.STAKEHOLDER_MONTHS))
    people = list(over.filter(kind=Stakeholder.Kind.OFFICE).select_related("municipality"))
    for person in people:
        delete_stakeholder(person, actor=None)
    notes = StakeholderContact.objects.filter(stakeholder__in=over).exclude(note="")
    reasons = StakeholderAssessment.objects.filter(stakeholder__in=over).exclude(reason="")
    gone = len(people) + notes.update(note="") + reasons.update(reason="")
    told = over.exclude(Q(contact_details="") & Q(responsible="") & Q(next_contact_on=None) & Q(brings="") & Q(tone=""))
    desk.Todo.objects.filter(
        subject_kind="strategy.stakeholder", subject_id__in=list(told.values_list("public_id", flat=True))
    ).delete()
    return gone + told.update(contact_details="", responsible="", next_contact_on=None, brings="", tone="")


def _remind(stakeholder: Stakeholder, actor: Actor | None) -> None:
    """Bring what waits on the desk up to date. No name stands there: a to-do outlives what it was about."""
    place, due = stakeholder.municipality, stakeholder.next_contact_on
    if due is None:
        desk.settle(stakeholder.ref, kind=_TODO, actor=actor, outcome=_("Kein Termin mehr"))
        return
    desk.ask(
        stakeholder.ref, kind=_TODO, place=place, label=_("Akteure"), title=_("Ein Kontakt aus dem Beteiligungsplan steht an"),
        action_url=reverse("workshop:stakeholder", args=[place.slug, stakeholder.public_id]), action_label=_("Nachsehen"),
        due_on=due, is_sample=stakeholder.is_sample,
    )  # fmt: skip


def _note(verb: str, stakeholder: Stakeholder, actor: Actor | None) -> None:
    # Nothing public changes, so no edition is raised; the record names no one, it outlives the person's erasure.
    audit.record(f"strategy.stakeholder.{verb}", stakeholder.ref, actor=actor, place=stakeholder.municipality)


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None
