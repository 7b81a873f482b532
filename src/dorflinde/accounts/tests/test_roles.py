"""Who gives roles, who may not, and that every change is written down."""

import pytest
from django.test import Client

from dorflinde.accounts.models import Role, RoleChange, User
from dorflinde.accounts.policies import has_role
from dorflinde.places.models import Organisation, Place

ROLES = "/konto/rollen/"


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("resident", 403),
        ("clerk", 403),
        ("editor", 403),
        ("moderator", 403),
        ("council", 403),
        ("manager", 200),
        ("operator", 200),
    ],
)
def test_only_management_gives_roles(
    client: Client, municipality: Place, request: pytest.FixtureRequest, persona: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(persona))
    assert client.get(ROLES).status_code == status


def test_a_manager_gives_and_takes_a_role(client: Client, manager: User, resident: User, municipality: Place) -> None:
    client.force_login(manager)
    given = {"person": "LINDEN_LENA@example.org", "kind": "clerk", "place": municipality.pk, "organisation": ""}
    assert client.post(ROLES, given)["Location"] == ROLES
    assert client.post(ROLES, given)["Location"] == ROLES  # twice is once
    role = Role.objects.get(user=resident)
    assert (role.kind, role.place, role.granted_by) == ("clerk", municipality, manager)
    page = client.get(ROLES).content.decode()
    assert "linden_lena" in page
    assert resident.email not in page
    assert "regio_rita gab linden_lena die Rolle Verwaltung (Perlesreut)" in page
    assert client.get(f"{ROLES}{role.pk}/").status_code == 200
    client.post(f"{ROLES}{role.pk}/")
    assert not has_role(User.objects.get(pk=resident.pk), {"clerk"}, municipality)
    assert list(RoleChange.objects.order_by("pk").values_list("is_given", "user", "by")) == [
        (True, resident.pk, manager.pk), (False, resident.pk, manager.pk),
    ]  # fmt: skip


def test_a_role_for_a_club_does_not_reach_the_place(
    client: Client, manager: User, resident: User, municipality: Place, club: Organisation
) -> None:
    client.force_login(manager)
    client.post(ROLES, {"person": "linden_lena", "kind": "editor", "place": municipality.pk, "organisation": club.pk})
    assert Role.objects.get(user=resident).organisation == club
    assert not has_role(resident, {"editor"}, municipality)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": "niemand"}, "Dieses Konto gibt es nicht"),
        ({"kind": "operator"}, "Auswahl"),
        ({"kind": "manager", "organisation": "club"}, "nur für einen ganzen Ort"),
        ({"place": "neighbour", "organisation": "club"}, "gehört zu einem anderen Ort"),
    ],
)
def test_what_cannot_be_given_is_said(
    client: Client, manager: User, resident: User, municipality: Place, neighbour: Place, club: Organisation,
    change: dict[str, str], words: str,
) -> None:  # fmt: skip
    keys = {"neighbour": neighbour.pk, "club": club.pk}
    given = {"person": "linden_lena", "kind": "editor", "place": municipality.pk, "organisation": ""}
    client.force_login(manager)
    page = client.post(ROLES, given | {name: keys.get(value, value) for name, value in change.items()}).content.decode()
    assert words in page
    assert not Role.objects.filter(user=resident).exists()


def test_a_manager_of_one_place_reaches_no_other(
    client: Client, resident: User, clerk: User, outsider: User, municipality: Place, neighbour: Place
) -> None:
    Role.objects.create(user=resident, kind=Role.Kind.MANAGER, place=municipality)
    client.force_login(resident)
    page = client.get(ROLES).content.decode()
    assert "rathaus_clara" in page
    assert "nachbar_otto" not in page
    client.post(ROLES, {"person": "linden_lena", "kind": "clerk", "place": neighbour.pk})
    assert not Role.objects.filter(user=resident, place=neighbour).exists()
    assert client.post(f"{ROLES}{outsider.roles.get().pk}/").status_code == 404
    assert outsider.roles.exists()


def test_nobody_locks_themselves_out(client: Client, manager: User) -> None:
    client.force_login(manager)
    assert client.post(f"{ROLES}{manager.roles.get().pk}/").status_code == 403
    assert manager.roles.exists()


