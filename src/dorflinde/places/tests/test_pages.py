"""What the law asks for, two clicks from everywhere; who publishes here; how far the place reaches."""

from typing import Any

import pytest
from django.test import Client

from dorflinde.core import personal
from dorflinde.places import queries
from dorflinde.places.models import Organisation, Place


@pytest.fixture
def region_office(region: Place) -> Organisation:
    """Who runs the installation."""
    return Organisation.objects.create(
        place=region, kind=Organisation.Kind.ASSOCIATION, name="ILE Ilzer Land", imprint_address="Schulstraße 1",
        imprint_responsible="Management", imprint_email="info@ile.example", imprint_phone="08555 1",
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["/impressum/", "/regeln/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/", "/perlesreut/impressum/",
     "/perlesreut/leichte-sprache/", "/perlesreut/organisationen/", "/perlesreut/organisationen/rathaus/", "/perlesreut/grenze.geojson"],
)  # fmt: skip
@pytest.mark.parametrize("persona", ["guest", "resident", "clerk", "outsider", "manager", "operator"])
def test_everyone_may_read(
    client: Client, town_hall: Organisation, request: pytest.FixtureRequest, address: str, persona: str
) -> None:
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/nirgends/impressum/", "/nirgends/leichte-sprache/", "/nirgends/organisationen/", "/nirgends/grenze.geojson",
     "/perlesreut/organisationen/nirgends/", "/ilzer-land/impressum/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, municipality: Place, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_pages_work_in_an_empty_house(client: Client, db: None) -> None:
    for address in ("/impressum/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/", "/regeln/"):
        assert client.get(address).status_code == 200
    assert "Hier fehlt das Impressum noch" in client.get("/impressum/").content.decode()


# --- imprint ----------------------------------------------------------------------------------------------------------
def test_the_imprint_names_who_answers(client: Client, town_hall: Organisation) -> None:
    page = client.get("/perlesreut/impressum/").content.decode()
    for words in [
        "Markt Perlesreut",
        "Marktplatz 1, 94157 Perlesreut",
        "Geschäftsleitung",
        "mailto:rathaus@perlesreut.example",
        "Artikel 11",
    ]:
        assert words in page
    assert "nicht vollständig" not in page


def test_a_missing_imprint_is_said_plainly(client: Client, municipality: Place, club: Organisation) -> None:
    assert "Hier fehlt das Impressum noch" in client.get("/perlesreut/impressum/").content.decode()
    Organisation.objects.filter(pk=club.pk).update(imprint_responsible="  ", imprint_email="")
    page = client.get("/perlesreut/organisationen/musikverein/").content.decode()
    assert "Es fehlt noch: verantwortlich für den Inhalt, E-Mail." in page
    club.refresh_from_db()
    assert not club.has_imprint


