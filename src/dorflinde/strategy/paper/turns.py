"""What became of the measures between two papers: which are new, which are gone, which moved in time or along."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from dorflinde.strategy.paper.difference import Difference, Part


@dataclass(frozen=True, slots=True)
class Turn:
    """A measure with what was and what is; both are empty where that says nothing."""

    part: Part
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Turns:
    """What became of the measures, in the order of the paper."""

    added: list[Turn]
    dropped: list[Turn]
    shifted: list[Turn]
    moved: list[Turn]
    mended: list[Turn]
    chapters: int

    @property
    def groups(self) -> list[tuple[str, list[Turn]]]:
        """The groups that are not empty with their names, the gravest first."""
        named = [("added", self.added), ("dropped", self.dropped), ("shifted", self.shifted)]
        return [(name, turns) for name, turns in [*named, ("moved", self.moved), ("mended", self.mended)] if turns]


def turns_of(difference: Difference, language: str) -> Turns:
    """Sort the profiles of the measures by what became of them; a measure stands in the first group it belongs to."""
    with translation.override(language):
        period, state = _("Zeitraum"), _("Stand")
    changed = [part for part in difference.profiles if part.state == "changed"]
    shifted, moved = _differing(changed, period), _differing(changed, state)
    told = {turn.part.mark for turn in [*shifted, *moved]}
    return Turns(
        added=_in_state(difference, lambda part: part.state == "added"),
        dropped=_in_state(difference, lambda part: part.state == "removed"),
        shifted=shifted,
        moved=moved,
        mended=[Turn(part) for part in changed if part.mark not in told],
        chapters=sum(
            chapter.state != "kept" and any(not part.is_kept and not part.mark for part in chapter.parts)
            for chapter in difference.chapters
        ),
    )


def _in_state(difference: Difference, fits: Callable[[Part], bool]) -> list[Turn]:
    return [Turn(part) for part in difference.profiles if fits(part)]


def _differing(parts: list[Part], label: str) -> list[Turn]:
    found = [(part, part.fact(label)) for part in parts]
    return [Turn(part, *pair) for part, pair in found if pair and pair[0] != pair[1]]
