"""Takes notices, decides on them with a reason, and tells those concerned."""

import datetime
import secrets
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.core import subjects
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description, Ref
from dorflinde.core.text import excerpt
from dorflinde.desk.public import Todo, ask, settle
from dorflinde.moderation.models import COMPLAINT_DAYS, Complaint, Decision, Notice, Restriction, Review
from dorflinde.places.public import Place

from .telling import language_of, tell_author, tell_complainant, tell_decision, tell_reporter

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letters that are mistaken on the phone
_DAYS_TO_ANSWER = 7
_DONE = {Decision.Outcome.KEEP: "kept", Decision.Outcome.REMOVE: "removed", Decision.Outcome.PAUSE: "paused"}


class AlreadyDecidedError(ValueError):
    """Somebody else decided on the notice in the meantime."""


@transaction.atomic
def take_notice(
    described: Description,
    *,
    category: str,
    explanation: str,
    is_good_faith: bool,
    actor: Actor | None,
    name: str = "",
    email: str = "",
    address: str = "",
    is_own_initiative: bool = False,
    is_sample: bool = False,
) -> Notice:
    """Take a notice on any content from anyone, confirm its receipt, and put it on the moderators' desk.

    `address` is where exactly the person saw it; without one, the thing's own address is kept.
    """
    place = Place.objects.select_related("parent__parent").get(pk=described.place_id)
    notice = Notice.objects.create(
        reference="H-" + "".join(secrets.choice(_LETTERS) for _ in range(8)),
        place=place,
        subject_kind=described.ref.kind,
        subject_id=described.ref.id,
        url=(address or described.url)[:500],
        category=category,
        explanation=explanation,
        name=name,
        email=email,
        is_good_faith=is_good_faith,
        # What the moderation saw by itself was reported by nobody.
        reporter=actor if isinstance(actor, User) and not is_own_initiative else None,
        is_own_initiative=is_own_initiative,
        is_sample=is_sample,
    )
    bring_desk_up_to_date(notice, actor, title=described.title)
    record("moderation.notice.taken", described.ref, actor=actor, place=place, details={"reference": notice.reference})
    with language_of(notice.reporter):
        tell_reporter(
            notice,
            title=_("Ihr Hinweis ist angekommen (%(reference)s)") % {"reference": notice.reference},
            text=_("Wir sehen uns „%(title)s“ an und schreiben Ihnen, wie wir entschieden haben.")
            % {"title": described.title},
        )
    return notice


@transaction.atomic
def decide(
    notice: Notice,
    *,
    actor: User,
    outcome: str,
    ground: str,
    reason: str,
    with_others: bool = True,
    batch: uuid.UUID | None = None,
) -> Decision:
    """Decide on a notice; what is removed goes off the page, the author and whoever reported it learn why.

    With others, the decision counts for every open notice on the same thing, and each of the people is told.
    """
    batch = batch or uuid7()
    # First the lock, then the look: whoever waited for the lock must see what the other decided.
    list(Notice.objects.about(notice.ref).select_for_update().values_list("pk"))
    waiting = (
        Notice.objects.waiting().about(notice.ref).select_related("place__parent__parent", "reporter").oldest_first()
    )
    together = [one for one in waiting if with_others or one.pk == notice.pk]
    if notice not in together:
        raise AlreadyDecidedError(_("Über diesen Hinweis hat inzwischen schon jemand entschieden."))
    described = subjects.describe(notice.ref)
    made = {
        one.pk: Decision.objects.create(
            notice=one, outcome=outcome, ground=ground, reason=reason, decided_by=actor, batch=batch
        )
        for one in together
    }
    decision = made[notice.pk]
    if outcome == Decision.Outcome.REMOVE:
        _remove(decision, actor, described)
    elif outcome == Decision.Outcome.PAUSE:
        tell_author(described, decision)
    title = described.title if described else notice.url
    bring_desk_up_to_date(notice, actor, title=title, outcome=decision.get_outcome_display())
    for one in together:
        _record_decision(made[one.pk], actor)
        tell_decision(made[one.pk], described)
    return decision


@transaction.atomic
def complain(decision: Decision, *, actor: Actor | None, text: str) -> Complaint:
    """Take a complaint of someone concerned and put it on the desk again."""
    author = actor if isinstance(actor, User) else None
    complaint = Complaint.objects.create(decision=decision, author=author, text=text)
    notice = decision.notice
    with language_of(None):
        ask(
            notice.ref,
            kind="complaint",
            place=notice.place,
            label=_("Beschwerde"),
            title=_("Beschwerde zu %(reference)s") % {"reference": notice.reference},
            note=excerpt(text),
            action_url=reverse("moderation:decision", args=[notice.public_id]),
            action_label=_("Noch einmal prüfen"),
            office=Todo.Office.MODERATION,
            due_on=timezone.localdate() + datetime.timedelta(days=_DAYS_TO_ANSWER),
            is_sample=notice.is_sample,
        )
    record(
        "moderation.complaint.taken",
        notice.ref,
        actor=actor,
        place=notice.place,
        details={"reference": notice.reference},
    )
    return complaint