def test_only_operators_make_operators(
    client: Client, operator: User, manager: User, resident: User, region: Place
) -> None:
    client.force_login(operator)
    client.post(ROLES, {"person": "linden_lena", "kind": "operator", "place": region.pk})
    role = Role.objects.get(user=resident)
    client.force_login(manager)
    assert client.post(f"{ROLES}{role.pk}/").status_code == 403


# --- looking after a place --------------------------------------------------------------------------------------------
PLACE = "/konto/orte/perlesreut/"


@pytest.mark.parametrize(
    ("persona", "status"), [("resident", 403), ("editor", 403), ("outsider", 403), ("clerk", 200), ("manager", 200)]
)
def test_the_town_hall_looks_after_its_place(
    client: Client, municipality: Place, request: pytest.FixtureRequest, persona: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(persona))
    for address in (PLACE, f"{PLACE}organisationen/neu/"):
        assert client.get(address).status_code == status


def test_a_manager_switches_parts_off_and_on(client: Client, manager: User, municipality: Place) -> None:
    client.force_login(manager)
    assert 'name="village"' in client.get(PLACE).content.decode()
    others = {"form": "modules"} | dict.fromkeys(("participation", "strategy", "news", "reports"), "on")
    client.post(PLACE, others)
    municipality.refresh_from_db()
    assert municipality.modules_off == ["village"]
    assert municipality.edition > 1
    assert client.get("/perlesreut/funk/").status_code == 404
    client.post(PLACE, others | {"village": "on"})
    municipality.refresh_from_db()
    assert municipality.modules_off == []


def test_a_clerk_writes_texts_but_switches_nothing(client: Client, clerk: User, municipality: Place) -> None:
    client.force_login(clerk)
    assert 'name="village"' not in client.get(PLACE).content.decode()
    client.post(PLACE, {"form": "modules"})
    texts = {"introduction": "Markt an der Ilz", "easy_language": "Das ist Perlesreut."}
    client.post(PLACE, {"form": "texts"} | texts)
    municipality.refresh_from_db()
    assert municipality.modules_off == []
    assert municipality.introduction == "Markt an der Ilz"
    assert "Das ist Perlesreut." in Client().get("/perlesreut/leichte-sprache/").content.decode()


def test_a_clerk_fills_in_an_imprint(client: Client, clerk: User, municipality: Place, club: Organisation) -> None:
    client.force_login(clerk)
    imprint = {
        "name": "Rathaus Perlesreut", "kind": "hall", "imprint_address": "Marktplatz 1\n94157 Perlesreut",
        "imprint_responsible": "Geschäftsleitung", "imprint_email": "rathaus@perlesreut.example", "website": "perlesreut.example",
    }  # fmt: skip
    client.post(f"{PLACE}organisationen/neu/", imprint)
    hall = Organisation.objects.get(kind="hall")
    assert (hall.slug, hall.has_imprint, hall.website) == ("rathaus-perlesreut", True, "https://perlesreut.example")
    assert "Marktplatz 1<br>94157 Perlesreut" in Client().get("/perlesreut/impressum/").content.decode()
    client.post(f"{PLACE}organisationen/musikverein/", imprint | {"name": "Musikverein", "kind": "club"})
    club.refresh_from_db()
    assert club.imprint_responsible == "Geschäftsleitung"
    assert client.get(f"{PLACE}organisationen/gibt-es-nicht/").status_code == 404


def test_the_regional_management_looks_after_the_region(
    client: Client, manager: User, clerk: User, region: Place, club: Organisation
) -> None:
    client.force_login(manager)
    address = "/konto/orte/ilzer-land/"
    page = client.get(address).content.decode()
    assert "Musikverein" not in page  # belongs to its municipality
    assert 'name="village"' not in page  # parts are switched in municipalities
    client.post(f"{address}organisationen/neu/", {
        "name": "ILE Ilzer Land", "kind": "association", "imprint_address": "Schulstraße 1", "imprint_responsible": "Management",
        "imprint_email": "info@ile.example",
    })  # fmt: skip
    assert "Schulstraße 1" in Client().get("/impressum/").content.decode()
    client.force_login(clerk)
    assert client.get(address).status_code == 403
