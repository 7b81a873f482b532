"""The town hall's word on an idea."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.desk.public import note_first_answer, settle
from dorflinde.feed.public import Sender
from dorflinde.participation.models import Answer, Idea
from dorflinde.places.public import Organisation
from dorflinde.trail.public import follow_up


@transaction.atomic
def answer_idea(
    idea: Idea,
    *,
    actor: User | None,
    status: str,
    text: str,
    by: str = "",
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    tell: bool = True,
) -> Answer:
    """Answer an idea for the town hall: its page shows it on top, its trail gets a knot, its followers are told."""
    moment = at or timezone.now()
    town_hall = Organisation.objects.filter(
        place=idea.project.municipality, kind=Organisation.Kind.TOWN_HALL
    ).first()  # fmt: skip
    answer = Answer.objects.create(
        idea=idea,
        status=status,
        text=text,
        organisation=town_hall,
        by=(by or _town_hall_name(idea))[:150],
        actor=actor,
        at=moment,
        is_sample=is_sample,
    )
    # The newest counts; an older one that is written down later does not.
    idea.latest_answer = idea.answers.order_by("-at", "-pk").first()
    idea.save(update_fields=["latest_answer"])
    _write_knot(answer, actor, tell=tell)
    settle(idea.ref, kind="answer", actor=actor, outcome=answer.get_status_display())
    note_first_answer(idea.ref, place=idea.place, asked_at=idea.created_at, answered_at=moment)
    record("participation.idea.answered", idea.ref, actor=actor, place=idea.place, details={"status": status})
    return answer


@translation.override(settings.LANGUAGE_CODE)
def _town_hall_name(idea: Idea) -> str:
    return Sender.town_hall(idea.place).name


@translation.override(settings.LANGUAGE_CODE)
def _write_knot(answer: Answer, actor: User | None, *, tell: bool) -> None:
    idea = answer.idea
    follow_up(
        idea.ref,
        kind="answered",
        title=_("Antwort auf „%(title)s“: %(status)s")
        % {"title": idea.title, "status": Answer.Status(answer.status).label},
        text=answer.text,
        url=idea.get_absolute_url(),
        by=answer.by,
        at=answer.at,
        actor=actor,
        tell=tell,
    )
