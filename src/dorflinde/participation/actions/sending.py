"""What somebody wrote goes off: counted, held against the rules of the place, then posted or put by for a look.

Pages and programs send through the same functions, so that what holds for one holds for the other.
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User, allow
from dorflinde.moderation.public import Verdict, screen
from dorflinde.participation.models import Comment, Idea, Project

from .holding import hold_comment, hold_idea
from .ideas import edit_idea, post_idea
from .voices import comment_on_idea

_IDEAS_A_DAY, _A_DAY = 10, 24 * 3600
_COMMENTS_AN_HOUR, _SUPPORTS_AN_HOUR, _AN_HOUR = 30, 120, 3600

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Sent(Generic[Thing]):
    """What became of it: it stands there, it waits for a look, or it did not go off, and why not."""

    thing: Thing | None = None
    is_waiting: bool = False
    refusal: str = ""
    is_too_much: bool = False  # it was refused for its number, and may go off later as it is


def send_idea(project: Project, *, actor: User, **answers: Any) -> Sent[Idea]:
    """Post an idea, or let it wait for a look, or say what stands against it."""
    if not allow(actor, "ideas", limit=_IDEAS_A_DAY, seconds=_A_DAY):
        words = _("Das waren viele Ideen für einen Tag. Bitte senden Sie diese morgen ab.")
        return Sent(refusal=words, is_too_much=True)
    verdict = _screen_idea(actor, project, answers)
    if verdict.refusal:
        return Sent(refusal=verdict.refusal)
    with transaction.atomic():
        posted = post_idea(project, actor=actor, **answers)
        if verdict.why_held:
            hold_idea(posted, why=verdict.why_held)
    return Sent(posted, is_waiting=bool(verdict.why_held))


def send_change(idea: Idea, *, actor: User, without_photo: bool = False, **answers: Any) -> Sent[Idea]:
    """Change an idea, or let the change wait for a look, or say what stands against it."""
    verdict = _screen_idea(actor, idea.project, answers)
    if verdict.refusal:
        return Sent(refusal=verdict.refusal)
    with transaction.atomic():
        edit_idea(idea, actor=actor, without_photo=without_photo, **answers)
        if verdict.why_held:
            hold_idea(idea, why=verdict.why_held)
    return Sent(idea, is_waiting=bool(verdict.why_held))


def send_comment(idea: Idea, *, actor: User, text: str, reply_to: Comment | None = None) -> Sent[Comment]:
    """Say something about an idea, or let it wait for a look, or say what stands against it."""
    if not allow(actor, "comments", limit=_COMMENTS_AN_HOUR, seconds=_AN_HOUR):
        words = _("Das waren viele Kommentare auf einmal. Bitte warten Sie eine Stunde, Ihr Text bleibt hier stehen.")
        return Sent(refusal=words, is_too_much=True)
    verdict = screen(actor, place=idea.place, kind="participation.comment", text=text)
    if verdict.refusal:
        return Sent(refusal=verdict.refusal)
    with transaction.atomic():
        comment = comment_on_idea(idea, actor=actor, text=text, reply_to=reply_to, tell=not verdict.why_held)
        if verdict.why_held:
            hold_comment(comment, why=verdict.why_held)
    return Sent(comment, is_waiting=bool(verdict.why_held))


def may_support_again(actor: User) -> bool:
    """Count one more support, or one taken back, and tell whether it is still within what a person does in an hour."""
    return allow(actor, "supports", limit=_SUPPORTS_AN_HOUR, seconds=_AN_HOUR)


def _screen_idea(actor: User, project: Project, answers: dict[str, Any]) -> Verdict:
    text = "\n".join(str(answers.get(name, "")) for name in ("title", "text", "photo_alt"))
    return screen(actor, place=answers.get("place") or project.place, kind="participation.idea", text=text)
