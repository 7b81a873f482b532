"""Votes as Polis hands them out: read well, or refused in a German sentence that names the place."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from dorflinde.methods.opinion_map import Statement, UnreadableVotes, Votes, read_statements, read_votes

CSV = "timestamp,datetime,comment-id,voter-id,vote\n1500232652930,Mon Jul 17,0,0,1\n1500233625234,Mon Jul 17,0,1,-1\n"
JSON = [{"pid": 0, "tid": 0, "vote": 1}, {"pid": 1, "tid": 0, "vote": -1}]
COMMENTS = "comment-id,agrees,disagrees,moderated,is-meta,comment-body\n0,{},{},1,false,Ein Steg\n"


def cells(votes: Votes) -> dict[tuple[object, object], int]:
    """Person and statement → vote."""
    return {
        (votes.people[person], votes.statements[statement]): int(vote)
        for person, statement, vote in zip(votes.person, votes.statement, votes.vote, strict=True)
    }


def written(folder: Path, content: str | bytes, name: str = "votes") -> Path:
    """A file with this content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        CSV.replace("\n", "\r\n"),
        "\ufeff" + CSV,
        CSV.replace(",", ";"),
        CSV.replace(",", "\t"),
        "\n" + CSV + "\n\n",
        CSV.replace(",", " , ").replace("\n", " \n"),
        CSV.replace(",vote\n", ",vote,weight\n").replace(",1\n", ",1,\n"),
        json.dumps(JSON),
        json.dumps([{"participant_id": 0, "statement_id": 0, "vote": 1.0}, JSON[1]]),
        "\ufeff" + json.dumps(JSON, indent=2).replace("\n", "\r\n"),
    ],
)
def test_the_same_votes_are_read_from_every_shape_of_file(tmp_path: Path, content: str) -> None:
    assert cells(read_votes(written(tmp_path, content))) == {(0, 0): 1, (1, 0): -1}


def test_the_latest_vote_counts_wherever_it_stands(tmp_path: Path) -> None:
    turned = "timestamp,comment-id,voter-id,vote\n300,1,7,-1\n200,1,7,1\n100,1,7,0\n"
    assert cells(read_votes(written(tmp_path, turned))) == {(7, 1): -1}
    timeless = "comment-id,voter-id,vote\n1,anna,1\n1,anna,0\n"
    assert cells(read_votes(written(tmp_path, timeless))) == {("anna", 1): 0}


def test_counts_of_the_statements_tell_which_number_agrees(tmp_path: Path) -> None:
    votes = written(tmp_path, "comment-id,voter-id,vote\n0,1,-1\n0,2,-1\n0,3,1\n")
    assert list(cells(read_votes(votes)).values()) == [-1, -1, 1]
    as_they_are = read_statements(written(tmp_path, COMMENTS.format(1, 2), "comments"))
    assert list(cells(read_votes(votes, statements=as_they_are)).values()) == [-1, -1, 1]
    from_the_database = read_statements(written(tmp_path, COMMENTS.format(2, 1), "comments"))
    assert list(cells(read_votes(votes, statements=from_the_database)).values()) == [1, 1, -1]
    assert list(cells(read_votes(votes, statements=from_the_database, agree=1)).values()) == [-1, -1, 1]


