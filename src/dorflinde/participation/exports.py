"""Ideas as a table for those who work with them, and a person's own contributions for themselves."""

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User

from .models import Comment, Idea, Project

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What csv writes into: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def ideas_as_csv(project: Project) -> Iterator[str]:
    """Return the visible ideas of a project line by line, as spreadsheets in German offices read it."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(_headings())
    rows = Comment.objects.visible().filter(idea__project=project).values_list("idea").annotate(Count("pk"))
    comments: dict[int, int] = dict(rows)
    for idea in Idea.objects.visible().filter(project=project).complete().newest_first().iterator(chunk_size=500):
        yield writer.writerow([_harmless(cell) for cell in _cells(idea, comments.get(idea.pk, 0))])


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return everything a person wrote and supported here, as they may take it along."""
    ideas = Idea.objects.filter(author=user).select_related("project", "place").order_by("created_at")
    comments = Comment.objects.filter(author=user).select_related("idea").order_by("created_at")
    supports = user.supported_ideas.select_related("idea").order_by("created_at")
    return [
        *(
            {
                "kind": "idea", "title": idea.title, "text": idea.text, "project": idea.project.title,
                "place": idea.place.name, "lat": idea.lat, "lon": idea.lon, "photo": idea.photo.name,
                "at": idea.created_at.isoformat(), "url": idea.get_absolute_url(),
            }
            for idea in ideas.select_related("project__municipality")
        ),
        *(
            {"kind": "comment", "text": row.text, "idea": row.idea.title, "at": row.created_at.isoformat()}
            for row in comments
        ),
        *({"kind": "support", "idea": row.idea.title, "at": row.created_at.isoformat()} for row in supports),
    ]  # fmt: skip


def _headings() -> list[str]:
    return [
        _("Kennung"), _("Titel"), _("Text"), _("Thema"), _("Ort"), _("Breite"), _("Länge"), _("Von"), _("Am"),
        _("Unterstützungen"), _("Kommentare"), _("Stand"), _("Antwort"), _("Seite"), _("Beispiel"),
    ]  # fmt: skip


def _cells(idea: Idea, comments: int) -> list[str]:
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
        idea.author_name,
        timezone.localtime(idea.created_at).strftime("%d.%m.%Y %H:%M"),
        str(idea.support_count),
        str(comments),
        str(answer.get_status_display()) if answer else _("eingegangen"),
        answer.text if answer else "",
        f"{settings.BASE_URL}{idea.get_absolute_url()}",
        _("ja") if idea.is_sample else _("nein"),
    ]


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading someone's words as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
