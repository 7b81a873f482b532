"""Versions of the strategy paper: kept once, printed the same for ever, decided, shown and asked about."""

import datetime
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from dorflinde.audit.models import Record
from dorflinde.core import subjects
from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import PaperVersion, Resolution, Strategy
from dorflinde.strategy.paper.content import build
from dorflinde.strategy.paper.frozen import BrokenPaper, freeze, thaw
from dorflinde.strategy.paper.press import FORMS
from dorflinde.strategy.paper.version import document_of, sheet_of

DESK = "/werkstatt/perlesreut/papier/"
PUBLIC = "/perlesreut/fahrplan/strategiepapier/"


@pytest.fixture
def strategy(municipality, measure):
    made = Strategy(
        place=municipality,
        title="Digital daheim",
        starts_on=datetime.date(2026, 1, 1),
        ends_on=datetime.date(2030, 12, 31),
    )
    return actions.save_strategy(made, actor=None)


@pytest.fixture
def version(strategy, clerk):
    return actions.keep_paper(strategy, actor=clerk, title="Entwurf für den Rat")


def decided(version, **said):
    usual = {"decided_on": timezone.localdate(), "body": "Marktgemeinderat", "votes_yes": 14, "votes_no": 2}
    return actions.record_resolution(Resolution(version=version, **usual | said), actor=None)


def address(version, rest=""):
    return f"{DESK}fassungen/{version.public_id}/{rest}"


# --- Kept -------------------------------------------------------------------------------------------------------------
def test_a_paper_is_kept_to_the_last_character(strategy, municipality):
    document, _measures = build(municipality, datetime.date(2026, 5, 4))
    assert thaw(freeze(document)) == document
    assert freeze(thaw(freeze(document))) == freeze(document)


@pytest.mark.parametrize("broken", ['{"is":"Elephant"}', '{"is":"Run","text":"kurz"}', "[]"])
def test_what_is_no_paper_is_not_taken_for_one(broken):
    with pytest.raises(BrokenPaper):
        thaw(broken)


def test_versions_are_counted_for_each_strategy(strategy, version):
    again = actions.keep_paper(strategy, actor=None, title="Zweiter Entwurf")
    assert (version.number, again.number) == (1, 2)
    assert version.checksum == hashlib.sha256(version.tree.encode()).hexdigest()


@pytest.mark.parametrize("form", FORMS)
def test_a_version_is_the_same_whatever_happens_later(version, measure, make_measure, form):
    first = sheet_of(version, form).content
    cache.clear()
    measure.title = "Ganz etwas anderes"
    measure.save()
    make_measure("Noch eine", status="planned")
    with time_machine.travel(datetime.datetime(2031, 3, 4, 5, 6, tzinfo=datetime.UTC)):
        again = sheet_of(PaperVersion.objects.get(pk=version.pk), form).content
    assert first == again


_OTHER_PROCESS = """
import sys, django, hashlib
django.setup()
from dorflinde.strategy.paper import press
from dorflinde.strategy.paper.frozen import thaw
document = thaw(open(sys.argv[1], encoding="utf-8").read())
print(*[hashlib.sha256(press._print(document, form)[0]).hexdigest() for form in press.FORMS])
"""


