"""What must not be read by everyone is looked for in every answer, whoever gets it."""

import datetime
import io
import json

import docx
import pytest
from django.urls import reverse

from dorflinde.core import subjects
from dorflinde.feed.models import Entry, OutboxItem

from . import matrix, walk
from .cast import ROLES, World

ROWS = matrix.rows()
_HERE = {"editor", "moderator", "council", "clerk", "manager", "operator"}  # works for Perlesreut
_THERE = {"outsider", "manager", "operator"}  # works for Ringelai
_JUDGES = {"moderator", "clerk", "manager", "operator"}
_EDITS = {"editor", "clerk", "manager", "operator"}

# Words of the world → who may read them anywhere.
SECRETS = {
    "Vertrauliches Vorhaben": _HERE,
    "Vertraulich von drüben": _THERE,
    "Noch nicht spruchreif": _HERE | {"author"},  # who wrote in it while it was public finds it in the own data
    "Gedanke im Entwurf": _HERE | {"author"},
    "Drüben noch geheim": _THERE,
    "Unter vier Augen": _HERE | {"author"},  # who was invited
    "Gedanke unter vier Augen": _HERE | {"author"},
    "Nur geflüstert": _HERE | {"author"},
    "Frage private_": _HERE | {"author"},
    "Umfrage private_": _HERE | {"author"},
    "Kaum zu glaubender Unfug": _JUDGES | {"author"},
    "Zurückgezogener Gedanke": {"author"},
    "Ein Wort, das keiner lesen soll": _JUDGES | {"author"},
    "Ein anstößiges Angebot": _JUDGES | {"author"},
    "Eine Antwort, die verschwand": _JUDGES | {"author"},
    "Antwort unter Anstößigem": _JUDGES | {"author"},
    "Ausgeblendete Meldung": _EDITS | _JUDGES,
    "Noch in Arbeit": _EDITS,
    "Das stimmt nicht.": _JUDGES | {"author", "outsider"},  # what a notice says
    "Das war nicht so gemeint.": _JUDGES | {"author"},
    "Geheime Person": _JUDGES,
    "geheim@example.org": _JUDGES,
    "conny_im_saal": {"council", "manager", "operator"},  # stands behind an idea: a political opinion (Art. 9 GDPR)
}


# With the key from a letter it is the person who reported that reads, whoever is signed in at this device; a link that was
# handed on says what it leads to.
_KEYS = ("letter_key", "{token}")


@pytest.mark.parametrize("row", [row for row in ROWS if not any(key in row.address for key in _KEYS)], ids=str)
def test_no_answer_tells_a_secret(world: World, row: matrix.Row) -> None:
    told = []
    for role in ROLES:
        answer = walk.ask(world, role, row.method, row.address)
        text = answer.body.decode("utf-8", "replace") + answer.location
        told += [(role, secret) for secret, known_to in SECRETS.items() if role not in known_to and secret in text]
    assert not told


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_answer_tells_somebody_elses_address(world: World, row: matrix.Row) -> None:
    told = []
    for role in ROLES[:-1]:  # operators look after the accounts
        text = walk.ask(world, role, row.method, row.address).body.decode("utf-8", "replace")
        told += [(role, other) for other, person in world.people.items() if other != role and person.email in text]
    assert not told


@pytest.mark.parametrize("secret", [words for words in SECRETS if " " in words])
@pytest.mark.parametrize("address", ["/perlesreut/suche/?q={}", "/perlesreut/mitreden/{project}/?suche={}", "/perlesreut/mitreden/{project}/?q={}"])  # fmt: skip
def test_no_search_finds_a_secret(world: World, address: str, secret: str) -> None:
    words = secret.split()
    for role in ("guest", "resident", "outsider"):
        if role in SECRETS[secret]:
            continue
        path = address.replace("{project}", str(world.keys["project"])).format(words[0])
        page = walk.ask_anew(world, role, "GET", path).body.decode()
        assert secret not in page


@pytest.mark.parametrize("role", ["guest", "resident", "outsider"])
@pytest.mark.parametrize(
    "name", ["internal", "hidden_idea", "withdrawn_idea", "draft_idea", "draft", "private_idea", "private", "hidden_comment", "hidden_post", "hidden_reply", "hidden_article", "draft_article"],
)  # fmt: skip
def test_the_form_for_notices_is_no_window_on_what_is_hidden(world: World, role: str, name: str) -> None:
    thing = world.things[name]
    for query in (
        f"sache={thing.ref}",
        f"adresse={thing.get_absolute_url()}",
        f"sache={thing.ref}&adresse=/perlesreut/",
    ):
        page = walk.ask_anew(world, role, "GET", f"/hinweis/?{query}").body.decode()
        assert not [secret for secret in SECRETS if secret in page]


