"""Ways people try to get further than they may: roles for themselves, foreign hosts, addresses that lead away."""

from urllib.parse import quote, urlsplit

import pytest
from django.core import mail

from dorflinde.accounts.models import Role, User
from dorflinde.outlets.models import Notification
from dorflinde.places.models import Place

from . import matrix, walk
from .cast import World

FOREIGN = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "https:evil.example", "///evil.example",
    "http:///evil.example", "javascript:alert(1)", "//evil.example\\@testserver/", "https://testserver@evil.example/", "\t//evil.example",
]  # fmt: skip


def stays_here(location: str) -> bool:
    """Tell whether a browser that follows stays with us; it takes backslashes for slashes and drops tabs."""
    cleaned = location.replace("\\", "/").replace("\t", "").replace("\n", "").strip()
    parts = urlsplit(cleaned)
    return parts.scheme in {"", "http", "https"} and parts.netloc in {"", "testserver"} and not cleaned.startswith("//")


@pytest.mark.parametrize("goal", FOREIGN)
@pytest.mark.parametrize(
    "address", ["/sprache/en/", "/konto/login/", "/konto/login/code/", "/konto/login/passwort/", "/konto/signup/", "/konto/willkommen/",
                "/konto/2fa/webauthn/login/", "/redaktion/login/"],
)  # fmt: skip
def test_no_address_leads_away_from_here(world: World, address: str, goal: str) -> None:
    for role in ("guest", "clerk"):
        answer = walk.ask_anew(world, role, "GET", f"{address}?next={quote(goal, safe='')}")
        assert stays_here(answer.location), role


@pytest.mark.parametrize("goal", FOREIGN)
def test_no_form_leads_away_from_here(world: World, goal: str) -> None:
    for address in ("/konto/mail/", "/konto/willkommen/", "/konto/logout/", "/konto/login/"):
        client = world.client("resident")
        answer = client.post(address, {"next": goal, "mail": "an"})
        assert stays_here(answer.get("Location", "")), address


@pytest.mark.parametrize("goal", FOREIGN)
def test_signing_in_leads_nowhere_else(world: World, goal: str) -> None:
    client = world.client("guest")
    client.post("/konto/login/", {"email": world.people["resident"].email, "next": goal})
    code = next(word for word in mail.outbox[-1].body.replace("-", "").split() if word.isdigit() and len(word) == 8)
    answer = client.post("/konto/login/code/confirm/", {"code": code, "next": goal})
    assert answer.status_code == 302
    assert stays_here(answer["Location"])


def test_a_notification_leads_nowhere_else(world: World) -> None:
    author = world.people["author"]
    for goal in FOREIGN:
        made = Notification.objects.create(user=author, title="Komm mit", url=goal)
        answer = walk.ask_anew(world, "author", "GET", f"/mitteilungen/{made.public_id}/")
        assert answer.location == "/mitteilungen/"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "testserver.evil.example", "testserver@evil.example"]
)
def test_a_foreign_host_is_not_answered(world: World, host: str) -> None:
    for address in ("/", "/perlesreut/", "/konto/login/", "/spur/", "/healthz"):
        answer = world.client("guest").get(address, headers={"host": host})
        assert answer.status_code == 400, address
        assert b"evil.example" not in answer.content


def test_a_forwarded_host_is_not_believed(world: World) -> None:
    for address in ("/perlesreut/", "/perlesreut/neuigkeiten/feed.rss", "/perlesreut/neuigkeiten/feed.atom",
                    world.address("/spur/{trail_of_measure}/spur.json")):  # fmt: skip
        answer = world.client("guest").get(
            address, headers={"x-forwarded-host": "evil.example", "x-host": "evil.example"}
        )
        assert answer.status_code == 200
        assert b"evil.example" not in answer.content


# --- Roles --------------------------------------------------------------------------------------------------------------
def give(world: World, role: str, **said: object) -> None:
    """Send the form for roles as somebody; the person is the resident unless another is named."""
    person = said.pop("person", world.people["resident"].email)
    world.client(role).post(
        "/konto/rollen/", {"person": person, "kind": "clerk", "place": world.things["perlesreut"].pk, **said}
    )


def held(world: World) -> set[tuple[str, str]]:
    """Return who holds which role, and who is above all roles."""
    roles = {(role.user.public_name, f"{role.kind} {role.organisation or role.place}") for role in Role.objects.all()}
    return roles | {(user.public_name, "all") for user in User.objects.filter(is_superuser=True)}


def test_the_region_gives_roles_in_its_municipalities(world: World) -> None:
    before = held(world)
    give(world, "manager")
    assert held(world) - before == {("waldkauz_12", "clerk Perlesreut")}


@pytest.mark.parametrize("role", ["resident", "author", "editor", "moderator", "council", "clerk", "outsider"])
@pytest.mark.parametrize("kind", list(Role.Kind))
def test_nobody_else_gives_roles(world: World, role: str, kind: str) -> None:
    before = held(world)
    give(world, role, kind=kind, person=world.people[role].email)
    assert held(world) == before


