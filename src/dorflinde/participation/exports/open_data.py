"""A finished project as open data: tables with a codebook and a description for machines, and nobody in it."""

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.participation.models import Idea, Project
from dorflinde.participation.queries import FEWEST, LEAST_VOICES, Picture, outcome_of

from .budget import ballots_as_pb
from .cells import harmless
from .ideas import comments_on
from .open_results import OpenActivity, open_activities
from .open_talks import Row, Table, polls_of, questions_of


def open_data(project: Project) -> bytes:
    """Return the tables of a finished project in a zip file; the same project gives the same bytes."""
    files = dict(_files(project))
    files["beteiligung.jsonld"] = _described(project, list(files))
    last = project.timetable[-1].ends_on
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(max(last.year, 1980), last.month, last.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            box.writestr(entry, content)
    return out.getvalue()


def _files(project: Project) -> Iterator[tuple[str, str]]:
    activities = open_activities(project)
    tables: dict[str, Table] = {"beteiligung.csv": _about(project), "phasen.csv": _phases(project)}
    if project.collects_ideas:
        tables["ideen.csv"] = _ideas(project)
    tables["mitgemacht.csv"] = _took_part(activities)
    for one in activities:
        tables.update(_tables_of(one))
    tables["codebuch.csv"] = _codebook(list(tables))
    for name, table in tables.items():
        yield name, _as_csv(table)
    for one in activities:
        if one.budget is not None and one.pots and one.budget.publishes_ballots:
            for number, result in enumerate(one.pots, start=1):
                yield f"stimmzettel-{one.activity.slug}-{number}.pb", ballots_as_pb(one.budget, result.pot)


def _tables_of(one: OpenActivity) -> Iterator[tuple[str, Table]]:
    if one.counts:
        yield f"umfrage-{one.activity.slug}.csv", _survey(one)
    if one.picture:
        yield f"meinungskarte-{one.activity.slug}.csv", _statements(one.picture)
    if one.hall:
        yield f"fragestunde-{one.activity.slug}.csv", questions_of(one.hall)
    if one.hall and one.hall.closed_polls:
        yield f"saal-{one.activity.slug}.csv", polls_of(one.hall)
    if one.pots:
        yield f"buergerhaushalt-{one.activity.slug}.csv", _proposals(one)


# --- Tables -------------------------------------------------------------------------------------------------------------
def _about(project: Project) -> Table:
    outcome = outcome_of(project)
    return [
        ["was", "inhalt"],
        ["titel", project.title],
        ["in_einem_satz", project.summary],
        ["worum_es_ging", project.text],
        ["was_mit_dem_ergebnis_geschieht", project.goal],
        ["ort", project.place.name],
        ["gemeinde", project.municipality.full_name],
        ["ergebnis", outcome.text if outcome else ""],
        ["seite", f"{settings.BASE_URL}{project.get_absolute_url()}"],
        ["lizenz", settings.DATA_LICENCE["name"]],
        ["beispiel", _("ja") if project.is_sample else _("nein")],
    ]


def _phases(project: Project) -> Table:
    rows: Table = [["phase", "art", "erster_tag", "letzter_tag"]]
    rows += [[one.title, one.kind, one.starts_on.isoformat(), one.ends_on.isoformat()] for one in project.timetable]
    return rows


def _ideas(project: Project) -> Table:
    """Return the ideas without their authors; what people published in them stands as it stands on the page."""
    rows: Table = [
        ["kennung", "titel", "text", "thema", "ort", "breite", "laenge", "tag", "unterstuetzungen", "kommentare", "stand", "antwort"]
    ]  # fmt: skip
    comments = comments_on(project)
    for idea in Idea.objects.visible().filter(project=project).complete().newest_first().iterator(chunk_size=500):
        lat, lon = idea.pin or (None, None)
        answer = idea.latest_answer
        rows.append(
            [
                str(idea.public_id), idea.title, idea.text, idea.category.name if idea.category else "", idea.place.name,
                lat, lon, timezone.localdate(idea.created_at).isoformat(), idea.support_count, comments[idea.pk],
                answer.status if answer else "", answer.text if answer else "",
            ]
        )  # fmt: skip
    return rows


def _took_part(activities: Sequence[OpenActivity]) -> Table:
    rows: Table = [["baustein", "art", "erster_tag", "letzter_tag", "menschen", "warum_ohne_ergebnis"]]
    for one in activities:
        phase = one.activity.phase
        rows.append(
            [one.activity.title, one.activity.kind, phase.starts_on.isoformat(), phase.ends_on.isoformat(), one.people, one.why_not]
        )  # fmt: skip
    return rows


def _survey(one: OpenActivity) -> Table:
    rows: Table = [["frage", "wortlaut", "zeile", "antwort", "anzahl", "menschen", "mittlerer_platz"]]
    for count in one.counts:
        rank = round(count.mean_rank, 2) if count.mean_rank is not None else None
        rows.append([count.question, count.title, count.row, count.answer, count.number, count.people, rank])
    return rows


def _statements(picture: Picture) -> Table:
    letters = [group.letter for group in picture.groups]
    parts = [
        f"{letter.lower()}_{side}" for letter in letters for side in ("stimmt_zu", "stimmt_nicht_zu", "weiss_nicht")
    ]
    rows: Table = [["aussage", "stimmen", "stimmt_zu", "stimmt_nicht_zu", "weiss_nicht", *parts]]
    for line in picture.lines:
        cells: Row = [line.text, line.all.trials, line.all.agrees, line.all.disagrees, line.all.passes]
        for _letter, tally in line.groups:
            few = tally.trials < LEAST_VOICES
            cells += [None] * 3 if few else [tally.agrees, tally.disagrees, tally.passes]
        rows.append(cells)
    return rows


def _proposals(one: OpenActivity) -> Table:
    rows: Table = [["topf", "nummer", "vorschlag", "kosten", "stimmen", "kommt"]]
    for pot in one.pots:
        rows += [
            [pot.pot.title, winner.proposal.number, winner.proposal.title, float(winner.cost), winner.supporters, 1]
            for winner in pot.winners
        ]
        rows += [
            [pot.pot.title, miss.proposal.number, miss.proposal.title, float(miss.cost), miss.supporters, 0]
            for miss in pot.missed
        ]
    return rows


def _codebook(names: list[str]) -> Table:
    small = _("leer: weniger als %(n)d, oder die Summe würde es verraten") % {"n": FEWEST}
    meanings: dict[str, list[tuple[str, str]]] = {
        "beteiligung": [("was, inhalt", _("die Beteiligung in Worten, das Ergebnis und die Lizenz"))],
        "phasen": [("art", _("was man in der Phase tun konnte")), ("erster_tag, letzter_tag", _("Tage, beide gehören dazu"))],
        "ideen": [
            ("kennung", _("bleibt gleich und führt zu keiner Person")),
            ("breite, laenge", _("die Nadel auf der Karte (WGS 84)")),
            ("unterstuetzungen", _("so viele Menschen stehen dahinter")),
            ("stand, antwort", _("was das Rathaus zuletzt dazu sagte")),
        ],
        "mitgemacht": [
            ("menschen", _("so viele haben teilgenommen, auf Papier und im Netz zusammen")),
            ("warum_ohne_ergebnis", _("wenn es kein Ergebnis gibt, der Grund")),
        ],
        "umfrage": [
            ("anzahl", small),
            ("menschen", _("so viele haben die Frage beantwortet; leer, wenn es weniger als %(n)d sind") % {"n": FEWEST}),
            ("mittlerer_platz", _("bei Reihenfolgen, 1 ist der erste Platz")),
            ("", _("Freie Texte, Zahlen, Nadeln und Dateien stehen nicht in den offenen Daten.")),
        ],
        "meinungskarte": [
            ("stimmt_zu …", _("alle, die abgestimmt haben; nur Aussagen mit genug Stimmen")),
            ("a_stimmt_zu …", _("die Gruppen der Karte; nur, wenn jede groß genug ist")),
        ],
        "stimmen": [
            ("nummer", _("ein Mensch; in jeder Datei neu vergeben und mit nichts zu verbinden")),
            ("stimme", _("1: stimmt zu, -1: stimmt nicht zu, 0: weiß nicht")),
            ("", _("nur, wenn die Karte Gruppen zeigt, und nur Aussagen mit genug Stimmen; ohne Zeit")),
        ],
        "fragestunde": [
            ("unterstuetzungen", _("so viele wollten es auch wissen")),
            ("im_saal", _("1: mit der Stimme gefragt, 0: mit dem Telefon")),
        ],
        "saal": [("stimmen", _("so viele Geräte haben das gewählt"))],
        "buergerhaushalt": [("kosten", _("Euro")), ("kommt", _("1: wird gemacht, 0: diesmal nicht"))],
    }  # fmt: skip
    rows: Table = [["datei", "spalte", "bedeutung"]]
    for name in names:
        rows += [[name, *row] for row in meanings[name.split(".")[0].split("-")[0]]]
    return rows


def _as_csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in table:
        writer.writerow([harmless(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return "\ufeff" + out.getvalue()


# --- For machines -------------------------------------------------------------------------------------------------------
def _described(project: Project, names: list[str]) -> str:
    """Describe the data in the words of schema.org, which catalogues of open data read."""
    page = f"{settings.BASE_URL}{project.get_absolute_url()}"
    first, last = project.timetable[0].starts_on, project.timetable[-1].ends_on
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{page}daten.zip",
        "name": project.title,
        "description": project.summary,
        "url": page,
        "inLanguage": "de",
        "license": settings.DATA_LICENCE["url"],
        "creator": {"@type": "GovernmentOrganization", "name": project.municipality.full_name},
        "spatialCoverage": {"@type": "Place", "name": project.place.name},
        "temporalCoverage": f"{first.isoformat()}/{last.isoformat()}",
        "dateModified": _changed(project).isoformat(),
        "isAccessibleForFree": True,
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/zip",
            "contentUrl": f"{page}daten.zip",
        },
        "hasPart": [{"@type": "Dataset", "name": name} for name in names],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _changed(project: Project) -> datetime.date:
    outcome = outcome_of(project)
    return timezone.localdate(outcome.edited_at or outcome.at) if outcome else project.timetable[-1].ends_on
