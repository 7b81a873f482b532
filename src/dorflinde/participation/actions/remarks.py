"""Saying something in an activity, standing behind it, taking it back, answering it for the town hall."""

import datetime
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.text import excerpt
from dorflinde.desk.public import ask, note_first_answer, settle
from dorflinde.feed.public import Sender, tell_person
from dorflinde.moderation.public import drop, submit
from dorflinde.participation.models import (
    DOCUMENT,
    Activity,
    ClosingWord,
    GuestPass,
    Hiding,
    Paragraph,
    Petition,
    Remark,
    RemarkAnswer,
    RemarkSupport,
)
from dorflinde.participation.queries.processes import who_may_hear
from dorflinde.places.public import Organisation, raise_edition
from dorflinde.trail.public import enter, follow, follow_up

_TODO = "remarks"


@transaction.atomic
def remark(
    activity: Activity,
    *,
    actor: User,
    text: str = "",
    paragraph: Paragraph | None = None,
    petition: Petition | None = None,
    suggestion: str = "",
    stance: str = "",
    reply_to: Remark | None = None,
    why_held: str = "",
    at: datetime.datetime | None = None,
) -> Remark:
    """Say something to a paragraph, to a petition, to the whole, or to what somebody said; with a reason to hold it, moderation looks first."""
    thread = reply_to.parent or reply_to if reply_to else None
    about = thread.paragraph if thread else paragraph
    made = Remark.objects.create(
        activity=activity, paragraph=about, petition=thread.petition if thread else petition, parent=thread, text=text, suggestion="" if thread else suggestion, stance="" if thread else stance,
        wording=about.text if about else "", author=actor, created_at=at or timezone.now(), is_sample=activity.is_sample,
    )  # fmt: skip
    enter(made.ref, place=activity.project.place, at=made.created_at)
    follow(made.ref, actor)
    record("participation.remark.made", made.ref, actor=actor, place=activity.project.place)
    if why_held:
        Hiding.objects.create(remark=made)
        submit(made.ref, place=activity.project.place, author=actor, why=why_held, is_sample=made.is_sample)
    else:
        _tell_of_reply(made, reply_to)
    _put_on_desk(activity, actor=None)
    raise_edition(activity.project.place)
    return made


@transaction.atomic
def withdraw_remark(made: Remark, *, actor: User) -> None:
    """Take one's own word back; it is gone, and so are the supports of it."""
    record("participation.remark.withdrawn", made.ref, actor=actor, place=made.activity.project.place)
    drop(made.ref)
    activity = made.activity
    made.delete()
    _put_on_desk(activity, actor=actor)
    raise_edition(activity.project.place)


@transaction.atomic
def support_remark(made: Remark, *, actor: User | None, guest: GuestPass | None = None) -> None:
    """Stand behind a remark, with an account or without; twice is no error.

    Who supports what is a political opinion (Art. 9 GDPR): it stands in a row that can be erased, not in the chain.
    """
    _support, created = RemarkSupport.objects.get_or_create(remark=made, user=actor, guest=guest)
    if created:
        _after_support(made, "participation.remark.supported")


@transaction.atomic
def leave_remark(made: Remark, *, actor: User | None, guest: GuestPass | None = None) -> None:
    """Stand behind a remark no longer; not having done so is no error."""
    found, _rows = RemarkSupport.objects.filter(remark=made, user=actor, guest=guest).delete()
    if found:
        _after_support(made, "participation.remark.support_withdrawn")


def count_remark_supports(keys: Iterable[int]) -> None:
    """Count anew who stands behind some remarks; each is locked first, so that two people at once are both counted."""
    for made in Remark.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk"):
        made.support_count = made.supports.count()
        made.save(update_fields=["support_count"])


@transaction.atomic
def answer_remarks(
    found: Iterable[Remark],
    *,
    actor: User | None,
    verdict: str,
    text: str,
    by: str = "",
    tell: bool = True,
    at: datetime.datetime | None = None,
) -> list[RemarkAnswer]:
    """Say what becomes of one remark or of several that want the same; their authors are told."""
    now = at or timezone.now()
    made = [_answer(one, now, actor=actor, verdict=verdict, text=text, by=by, tell=tell) for one in found]
    for activity in {one.remark.activity.pk: one.remark.activity for one in made}.values():
        _put_on_desk(activity, actor=actor)
        raise_edition(activity.project.place)
    return made


@transaction.atomic
def sum_up(activity: Activity, *, actor: User | None, text: str, by: str) -> ClosingWord:
    """Write on top of a debate what the town hall takes along, or mend it; those who follow the project are told once."""
    words, created = ClosingWord.objects.get_or_create(
        activity=activity, defaults={"text": text, "by": by[:150], "written_by": actor}
    )
    if created:
        with translation.override(settings.LANGUAGE_CODE):
            title = _("Zusammenfassung der Debatte „%(title)s“") % {"title": activity.title}
            follow_up(activity.project.ref, kind="summed_up", title=title, text=text, by=words.by, url=activity.get_absolute_url(), actor=actor)  # fmt: skip
    else:
        words.text, words.by, words.edited_at = text, by[:150], timezone.now()
        words.save(update_fields=["text", "by", "edited_at"])
    record("participation.debate.summed_up", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)
    return words