@pytest.mark.parametrize("kind", ["operator", "superuser", "", "resident", "Manager"])
def test_the_region_gives_no_higher_role_than_its_own(world: World, kind: str) -> None:
    before = held(world)
    for person in ("manager", "resident"):
        give(world, "manager", kind=kind, person=world.people[person].email)
        give(world, "manager", kind=kind, person=world.people[person].email, place=world.things["region"].pk)
    assert held(world) == before


def test_a_manager_of_one_municipality_gives_none_next_door(world: World) -> None:
    Role.objects.create(user=world.people["resident"], kind=Role.Kind.MANAGER, place=world.things["perlesreut"])
    before = held(world)
    give(world, "resident", place=world.things["ringelai"].pk)
    give(world, "resident", place=world.things["region"].pk)
    give(world, "resident", kind="manager", place=world.things["region"].pk)
    give(world, "resident", kind="editor", organisation=world.things["their_club"].pk)
    assert held(world) == before
    taken = world.client("resident").post(f"/konto/rollen/{world.keys['role_of_outsider']}/")
    assert taken.status_code == 404
    assert held(world) == before


def test_a_foreign_region_is_out_of_reach(world: World) -> None:
    elsewhere = Place.objects.create(kind=Place.Kind.REGION, name="Anderswo", slug="anderswo")
    town = Place.objects.create(
        kind=Place.Kind.MUNICIPALITY, parent=elsewhere, name="Fernau", slug="fernau", ags="09999999"
    )
    before = held(world)
    give(world, "manager", place=town.pk)
    give(world, "manager", kind="manager", place=elsewhere.pk)
    assert held(world) == before
    for address in (
        "/werkstatt/fernau/",
        "/konto/orte/fernau/",
        "/hinweis/liste/fernau/",
        "/fernau/mitreden/verwalten/",
    ):
        assert walk.ask_anew(world, "manager", "GET", address).word in {"403", "404"}, address


def test_a_role_for_a_club_does_not_reach_the_town_hall(world: World) -> None:
    person = world.people["resident"]
    for kind in (Role.Kind.EDITOR, Role.Kind.CLERK, Role.Kind.MANAGER, Role.Kind.OPERATOR):
        Role.objects.create(user=person, kind=kind, place=world.things["perlesreut"], organisation=world.things["club"])
    for row in matrix.rows():
        if row.section in {"The desk", "The workbench", "Looking after a place"}:
            assert (
                walk.ask_anew(world, "resident", row.method, world.address(row.address)).word
                == row.expected["resident"]
            ), row


@pytest.mark.parametrize("address", ["/konto/profil/", "/konto/willkommen/", "/konto/mail/", "/konto/email/"])
def test_no_form_of_ones_own_makes_one_more_than_one_is(world: World, address: str) -> None:
    person = world.people["resident"]
    said = {
        "pseudonym": "waldkauz_13",
        "reading_radius_km": "5",
        "language": "de",
        "home": "",
        "mail": "an",
        "terms": "on",
    }
    more = {"is_staff": "on", "is_superuser": "on", "is_active": "", "kind": "operator", "groups": "1", "roles": "1", "public_id": "x",
            "user_permissions": "1", "pk": world.people["operator"].pk, "id": world.people["operator"].pk}  # fmt: skip
    world.client("resident").post(address, said | more)
    after = User.objects.get(pk=person.pk)
    assert (after.is_staff, after.is_superuser, after.is_active, after.email) == (False, False, True, person.email)
    assert not after.roles.exists() and not after.groups.exists()
    assert User.objects.get(pk=world.people["operator"].pk).pseudonym == "haus_am_netz"


def test_a_clerk_switches_no_parts_of_the_house(world: World) -> None:
    client = world.client("clerk")
    client.post("/konto/orte/perlesreut/", {"form": "modules"})  # every box left empty
    client.post(
        "/konto/orte/perlesreut/",
        {"form": "texts", "introduction": "Neu", "slug": "x", "modules_off": "news", "ags": "1"},
    )
    place = Place.objects.get(pk=world.things["perlesreut"].pk)
    assert (place.introduction, place.modules_off, place.slug, place.ags) == ("Neu", [], "perlesreut", "09272138")


# --- Parts that are switched off ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("module", "folders"),
    [("participation", ["/perlesreut/mitreden/"]), ("strategy", ["/perlesreut/fahrplan/", "/werkstatt/perlesreut/"]),
     ("news", ["/perlesreut/neuigkeiten/"]), ("village", ["/perlesreut/funk/"])],
)  # fmt: skip
def test_what_is_switched_off_is_there_for_nobody(world: World, module: str, folders: list[str]) -> None:
    place = world.things["perlesreut"]
    Place.objects.filter(pk=place.pk).update(modules_off=[module])
    for row in matrix.rows():
        if not row.address.startswith(tuple(folders)):
            continue
        for role in ("guest", "clerk", "operator"):
            word = walk.ask_anew(world, role, row.method, world.address(row.address)).word
            assert word in {"404", "405"} or (role == "guest" and word == matrix.SIGN_IN), (str(row), role)
    for address in ("/perlesreut/", "/perlesreut/mehr/", "/perlesreut/neu/", "/", "/perlesreut/niederperlesreut/"):
        page = walk.ask_anew(world, "guest", "GET", address).body.decode()
        assert not [folder for folder in folders if f'href="{folder}' in page], address
