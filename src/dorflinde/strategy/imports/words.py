"""The words people use for priority, status and the rest, and back."""

from collections.abc import Mapping

from dorflinde.strategy.models import Direction, Funding, Medium, Priority, Status, Visibility

from .columns import folded


def _words(choices: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {folded(word): value for value, words in choices.items() for word in words}


# The first word of each is the one we write.
SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "priority": {
        Priority.HIGH: ("hoch", "sehr hoch", "high", "A", "1", "Prio 1", "dringend", "urgent"),
        Priority.MEDIUM: ("mittel", "medium", "normal", "B", "2", "Prio 2"),
        Priority.LOW: ("niedrig", "gering", "low", "C", "3", "Prio 3", "nachrangig"),
    },
    "status": {
        Status.IDEA: ("Idee", "Vorschlag", "idea", "proposed", "in Prüfung"),
        Status.PLANNED: ("geplant", "planned", "beschlossen", "vorgesehen", "in Planung", "in Vorbereitung", "noch nicht begonnen", "not started", "approved"),
        Status.ACTIVE: ("in Umsetzung", "läuft", "laufend", "begonnen", "gestartet", "in Arbeit", "in Bearbeitung", "aktiv", "active",
                        "in progress", "ongoing", "started", "under way"),
        Status.PAUSED: ("ruht", "pausiert", "unterbrochen", "zurückgestellt", "paused", "on hold"),
        Status.DONE: ("umgesetzt", "fertig", "abgeschlossen", "erledigt", "beendet", "realisiert", "done", "completed", "finished", "implemented"),
        Status.DROPPED: ("verworfen", "gestrichen", "abgelehnt", "abgebrochen", "entfällt", "dropped", "cancelled", "canceled", "rejected"),
    },
    "medium": {
        Medium.DIGITAL: ("digital", "d"),
        Medium.ANALOGUE: ("analog", "analogue", "a"),
        Medium.BOTH: ("beides", "both", "hybrid", "digital und analog", "analog und digital", "digital and analogue", "digital/analog"),
    },
    "visibility": {
        Visibility.PUBLIC: ("öffentlich", "public", "ja", "yes"),
        Visibility.INTERNAL: ("intern", "nur für das Rathaus", "internal", "nicht öffentlich", "nein", "no"),
    },
    "stage": {
        Funding.Stage.IDEA: ("in Aussicht", "geplant", "idea", "planned"),
        Funding.Stage.APPLIED: ("beantragt", "applied"),
        Funding.Stage.GRANTED: ("bewilligt", "granted", "zugesagt"),
        Funding.Stage.REFUSED: ("abgelehnt", "refused", "rejected"),
    },
    "direction": {
        Direction.UP: ("mehr", "mehr ist besser", "höher", "steigend", "more", "higher", "up"),
        Direction.DOWN: ("weniger", "weniger ist besser", "niedriger", "fallend", "less", "lower", "down"),
    },
    "kind": {
        Funding.Kind.PROGRAMME: ("Förderprogramm", "Programm", "programme", "grant"),
        Funding.Kind.THIRD_PARTY: ("Dritte", "Spende", "Spenden", "Sponsoring", "third party", "donation"),
    },
    "deadline": {
        Funding.Deadline.SOFT: ("möglichst", "möglichst einhalten", "soft", "if possible"),
        Funding.Deadline.FIRM: ("unbedingt", "unbedingt einhalten", "fest", "firm"),
    },
}  # fmt: skip
_MEANT = {name: _words(choices) for name, choices in SAID.items()}


def meant(name: str, text: str) -> str | None:
    """Return the value behind a word, or None if nobody knows the word."""
    return _MEANT[name].get(folded(text))


def said(name: str, value: str) -> str:
    """Return the word we write for a value."""
    return SAID[name][value][0] if value else ""


def expected(name: str) -> str:
    """Return the words somebody may write, for a message."""
    return ", ".join(words[0] for words in SAID[name].values())
