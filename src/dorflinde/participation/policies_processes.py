"""Who comes into a private project, and who may follow one."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, Ref
from dorflinde.places.public import Place

from . import policies
from .models import Idea, Invitation, Phase, Project


def followable_project(user: Actor, municipality: Place, slug: str) -> Project:
    """Return a project one can follow; a draft has no news."""
    project = policies.visible_project(user, municipality, slug)
    if not project.is_published:
        raise PermissionDenied
    return project


def contribution_for_idea(municipality: Place, name: str) -> Description | None:
    """Return what was told elsewhere in the municipality („kind:id“) and may become an idea; None for anything else."""
    kind, _sign, key = name.partition(":")
    if not subjects.known(kind) or not subjects.subject(kind).may_be_origin or kind.startswith("participation."):
        return None
    try:
        found = subjects.describe(Ref(kind, uuid.UUID(key)))
    except ValueError:
        return None
    if found is None or not found.is_public:
        return None
    return found if Place.objects.within(municipality).filter(pk=found.place_id).exists() else None


def project_taking_ideas(user: Actor, municipality: Place, slug: str) -> Project:
    """Return a project in which the town hall may write ideas down for others now; where people live is the clerk's to know."""
    project = policies.editable_project(user, municipality, slug)
    phase = project.phase_on(timezone.localdate())
    if not project.is_published or phase is None or not phase.takes_ideas:
        raise PermissionDenied(_("Ideen lassen sich aufnehmen, solange welche gesammelt werden."))
    return project


def may_take_support_down(user: Actor, idea: Idea) -> bool:
    """Tell whether the town hall may enter a support for somebody now: while others support it themselves."""
    return policies.may_answer(user, idea) and takes_supports(idea.project)


def takes_supports(project: Project) -> bool:
    """Tell whether ideas are supported in a project now."""
    phase = project.phase_on(timezone.localdate())
    return project.is_published and phase is not None and phase.kind in Phase.WITH_VOICES


def idea_taking_supports(user: User, municipality: Place, public_id: uuid.UUID) -> Idea:
    """Return an idea to those in the town hall who may enter supports for others now."""
    idea = policies.answerable_idea(user, municipality, public_id)
    if not may_take_support_down(user, idea):
        raise PermissionDenied(_("Unterstützungen lassen sich aufnehmen, solange alle unterstützen können."))
    return idea


def open_invitation(municipality: Place, token: str) -> Invitation:
    """Return the invitation with this word, to whoever has it; one that was taken back does not exist."""
    found = Invitation.objects.valid().filter(token=token, project__municipality=municipality).first()
    project = Project.objects.complete().filter(pk=found.project_id).first() if found else None
    if found is None or project is None or not project.is_published:
        raise Http404(_("Diese Einladung gilt nicht (mehr). Bitte fragen Sie im Rathaus nach."))
    found.project = project
    return found


def invitation_of(project: Project, public_id: uuid.UUID) -> Invitation:
    """Return an invitation to a project somebody came in to."""
    found = project.invitations.filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("Diese Einladung gibt es hier nicht."))
    found.project = project
    return found
