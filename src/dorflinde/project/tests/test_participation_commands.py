import json
import sys
from pathlib import Path

import pytest

from dorflinde.project import command

PB = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\na;60\nb;40\nVOTES\nvoter_id;vote\n1;a\n2;b\n"
VOTES = "comment-id,voter-id,vote\n" + "".join(
    f"{statement},{person},{1 if statement == 0 or person % 2 else -1}\n"
    for person in range(20)
    for statement in range(9)
)


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["dorflinde", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            command.main()
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run


def written(folder: Path, content: str, name: str = "votes.csv") -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def test_an_opinion_map_is_one_document_for_machines(tmp_path, run):
    texts = written(tmp_path, "comment-id,comment-body\n0,Ein Steg für alle\n", "comments.csv")
    status, out, err = run("opinion-map", written(tmp_path, VOTES), "--statements", texts, "--json")
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert (told["participants"], told["grouped"], told["statements"], told["votes"], told["k"]) == (20, 20, 9, 180, 2)
    assert sorted(group["members"] for group in told["groups"]) == [list(range(0, 20, 2)), list(range(1, 20, 2))]
    assert [group["id"] for group in told["groups"]] == [0, 1]
    odd = next(group for group in told["groups"] if 1 in group["members"])
    assert {stance["direction"] for stance in odd["representative"]} == {"agree"}
    agreed = told["consensus"]["agree"][0]
    assert (agreed["statement"], agreed["text"], agreed["n_success"]) == (0, "Ein Steg für alle", 20)
    assert "repness" not in agreed
    assert told["consensus"]["disagree"] == []
    assert max(told["common_ground"], key=lambda row: row["agree"])["statement"] == 0


def test_a_person_reads_the_groups_and_what_unites_them(tmp_path, run):
    texts = written(tmp_path, "comment-id,comment-body\n0,Ein Steg für alle\n", "comments.csv")
    status, out, _ = run("opinion-map", written(tmp_path, VOTES), "--statements", texts)
    assert status == 0
    assert out.splitlines()[0] == "20 people, 9 statements, 180 votes, groups: 2"
    assert "  agree 20/20  0: Ein Steg für alle" in out.splitlines()


def test_min_votes_decides_who_is_grouped(tmp_path, run):
    few = VOTES + "".join(f"{statement},late,1\n" for statement in range(3))
    assert json.loads(run("opinion-map", written(tmp_path, few), "--json")[1])["grouped"] == 20
    assert json.loads(run("opinion-map", written(tmp_path, few), "--min-votes", 3, "--json")[1])["grouped"] == 21


def test_a_bad_file_ends_with_its_line_and_a_wrong_option_with_two(tmp_path, run):
    status, out, err = run("opinion-map", written(tmp_path, VOTES + "0,1,ja\n"), "--json")
    assert (status, out) == (1, "")
    assert err == "votes.csv: Zeile 182: „ja“ ist keine Stimme; erwartet wird 1, 0 oder -1.\n"
    texts = written(tmp_path, "comment-id,agrees\n0,viele\n", "comments.csv")
    assert "comments.csv: Zeile 2" in run("opinion-map", written(tmp_path, VOTES), "--statements", texts)[2]
    assert run("opinion-map", written(tmp_path, VOTES), "--agree", 3)[0] == 2
    assert run("opinion-map", tmp_path / "missing.csv")[0] == 2


def test_the_number_that_agrees_can_be_said(tmp_path, run):
    told = json.loads(run("opinion-map", written(tmp_path, VOTES), "--agree", "-1", "--json")[1])
    assert [stance["statement"] for stance in told["consensus"]["disagree"]] == [0]


def test_a_budget_is_counted(tmp_path, run):
    status, out, _ = run("budget", "count", written(tmp_path, PB, "town.pb"), "--completion", "add1", "--json")
    told = json.loads(out)
    assert (status, told["cost"], told["budget"], told["voters"]) == (0, 100, 100, 2)
    assert sorted(told["winners"]) == ["a", "b"]
    status, _, err = run("budget", "count", written(tmp_path, "META\n", "bad.pb"))
    assert (status, err.startswith("bad.pb: ")) == (1, True)


def test_a_count_says_who_paid_what_and_what_rules_each_other_out(tmp_path, run):
    content = PB.replace("cost\na;60\nb;40\n", "cost;exclusive\na;60;Wiese\nb;40;Wiese\n")
    told = json.loads(run("budget", "count", written(tmp_path, content, "a.pb"), "--json")[1])
    assert (told["winners"], told["share"], told["exclusive"]) == (["b"], "50", [["a", "b"]])
    assert told["payments"] == {"1": {}, "2": {"b": "40"}}
    both = json.loads(
        run("budget", "count", written(tmp_path, PB, "b.pb"), "--completion", "add1", "--increment", "20", "--json")[1]
    )
    assert (sorted(both["winners"]), both["share"], both["exclusive"]) == (["a", "b"], "70", [])
