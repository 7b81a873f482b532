"""The course of a project: who was invited, what came of it, which private projects are open to somebody."""

from django.db.models import Count, QuerySet
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.participation.models import Invitation, Invitee, Outcome, Project
from dorflinde.places.public import Place

from .projects import ProjectCard, cards


def invitations_of(project: Project) -> QuerySet[Invitation]:
    """Return the links into a project, each with how many came by it."""
    return project.invitations.select_related("revocation", "project__municipality").annotate(number=Count("invitees"))


def is_invited(user: Actor, project: Project) -> bool:
    """Tell whether somebody came by a link that still counts."""
    if not isinstance(user, User):
        return False
    return Invitee.objects.filter(person=user, invitation__in=project.invitations.valid()).exists()


def projects_invited_to(user: Actor, municipality: Place) -> list[ProjectCard]:
    """Return the private projects of a place that are open to somebody by invitation and not over."""
    if not isinstance(user, User):
        return []
    valid = Invitation.objects.valid().filter(invitees__person=user)
    found = Project.objects.published().at(municipality).filter(access=Project.Access.INVITED, invitations__in=valid)
    return [card for card in cards(found.distinct().complete()) if not card.project.is_over(timezone.localdate())]


def outcome_of(project: Project) -> Outcome | None:
    """Return what came of a project, if somebody said so."""
    return Outcome.objects.filter(project=project).first()
