import json
import sys

import pytest

from dorflinde.methods.scheduling import has_solver
from dorflinde.project import command

RCP = "4 1\n2\n0 0 2 2 3\n3 2 1 4\n2 1 1 4\n0 0 0\n"


def run(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["dorflinde", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return ended.value.code


def test_a_schedule_is_one_document_for_machines(tmp_path, monkeypatch, capsys):
    file = tmp_path / "town.rcp"
    file.write_text(RCP)
    assert run(monkeypatch, "roadmap", "schedule", file, "--seconds", 2, "--workers", 1, "--seed", 3, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["status", "makespan", "lower_bound", "gap", "starts", "seconds"]
    assert (told["makespan"], set(told["starts"])) == (5, {"1", "2", "3", "4"})
    assert min(told["starts"].values()) == 0
    if has_solver():
        assert (told["status"], told["lower_bound"], told["gap"]) == ("optimal", 5, 0)


def test_a_person_reads_a_sentence_and_the_starts(tmp_path, monkeypatch, capsys):
    file = tmp_path / "town.rcp"
    file.write_text(RCP)
    assert run(monkeypatch, "roadmap", "schedule", file, "--seconds", 2) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Ends after 5 periods")
    assert lines[4] == "4: 5"


def test_what_cannot_be_scheduled_says_why(tmp_path, monkeypatch, capsys):
    file = tmp_path / "town.rcp"
    file.write_text(RCP.replace("3 2 1 4", "3 5 1 4"))
    assert run(monkeypatch, "roadmap", "schedule", file, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["makespan"], told["gap"], told["starts"]) == ("infeasible", None, None, {})
    assert told["reason"] == "Job 2 needs 5 of resource 1, of which there are only 2."


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("town.rcp", RCP[:20], "town.rcp: Line 4: The file ends where"),
        ("town.sm", "", "town.sm: Line 1: There is no line 'jobs (incl. supersource/sink )'."),
        ("town.json", "[]", 'town.json: The document must be an object with a list "jobs".'),
        ("town.txt", "", "town.txt: town.txt ends neither in"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, monkeypatch, capsys, name, content, message):
    file = tmp_path / name
    file.write_text(content)
    assert run(monkeypatch, "roadmap", "schedule", file, "--json") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(message)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path, monkeypatch):
    assert run(monkeypatch, "roadmap", "schedule", tmp_path / "none.sm") == 2
