"""Who takes part without an account, and what they did."""

from collections.abc import Iterable
from dataclasses import dataclass

from dorflinde.participation.models import (
    AnswerSheet,
    GuestPass,
    HallQuestion,
    HallSupport,
    HallVote,
    Idea,
    Project,
    RemarkSupport,
    Support,
    Turnout,
    Voice,
    guest_key,
)


@dataclass(frozen=True)
class GuestNumbers:
    """What somebody did without an account."""

    sheets: int = 0
    supports: int = 0
    voices: int = 0
    in_halls: int = 0  # questions, supports and votes of question hours

    def __bool__(self) -> bool:
        return bool(self.sheets or self.supports or self.voices or self.in_halls)


def guest_with(project: Project, token: str) -> GuestPass | None:
    """Return the mark of the browser with this word in a project."""
    return GuestPass.objects.filter(key=guest_key(project, token)).first() if token else None


def is_supported_by(idea: Idea, guest: GuestPass | None) -> bool:
    """Tell whether a guest stands behind an idea."""
    return guest is not None and Support.objects.filter(idea=idea, guest=guest).exists()


def guests_with(token: str) -> list[GuestPass]:
    """Return the marks of a browser in all projects; only who has the word can join them."""
    if not token:
        return []
    open_to_guests = Project.objects.filter(guests__isnull=False).distinct().only("public_id")
    keys = [guest_key(project, token) for project in open_to_guests]
    return list(GuestPass.objects.filter(key__in=keys).select_related("project__place__parent"))


def numbers_of_guests(guests: Iterable[GuestPass]) -> GuestNumbers:
    """Count what would move to an account."""
    found = list(guests)
    return GuestNumbers(
        sheets=AnswerSheet.objects.filter(guest__in=found).count() + Turnout.objects.filter(guest__in=found).count(),
        supports=Support.objects.filter(guest__in=found).count()
        + RemarkSupport.objects.filter(guest__in=found).count(),
        voices=Voice.objects.filter(guest__in=found).count(),
        in_halls=sum(
            model._default_manager.filter(guest__in=found).count() for model in (HallQuestion, HallSupport, HallVote)
        ),
    )
