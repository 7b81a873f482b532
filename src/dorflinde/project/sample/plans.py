"""The strategy part of the story: a real list of measures, read by the real import, its dates moved to today."""

import calendar
import csv
import datetime
import io
from pathlib import Path
from typing import Any

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.core.dates import PlanDate, parse_plan_date
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place, find_municipality
from dorflinde.strategy import public as strategy

from .stage import at_noon

LIST = Path(__file__).parent / "data" / "massnahmen_ilzer_land.csv"
_WRITTEN_IN = (2025, 3)  # the month in which the list was up to date: what it calls „in Umsetzung“ was under way then
_STAGE = "perlesreut"
_LEADS = {
    "ringelai": "Ringelai", "grafenau": "Grafenau", "roehrnbach": "Röhrnbach", "saldenburg": "Saldenburg",
    "hutthurm": "Hutthurm", "fuersteneck": "Fürsteneck", "thurmansbang": "Thurmansbang", "schoefweg": "Schöfweg",
    "innernzell": "Innernzell", "eppenschlag": "Eppenschlag",
}  # fmt: skip
_JOINED_LATER = {"M21"}  # where the demo opens: written after the council had decided
_NOT_BEGUN = {"schoefweg"}  # one municipality has no strategy yet: there the way from the first step can be tried
_SHARED = {"M02", "M04", "M05", "M12"}  # measures all municipalities carry together


def tell(told: dict[str, Any], clerk: User) -> None:
    """Read the list: whole in the municipality the demo opens with, elsewhere what each leads and all share."""
    rows = _moved_rows()
    grown = {idea["measure"]["number"] for idea in _ideas(told[_STAGE]) if "measure" in idea}
    today = timezone.localdate()
    for slug in sorted(set(told) - _NOT_BEGUN):
        place = find_municipality(slug)
        strategy.save_strategy(
            strategy.Strategy(
                place=place, title=f"Digitalstrategie {place.name}", starts_on=datetime.date(today.year - 2, 1, 1),
                ends_on=datetime.date(today.year + 2, 12, 31), adopted_on=datetime.date(today.year - 2, 4, 28),
                adopted_by="Gemeinderat (Beispiel)", is_sample=True, vision=_VISION % {"place": place.name},
                foreword=_FOREWORD, process=_PROCESS, continuation=_CONTINUATION,
            ),
            actor=clerk,
        )  # fmt: skip
        chosen = (
            rows
            if slug == _STAGE
            else [row for row in rows if row["Nr."] in _SHARED or _LEADS[slug] in row["Federführung"]]
        )
        numbers = {row["Nr."] for row in chosen}
        kept = [{**row, "abhängig von": _only(row["abhängig von"], numbers)} for row in chosen]
        for row in kept:
            if slug == _STAGE and row["Nr."] in grown:
                row["Status"] = "geplant"  # the story lets it begin later
        later = _JOINED_LATER if slug == _STAGE else set()
        _read(place, [row for row in kept if row["Nr."] not in later], clerk)
        if later:
            _decide(place, clerk)
            _read(place, [row for row in kept if row["Nr."] in later], clerk)
        _report(place, clerk)


def _read(place: Place, rows: list[dict[str, str]], clerk: User) -> None:
    at = timezone.now() - datetime.timedelta(days=360)
    report = strategy.import_measures(place, _as_csv(rows), actor=clerk, at=at, is_sample=True, tell=False)
    if report.rejected:
        raise ValueError(f"The sample's own list is broken: {report.rejected}")


def _decide(place: Place, clerk: User) -> None:
    """Let the council have decided on the paper as it was in the beginning."""
    own = strategy.current_strategy(place)
    if own is None or own.adopted_on is None:
        raise ValueError("The sample has no strategy to decide on")
    at = at_noon((timezone.localdate() - own.adopted_on).days + 20)
    version = strategy.keep_paper(own, actor=clerk, title="Vorlage für den Rat (Beispiel)", at=at)
    strategy.publish_paper(version, actor=clerk, at=at + datetime.timedelta(days=22))
    strategy.record_resolution(
        strategy.Resolution(
            version=version, decided_on=own.adopted_on, body="Marktgemeinderat (Beispiel)", votes_yes=13, votes_no=3,
            votes_abstained=1, reference="MGR 4/2 (Beispiel)",
            wording="Der Marktgemeinderat beschließt die Digitalstrategie als Richtschnur für die kommenden Jahre. (Beispieltext)",
        ),
        actor=clerk,
    )  # fmt: skip