@transaction.atomic
def answer_complaint(
    complaint: Complaint, *, actor: User, answer: str, overturn: bool, ground: str = Decision.Ground.NONE
) -> Complaint:
    """Answer a complaint; where it is right, a new decision turns the old one: the thing comes back, or goes after all."""
    found = Complaint.objects.select_for_update(of=("self",)).select_related("decision__notice__place__parent__parent")
    complaint = found.get(pk=complaint.pk)
    if complaint.answered_at is not None:
        raise AlreadyDecidedError(_("Auf diese Beschwerde hat inzwischen schon jemand geantwortet."))
    complaint.answer, complaint.is_upheld = answer, overturn
    complaint.answered_at, complaint.answered_by = timezone.now(), actor
    complaint.save(update_fields=["answer", "is_upheld", "answered_at", "answered_by"])
    notice = complaint.decision.notice
    if overturn:
        _turn(complaint, actor, ground)
    if not Complaint.objects.filter(
        decision__notice__in=Notice.objects.about(notice.ref), answered_at__isnull=True
    ).exists():
        settle(notice.ref, kind="complaint", actor=actor, outcome=answer)
    record(
        "moderation.complaint.answered", notice.ref, actor=actor, place=notice.place,
        details={"reference": notice.reference, "upheld": overturn},
    )  # fmt: skip
    tell_complainant(complaint)
    return complaint


def forget_reporters(*, today: datetime.datetime | None = None) -> int:
    """Forget name and address of those who reported without an account once nobody can complain any more."""
    since = (today or timezone.now()) - datetime.timedelta(days=COMPLAINT_DAYS)
    settled = Notice.objects.decided().exclude(decisions__decided_at__gte=since)
    # a question of its own: conditions on two joins would not speak of the same complaint
    settled = settled.exclude(
        Exists(Complaint.objects.filter(decision__notice=OuterRef("pk"), answered_at__isnull=True))
    )
    return Notice.objects.filter(pk__in=settled.values("pk")).exclude(name="", email="").update(name="", email="")


def forget_person(user: User) -> None:
    """Forget the name and address somebody gave before they had an account; their notices stay as proof of the decision."""
    Notice.objects.filter(email__iexact=user.email).update(name="", email="")


def _turn(complaint: Complaint, actor: User, ground: str) -> None:
    """Make the opposite decision, with the answer to the complaint as its reason."""
    notice = complaint.decision.notice
    described = subjects.describe(notice.ref)
    was_removed = complaint.decision.is_restriction
    decision = Decision.objects.create(
        notice=notice,
        outcome=Decision.Outcome.KEEP if was_removed else Decision.Outcome.REMOVE,
        ground=Decision.Ground.NONE if was_removed else ground,
        reason=complaint.answer,
        decided_by=actor,
    )
    if was_removed:
        bring_back(notice.ref, actor)
    else:
        _remove(decision, actor, described)
    _record_decision(decision, actor)
    if complaint.author_id is not None and complaint.author_id != notice.reporter_id:  # who complained is told below
        tell_decision(decision, described)


def _remove(decision: Decision, actor: User, described: Description | None) -> None:
    """Take the thing off the page and tell whoever wrote it."""
    thing = decision.notice.ref
    _restriction, is_new = Restriction.objects.get_or_create(
        subject_kind=thing.kind, subject_id=thing.id, defaults={"decision": decision}
    )
    if subjects.known(thing.kind) and (hide := subjects.subject(thing.kind).hide) is not None:
        hide(thing.id, actor=actor, reason=decision.reason)
    if is_new:
        tell_author(described, decision)


def bring_back(thing: Ref, actor: User) -> None:
    """Lift what keeps a thing off the page; what still waits for a look goes on waiting."""
    Restriction.objects.filter(subject_kind=thing.kind, subject_id=thing.id).delete()
    seen_before = Review.objects.about(thing)
    if not seen_before.waiting().exists():
        show(thing, actor, for_the_first_time=seen_before.exists() and not seen_before.admitted().exists())


def show(thing: Ref, actor: User, *, for_the_first_time: bool) -> None:
    """Show a thing to everyone; the first time, those who are told of new contributions are told of it too."""
    if not subjects.known(thing.kind):
        return
    subject = subjects.subject(thing.kind)
    let_through = (subject.admit or subject.restore) if for_the_first_time else subject.restore
    if let_through is not None:
        let_through(thing.id, actor=actor)


def bring_desk_up_to_date(notice: Notice, actor: Actor | None, *, title: str, outcome: str = "") -> None:
    """Let a thing wait on the desk as long as a notice on it is open: by the day of the most urgent, leading to the oldest."""
    waiting = list(Notice.objects.waiting().about(notice.ref).oldest_first())
    if not waiting:
        settle(notice.ref, kind="moderation", actor=actor, outcome=outcome)
        return
    with language_of(None):
        times = ngettext("einmal gemeldet", "%(number)d-mal gemeldet", len(waiting)) % {"number": len(waiting)}
        ask(
            notice.ref,
            kind="moderation",
            place=notice.place,
            label=_("Moderation"),
            title=_("Gemeldet: %(title)s") % {"title": title},
            note=f"{times} · {waiting[0].get_category_display()}",
            action_url=reverse("moderation:decision", args=[waiting[0].public_id]),
            action_label=_("Entscheiden"),
            office=Todo.Office.MODERATION,
            due_on=min(one.due_on for one in waiting),
            is_sample=all(one.is_sample for one in waiting),
        )


def _record_decision(decision: Decision, actor: User) -> None:
    notice = decision.notice
    verb = f"moderation.notice.{_DONE[Decision.Outcome(decision.outcome)]}"
    record(verb, notice.ref, actor=actor, place=notice.place, details={"reference": notice.reference})
