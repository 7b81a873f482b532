"""What ideas, comments and projects show of themselves elsewhere: on the trail, in moderation, in the strategy."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.core.subjects import Description, ExpectedStep, Ref
from dorflinde.core.text import excerpt
from dorflinde.participation.models import Comment, Idea, IdeaQuerySet, Phase, Project

_SUGGESTIONS = 20
_LATER = (Phase.Kind.DECISION, Phase.Kind.RESULT)


def describe_ideas(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what ideas show of themselves elsewhere."""
    return {idea.public_id: _describe_idea(idea) for idea in _ideas_with_states().filter(public_id__in=list(ids))}


def describe_comments(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what comments show of themselves elsewhere."""
    rows = Comment.objects.filter(public_id__in=list(ids)).select_related(
        "author", "hiding", "parent__hiding", "idea__project__municipality", "idea__project__publication",
        "idea__hiding", "idea__withdrawal",
    ).defer("idea__project__municipality__boundary")  # fmt: skip
    return {comment.public_id: _describe_comment(comment) for comment in rows}


def describe_projects(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what projects show of themselves elsewhere."""
    rows = (
        Project.objects.filter(public_id__in=list(ids))
        .select_related("municipality", "publication")
        .defer("municipality__boundary")
    )
    return {project.public_id: _describe_project(project) for project in rows}


def describe_phases(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what announced phases show of themselves elsewhere."""
    rows = (
        Phase.objects.filter(public_id__in=list(ids))
        .select_related("project__municipality", "project__publication")
        .defer("project__municipality__boundary")
    )
    return {phase.public_id: _describe_part(phase.project, phase.ref, phase.title) for phase in rows}


def describe_outcomes(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what results of projects show of themselves elsewhere; they are known by the key of their project."""
    rows = (
        Project.objects.filter(public_id__in=list(ids), outcome__isnull=False)
        .select_related("municipality", "publication")
        .defer("municipality__boundary")
    )
    return {
        project.public_id: _describe_part(project, Ref("participation.outcome", project.public_id), _("Ergebnis"))
        for project in rows
    }


def suggest_ideas(municipality_id: int, words: str) -> list[Description]:
    """Return ideas of a municipality a measure could grow from, the most supported first."""
    rows = _ideas_with_states().visible().for_everyone().filter(project__municipality=municipality_id).matching(words)
    return [_describe_idea(idea) for idea in rows.most_supported_first()[:_SUGGESTIONS]]


def suggest_comments(municipality_id: int, words: str) -> list[Description]:
    """Return comments of a municipality a measure could grow from, the newest first."""
    rows = Comment.objects.visible().filter(
        idea__in=Idea.objects.visible().for_everyone().filter(project__municipality=municipality_id)
    )
    for word in words[:200].replace("\0", "").split()[:8]:
        rows = rows.filter(text__icontains=word)
    found = list(rows.order_by("-created_at", "-pk").values_list("public_id", flat=True)[:_SUGGESTIONS])
    described = describe_comments(found)
    return [described[key] for key in found]


def expected_of_idea(public_id: uuid.UUID) -> list[ExpectedStep]:
    """Return what should happen next to an idea: the answer, then the later phases of its project."""
    idea = _ideas_with_states().filter(public_id=public_id).first()
    if idea is None or not idea.is_visible:
        return []
    steps = []
    if idea.latest_answer is None:
        steps.append(ExpectedStep(_("Antwort aus dem Rathaus"), when=idea.answer_due_on))
    today = timezone.localdate()
    steps += [
        ExpectedStep(phase.title, phase.explanation, when=phase.starts_on)
        for phase in idea.project.timetable
        if phase.starts_on > today and phase.kind in _LATER
    ]
    return steps


def _ideas_with_states() -> IdeaQuerySet:
    return Idea.objects.select_related(
        "author", "taken_down", "hiding", "withdrawal", "latest_answer", "project__municipality", "project__publication"
    ).defer("project__municipality__boundary")


def _describe_idea(idea: Idea) -> Description:
    return Description(
        ref=idea.ref,
        title=idea.title,
        text=_with_supporters(idea),
        full_text=idea.text,
        url=idea.get_absolute_url(),
        place_id=idea.place_id,
        created_at=idea.created_at,
        is_public=idea.is_visible and not idea.project.is_private,
        author_id=idea.author_id,
        author_name=idea.author_name,
        label=_("Idee"),
        picture_url=idea.photo_small.url if idea.photo_small else "",
    )


def _with_supporters(idea: Idea) -> str:
    beginning = excerpt(idea.text)
    if not idea.support_count:
        return beginning
    supporters = ngettext(
        "Unterstützt von %(number)d Person.", "Unterstützt von %(number)d Menschen.", idea.support_count
    ) % {"number": idea.support_count}
    return f"{beginning} {supporters}"


def _describe_comment(comment: Comment) -> Description:
    above_is_hidden = comment.parent is not None and comment.parent.is_hidden
    return Description(
        ref=comment.ref,
        title=_("Kommentar zu „%(title)s“") % {"title": comment.idea.title},
        text=excerpt(comment.text),
        full_text=comment.text,
        url=comment.get_absolute_url(),
        place_id=comment.idea.place_id,
        created_at=comment.created_at,
        is_public=(
            comment.idea.is_visible
            and not comment.idea.project.is_private
            and not comment.is_hidden
            and not above_is_hidden
        ),
        author_id=comment.author_id,
        author_name=comment.author_name,
        label=_("Kommentar"),
    )


def _describe_project(project: Project) -> Description:
    return Description(
        ref=project.ref,
        title=project.title,
        text=project.summary,
        url=project.get_absolute_url(),
        place_id=project.place_id,
        created_at=project.publication.published_at if project.is_published else project.created_at,
        is_public=project.is_listed,
        author_name=project.municipality.full_name,
        label=_("Beteiligung"),
        picture_url=project.photo_small.url if project.photo_small else "",
    )


def _describe_part(project: Project, ref: Ref, title: str) -> Description:
    return replace(_describe_project(project), ref=ref, title=f"{project.title}: {title}")
