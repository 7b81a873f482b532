"""Opening a text of another module for comments: a project with one phase in which everyone can say what they think."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.commenting import Request
from dorflinde.core.subjects import Ref
from dorflinde.participation.models import Comment, Idea, Phase, Project
from dorflinde.places.public import Place

from .projects import PhasePlan, ProjectPlan, create_project

KIND = "participation.project"


@transaction.atomic
def open_text(place: Place, request: Request, actor: User | None) -> Ref:
    """Ask everyone about a text: its words stand in the project, remarks come in as contributions others can support."""
    plan = ProjectPlan(
        place=place,
        title=request.title[:120],
        summary=request.summary[:280],
        text=request.text[:8000],
        goal=_("Das Rathaus liest jede Rückmeldung und sagt, was sich am Text ändert."),
        phases=[PhasePlan(Phase.Kind.IDEAS, _("Rückmeldungen"), timezone.localdate(), request.until)],
    )
    return create_project(plan, actor=actor, publish=True).ref


def count_remarks(refs: Iterable[Ref]) -> dict[Ref, int]:
    """Return how many contributions and comments everyone can read in each of these projects."""
    wanted = [ref.id for ref in refs if ref.kind == KIND]
    if not wanted:
        return {}
    found = {
        Ref(KIND, key): 0 for key in Project.objects.filter(public_id__in=wanted).values_list("public_id", flat=True)
    }
    shown = Idea.objects.visible().filter(project__public_id__in=wanted)
    said = Comment.objects.visible().filter(idea__in=shown)
    for rows in (shown.values_list("project__public_id"), said.values_list("idea__project__public_id")):
        for key, number in rows.annotate(number=Count("pk")).order_by():
            found[Ref(KIND, key)] += number
    return found
