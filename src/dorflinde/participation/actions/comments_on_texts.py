"""Opening a text of another module for comments: a project with one phase in which everyone can say what they think."""

import datetime
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.commenting import Chapter, Request
from dorflinde.core.subjects import Ref
from dorflinde.methods.paragraphs import Piece
from dorflinde.participation.models import DOCUMENT, Activity, Comment, Idea, Phase, Project, Remark
from dorflinde.places.public import Place, raise_edition

from .activities import ActivityPlan, close_activity, create_activity, reopen_activity
from .document import LONGEST_PARAGRAPH, check_text, set_pieces, set_text
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
    if request.chapters:
        _set_chapters(project, request.chapters, actor)
    else:
        _open_paragraphs(project, request.text, actor)
    return project.ref


@transaction.atomic
def renew_text(ref: Ref, request: Request, actor: User | None) -> None:
    """Let people read a newer draft while they are asked: paragraphs that go on keep what was said, the others say that they went."""
    project = Project.objects.complete().filter(public_id=ref.id).first() if ref.kind == KIND else None
    if project is None or project.is_over(timezone.localdate()):
        return
    Project.objects.filter(pk=project.pk).update(summary=request.summary[:280], text=request.text[:8000])
    raise_edition(project.place)
    _set_chapters(project, request.chapters, actor)


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


def _set_chapters(project: Project, chapters: Sequence[Chapter], actor: User | None) -> None:
    """Let each chapter be a draft of its own; one that is not in the newer wording has all its paragraphs taken out."""
    drafts = Activity.objects.of(project).filter(kind=DOCUMENT).select_related("closure")
    there = {activity.options.get("chapter"): activity for activity in drafts if activity.options.get("chapter")}
    for position, chapter in enumerate(chapters, start=1):
        pieces = [Piece(words[:LONGEST_PARAGRAPH], min(level, 3)) for words, level in chapter.pieces]
        activity = there.pop(chapter.key, None)
        if activity is None:
            plan = ActivityPlan(project.timetable[0], chapter.title[:120], options={"chapter": chapter.key})
            activity = create_activity(project, DOCUMENT, plan, actor=actor)
        elif activity.is_closed:
            reopen_activity(activity, actor=actor)
        activity.title, activity.position = chapter.title[:120], position
        activity.save(update_fields=["title", "position"])
        set_pieces(activity, pieces, actor=actor)
    for activity in there.values():
        set_pieces(activity, [], actor=actor)
        if activity.paragraphs.exists():  # what was said about it stays to be read
            close_activity(activity, actor=actor, reason=_("Dieses Kapitel steht nicht mehr im Entwurf."))


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
