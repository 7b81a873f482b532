"""Opening a text of another module for comments: a project with one phase in which everyone can say what they think."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.commenting import Request
from dorflinde.core.subjects import Ref
from dorflinde.participation.models import DOCUMENT, Comment, Idea, Phase, Project, Remark
from dorflinde.places.public import Place

from .activities import ActivityPlan, create_activity
from .document import check_text, set_text
from .projects import PhasePlan, ProjectPlan, create_project, update_project

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
    project = create_project(plan, actor=actor, publish=True)
    _open_paragraphs(project, request.text, actor)
    return project.ref


@transaction.atomic
def close_text(ref: Ref, words: str, actor: User | None) -> None:
    """End the phase in which people say what they think, and say why; what was said stays. A second time changes nothing."""
    project = Project.objects.complete().filter(public_id=ref.id).first() if ref.kind == KIND else None
    today = timezone.localdate()
    if project is None or project.is_over(today):
        return
    yesterday = today - datetime.timedelta(days=1)
    asked = [
        PhasePlan(
            phase.kind, phase.title, min(phase.starts_on, yesterday), min(phase.ends_on, yesterday), phase.public_id
        )
        for phase in project.timetable
        if phase.starts_on <= today
    ]
    plan = ProjectPlan(
        place=project.place, title=project.title, summary=words[:280], text=words, goal=project.goal,
        contact=project.contact, participants=project.participants, photo_alt=project.photo_alt, phases=asked,
        categories=[category.name for category in project.categories.all()],
    )  # fmt: skip
    update_project(project, plan, actor=actor)


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
    remarks = Remark.objects.visible().filter(activity__project__public_id__in=wanted)
    for rows in (
        shown.values_list("project__public_id"), said.values_list("idea__project__public_id"),
        remarks.values_list("activity__project__public_id"),
    ):  # fmt: skip
        for key, number in rows.annotate(number=Count("pk")).order_by():
            found[Ref(KIND, key)] += number
    return found


def _open_paragraphs(project: Project, text: str, actor: User | None) -> None:
    """Let a text of several paragraphs also be talked about one by one; a single one is the project itself."""
    try:
        pieces = check_text(text)
    except ValidationError:
        return
    if sum(piece.level == 0 for piece in pieces) > 1:
        words = _("Jeder Absatz für sich: kommentieren, anders formulieren, unterstützen.")
        plan = ActivityPlan(project.timetable[0], _("Absatz für Absatz"), words)
        set_text(create_activity(project, DOCUMENT, plan, actor=actor), text, actor=actor)