def test_statements_know_their_text_and_what_keeps_them_out(tmp_path: Path) -> None:
    table = 'comment-id,moderated,is-meta,comment-body\n4,1,false,"Ein Steg,\nfür alle"\n5,-1,false,Quatsch\n6,1,true,Ich wohne hier.\n'
    found = read_statements(written(tmp_path, table))
    assert found == [
        Statement(4, "Ein Steg,\nfür alle"),
        Statement(5, "Quatsch", is_out=True),
        Statement(6, "Ich wohne hier.", is_personal=True),
    ]
    polis = [{"statement_id": 5, "is_meta": False, "moderated": -1, "agree_count": 3, "disagree_count": 0}]
    assert read_statements(written(tmp_path, json.dumps(polis))) == [Statement(5, is_out=True, agrees=3, disagrees=0)]
    votes = read_votes(written(tmp_path, "comment-id,voter-id,vote\n4,1,1\n5,1,1\n6,1,0\n"), statements=found)
    assert (votes.outside.tolist(), votes.personal.tolist()) == ([False, True, True], [False, False, True])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "Die Datei enthält keine Stimmen."),
        ("comment-id,voter-id,vote\n", "Die Datei enthält keine Stimmen."),
        (CSV + "1,x,0,2,2\n", "Zeile 4: „2“ ist keine Stimme; erwartet wird 1, 0 oder -1."),
        (CSV + "1,x,0,2,\n", "Zeile 4: Es fehlt die Stimme (Spalte vote); erwartet wird 1, 0 oder -1."),
        (CSV + "1,x,0,,1\n", "Zeile 4: Es fehlt die Person (Spalte voter-id)."),
        (CSV + "1,x\n", "Zeile 4: Es fehlt die Aussage (Spalte comment-id)."),
        (CSV + "1,x,0,2,1,9\n", "Zeile 4: Hier stehen 6 Werte, die Kopfzeile nennt 5 Spalten."),
        ("a,b\n1,2\n", "Zeile 2: Es fehlt die Aussage (Spalte comment-id)."),
        ('[{"pid": 1,\n "tid": }]', "Zeile 2, Spalte 9: Hier ist das JSON nicht in Ordnung."),
        ('{"votes": []}', "Erwartet wird eine Liste von Einträgen"),
        ("[1]", "Eintrag 1: Das ist kein Eintrag"),
        (json.dumps([*JSON, {"pid": 1, "tid": 2, "vote": None}]), "Eintrag 3: Es fehlt die Stimme"),
        (json.dumps([{"pid": 1, "tid": 2, "vote": True}]), "Eintrag 1: „True“ ist keine Stimme"),
        (json.dumps([{"pid": 1, "tid": 2, "vote": [1]}]), "Eintrag 1: „[1]“ ist keine Stimme"),
        (json.dumps([{"pid": True, "tid": 2, "vote": 1}]), "Eintrag 1: Es fehlt die Person"),
        ("[" * 100_000, "Das JSON lässt sich nicht lesen"),
        ("[" + "9" * 5000 + "]", "Das JSON lässt sich nicht lesen"),
        ("comment-id,voter-id,vote\n" + '"' + "x" * 200_000 + '",1,1\n', "Die Zeile lässt sich nicht lesen"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(UnreadableVotes) as caught:
        read_votes(written(tmp_path, content))
    assert message in str(caught.value)


def test_a_bad_list_of_statements_is_refused_with_its_place(tmp_path: Path) -> None:
    for content, message in (
        ("comment-id,agrees\n1,viele\n", "Zeile 2: „viele“ ist keine ganze Zahl (Spalte agrees)."),
        ("comment-id\n1\n1\n", "Zeile 3: Die Aussage 1 steht hier ein zweites Mal."),
        ("comment-id\n", "Die Datei enthält keine Aussagen."),
    ):
        with pytest.raises(UnreadableVotes) as caught:
            read_statements(written(tmp_path, content))
        assert str(caught.value) == message
    with pytest.raises(UnreadableVotes, match="Die Datei lässt sich nicht lesen"):
        read_votes(tmp_path / "missing")


@given(st.one_of(st.binary(max_size=200), st.text("\n\r,;\"'[]{}:-01votespid \ufeff\0", max_size=120).map(str.encode)))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_votes_or_a_sentence(tmp_path: Path, content: bytes) -> None:
    for read in (read_votes, read_statements):
        try:
            assert read(written(tmp_path, content))
        except UnreadableVotes as problem:
            assert str(problem).endswith((".", "-1.", ")", "]"))
