"""Where the sample's municipalities stand: two assessments to compare, what there is, strengths and weaknesses, the steps behind them."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.places.public import Place, find_municipality
from dorflinde.strategy import public as strategy

_STAGE, _THIN = "perlesreut", "ringelai"
# today's level two years ago, today's level now, target; in the order of the questions
_LEVELS = {
    "ziele": [(2, 4, 5), (2, 3, 4), (1, 3, 4), (1, 3, 5)],
    "menschen": [(2, 3, 4), (1, 2, 4), (1, 3, 4), (2, 3, 4)],
    "dienste": [(2, 3, 4), (2, 2, 4), (1, 2, 4), (3, 4, 5)],
    "netz": [(3, 4, 5), (2, 2, 4), (1, 3, 4), (2, 3, 4)],
    "miteinander": [(2, 4, 5), (2, 4, 5), (1, 3, 5), (2, 3, 4)],
    "versorgung": [(1, 2, 4), (2, 2, 3), (1, 2, 3), (3, 3, 4)],
    "daten": [(1, 2, 3), (1, 2, 3), (1, 1, 3)],
    "zusammen": [(2, 4, 5), (2, 3, 4), (2, 3, 4), (1, 2, 4)],
}
_EVIDENCE = {
    "menschen.ausfall": "Die Anleitung für die Internetseite liegt nur im Vorzimmer. (Beispiel)",
    "netz.mobilfunk": "Messfahrt der Feuerwehr vom Herbst: drei Ortsteile ohne Empfang. (Beispiel)",
}
_INVENTORY = [
    ("plan", "Dorferneuerungsplan", -9, "Bauamt", "Der Treffpunkt am Markt ist schon gezeichnet."),
    ("plan", "Energienutzungsplan", -4, "Bauamt", "Verbrauchszahlen der Liegenschaften weiterverwenden."),
    ("decision", "Ratsbeschluss zum Glasfaserausbau", -2, "Geschäftsleitung", "Zeitplan der Tiefbauarbeiten abwarten."),
    ("project", "Gemeinsame Vergabestelle mit den Nachbarn", -1, "Geschäftsleitung", "Vorbild für geteiltes Personal."),
    ("system", "Bürgerservice-Portal", -3, "Einwohnermeldeamt", "Elf Anliegen gehen online, genutzt werden drei."),
    ("system", "Ratsinformationssystem", -6, "Vorzimmer", ""),
]
_SWOT = [
    ("1s", "Viele aktive Vereine, die sich kennen"), ("1s", "Kurze Wege zwischen Rathaus und Leuten"),
    ("1s", "Gute Zusammenarbeit mit den Nachbargemeinden"), ("2w", "Wissen hängt an einzelnen Personen"),
    ("2w", "Funklöcher in drei Ortsteilen"), ("2w", "Online-Anträge sind kaum bekannt"),
    ("3o", "Glasfaser kommt in den nächsten zwei Jahren"), ("3o", "Junge Familien ziehen zurück aufs Land"),
    ("4t", "Förderungen laufen aus"), ("4t", "Ältere ohne Handy werden abgehängt"),
]  # fmt: skip
_PAPER = {
    "actors": "Liste und Netz der Beteiligten hängen im Sitzungssaal. (Beispiel)",
}


def tell(clerk: User, manager: User) -> None:
    """Fill the situation richly where the demo opens, thinly next door."""
    place = find_municipality(_STAGE)
    today = timezone.localdate()
    _assess(place, today - datetime.timedelta(days=730), {clerk: (0, 0)}, column=0)
    _assess(place, today - datetime.timedelta(days=20), {clerk: (0, 0), manager: (1, -1)}, column=1)
    for kind, title, year, who, follows in _INVENTORY:
        item = strategy.InventoryItem(
            municipality=place, kind=kind, title=title, year=today.year + year, responsible=who, follows=follows,
            is_sample=True,
        )  # fmt: skip
        strategy.save_inventory_item(item, actor=clerk)
    for side, text in _SWOT:
        strategy.add_swot_entry(place, side=side, text=text, origin="aus Werkstatt 1", actor=clerk, is_sample=True)
    _walk(place, clerk, today)
    next_door = find_municipality(_THIN)
    strategy.add_swot_entry(next_door, side="1s", text="Freibad und Badesee", actor=clerk, is_sample=True)


def _assess(place: Place, day: datetime.date, voices: Mapping[User, tuple[int, int]], *, column: int) -> None:
    asked = strategy.questionnaire()
    made = strategy.begin_assessment(place, held_on=day, version=asked.version, actor=None, is_sample=True)
    for person, (often, shift) in voices.items():
        answers: dict[str, dict[str, Any]] = {}
        for dimension in asked.dimensions:
            for number, question in enumerate(dimension.questions):
                levels = _LEVELS[dimension.key][number]
                differs = shift * 2 if often and number == 1 else 0  # people see one question of each side differently
                answers[question.key] = {
                    "today": max(levels[column] + differs, 1), "target": levels[2], "is_unknown": False,
                    "evidence": _EVIDENCE.get(question.key, "") if column and not often else "", "comment": "",
                }  # fmt: skip
        strategy.answer_questions(made, answers, actor=person, official=False)


def _walk(place: Place, clerk: User, today: datetime.date) -> None:
    own = strategy.current_strategy(place)
    if own is None:
        return
    for step in ("prepare", "baseline", "vision", "fields", "measures", "prioritise", "roadmap", "paper", "decision"):
        strategy.mark_step(own, step, "done", actor=clerk)
    for step, where in _PAPER.items():
        strategy.mark_step(own, step, "paper", note=where, actor=clerk)
    strategy.plan_step(
        own, "implement", responsible="Geschäftsleitung mit den Federführenden",
        due_on=today + datetime.timedelta(days=300), actor=clerk,
    )  # fmt: skip
