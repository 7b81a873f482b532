"""A region of real size: as many measures for each municipality as asked for, invented, read by the real import.

Shows and measures how lists, charts, solver and paper behave when eleven municipalities plan with dozens of measures
each. The same municipality gets the same measures each time; dates count from today.
"""

import csv
import io
import random
from collections.abc import Callable

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.places.public import Place
from dorflinde.strategy import public as strategy

_THINGS = {
    "Mobilität": ["Mitfahrbank", "Rufbus", "Lastenrad zum Ausleihen", "Ladesäule", "Radweg mit Zählstelle"],
    "Bildung und Teilhabe": ["Handysprechstunde", "Lernort im Gemeindehaus", "Tabletkurs", "Bücherschrank mit Katalog"],
    "Digitales Rathaus": ["Online-Termin", "Formular für die Anmeldung", "Aktenplan", "Ratsinformation", "Fundbüro im Netz"],
    "Dorfleben und Treffpunkte": ["Dorfladen", "Leihregal", "Kulturkalender", "Bürgerhaus mit Buchung", "Freies WLAN"],
    "Daten und Infrastruktur": ["Glasfaser für den Weiler", "Pegelsensor", "Straßenlampen mit Sensor", "Leerstandskataster"],
    "Gesundheit und Pflege": ["Hausnotruf", "Fahrdienst zur Praxis", "Sprechstunde mit Video", "Nachbarschaftshilfe"],
}  # fmt: skip
_WHERE = ("in der Ortsmitte", "am Bahnhof", "für die Weiler", "an der Schule", "beim Sportplatz", "im Pfarrheim")
_LEADS = ("Hauptamt", "Bauamt", "Kämmerei", "Digitalbeauftragte", "Verein Dorfleben", "ILE-Umsetzungsbegleitung")
_HEADINGS = (
    "Nr.", "Maßnahme", "Handlungsfeld", "Kurzbeschreibung", "Ziel / Wirkung", "Federführung", "Beginn", "Ende", "Priorität",
    "Kosten einmalig", "Kosten laufend p. a.", "Personenmonate", "abhängig von", "Aufwand", "Nutzen", "Status",
)  # fmt: skip


def fill(place: Place, wanted: int, clerk: User, say: Callable[[str], None]) -> None:
    """Add invented measures until the municipality has as many as wanted."""
    have = strategy.Measure.objects.of(place).count()
    if have >= wanted:
        return
    report = strategy.import_measures(
        place, _list(place, wanted - have), actor=clerk, is_sample=True, tell=False, at=timezone.now()
    )
    if report.rejected:
        raise ValueError(f"The list of the crowd is broken: {report.rejected}")
    say(f"Sample region: {place.name} plans with {have + report.created} measures.")


def _list(place: Place, count: int) -> bytes:
    dice = random.Random(place.slug)  # noqa: S311  # repeatable, not secret
    year = timezone.localdate().year
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(_HEADINGS)
    for number in range(1, count + 1):
        field = dice.choice(sorted(_THINGS))
        title = f"{dice.choice(_THINGS[field])} {dice.choice(_WHERE)} ({number})"
        start = year * 12 + dice.randrange(-12, 42)
        end = start + dice.choice((3, 6, 9, 12, 18, 24))
        needs = f"G{dice.randrange(1, number):03d}" if number > 3 and dice.random() < 0.3 else ""
        rows.writerow([
            f"G{number:03d}", title, field, f"{title}: geplant mit Ehrenamt und Verwaltung. (Beispieltext)",
            "Kurze Wege und weniger Aufwand für alle, die hier leben. (Beispieltext)", dice.choice(_LEADS),
            _month(start), _month(end), dice.choice(("hoch", "mittel", "niedrig")), dice.randrange(2, 90) * 500,
            dice.choice(("", 600, 1200, 2400)), str(dice.randrange(1, 24) / 2).replace(".", ","), needs,
            dice.randrange(1, 6), dice.randrange(1, 6), "in Umsetzung" if start <= year * 12 else "geplant",
        ])  # fmt: skip
    return out.getvalue().encode()


def _month(month: int) -> str:
    return f"{month % 12 + 1:02d}/{month // 12}"