@transaction.atomic
def hide_remark(public_id: uuid.UUID, *, actor: User | None, reason: str) -> None:
    """Take a remark and the replies under it off the page."""
    made = Remark.objects.with_project().get(public_id=public_id)
    _hiding, created = Hiding.objects.get_or_create(remark=made, defaults={"hidden_by": actor, "reason": reason})
    if created:
        record("participation.remark.hidden", made.ref, actor=actor, place=made.activity.project.place)
        _put_on_desk(made.activity, actor=actor)
        raise_edition(made.activity.project.place)


@transaction.atomic
def restore_remark(public_id: uuid.UUID, *, actor: User | None) -> None:
    """Bring a hidden remark back."""
    made = Remark.objects.with_project().get(public_id=public_id)
    found, _rows = Hiding.objects.filter(remark=made).delete()
    if found:
        record("participation.remark.restored", made.ref, actor=actor, place=made.activity.project.place)
        _put_on_desk(made.activity, actor=actor)
        raise_edition(made.activity.project.place)


@transaction.atomic
def admit_remark(public_id: uuid.UUID, *, actor: User | None) -> None:
    """Show a remark that has waited; now those are told whom it answers."""
    restore_remark(public_id, actor=actor)
    made = Remark.objects.with_project().select_related("parent__author").get(public_id=public_id)
    _tell_of_reply(made, made.parent)


@transaction.atomic
def forget_person_in_remarks(user: User) -> None:
    """Take a person's name off what they said: others answered to it, so the words stay, and so do the numbers."""
    Remark.objects.filter(author=user).update(author=None)
    RemarkSupport.objects.filter(user=user).update(user=None)
    RemarkAnswer.objects.filter(actor=user).update(actor=None)
    ClosingWord.objects.filter(written_by=user).update(written_by=None)


def _after_support(made: Remark, what: str) -> None:
    count_remark_supports([made.pk])
    made.refresh_from_db(fields=["support_count"])
    record(what, made.ref, actor=None, place=made.activity.project.place)
    raise_edition(made.activity.project.place)


def _answer(
    made: Remark, now: datetime.datetime, *, actor: User | None, verdict: str, text: str, by: str, tell: bool
) -> RemarkAnswer:
    place = made.activity.project.place
    hall = Organisation.objects.filter(
        place=made.activity.project.municipality, kind=Organisation.Kind.TOWN_HALL
    ).first()  # fmt: skip
    said = {"verdict": verdict, "text": text, "by": by[:150] or _town_hall_name(made), "actor": actor}
    answer, created = RemarkAnswer.objects.get_or_create(remark=made, defaults=said | {"organisation": hall, "at": now})
    if not created:
        RemarkAnswer.objects.filter(pk=answer.pk).update(**said, edited_at=now)
        answer.refresh_from_db()
    with translation.override(settings.LANGUAGE_CODE):
        follow_up(
            made.ref, kind="answered", url=made.get_absolute_url(), text=text, by=answer.by, at=now, actor=actor, tell=tell,
            title=_("Antwort auf „%(words)s“: %(verdict)s")
            % {"words": excerpt(str(made), longest=60), "verdict": RemarkAnswer.Verdict(verdict).label},
        )  # fmt: skip
    note_first_answer(made.ref, place=place, asked_at=made.created_at, answered_at=now)
    record("participation.remark.answered", made.ref, actor=actor, place=place, details={"verdict": verdict})
    return answer


@translation.override(settings.LANGUAGE_CODE)
def _town_hall_name(made: Remark) -> str:
    return Sender.town_hall(made.activity.project.place).name


@translation.override(settings.LANGUAGE_CODE)
def _put_on_desk(activity: Activity, *, actor: User | None) -> None:
    """Keep one to-do for everything said in an activity that waits for an answer, or none when nothing does."""
    if activity.kind != DOCUMENT:  # in a debate people answer each other; the town hall sums up at the end
        return
    waiting = Remark.objects.filter(activity=activity).visible().on_top().unanswered()
    oldest = waiting.order_by("created_at").first()
    if oldest is None:
        settle(activity.ref, kind=_TODO, actor=actor, outcome=_("beantwortet"))
        return
    project, number = activity.project, waiting.aggregate(number=Count("pk"))["number"]
    ask(
        activity.ref, kind=_TODO, place=project.place, label=_("Kommentare"), title=activity.title,
        note=ngettext("%(n)d Kommentar wartet auf eine Antwort", "%(n)d Kommentare warten auf eine Antwort", number) % {"n": number},
        action_url=reverse("participation:remarks", args=[project.municipality.slug, project.slug, activity.slug]),
        action_label=_("Antworten"), due_on=oldest.answer_due_on, is_sample=activity.is_sample,
    )  # fmt: skip


def _tell_of_reply(made: Remark, reply_to: Remark | None) -> None:
    """Tell whoever is answered and whoever began the thread, each once; nobody about their own words."""
    author, project = made.author, made.activity.project
    if author is None:
        return
    wrote = [one.author for one in (reply_to, made.parent) if one is not None and one.author is not None]
    hearing = who_may_hear(project, [person.pk for person in wrote])
    for person in dict.fromkeys(wrote):
        if person == author or person.pk not in hearing:
            continue
        with translation.override(person.language):
            tell_person(
                person,
                title=_("%(name)s hat Ihnen in „%(title)s“ geantwortet")
                % {"name": author.public_name, "title": made.activity.title},
                text=excerpt(made.text, longest=280),
                url=made.get_absolute_url(),
                actor=author,
                quoting=made.ref,
            )
