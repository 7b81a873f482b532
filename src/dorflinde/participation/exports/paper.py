"""A survey to fill in with a pen: an accessible PDF with numbers for whoever types it in, and a way to the page online."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language, gettext as _

from dorflinde.participation.models import Activity, Choice, Question
from dorflinde.ui.clock import full_day

from .printing import qr, set_in_print, short

TEMPLATE = Path(__file__).with_name("form.typ")
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
_LEADS_ON = frozenset({Question.Kind.SINGLE, Question.Kind.SCALE})


def survey_as_pdf(activity: Activity) -> bytes:
    """Return the form people fill in with a pen; the same words are set once an hour."""
    words, day = _form(activity), activity.phase.starts_on
    said = json.dumps([words, get_language(), day.isoformat()], sort_keys=True).encode()
    key = f"paper:survey:{hashlib.blake2b(said, digest_size=16).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = set_in_print(TEMPLATE, words, day)
        cache.set(key, kept, timeout=_SECONDS)
    return kept


def _form(activity: Activity) -> dict[str, Any]:
    project = activity.project
    url = f"{settings.BASE_URL}{activity.get_absolute_url()}"
    questions = list(Question.objects.of(activity))
    until = _("Bitte ankreuzen und bis %(day)s im Rathaus abgeben. Schreiben Sie keinen Namen darauf.")
    return {
        "title": activity.title,
        "project": project.title,
        "publisher": project.municipality.full_name,
        "text": activity.text,
        "how": until % {"day": full_day(activity.phase.ends_on)},
        "qr": qr(url),
        "qr-alt": _("QR-Code, der zur Umfrage im Netz führt"),
        "online": _("Lieber im Netz? Bitte nur einmal teilnehmen: hier oder dort."),
        "foot": short(url),
        "thanks": _("Danke! Was auf Papier kommt, zählt genauso wie im Netz."),
        "questions": [_question(number, questions) for number in range(1, len(questions) + 1)],
    }


def _question(number: int, questions: Sequence[Question]) -> dict[str, Any]:
    question = questions[number - 1]
    choices = [
        {"number": code, "text": choice.text, "next": _next(number, choice, questions)}
        for code, choice in question.on_paper.items()
    ]
    return {
        "number": number,
        "title": question.title,
        "help": _help(question),
        "only": _only(question, questions),
        "kind": _KINDS.get(Question.Kind(question.kind), ""),
        "choices": choices,
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
    if question.kind not in _KINDS:
        words.append(_("Diese Frage gibt es nur im Netz."))
    return " ".join(filter(None, words))


def _only(question: Question, questions: Sequence[Question]) -> str:
    """Say for whom a question is: „Nur, wenn Sie bei Frage 2 „ja“ angekreuzt haben.“"""
    numbers = {one.pk: number for number, one in enumerate(questions, start=1)}
    wanted: dict[int, list[str]] = {}
    for condition in question.conditions.all():
        wanted.setdefault(numbers[condition.choice.question_id], []).append(f"„{condition.choice.text}“")
    parts = [
        _("bei Frage %(n)d %(answers)s") % {"n": number, "answers": _(" oder ").join(answers)}
        for number, answers in sorted(wanted.items())
    ]
    return _("Nur, wenn Sie %(what)s angekreuzt haben.") % {"what": _(" und ").join(parts)} if parts else ""


def _next(number: int, choice: Choice, questions: Sequence[Question]) -> str:
    """Say after which answer somebody skips questions, and where they go on; nothing where the next one follows anyway."""
    here = questions[number - 1]
    if here.kind not in _LEADS_ON:
        return ""
    following = number + 1
    while following <= len(questions) and _is_skipped(questions[following - 1], here, choice):
        following += 1
    if following == number + 1:
        return ""
    if following > len(questions):
        return _("→ fertig")
    return _("→ weiter mit Frage %(n)d") % {"n": following}


def _is_skipped(question: Question, here: Question, choice: Choice) -> bool:
    """Tell whether an answer alone decides that a question is not asked."""
    wanted = {one.choice_id for one in question.conditions.all() if one.choice.question_id == here.pk}
    return bool(wanted) and choice.pk not in wanted
