"""Writes own words into the chapters of the strategy paper, and takes them back; what they were, the strategy remembers."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import PaperText, Strategy

from .history import ref_of, remember


@transaction.atomic
def save_paper_text(
    strategy: Strategy, chapter: str, *, heading: str, text: str, is_hidden: bool, actor: Actor | None
) -> PaperText | None:
    """Keep the own words of a chapter; words that change nothing are no words, and the chapter is as usual again."""
    said = {"heading": heading.strip(), "text": text.strip(), "is_hidden": is_hidden}
    if PaperText(**said).is_usual:
        take_back_paper_text(strategy, chapter, actor=actor)
        return None
    before = paper_words(strategy, chapter)
    made, _is_new = PaperText.objects.update_or_create(
        strategy=strategy, chapter=chapter, defaults=said | {"changed_at": timezone.now()}
    )
    _remember(strategy, chapter, before, actor)
    _note("text_changed", strategy, chapter, actor)
    return made


@transaction.atomic
def take_back_paper_text(strategy: Strategy, chapter: str, *, actor: Actor | None) -> bool:
    """Let a chapter be as the house writes it; returns whether there was anything to take back."""
    before = paper_words(strategy, chapter)
    gone, _by_table = strategy.paper_texts.filter(chapter=chapter).delete()
    if gone:
        _remember(strategy, chapter, before, actor)
        _note("text_taken_back", strategy, chapter, actor)
    return bool(gone)


def paper_words(strategy: Strategy, chapter: str) -> dict[str, Any]:
    """Return the own words of a chapter as they stand now; a chapter that is as usual has none."""
    own = strategy.paper_texts.filter(chapter=chapter).first() or PaperText()
    return {"heading": own.heading, "text": own.text, "is_hidden": own.is_hidden}


def paper_word_name(chapter: str, field: str) -> str:
    """Return under which name the history of a strategy keeps a field of the own words of a chapter."""
    return f"{chapter}.{field}"


def _remember(strategy: Strategy, chapter: str, before: dict[str, Any], actor: Actor | None) -> None:
    # The row goes when the words are taken back; so the history hangs on the strategy.
    now = paper_words(strategy, chapter)
    changes = {paper_word_name(chapter, name): (before[name], now[name]) for name in now}
    remember(ref_of(strategy), strategy.place, changes, actor=actor)


def _note(verb: str, strategy: Strategy, chapter: str, actor: Actor | None) -> None:
    raise_edition(strategy.place)
    audit.record(
        f"strategy.paper.{verb}", Ref("strategy.strategy", strategy.public_id), actor=actor, place=strategy.place,
        details={"chapter": chapter},
    )  # fmt: skip
