"""What happens to someone's contributions when their account goes."""

from django.db import transaction

from dorflinde.accounts.public import User
from dorflinde.participation.models import (
    Activity,
    ActivityClosure,
    Answer,
    AnswerSheet,
    Comment,
    Hiding,
    Idea,
    Invitation,
    Invitee,
    Outcome,
    Project,
    Publication,
    Residence,
    ResidenceCode,
    Revocation,
    Rewording,
    Support,
    SupportTakenDown,
    Turnout,
)

from .opinion import forget_person_on_maps


@transaction.atomic
def forget_person(user: User) -> None:
    """Take a person's name off everything: ideas and comments others answered to stay, and so does the number of supporters."""
    Idea.objects.filter(author=user).update(author=None)
    Comment.objects.filter(author=user).update(author=None)
    Support.objects.filter(user=user).update(user=None)
    SupportTakenDown.objects.filter(entered_by=user).update(entered_by=None)
    Answer.objects.filter(actor=user).update(actor=None)
    Hiding.objects.filter(hidden_by=user).update(hidden_by=None)
    Project.objects.filter(created_by=user).update(created_by=None)
    Activity.objects.filter(created_by=user).update(created_by=None)
    ActivityClosure.objects.filter(closed_by=user).update(closed_by=None)
    Rewording.objects.filter(by=user).update(by=None)
    forget_person_on_maps(user)
    AnswerSheet.objects.filter(person=user, sent_at__isnull=True).delete()
    AnswerSheet.objects.filter(person=user).update(person=None, draft=None)
    AnswerSheet.objects.filter(entered_by=user).update(entered_by=None)
    Turnout.objects.filter(person=user).delete()
    Residence.objects.filter(person=user).delete()
    Invitee.objects.filter(person=user).delete()
    Invitation.objects.filter(made_by=user).update(made_by=None)
    Revocation.objects.filter(revoked_by=user).update(revoked_by=None)
    Outcome.objects.filter(written_by=user).update(written_by=None)
    ResidenceCode.objects.filter(made_by=user).update(made_by=None)
    Publication.objects.filter(published_by=user).update(published_by=None)
