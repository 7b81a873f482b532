"""Reading other Open311 servers: the dialects that are spoken, twice the same, and what cannot be read."""

import datetime
import json
from http.client import IncompleteRead
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given, strategies as st
from typer.testing import CliRunner

from dorflinde.desk.models import Answered
from dorflinde.project import console
from dorflinde.project.command import app
from dorflinde.reports.imports import PullProblem, pull, read_requests, words
from dorflinde.reports.models import Report, Source, Status
from dorflinde.reports.queries import with_times

from .conftest import SHARED

# As Cologne writes: title, address_string, status_note with HTML, an empty media_url, numbers as text.
COLOGNE = [
    {
        "service_request_id": "877-2023", "title": "#877-2023 Wilder Müll", "description": "Schon gemeldet, &quot;erledigt&quot;, liegt noch da",
        "lat": "48.7794", "long": "13.4413", "address_string": "94157 Perlesreut, Marktplatz 3", "service_code": "5",
        "service_name": "Wilder Müll", "requested_datetime": "2026-01-11T12:54:06+0100", "updated_datetime": "2026-01-12T10:00:00+01:00",
        "status": "closed", "status_note": "<p>Danke!<br>Wurde <b>entfernt</b>.</p>", "media_url": "",
    },
    {
        "service_request_id": 878, "title": "Lampe", "description": "dunkel", "lat": 48.8127, "long": 13.4715, "service_code": "1",
        "service_name": "Defekte Laterne", "requested_datetime": "2026-01-11T12:54:06", "status": "open", "media_url": "https://koeln.example/1.jpg",
    },
]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path) -> Path:
    """An answer of a server, kept in a file."""
    kept = tmp_path / "requests.json"
    kept.write_text(json.dumps(COLOGNE), "utf-8")
    return kept


def test_a_dialect_is_read_and_each_report_goes_where_it_lies(municipality, neighbour, file):
    report = pull(str(file), actor=None)
    assert (report.created, report.rejected) == (2, [])
    rubbish, lamp = Report.objects.order_by("pk")
    assert (rubbish.municipality, rubbish.category.code, rubbish.status) == (municipality, "abfall", Status.SOLVED)
    assert rubbish.changes.last().reason == "Danke!\nWurde entfernt."
    assert rubbish.text == 'Schon gemeldet, "erledigt", liegt noch da'
    assert (rubbish.source, rubbish.is_published) == (Source.PULLED, False)
    assert (lamp.municipality, lamp.category.code, lamp.external_media_url) == (
        neighbour,
        "strassenlampe",
        "https://koeln.example/1.jpg",
    )


def test_the_same_twice_changes_nothing_and_a_new_status_is_taken(municipality, file):
    pull(str(file), actor=None)
    again = pull(str(file), actor=None)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    moved = [COLOGNE[0], COLOGNE[1] | {"status": "in progress", "status_notes": "Bestellt."}]
    file.write_text(json.dumps({"service_requests": moved}), "utf-8")
    third = pull(str(file), actor=None)
    assert (third.updated, third.unchanged) == (1, 1)
    assert Report.objects.get(external_id="878").status == Status.ACTIVE
    assert pull(str(file), actor=None).unchanged == 2


def test_what_was_solved_elsewhere_is_no_answer_of_this_town_hall(municipality, tmp_path):
    lately = timezone.now().replace(microsecond=0) - datetime.timedelta(days=9)
    done = {
        "status": "closed",
        "requested_datetime": lately.isoformat(),
        "updated_datetime": (lately + datetime.timedelta(days=2)).isoformat(),
    }
    for folder in ("a", "b"):  # two servers, whose answers were kept under the same name
        (tmp_path / folder).mkdir()
        kept = tmp_path / folder / "requests.json"
        kept.write_text(json.dumps([COLOGNE[1] | done]), "utf-8")
        assert pull(str(kept), actor=None, publish=True).created == 1
    report = Report.objects.first()
    assert report.closed_at == report.answered_at == lately + datetime.timedelta(days=2)
    assert not Answered.objects.exists()
    times = with_times(municipality)
    assert (times.by_status["solved"], times.answer_days, times.solve_days) == (2, None, None)
    kept.write_text(
        json.dumps([COLOGNE[1] | done | {"status": "open", "updated_datetime": lately.isoformat()}]), "utf-8"
    )
    assert pull(str(kept), actor=None).updated == 1
    assert pull(str(kept), actor=None).unchanged == 1