def test_nothing_hidden_stands_in_a_stream(world: World) -> None:
    names = [
        "internal",
        "hidden_idea",
        "withdrawn_idea",
        "draft_idea",
        "draft",
        "private",
        "private_idea",
        "private_comment",
        "hidden_post",
        "hidden_article",
        "draft_article",
        "their_internal",
    ]
    for name in names:
        ref = world.things[name].ref
        assert not Entry.objects.filter(subject_kind=ref.kind, subject_id=ref.id).exists(), name
        described = subjects.describe(ref)
        assert described is None or not described.is_public, name


def test_nobody_was_told_of_what_stays_inside(world: World) -> None:
    texts = [f"{item.title} {item.text}" for item in OutboxItem.objects.all()]
    assert texts
    assert not [text for text in texts if "Vertraulich" in text or "vier Augen" in text or "geflüstert" in text]


def test_the_story_of_an_idea_is_silent_about_an_internal_measure_that_grew_from_it(world: World) -> None:
    answer = walk.ask(world, "guest", "GET", "/spur/{trail_of_grown_idea}/spur.json")
    story = json.loads(answer.body)
    internal = str(world.things["internal"].public_id)
    assert "Mitfahrbank am Markt" in answer.body.decode()
    assert internal not in answer.body.decode()
    assert str(world.keys["trail_of_internal"]) not in json.dumps(story)


def test_a_measure_that_is_taken_back_inside_leaves_no_trace(world: World) -> None:
    subjects.subject("strategy.measure").hide(
        world.things["measure"].public_id, actor=world.people["clerk"], reason="x"
    )
    for address in ("/perlesreut/", "/", "/spur/", "/perlesreut/fahrplan/", "/spur/{trail_of_grown_idea}/",
                    "/spur/{trail_of_grown_idea}/spur.json", "/perlesreut/mitreden/ideen/{grown_idea}/",
                    "/perlesreut/fahrplan/strategiepapier/html/", "/perlesreut/suche/?q=Mitfahrbank"):  # fmt: skip
        answer = walk.ask_anew(world, "guest", "GET", world.address(address))
        assert answer.status == 200
        assert "Mitfahrbank am Markt" not in answer.body.decode(), address


def test_the_paper_prints_nothing_internal(world: World) -> None:
    answer = walk.ask_anew(world, "guest", "GET", "/perlesreut/fahrplan/strategiepapier/docx/")
    book = docx.Document(io.BytesIO(answer.body))
    text = "\n".join(
        [line.text for line in book.paragraphs]
        + [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    )
    assert "Mitfahrbank am Markt" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_the_file_with_ones_own_data_holds_nobody_elses(world: World) -> None:
    mine = json.loads(walk.ask(world, "author", "GET", "/konto/daten/").body)
    assert mine["account"]["email"] == world.people["author"].email
    text = json.dumps(mine, ensure_ascii=False)
    assert "Ein Wohnzimmer für alle" in text
    others = [person for role, person in world.people.items() if role != "author"]
    assert not [person.email for person in others if person.email in text or str(person.public_id) in text]


def test_nobody_reads_a_notification_of_somebody_else(world: World) -> None:
    for role in set(ROLES) - {"guest", "author"}:
        assert "Ihre Idee wurde beantwortet" not in walk.ask(world, role, "GET", "/mitteilungen/").body.decode()


def test_a_list_is_not_widened_by_the_key_of_something_else(world: World) -> None:
    """Keys that stand in an address choose where a list begins; they let nobody look elsewhere."""
    keys = world.keys
    for address in (
        f"/perlesreut/funk/?ab={keys['their_post']}",
        f"/perlesreut/funk/?ab={keys['hidden_post']}",
        f"/perlesreut/mitreden/{keys['project']}/?nach={keys['their_idea']}",
        f"/perlesreut/mitreden/{keys['project']}/?vor={keys['hidden_idea']}",
        f"/perlesreut/?ab={datetime.datetime.now(datetime.UTC).isoformat()}_999999",
        f"/perlesreut/mitreden/ideen/{keys['idea']}/kommentar/?auf={world.things['hidden_comment'].public_id}",
    ):
        answer = walk.ask_anew(world, "resident", "GET", address)
        assert answer.status == 200
        assert not [secret for secret in SECRETS if secret in answer.body.decode()], address
    for address in ("/perlesreut/funk/?ort=wasching", f"/perlesreut/neuigkeiten/?absender={keys['their_club']}",
                    "/perlesreut/neuigkeiten/?ort=wasching"):  # fmt: skip
        assert walk.ask_anew(world, "resident", "GET", address).status == 404


def test_a_desk_shows_no_foreign_thing_by_its_key(world: World) -> None:
    for role in ("moderator", "editor", "outsider"):
        page = walk.ask_anew(
            world, role, "GET", f"{reverse('desk:inbox')}?auswahl={world.keys['todo']}&erledigt={world.keys['todo']}"
        )
        assert page.status == 200
        assert "Aufgabe todo" not in page.body.decode()
