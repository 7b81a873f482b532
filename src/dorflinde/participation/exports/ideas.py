"""Ideas as a table for those who work with them."""

import csv
from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.participation.models import Comment, Idea, Merger, Project

from .cells import Line, harmless


def ideas_as_csv(project: Project) -> Iterator[str]:
    """Return the visible ideas of a project line by line, as spreadsheets in German offices read it."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(_headings())
    comments, authors = comments_on(project), _authors(project)
    for idea in Idea.objects.visible().filter(project=project).complete().newest_first().iterator(chunk_size=500):
        yield writer.writerow(
            [harmless(cell) for cell in _cells(idea, comments[idea.pk], [idea.author_name, *authors.get(idea.pk, [])])]
        )


def comments_on(project: Project) -> Counter[int]:
    """Count the comments on each idea, with those on what became part of it."""
    rows = Comment.objects.visible().filter(idea__project=project).order_by()
    found: Counter[int] = Counter()
    for key, number in rows.values_list(Coalesce("idea__merger__root", "idea")).annotate(Count("pk")):
        found[key] += number
    return found


def _authors(project: Project) -> dict[int, list[str]]:
    """Return who wrote what became part of each idea."""
    found: dict[int, list[str]] = {}
    rows = Merger.objects.filter(idea__project=project, idea__hiding=None).select_related("idea__author")
    for merger in rows.order_by("idea__created_at", "pk"):
        found.setdefault(merger.root_id, []).append(merger.idea.author_name)
    return found


def _headings() -> list[str]:
    return [
        _("Kennung"), _("Titel"), _("Text"), _("Thema"), _("Ort"), _("Breite"), _("Länge"), _("Von"), _("Am"),
        _("Unterstützungen"), _("Kommentare"), _("Stand"), _("Antwort"), _("Seite"), _("Beispiel"),
    ]  # fmt: skip


def _cells(idea: Idea, comments: int, authors: list[str]) -> list[str]:
    answer = idea.latest_answer
    lat, lon = idea.pin or ("", "")
    return [
        str(idea.public_id),
        idea.title,
        idea.text,
        idea.category.name if idea.category else "",
        idea.place.name,
        str(lat).replace(".", ","),
        str(lon).replace(".", ","),
        ", ".join(dict.fromkeys(authors)),
        timezone.localtime(idea.created_at).strftime("%d.%m.%Y %H:%M"),
        str(idea.support_count),
        str(comments),
        str(answer.get_status_display()) if answer else _("eingegangen"),
        answer.text if answer else "",
        f"{settings.BASE_URL}{idea.get_absolute_url()}",
        _("ja") if idea.is_sample else _("nein"),
    ]