def _report(place: Place, clerk: User) -> None:
    """Let the town hall have said now and then how the running measures are going, so that few reports are due."""
    running = strategy.Measure.objects.filter(municipality=place, status=strategy.Status.ACTIVE).order_by("sort_key")
    for number, measure in enumerate(running):
        text = _REPORTS[number % len(_REPORTS)]
        strategy.report_progress(
            measure,
            text,
            actor=clerk,
            at=at_noon(12 + number * 17 % 95, spread=measure.title),
            is_sample=True,
            tell=False,
        )


def grow(place: Place, became: dict[str, Any], origin: Ref, clerk: User) -> None:
    """Let a measure of the list grow from an idea and move along since then."""
    measure = strategy.Measure.objects.get(municipality=place, number=became["number"])
    strategy.add_origins(measure, [origin], actor=clerk, at=at_noon(became["linked_days_ago"]))
    if "active_days_ago" in became:
        strategy.change_status(
            measure, strategy.Status.ACTIVE, progress=40, actor=clerk, reason="Die ersten Schritte sind getan.",
            at=at_noon(became["active_days_ago"]),
        )  # fmt: skip


def _ideas(chapter: dict[str, Any]) -> list[dict[str, Any]]:
    return [idea for project in chapter.get("project", []) for idea in project.get("idea", [])]


def _moved_rows() -> list[dict[str, str]]:
    """Return the list with every date moved by the months since it was written; words like „sofort“ stay."""
    today = timezone.localdate()
    months = (today.year - _WRITTEN_IN[0]) * 12 + today.month - _WRITTEN_IN[1]
    with LIST.open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        for column in ("Beginn", "Ende"):
            row[column] = _moved(row[column], months)
    return rows


def _moved(text: str, months: int) -> str:
    planned = parse_plan_date(text) if text.strip() else None
    if planned is None or planned.first is None:
        return text
    count = planned.first.year * 12 + planned.first.month - 1 + months
    year, month = count // 12, count % 12 + 1
    first = datetime.date(year, month, min(planned.first.day, calendar.monthrange(year, month)[1]))
    moved = PlanDate.stored(first, planned.precision)
    return moved.in_words() if moved else text


def _only(needs: str, numbers: set[str]) -> str:
    return "; ".join(need for need in (part.strip() for part in needs.split(";")) if need in numbers)


def _as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


_REPORTS = (
    "Die Vorbereitungen sind abgeschlossen, die ersten Aufträge vergeben. (Beispieltext)",
    "Es geht voran: Zwei von drei Schritten sind getan, der dritte folgt nach dem Winter. (Beispieltext)",
    "Wir warten auf ein Angebot. Sobald es da ist, sagen wir, wie es weitergeht. (Beispieltext)",
    "Die Probe mit Freiwilligen ist gut gelaufen. Als Nächstes kommt der Alltag. (Beispieltext)",
)
_VISION = (
    "In %(place)s kennt man sich, hilft sich und entscheidet gemeinsam. Digitale Werkzeuge nehmen Wege ab und schaffen Zeit "
    "füreinander; wer sie nicht nutzen mag, gehört genauso dazu. Was beschlossen wird, ist für alle zu sehen, und wer eine "
    "Idee hatte, erfährt, was daraus wurde. (Beispieltext)"
)
_FOREWORD = (
    "Dieses Papier gehört allen, die mitgeredet haben. Es hält fest, was wir uns vornehmen, wann es beginnt, was es kostet und "
    "wer sich darum kümmert. Es wächst weiter: Jede Seite hat ein lebendes Gegenstück im Netz. (Beispieltext)"
)
_PROCESS = (
    "Am Anfang standen eine Bestandsaufnahme und zwei Werkstätten. In der ersten ging es darum, wo wir stehen und was fehlt; in "
    "der zweiten wurden Vorhaben gesammelt, nach Aufwand und Nutzen bewertet und mit Punkten gereiht. Dazwischen konnten alle im "
    "Netz und auf Papier mitreden. (Beispieltext)"
)
_CONTINUATION = (
    "Jedes Vorhaben hat eine Stelle, die es auch nach dem Ende der Förderung betreut. Alle drei Monate wird der Stand gemeldet, "
    "einmal im Jahr berät der Rat, was weitergeht, was sich ändert und was endet. (Beispieltext)"
)
