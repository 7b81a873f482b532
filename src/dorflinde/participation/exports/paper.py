"""A survey to fill in with a pen: an accessible PDF with numbers for whoever types it in, and a way to the page online."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language, gettext as _

from dorflinde import ui
from dorflinde.participation.models import Activity, Question
from dorflinde.ui.clock import full_day

TEMPLATE = Path(__file__).with_name("form.typ")
_FONTS = Path(ui.__file__).parent / "static" / "ui" / "dist" / "print-fonts"
_STANDARDS = ["a-2a", "ua-1"]
_SECONDS = 3600
_LONG = 8  # a question with more lines may break over two pages
_KINDS = {
    Question.Kind.SINGLE: "choices",
    Question.Kind.MULTIPLE: "choices",
    Question.Kind.SCALE: "scale",
    Question.Kind.RANKING: "ranking",
    Question.Kind.MATRIX: "matrix",
    Question.Kind.NUMBER: "number",
    Question.Kind.TEXT: "text",
}


def survey_as_pdf(activity: Activity) -> bytes:
    """Return the form; the same words are set once an hour."""
    data = json.dumps(_form(activity), ensure_ascii=False)
    key = f"paper:survey:{hashlib.blake2b(data.encode(), digest_size=16).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _set(data, activity)
        cache.set(key, kept, timeout=_SECONDS)
    return kept


def _set(data: str, activity: Activity) -> bytes:
    import typst  # a large compiler: only where something is really set

    fonts = [str(_FONTS)] if _FONTS.is_dir() else []
    compiler = typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"form": _printable(data)},
    )  # fmt: skip
    day = activity.phase.starts_on
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    content = compiler.compile(format="pdf", pdf_standards=_STANDARDS, timestamp=midnight)
    if not isinstance(content, bytes):
        raise TypeError("typst gave no document")
    return content


def _form(activity: Activity) -> dict[str, Any]:
    project, day = activity.project, activity.phase.starts_on
    url = f"{settings.BASE_URL}{activity.get_absolute_url()}"
    asked = [
        _question(number, question)
        for number, question in enumerate(Question.objects.of(activity), start=1)
        if question.kind in _KINDS
    ]
    return {
        "title": activity.title,
        "project": project.title,
        "publisher": project.municipality.full_name,
        "text": activity.text,
        "language": (get_language() or settings.LANGUAGE_CODE)[:2],
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "how": _("Bitte ankreuzen und bis %(day)s im Rathaus abgeben. Ihren Namen brauchen wir nicht.")
        % {"day": full_day(activity.phase.ends_on)},
        "qr": segno.make(url, error="m").svg_inline(scale=4, border=1, omitsize=True),
        "qr-alt": _("QR-Code, der zur Umfrage im Netz führt"),
        "online": _("Lieber online? Bitte nur einmal teilnehmen."),
        "foot": f"{project.municipality.full_name} · {url}",
        "thanks": _("Danke! Papier und Online-Antworten werden zusammen gezählt."),
        "questions": asked,
    }


def _question(number: int, question: Question) -> dict[str, Any]:
    return {
        "number": number,
        "title": question.title,
        "help": _help(question),
        "only": _only(question),
        "kind": _KINDS[Question.Kind(question.kind)],
        "choices": [choice.text for choice in question.columns],
        "rows": [row.text for row in question.rows],
        "other": _("Anderes:") if question.has_other else "",
        "unit": question.unit,
        "long": len(question.columns) + len(question.rows) > _LONG,
    }


def _help(question: Question) -> str:
    words = [question.help_text]
    if question.kind == Question.Kind.RANKING:
        words.append(_("Schreiben Sie 1 zu dem, was Ihnen am wichtigsten ist, dann 2 und so weiter."))
    if question.kind == Question.Kind.MULTIPLE:
        most = question.most_choices
        words.append(_("Höchstens %(most)d Kreuze.") % {"most": most} if most else _("Mehrere Kreuze sind möglich."))
    return " ".join(filter(None, words))


def _only(question: Question) -> str:
    answers = " / ".join(f"„{condition.choice.text}“" for condition in question.conditions.all())
    return _("Nur, wenn Sie vorher %(answers)s angekreuzt haben:") % {"answers": answers} if answers else ""


def _printable(data: str) -> str:
    """Let pictures („😀“) fall away: the faces of print do not have them, and an accessible PDF refuses gaps."""
    return "".join(sign if sign <= "\u024f" or sign in "–—‘’‚“”„•…€−\u202f·" else "" for sign in data)
