"""Writes own words into the chapters of the strategy paper, and takes them back."""

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import PaperText, Strategy


@transaction.atomic
def save_paper_text(
    strategy: Strategy, chapter: str, *, heading: str, text: str, is_hidden: bool, actor: Actor | None
) -> PaperText | None:
    """Keep the own words of a chapter; words that change nothing are no words, and the chapter is as usual again."""
    said = {"heading": heading.strip(), "text": text.strip(), "is_hidden": is_hidden}
    if PaperText(**said).is_usual:
        take_back_paper_text(strategy, chapter, actor=actor)
        return None
    made, _is_new = PaperText.objects.update_or_create(
        strategy=strategy, chapter=chapter, defaults=said | {"changed_at": timezone.now()}
    )
    _note("text_changed", strategy, chapter, actor)
    return made


@transaction.atomic
def take_back_paper_text(strategy: Strategy, chapter: str, *, actor: Actor | None) -> bool:
    """Let a chapter be as the house writes it; returns whether there was anything to take back."""
    gone, _by_table = strategy.paper_texts.filter(chapter=chapter).delete()
    if gone:
        _note("text_taken_back", strategy, chapter, actor)
    return bool(gone)


def _note(verb: str, strategy: Strategy, chapter: str, actor: Actor | None) -> None:
    raise_edition(strategy.place)
    audit.record(
        f"strategy.paper.{verb}", Ref("strategy.strategy", strategy.public_id), actor=actor, place=strategy.place,
        details={"chapter": chapter},
    )  # fmt: skip
