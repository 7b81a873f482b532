"""Writing an idea: photo first, nothing lost, nothing betrayed."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry
from dorflinde.participation.models import Idea, Project
from dorflinde.trail.models import Follow, Node

WORDS = {"title": "Offene Werkstatt", "text": "Hobelbank und Nähmaschinen für alle."}


@pytest.fixture
def url(project: Project) -> str:
    return reverse("participation:idea_new", args=["perlesreut", project.slug])


@pytest.fixture
def filled(project: Project) -> dict[str, object]:
    return {**WORDS, "place": str(project.place.public_id), "category": "jugend", "lat": "48.7795", "lon": "13.4410"}


def photo(content: bytes, name: str = "IMG_2026.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_an_idea_reaches_page_stream_desk_trail_and_record(
    client: Client, resident: User, url: str, filled: dict
) -> None:
    client.force_login(resident)
    response = client.post(url, filled)
    idea = Idea.objects.get()
    assert response["Location"] == idea.get_absolute_url()
    assert (idea.title, idea.category.name, idea.pin, idea.author) == (
        "Offene Werkstatt",
        "Jugend",
        (48.7795, 13.441),
        resident,
    )
    entry = Entry.objects.get(subject_kind="participation.idea")
    assert (entry.channel, entry.sender_name, entry.url) == ("mitreden", "linden_lena", idea.get_absolute_url())
    todo = Todo.objects.waiting().get()
    assert (todo.kind, todo.office, todo.due_on) == ("answer", Todo.Office.HALL, idea.answer_due_on)
    assert todo.action_url == reverse("participation:answer", args=["perlesreut", idea.public_id])
    assert Follow.objects.get(node__subject_id=idea.public_id).user == resident
    assert Node.objects.filter(kind="participation.idea").exists()
    assert Record.objects.filter(verb="participation.idea.posted", actor=resident).exists()


def test_a_photo_tells_nothing_but_what_it_shows(
    client: Client, resident: User, url: str, filled: dict, telling_photo: bytes
) -> None:
    before = Image.open(io.BytesIO(telling_photo))
    assert before.getexif().get_ifd(0x8825), "the photo of this test carries a place"
    client.force_login(resident)
    client.post(url, {**filled, "photo": photo(telling_photo), "photo_alt": "Die leere Bank"})
    idea = Idea.objects.get()
    for file in (idea.photo, idea.photo_small):
        with file.open() as opened:
            content = opened.read()
        picture = Image.open(io.BytesIO(content))
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert not picture.info.get("comment")
        for trace in (b"Exif", b"GPS", b"Fairphone", b"Lena"):
            assert trace not in content
        assert "IMG" not in file.name
    assert idea.photo_small.size < idea.photo.size
    page = client.get(idea.get_absolute_url()).content.decode()
    assert 'alt="Die leere Bank"' in page


def test_a_photo_without_words_says_at_least_what_it_belongs_to(
    client: Client, resident: User, url: str, filled: dict, telling_photo: bytes
) -> None:
    client.force_login(resident)
    client.post(url, {**filled, "photo": photo(telling_photo)})
    assert "Foto zur Idee „Offene Werkstatt“" in client.get(Idea.objects.get().get_absolute_url()).content.decode()


def test_a_guest_fills_the_form_signs_in_and_everything_is_there(
    client: Client, resident: User, url: str, filled: dict, telling_photo: bytes
) -> None:
    assert "Nach dem Absenden melden Sie sich" in client.get(url).content.decode()
    response = client.post(url, {**filled, "photo": photo(telling_photo), "photo_alt": "Die leere Bank"})
    assert response["Location"].startswith(f"{reverse('account_login')}?next=")
    assert not Idea.objects.exists()
    client.force_login(resident)
    landed = client.get(url)
    idea = Idea.objects.get()
    assert landed["Location"] == idea.get_absolute_url()
    assert (idea.title, idea.text, idea.author, idea.photo_alt) == (
        WORDS["title"],
        WORDS["text"],
        resident,
        "Die leere Bank",
    )
    assert idea.pin == (48.7795, 13.441)
    with idea.photo.open() as opened:
        assert Image.open(io.BytesIO(opened.read())).size == (1200, 800)
    client.get(url)
    assert Idea.objects.count() == 1, "the draft is sent once"


def test_who_has_no_name_yet_chooses_one_first_and_keeps_the_idea(
    client: Client, url: str, filled: dict, municipality: object
) -> None:
    nameless = User.objects.create_user("neu@example.org")
    client.post(url, filled)
    client.force_login(nameless)
    assert client.get(url)["Location"].startswith(reverse("accounts:welcome"))
    assert not Idea.objects.exists()
    nameless.pseudonym, nameless.home = "steinpilz_9", municipality
    nameless.save()
    client.get(url)
    assert Idea.objects.get().author == nameless


@pytest.mark.parametrize("persona", ["resident", "guest"])
def test_a_form_that_fails_keeps_what_was_typed(
    client: Client, request: pytest.FixtureRequest, url: str, filled: dict, persona: str
) -> None:
    user = request.getfixturevalue(persona)
    if not isinstance(user, AnonymousUser):
        client.force_login(user)
    response = client.post(url, {**filled, "title": ""})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Bitte sagen Sie in einem Satz, was Sie vorschlagen." in page
    assert WORDS["text"] in page
    assert 'value="48.7795"' in page
    assert '<option value="jugend" selected>' in page
    assert not Idea.objects.exists()


def test_a_photo_survives_a_form_that_fails(
    client: Client, resident: User, url: str, filled: dict, telling_photo: bytes
) -> None:
    client.force_login(resident)
    page = client.post(url, {**filled, "title": "", "photo": photo(telling_photo)}).content.decode()
    assert "Ihr Foto haben wir behalten" in page
    page = client.post(url, {**filled, "text": "", "kept_photo": "yes"}).content.decode()
    assert "Ihr Foto haben wir behalten" in page
    client.post(url, {**filled, "kept_photo": "yes"})
    assert Idea.objects.get().photo


def test_a_photo_of_a_form_left_behind_does_not_turn_up_in_the_next(
    client: Client, resident: User, url: str, filled: dict, telling_photo: bytes
) -> None:
    client.force_login(resident)
    client.post(url, {**filled, "title": "", "photo": photo(telling_photo)})
    client.get(url)
    client.post(url, filled)
    assert not Idea.objects.get().photo


@pytest.mark.parametrize(
    "content", [b"not a picture", b"\xff\xd8\xff\xe0 broken", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""]
)
def test_what_is_no_photo_is_refused_with_a_reason(
    client: Client, resident: User, url: str, filled: dict, content: bytes
) -> None:
    client.force_login(resident)
    response = client.post(url, {**filled, "photo": photo(content)})
    assert response.status_code == 200
    assert "kern-error" in response.content.decode()
    assert WORDS["text"] in response.content.decode()
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [("52.52", "13.40", "weit außerhalb"), ("95", "13.4", "kern-error"), ("nan", "13.4", "kern-error")],
)
def test_a_pin_far_away_is_a_slip_of_the_finger(
    client: Client, resident: User, url: str, filled: dict, lat: str, lon: str, words: str
) -> None:
    client.force_login(resident)
    page = client.post(url, {**filled, "lat": lat, "lon": lon}).content.decode()
    assert words in page
    assert not Idea.objects.exists()


def test_half_a_pin_is_none(client: Client, resident: User, url: str, filled: dict) -> None:
    client.force_login(resident)
    client.post(url, {**filled, "lon": ""})
    assert Idea.objects.get().pin is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("place", "no-such-place"), ("category", "nichts"), ("title", "x" * 121), ("text", "x" * 3001), ("text", "nul\0")],
)
def test_nonsense_gets_a_message_and_no_error_page(
    client: Client, resident: User, url: str, filled: dict, field: str, value: str
) -> None:
    client.force_login(resident)
    assert client.post(url, {**filled, field: value}).status_code == 200
    assert not Idea.objects.exists()


def test_a_place_next_door_is_no_place_here(client: Client, resident: User, url: str, filled: dict, neighbour) -> None:
    client.force_login(resident)
    client.post(url, {**filled, "place": str(neighbour.public_id)})
    assert not Idea.objects.exists()


def test_the_own_village_is_suggested(client: Client, resident: User, url: str, village) -> None:
    resident.home = village
    resident.save()
    client.force_login(resident)
    assert f'<option value="{village.public_id}" selected>' in client.get(url).content.decode()


def test_after_many_ideas_in_a_day_the_next_waits_and_stays_typed(
    client: Client, resident: User, url: str, filled: dict
) -> None:
    client.force_login(resident)
    for number in range(10):
        client.post(url, {**filled, "title": f"Idee {number}", "seen_similar": "on"})
    page = client.post(url, {**filled, "title": "Idee elf", "seen_similar": "on"}).content.decode()
    assert Idea.objects.count() == 10
    assert "morgen" in page
    assert "Idee elf" in page


def test_the_way_from_the_composer(client: Client, project: Project, set_up, neighbour) -> None:
    compose = reverse("participation:compose", args=["perlesreut"])
    assert client.get(compose)["Location"] == reverse("participation:idea_new", args=["perlesreut", project.slug])
    set_up(("ideas", 0, 5), title="Mehr Grün")
    page = client.get(compose).content.decode()
    assert "Mehr Grün" in page
    assert "Wohin mit der alten Bank?" in page
    elsewhere = client.get(reverse("participation:compose", args=["ringelai"])).content.decode()
    assert "Gerade sammelt Ringelai keine Ideen" in elsewhere
    assert "Mehr Grün" in elsewhere