def test_another_process_prints_the_same_bytes(version, tmp_path):
    kept = tmp_path / "paper.json"
    kept.write_text(freeze(document_of(version)), encoding="utf-8")
    expected = [hashlib.sha256(sheet_of(version, form).content).hexdigest() for form in FORMS]
    time.sleep(2.1)  # a packed file counts time in steps of two seconds
    surroundings = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run(  # noqa: S603  # our own words, run by our own Python
        [sys.executable, "-c", _OTHER_PROCESS, str(kept)], capture_output=True, text=True, env=surroundings, check=False,
        cwd=Path.cwd(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == expected


# --- In the town hall -------------------------------------------------------------------------------------------------
def test_the_clerk_keeps_a_version(desk, strategy):
    assert "Noch keine Fassung" in desk.get(DESK).content.decode()
    response = desk.post(f"{DESK}fassungen/neu/", {"title": "Entwurf für den Rat", "note": ""})
    version = PaperVersion.objects.get()
    assert response.url == address(version)
    page = desk.get(DESK).content.decode()
    assert "Entwurf für den Rat" in page
    for form in FORMS:
        assert address(version, f"datei/{form}/") in page
        assert desk.get(address(version, f"datei/{form}/")).status_code == 200


def test_without_a_strategy_the_page_says_where_to_begin(desk, municipality):
    assert "Zuerst die Strategie" in desk.get(DESK).content.decode()
    assert desk.post(f"{DESK}fassungen/neu/", {"title": "x"}).url == reverse("workshop:strategy", args=["perlesreut"])


def test_the_decision_goes_onto_the_cover_and_into_the_strategy(desk, version):
    said = {"decided_on": timezone.localdate().isoformat(), "body": "Marktgemeinderat", "votes_yes": "14", "votes_no": "2",
            "votes_abstained": "0"}  # fmt: skip
    assert "noch nicht beschlossen" in " ".join(document_of(version).cover)
    assert desk.post(address(version, "beschluss/"), said).status_code == 302
    version = PaperVersion.objects.get()
    assert "14 : 2 Stimmen, Marktgemeinderat" in " ".join(document_of(version).cover)
    strategy = queries.current_strategy(version.strategy.place)
    assert (strategy.adopted_on, strategy.adopted_by) == (timezone.localdate(), "Marktgemeinderat")
    desk.post(address(version, "beschluss/"), said | {"votes_no": "3"})
    assert Resolution.objects.get().votes == "14 : 3"
    verbs = set(Record.objects.values_list("verb", flat=True))
    assert {"strategy.paper.resolution_recorded", "strategy.paper.resolution_corrected"} <= verbs


@pytest.mark.parametrize("wrong", [{"votes_yes": "2", "votes_no": "2"}, {"decided_on": "2999-01-01"}])
def test_a_decision_that_cannot_be_is_not_taken(desk, version, wrong):
    said = {
        "decided_on": "2026-01-02",
        "body": "Rat",
        "votes_yes": "9",
        "votes_no": "0",
        "votes_abstained": "0",
    } | wrong
    assert desk.post(address(version, "beschluss/"), said).status_code == 200
    assert not Resolution.objects.exists()


def test_a_decision_is_taken_back_with_its_reason(desk, version):
    decided(version)
    back = address(version, "beschluss/zuruecknehmen/")
    assert back in desk.get(address(version)).content.decode()
    assert desk.post(back, {"reason": " "}).status_code == 200
    assert Resolution.objects.exists()
    assert desk.post(back, {"reason": "Datum verwechselt"}).status_code == 302
    assert not Resolution.objects.exists()
    strategy = queries.current_strategy(version.strategy.place)
    assert (strategy.adopted_on, strategy.adopted_by) == (None, "")
    assert "noch nicht beschlossen" in " ".join(document_of(PaperVersion.objects.get()).cover)
    kept = Record.objects.get(verb="strategy.paper.resolution_taken_back")
    assert kept.details["reason"] == "Datum verwechselt"
    assert desk.get(back).status_code == 404


def test_an_earlier_decision_counts_again_when_the_later_one_is_taken_back(version):
    decided(version, decided_on=datetime.date(2026, 3, 2), body="Bauausschuss")
    later = actions.keep_paper(version.strategy, actor=None, title="Fortschreibung")
    decided(later)
    actions.take_back_resolution(PaperVersion.objects.get(pk=later.pk), actor=None, reason="Aufgehoben")
    strategy = queries.current_strategy(version.strategy.place)
    assert (strategy.adopted_on, strategy.adopted_by) == (datetime.date(2026, 3, 2), "Bauausschuss")


# --- For everyone -----------------------------------------------------------------------------------------------------
def test_only_what_was_published_is_public(client, version, django_capture_on_commit_callbacks):
    assert client.get(f"{PUBLIC}fassung/1/").status_code == 404
    assert client.get(f"{PUBLIC}fassung/1/pdf/").status_code == 404
    actions.publish_paper(version, actor=None)
    decided(version)
    assert "14 : 2 Stimmen" in client.get(PUBLIC).content.decode()
    assert client.get(f"{PUBLIC}fassung/1/").status_code == 200
    assert client.get(f"{PUBLIC}fassung/1/docx/").content == sheet_of(PaperVersion.objects.get(), "docx").content
    assert client.get(f"{PUBLIC}fassung/1/exe/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_paper(version, actor=None)
    assert client.get(f"{PUBLIC}fassung/1/").status_code == 404


def test_a_version_keeps_its_address_when_the_next_strategy_begins(client, version, municipality):
    actions.publish_paper(version, actor=None)
    following = Strategy(
        place=municipality, title="Weiter daheim", starts_on=datetime.date(2031, 1, 1), ends_on=datetime.date(2035, 12, 31)
    )  # fmt: skip
    next_version = actions.keep_paper(actions.save_strategy(following, actor=None), actor=None, title="Neuer Entwurf")
    actions.publish_paper(next_version, actor=None)
    assert next_version.number == 2
    for made in (version, next_version):
        assert made.title in client.get(f"{PUBLIC}fassung/{made.number}/").content.decode()
    listed = client.get(PUBLIC).content.decode()
    assert listed.index("Neuer Entwurf") < listed.index("Entwurf für den Rat")


def test_the_place_is_asked_about_a_draft(desk, version):
    until = timezone.localdate() + datetime.timedelta(days=14)
    desk.post(address(version, "rueckmeldungen/"), {"until": until.isoformat()})
    opened = PaperVersion.objects.get()
    assert (opened.open_until, opened.published_at is not None) == (until, True)
    assert "0 Rückmeldungen" in desk.get(address(version)).content.decode()
    page = desk.get(PUBLIC).content.decode()
    assert "können Sie mitreden" in page


def test_who_withdraws_a_draft_ends_the_round_of_comments(desk, client, version, django_capture_on_commit_callbacks):
    until = timezone.localdate() + datetime.timedelta(days=14)
    desk.post(address(version, "rueckmeldungen/"), {"until": until.isoformat()})
    asked = next(iter(subjects.describe_all([PaperVersion.objects.get().opened.ref]).values())).url
    assert "endet damit" in desk.get(address(version, "zurueckziehen/")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        said = desk.post(address(version, "zurueckziehen/"), follow=True).content.decode()
    assert "Runde für Rückmeldungen ist beendet" in said
    closed = client.get(asked).content.decode()
    assert "zurückgezogen" in closed
    assert "Ihre Idee" not in closed
    assert f"{PUBLIC}fassung/1/" not in closed
    assert PaperVersion.objects.get().open_until is None
    desk.post(address(version, "rueckmeldungen/"), {"until": until.isoformat()})
    again = PaperVersion.objects.get()
    assert (again.open_until, again.published_at is not None) == (until, True)
    assert next(iter(subjects.describe_all([again.opened.ref]).values())).url != asked
