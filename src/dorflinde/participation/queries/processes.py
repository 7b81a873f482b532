"""The course of a project: who was invited, what came of it, which private projects are open to somebody."""

import uuid
from collections.abc import Collection

from django.db.models import Count, QuerySet
from django.utils import timezone

from dorflinde.accounts.public import STAFF, Actor, User, has_role
from dorflinde.participation.models import BudgetProposal, Invitation, Invitee, Outcome, Project
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


def who_may_hear(project: Project, people: Collection[int]) -> set[int]:
    """Return those of some people, by their keys, who may hear of a project: of a private one the invited and the staff."""
    if not project.is_private:
        return set(people)
    found = User.objects.filter(pk__in=people)
    valid = project.invitations.valid()
    invited = set(Invitee.objects.filter(invitation__in=valid, person__in=people).values_list("person", flat=True))
    return {person.pk for person in found if person.pk in invited or has_role(person, STAFF, project.place)}


def hearers_of_project(public_id: uuid.UUID, people: Collection[int]) -> set[int]:
    """Return those of some people who may hear of what happens to a project."""
    return _hearers(Project.objects.filter(public_id=public_id), people)


def hearers_of_idea(public_id: uuid.UUID, people: Collection[int]) -> set[int]:
    """Return those of some people who may hear of what happens to an idea."""
    return _hearers(Project.objects.filter(ideas__public_id=public_id), people)


def hearers_of_comment(public_id: uuid.UUID, people: Collection[int]) -> set[int]:
    """Return those of some people who may hear of what happens to a comment."""
    return _hearers(Project.objects.filter(ideas__comments__public_id=public_id), people)


def hearers_of_proposal(public_id: uuid.UUID, people: Collection[int]) -> set[int]:
    """Return those of some people who may hear of what happens to a proposal for a budget."""
    activities = BudgetProposal.objects.filter(public_id=public_id).values("budget__activity")
    return _hearers(Project.objects.filter(activities__in=activities), people)


def _hearers(projects: QuerySet[Project], people: Collection[int]) -> set[int]:
    project = projects.select_related("place__parent__parent").first()
    return who_may_hear(project, people) if project else set(people)


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
