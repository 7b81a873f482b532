"""The questions of the baseline, read once from the module's data files; their keys never change, new wordings raise the version."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_FOLDER = Path(__file__).parent
_FILES = {"de": "baseline.json", "en": "baseline.en.json"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its five described levels."""

    key: str
    text: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """Questions about one side of village life; one page of the questionnaire."""

    key: str
    title: str
    text: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All dimensions in the order of the pages."""

    version: int
    dimensions: tuple[Dimension, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all questions."""
        return frozenset(question.key for dimension in self.dimensions for question in dimension.questions)


def questionnaire() -> Questionnaire:
    """Return the questions as they are asked today, in the reader's language."""
    language = (get_language() or "de").partition("-")[0]
    return _read(language if language in _FILES else "de")


@cache
def _read(language: str) -> Questionnaire:
    read = json.loads((_FOLDER / _FILES[language]).read_text(encoding="utf-8"))
    dimensions = tuple(
        Dimension(
            one["key"],
            one["title"],
            one["text"],
            tuple(Question(asked["key"], asked["text"], tuple(asked["levels"])) for asked in one["questions"]),
        )
        for one in read["dimensions"]
    )
    return Questionnaire(read["version"], dimensions)