def test_what_is_written_there_stays_text(client: Client, club: Organisation) -> None:
    Organisation.objects.filter(pk=club.pk).update(imprint_address="<script>alert(1)</script>\nzweite Zeile")
    page = client.get("/perlesreut/organisationen/musikverein/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>zweite Zeile" in page


def test_the_region_answers_for_itself(client: Client, region_office: Organisation, town_hall: Organisation) -> None:
    page = client.get("/impressum/").content.decode()
    assert "ILE Ilzer Land" in page
    assert "Marktplatz 1" not in page
    assert region_office.get_absolute_url() == "/impressum/"
    assert "info@ile.example" in client.get("/datenschutz/").content.decode()


def test_every_footer_leads_there(client: Client, town_hall: Organisation) -> None:
    for address in ("/perlesreut/impressum/", "/impressum/", "/konto/login/"):
        page = client.get(address).content.decode()
        for words in ("Impressum", "Datenschutz", "Barrierefreiheit", "Leichte Sprache", "Etwas melden"):
            assert words in page.partition("<footer")[2]


# --- organisations ------------------------------------------------------------------------------------------------------
def test_the_town_hall_comes_first(
    client: Client, municipality: Place, village: Place, club: Organisation, town_hall: Organisation
) -> None:
    brigade = Organisation.objects.create(place=village, kind=Organisation.Kind.FIRE_BRIGADE, name="Feuerwehr")
    assert queries.organisations_of(municipality) == [town_hall, club, brigade]
    page = client.get("/perlesreut/organisationen/").content.decode()
    assert page.index("Markt Perlesreut</a>") < page.index("Musikverein</a>") < page.index("Feuerwehr</a>")


@pytest.mark.parametrize("number", [1, 40])
def test_a_long_list_costs_no_more(
    client: Client, municipality: Place, django_assert_max_num_queries: Any, number: int
) -> None:
    for each in range(number):
        Organisation.objects.create(place=municipality, kind=Organisation.Kind.CLUB, name=f"Verein {each}")
    with django_assert_max_num_queries(8):
        client.get("/perlesreut/organisationen/")


def test_two_villages_may_each_have_a_fire_brigade(client: Client, municipality: Place, village: Place) -> None:
    other = Place.objects.create(kind=Place.Kind.VILLAGE, parent=municipality, name="Prombach", slug="prombach")
    brigades = [
        Organisation.objects.create(place=place, kind=Organisation.Kind.FIRE_BRIGADE, name="Feuerwehr")
        for place in (village, other, other)
    ]
    assert [brigade.slug for brigade in brigades] == ["feuerwehr", "feuerwehr-prombach", "feuerwehr-2"]
    assert "Prombach" in client.get("/perlesreut/organisationen/feuerwehr-prombach/").content.decode()


# --- privacy, accessibility, easy language --------------------------------------------------------------------------------
def test_the_privacy_page_is_the_register_itself(
    client: Client, region: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/datenschutz/").content.decode()
    for entry in personal.all_registered():
        for row in entry.kept:
            assert str(row.what) in page.replace("&quot;", '"')
    assert "Auch die Karten zeichnen wir selbst" in page


def test_a_map_service_is_named(client: Client, region: Place, settings: Any) -> None:
    settings.TILES_URL, settings.TILES_ATTRIBUTION = "https://tiles.example/{z}/{x}/{y}.png", "© basemap.de / BKG"
    page = client.get("/datenschutz/").content.decode()
    assert "© basemap.de / BKG" in page
    assert "IP-Adresse" in page


def test_the_accessibility_statement_follows_the_model(
    client: Client, region_office: Organisation, municipality: Place
) -> None:
    page = client.get("/barrierefreiheit/").content.decode()
    for words in [
        "teilweise",
        "EN 301 549",
        "Nicht barrierefreie Inhalte",
        "Selbstbewertung",
        "info@ile.example",
        "08555 1",
        "BayDiV",
    ]:
        assert words in page


def test_elsewhere_another_body_watches(client: Client, region: Place) -> None:
    Place.objects.create(kind=Place.Kind.MUNICIPALITY, parent=region, name="Coesfeld", slug="coesfeld", ags="05558012")
    page = client.get("/barrierefreiheit/").content.decode()
    assert "BayDiV" not in page
    assert "Durchsetzungs- oder Schlichtungsstelle" in page


def test_a_place_may_bring_its_own_easy_words(client: Client, municipality: Place) -> None:
    assert "Dorf-Linde" in client.get("/perlesreut/leichte-sprache/").content.decode()
    Place.objects.filter(pk=municipality.pk).update(
        easy_language="Das ist Perlesreut.\r\nHier wohnen wir.\r\n\r\nKommen Sie <b>rein</b>."
    )
    municipality.refresh_from_db()
    from dorflinde.places.actions import raise_edition

    raise_edition(municipality)
    Client().get("/")
    page = Client().get("/perlesreut/leichte-sprache/?neu").content.decode()
    assert "<p>Das ist Perlesreut.<br>Hier wohnen wir.</p>" in page
    assert "&lt;b&gt;" in page
    assert "Dorf-Linde" not in page


# --- boundary -----------------------------------------------------------------------------------------------------------
def test_the_boundary_is_geojson_that_may_be_kept(client: Client, municipality: Place) -> None:
    Place.objects.filter(pk=municipality.pk).update(boundary_source="© GeoBasis-DE / BKG (2021)")
    response = client.get("/perlesreut/grenze.geojson")
    assert response["Content-Type"] == "application/geo+json"
    assert "max-age=86400" in response["Cache-Control"]
    document = response.json()
    assert (document["type"], document["id"], document["geometry"]["type"]) == ("Feature", "09272138", "Polygon")
    assert document["properties"]["source"] == "© GeoBasis-DE / BKG (2021)"


def test_without_a_boundary_there_is_the_centre(client: Client, neighbour: Place) -> None:
    geometry = client.get("/ringelai/grenze.geojson").json()["geometry"]
    assert geometry == {"type": "Point", "coordinates": [13.471559, 48.812779]}
    Place.objects.filter(pk=neighbour.pk).update(lon=None, lat=None)
    assert client.get("/ringelai/grenze.geojson").json()["geometry"] is None


# --- finding ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "found"),
    [("/perlesreut/mitreden/", True), ("/perlesreut?x=1", True), ("/konto/", False), ("", False), ("/", False)],
)
def test_an_address_tells_its_place(municipality: Place, address: str, found: bool) -> None:
    assert (queries.place_of_address(address) == municipality) is found


def test_a_municipality_is_found_by_address_or_key(municipality: Place) -> None:
    assert queries.find_municipality("perlesreut") == queries.find_municipality("09272138") == municipality
    for name in ("", "nirgends"):
        with pytest.raises(Place.DoesNotExist):
            queries.find_municipality(name)
