"""Finds texts that say the same in other words: German words by their stem, stems by the letters they share.

A text is its stems and the letter groups in them, each weighed by how rare it is (TF-IDF); two texts are as similar as the
angle between them is small. Shared letter groups find inflected words, slips of the finger and parts of compounds
(„Fahrradständer“ and „Ständer für Räder“). No trained model: the same texts give the same answer everywhere.
Sources: Salton, Buckley, "Term-weighting approaches in automatic text retrieval" (1988); the German stemmer of Snowball.
"""

import math
import re
import threading
import unicodedata
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar

LONGEST = 2000  # letters of a text that are looked at
GROUPS = (3, 4)  # letters in a group
WHOLE = 2.0  # what a whole stem weighs to one of its letter groups
WORDS = re.compile(r"[^\W_]+")
# Words that say nothing about what a text is about.
EMPTY = frozenset(
    "aber alle allem allen aller als also am an auch auf aus bei beim bis bitte da damit das dass dem den denn der des "
    "die dies diese diesem diesen dieser dieses doch durch ein eine einem einen einer eines endlich er es etwas für fürs "
    "gibt haben hat hier ich ihr im in ins ist ja kann kein keine können man mehr mein mit möchte muss nach nicht noch "
    "nur ob oder ohne schon sehr sein sich sie sind so soll sollte sollten über um und uns unser unsere unserem unseren "
    "unter viel vom von vor war warum was weil wenn wer werden wie wieder wir wird wo wollen würde wünsche zu zum zur".split()
)
_NOWHERE = (array("L"), array("d"))
_NEARLY = 0.999  # what rounding may have taken
Key = TypeVar("Key", bound=Hashable)
_one_at_a_time = threading.Lock()  # the stemmer keeps its word in itself


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """A text that is similar, by the key it was given with; 1 is the same, 0 has nothing in common."""

    key: Key
    score: float


class Index(Generic[Key]):
    """Texts made ready for being compared with; built once, asked often."""

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        told = [(key, features(text)) for key, text in texts]
        self._keys = [key for key, _ in told]
        known = Counter(name for _, found in told for name in found)
        self._unknown = math.log(1 + len(told)) + 1
        self._rarity = {name: math.log((1 + len(told)) / (1 + number)) + 1 for name, number in known.items()}
        # Feature → places of the texts that have it, and how much it weighs there: numbers, not objects, for memory's sake.
        self._postings = {name: (array("L"), array("d")) for name in known}
        for place, (_, found) in enumerate(told):
            for name, weight in self._weighed(found).items():
                places, weights = self._postings[name]
                places.append(place)
                weights.append(weight)

    def similar(self, text: str, *, limit: int = 5, at_least: float = 0.3) -> list[Match[Key]]:
        """Return the most similar texts first, equal ones in the order they were given; `at_least` from 0 to 1."""
        scores: dict[int, float] = {}
        # Rare features first: once those that are left cannot lift a text over the bar, no new text is looked at.
        asked = sorted(self._weighed(features(text)).items(), key=lambda pair: (-pair[1], pair[0]))
        left = sum(weight * weight for _, weight in asked)
        for name, weight in asked:
            is_open = left > at_least * at_least * _NEARLY
            left -= weight * weight
            places, weights = self._postings.get(name, _NOWHERE)
            for place, other in zip(places, weights, strict=True):
                if is_open or place in scores:
                    scores[place] = scores.get(place, 0.0) + weight * other
        found = [(place, min(score, 1.0)) for place, score in scores.items() if score >= at_least and score > 0]
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [Match(self._keys[place], score) for place, score in found[:limit]]

    def _weighed(self, found: dict[str, float]) -> dict[str, float]:
        """Rare features weigh more; all together have length 1."""
        weights = {name: size * self._rarity.get(name, self._unknown) for name, size in found.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {name: weight / length for name, weight in weights.items()}


def features(text: str) -> dict[str, float]:
    """Return the stems of a text and the letter groups in them, with how much each counts."""
    found: dict[str, float] = {}
    words = WORDS.findall(unicodedata.normalize("NFKC", text[:LONGEST]).lower())
    for word in [word for word in words if word not in EMPTY] or words:
        found |= _features_of(word)
    return found


@lru_cache(maxsize=50_000)
def _features_of(word: str) -> dict[str, float]:
    stem = stem_of(word)
    bounded = f"^{stem}$"
    groups = {
        bounded[at : at + size]: 1.0 for size in GROUPS for at in range(len(bounded) - size + 1) if len(bounded) > size
    }
    return {**groups, f"={stem}": WHOLE}


@cache
def _stemmer() -> Any:
    import snowballstemmer  # brings every language it knows, five megabytes: only where words are compared

    return snowballstemmer.stemmer("german")


def stem_of(word: str) -> str:
    """Return a German word without its ending, its umlauts and its accents: „Bänke“ and „Baenke“ are „bank“."""
    with _one_at_a_time:
        stem: str = _stemmer().stemWord(word)
    return "".join(sign for sign in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(sign))
