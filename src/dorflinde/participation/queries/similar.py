"""Ideas that say the same already: to support instead of to repeat."""

import datetime
import uuid
from functools import lru_cache

from django.db.models import Count, Max

from dorflinde.methods.similarity import Index
from dorflinde.participation.models import Answer, Idea, IdeaQuerySet, Project

_MOST_COMPARED = 5000  # the newest; building the index from them takes about a second
_SHOWN = 3
_ALIKE = 0.3
_CLOSED = (Answer.Status.DONE, Answer.Status.REJECTED)


def similar_ideas(project: Project, title: str) -> list[Idea]:
    """Return up to three visible, open ideas of a project whose titles say what this one says, most alike first."""
    ideas = _open_ideas(project.pk)
    # Whatever changes what is to be found changes one of these; the titles are read again only then.
    seen = ideas.aggregate(number=Count("pk"), newest=Max("created_at"), edited=Max("edited_at"))
    if not seen["number"]:
        return []
    found = _index(project.pk, project.public_id, **seen).similar(title, limit=_SHOWN, at_least=_ALIKE)
    rows = ideas.for_cards().in_bulk([match.key for match in found])
    alike = [rows[match.key] for match in found if match.key in rows]
    for idea in alike:
        idea.project = project  # known already, with its municipality
    return alike


def _open_ideas(project: int) -> IdeaQuerySet:
    return Idea.objects.visible().filter(project=project).exclude(latest_answer__status__in=_CLOSED)


@lru_cache(maxsize=4)
def _index(
    project: int, _name: uuid.UUID, *, number: int, newest: datetime.datetime, edited: datetime.datetime | None
) -> Index[int]:
    return Index(_open_ideas(project).newest_first().values_list("pk", "title")[:_MOST_COMPARED])