def test_half_a_sign_is_a_bad_row_and_a_broken_answer_a_sentence(municipality, file, monkeypatch):
    file.write_text(json.dumps([COLOGNE[1] | {"description": "Lampe \ud800"}, COLOGNE[0]]), "utf-8")
    report = pull(str(file), actor=None)
    assert (report.created, [(one.row, one.column) for one in report.rejected]) == (1, [(1, "description")])

    def broken(*_args, **_more):
        raise IncompleteRead(b"")

    monkeypatch.setattr("urllib.request.urlopen", broken)
    with pytest.raises(PullProblem, match="antwortet nicht"):
        pull("https://koeln.example/requests.json", actor=None)


def test_what_was_vetted_there_can_be_shown_at_once(client, municipality, file):
    pull(str(file), actor=None, publish=True)
    assert "Wilder Müll" in client.get("/perlesreut/melden/?stand=alle").content.decode()


def test_bad_rows_are_named_and_the_good_ones_taken(municipality, file):
    bad = [
        {},
        COLOGNE[1] | {"status": "vielleicht"},
        COLOGNE[1] | {"lat": "oben"},
        COLOGNE[1] | {"requested_datetime": "gestern"},
        COLOGNE[0],
    ]
    file.write_text(json.dumps(bad), "utf-8")
    report = pull(str(file), actor=None)
    assert report.created == 1
    assert [(one.row, one.column) for one in report.rejected] == [
        (1, "service_request_id"), (2, "status"), (3, "lat"), (4, "requested_datetime"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["fixmystreet-service_requests.xml"])
def test_the_published_payloads_are_read(municipality, name):
    if not (SHARED / name).exists():
        pytest.skip("the published payloads are not in a folder shared/data/community/open311 beside the repository")
    report = pull(str(SHARED / name), actor=None, municipality=municipality)
    assert (report.created, report.rejected) == (3, [])
    assert Report.objects.get(external_id="638345").status == Status.CHECKED
    assert pull(str(SHARED / name), actor=None).unchanged == 3


@pytest.mark.parametrize(
    "content",
    [
        b"", b"Hallo", b"[1", b'"x"', b"<a>", b"<html><body/></html>", b'<?xml version="1.0" encoding="klingonisch"?><x/>',
        b'<!DOCTYPE x [<!ENTITY a "b">]><service_requests>&a;</service_requests>', b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_a_sentence(content):
    with pytest.raises(PullProblem):
        read_requests(content)


def test_wrappings_are_taken_off():
    one = {"service_request_id": "1"}
    for wrapped in (
        [one],
        {"service_requests": [one]},
        {"service_requests": {"request": [one]}},
        {"requests": [one]},
        one,
    ):
        assert read_requests(json.dumps(wrapped).encode()) == [one]
    assert read_requests(b"<service_requests><request><a>1<b>2</b></a></request></service_requests>") == [{"a": "12"}]
    assert words("<script>x</script>Gut &amp; recht<br/>neu") == "Gut & recht\nneu"


@given(st.binary(max_size=80))
def test_no_bytes_bring_the_reader_down(content):
    try:
        read_requests(content)
    except PullProblem as problem:
        assert str(problem)


def test_the_command_prints_what_it_did(municipality, file, monkeypatch):
    monkeypatch.setattr(console, "ready", lambda: None)
    monkeypatch.setattr("dorflinde.project.commands_reports.ready", lambda: None)
    run = CliRunner().invoke(app, ["open311", "pull", str(file), "--json"])
    assert (run.exit_code, json.loads(run.stdout)) == (0, {"created": 2, "updated": 0, "unchanged": 0, "rejected": []})
    made = CliRunner().invoke(app, ["open311", "key", "perlesreut", "--name", "App", "--json"])
    assert len(json.loads(made.stdout)["key"]) > 20
