"""The official register: whole or not at all, every bad row named, the same file twice changes nothing."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dorflinde.places.imports import PlacesReport, import_places
from dorflinde.places.imports.boundaries import clean_geometry
from dorflinde.places.imports.register import name_and_designation
from dorflinde.places.models import RESERVED_SLUGS, Place

HEADINGS = "ags,ars,name,area_km2,population,postcode,lon,lat"
PERLESREUT = '09272138,092725214138,"Perlesreut, M",29.73,2929,94157,13.441289,48.77936'
RINGELAI = "09272140,092720140140,Ringelai,16.37,1883,94160,13.471559,48.812779"
SQUARE = {"type": "Polygon", "coordinates": [[[13.4, 48.7], [13.5, 48.7], [13.5, 48.8], [13.4, 48.7]]]}
REGISTER = Path(os.environ.get("DORFLINDE_SHARED_DATA", Path(__file__).parents[5] / "shared" / "data")) / "places"


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write a file and return its path."""

    def write_file(*rows: str, name: str = "gemeinden.csv", encoding: str = "utf-8", headings: str = HEADINGS) -> Path:
        file = tmp_path / name
        file.write_bytes("\n".join([headings, *rows]).encode(encoding))
        return file

    return write_file


def boundaries(tmp_path: Path, *features: dict[str, Any], **members: Any) -> Path:
    file = tmp_path / "grenzen.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features} | members), encoding="utf-8")
    return file


def feature(ags: str = "09272138", geometry: Any = SQUARE, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"ags": ags} | properties, "geometry": geometry}


# --- what is taken over -------------------------------------------------------------------------------------------------
def test_a_register_becomes_places(write: Any, db: None) -> None:
    report = import_places(write(PERLESREUT, RINGELAI), region_name="Ilzer Land")
    assert report == PlacesReport(created=2)
    place = Place.objects.get(ags="09272138")
    assert (place.name, place.official_name, place.designation, place.full_name) == (
        "Perlesreut", "Perlesreut, M", "Markt", "Markt Perlesreut",
    )  # fmt: skip
    assert (place.slug, place.population, str(place.area_km2), place.postcode) == ("perlesreut", 2929, "29.73", "94157")
    assert (place.lon, place.lat, place.ars) == (13.441289, 48.77936, "092725214138")
    assert place.parent is not None
    assert (place.parent.kind, place.parent.name, place.parent.slug) == ("region", "Ilzer Land", "ilzer-land")
    place.full_clean()


def test_the_same_file_twice_changes_nothing(write: Any, db: None, tmp_path: Path) -> None:
    file, drawn = write(PERLESREUT, RINGELAI), boundaries(tmp_path, feature())
    import_places(file, boundaries=drawn, region_name="Ilzer Land")
    before = list(Place.objects.order_by("pk").values())
    assert import_places(file, boundaries=drawn, region_name="Ilzer Land") == PlacesReport(unchanged=2)
    assert import_places(file, boundaries=drawn) == PlacesReport(unchanged=2)
    assert list(Place.objects.order_by("pk").values()) == before


def test_what_changed_is_changed_and_pages_are_made_anew(write: Any, municipality: Place, region: Place) -> None:
    Place.objects.filter(pk=municipality.pk).update(introduction="Markt an der Ilz", hue=40, slug="unser-perlesreut")
    report = import_places(write(PERLESREUT.replace("2929", "3001")))
    assert report == PlacesReport(updated=1)
    edition = municipality.edition
    municipality.refresh_from_db()
    assert municipality.population == 3001
    assert (municipality.introduction, municipality.hue, municipality.slug) == (
        "Markt an der Ilz",
        40,
        "unser-perlesreut",
    )
    assert municipality.edition == edition + 1
    region.refresh_from_db()
    assert region.edition > 1


def test_empty_cells_take_nothing_away(write: Any, municipality: Place) -> None:
    assert import_places(write('09272138,,"Perlesreut, M",,,,,')) == PlacesReport(unchanged=1)
    municipality.refresh_from_db()
    assert municipality.postcode == "94157"


def test_a_dry_run_says_the_same_and_writes_nothing(write: Any, municipality: Place) -> None:
    file = write(PERLESREUT.replace("2929", "3001"), RINGELAI)
    assert import_places(file, dry_run=True, region_name="Neu") == PlacesReport(created=1, updated=1)
    assert Place.objects.count() == 2
    municipality.refresh_from_db()
    assert municipality.population == 2929


def test_places_join_the_only_region_and_move_only_when_told(write: Any, municipality: Place, region: Place) -> None:
    import_places(write(RINGELAI))
    assert Place.objects.get(ags="09272140").parent == region
    import_places(write(PERLESREUT, RINGELAI), region_name="Donau-Wald")
    assert {place.parent.name for place in Place.objects.filter(kind="municipality")} == {"Donau-Wald"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("official", "name", "designation"),
    [
        ("Grafenau, St", "Grafenau", "Stadt"),
        ("Röhrnbach, M", "Röhrnbach", "Markt"),
        ("Ringelai", "Ringelai", "Gemeinde"),
        ("Kiel, Landeshauptstadt", "Kiel", "Landeshauptstadt"),
        ("Göttingen, Universitätsstadt", "Göttingen", "Universitätsstadt"),
        ("Hamburg, Freie und Hansestadt", "Hamburg", "Freie und Hansestadt"),
        ("Clausthal-Zellerfeld, Berg- und Universitätsstadt", "Clausthal-Zellerfeld", "Berg- und Universitätsstadt"),
        ("Freising, GKSt", "Freising", "Große Kreisstadt"),
        ("Bovenden, Flecken", "Bovenden", "Flecken"),
        ("Gelnhausen, Barbarossast., Krst.", "Gelnhausen", "Kreisstadt"),
        ("Erkrath, Fundort des Neanderthalers, Stadt", "Erkrath", "Stadt"),
        ("Soest, Stadt der Osterräder", "Soest", "Stadt"),
        ("Roetgen, Tor zur Eifel", "Roetgen", ""),
        ("Harsewinkel, Die Mähdrescherstadt", "Harsewinkel", ""),
        ("Sachsenwald (Forstgutsbez.),gemfr.Geb.", "Sachsenwald (Forstgutsbez.)", "Gemeindefreies Gebiet"),
    ],
)
def test_names_are_taken_apart_as_the_register_means_them(official: str, name: str, designation: str) -> None:
    assert name_and_designation(official) == (name, designation)


# --- addresses ----------------------------------------------------------------------------------------------------------
def test_doubled_and_taken_names_get_their_key_whatever_the_order(write: Any, region: Place) -> None:
    rows = [
        "01051075,,Neuenkirchen,,,,,",
        "03251028,,Neuenkirchen,,,,,",
        "03352038,,Konto,,,,,",
        "03352039,,Ilzer Land,,,,,",
    ]
    import_places(write(*reversed(rows)))
    slugs = dict(Place.objects.filter(kind="municipality").values_list("ags", "slug"))
    assert slugs == {
        "01051075": "neuenkirchen-01051075",
        "03251028": "neuenkirchen-03251028",
        "03352038": "konto-03352038",  # reserved for the house
        "03352039": "ilzer-land-03352039",  # the region's own
    }
    import_places(write("09272138,,Neuenkirchen,,,,,", "09272139,,???,,,,,"))
    assert Place.objects.get(ags="09272138").slug == "neuenkirchen"  # the only one new, and the plain name is free
    assert Place.objects.get(ags="09272139").slug == "gemeinde-09272139"


def test_every_first_word_of_an_address_is_reserved() -> None:
    """No municipality may hide a page of the house."""
    from django.urls import get_resolver

    first_words = {
        str(pattern.pattern).strip("^/").partition("/")[0]
        for resolver in [get_resolver(), *(p for p in get_resolver().url_patterns if str(p.pattern) == "")]
        for pattern in getattr(resolver, "url_patterns", [])
    }
    words = {word for word in first_words if word.isidentifier() or word.replace("-", "").isidentifier()}
    assert words <= RESERVED_SLUGS, words - RESERVED_SLUGS


# --- files as offices have them -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_office_program_may_have_written_it(write: Any, db: None, encoding: str) -> None:
    rows = "09272119;092725214119;Fürsteneck;10,43;849;94142;13,46234;48,717984"
    file = write(rows, encoding=encoding, headings=HEADINGS.replace(",", ";"))
    assert import_places(file) == PlacesReport(created=1)
    assert Place.objects.get(slug="fuersteneck").lat == 48.717984


def test_german_headings_thousands_and_blank_lines(write: Any, db: None) -> None:
    headings = "PLZ\tGemeindename\tEinwohner\tFläche\tGemeindeschlüssel\tFarbe"
    file = write("", "94481\tGrafenau, St\t8.247\t63,73\t09272120\tgrün", "", "", headings=headings)
    assert import_places(file) == PlacesReport(created=1)
    place = Place.objects.get()
    assert (place.population, str(place.area_km2), place.designation) == (8247, "63.73", "Stadt")


def test_a_centre_the_register_does_not_know_is_none(write: Any, db: None) -> None:
    assert import_places(write("07000999,070009999999,Hoheitsgebiet,6.20,0,,0,0")).created == 1
    assert Place.objects.get().lon is None


# --- what is refused ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("9272138,,Perlesreut,,,,,", "ags", "führende Null"),
        ("0927213x,,Perlesreut,,,,,", "ags", "acht Ziffern"),
        (",,Perlesreut,,,,,", "ags", "Hier fehlt"),
        ("09272138,09272521413,Perlesreut,,,,,", "ars", "zwölf Ziffern"),
        ("09272138,092725214139,Perlesreut,,,,,", "ars", "passt nicht"),
        ("09272138,,,,,,,", "name", "Name fehlt"),
        ('09272138,,", M",,,,,', "name", "Name fehlt"),
        (f"09272138,,{'x' * 101},,,,,", "name", "zu lang"),
        ("09272138,,Perlesreut,viel,,,,", "area_km2", "29,73"),
        ("09272138,,Perlesreut,-3,,,,", "area_km2", "29,73"),
        ("09272138,,Perlesreut,,etwa 3000,,,", "population", "ganze Zahl"),
        ("09272138,,Perlesreut,,2.9,,,", "population", "ganze Zahl"),
        ("09272138,,Perlesreut,,,9415,,", "postcode", "fünf Ziffern"),
        ("09272138,,Perlesreut,,,,48.77,13.44", "lon", "vertauscht"),
        ("09272138,,Perlesreut,,,,nan,48.7", "lon", "Gradzahl"),
        ("09272138,,Perlesreut,,,,13.44,", "lat", "gehören zusammen"),
        ("09272138,,Perles\x01reut,,,,,", "name", "Steuerzeichen"),
    ],
)
def test_one_bad_row_stops_the_file_and_is_named(write: Any, db: None, row: str, column: str, words: str) -> None:
    report = import_places(write(RINGELAI, "", row))
    assert (report.created, report.updated, report.unchanged) == (0, 0, 0)
    bad = report.rejected[0]
    assert (bad.row, bad.column) == (4, column)  # as the spreadsheet counts: headings, one good, one blank
    assert words in bad.reason
    assert not Place.objects.exists()


def test_every_bad_row_is_named_at_once(write: Any, db: None) -> None:
    report = import_places(write("1,,A,,,,,", RINGELAI, "2,,,x,y,z,1,2", RINGELAI))
    assert {bad.row for bad in report.rejected} == {2, 4, 5}
    assert len(report.rejected) > 6
    assert "steht schon in Zeile 3" in report.rejected[-1].reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "fehlt: ags, name"),
        (b"a,b,c\n1,2,3", "fehlt: ags, name"),
        (HEADINGS.encode(), "keine Gemeinde"),
        (b"ags,name,AGS\n", "zweimal"),
        (b"\xff\xfea", "nicht lesbar"),
        (b"\x81\x8d", "nicht lesbar"),
        (b'ags,name\n"' + b"x" * 200_000, "keine lesbare CSV-Tabelle"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, db: None, content: bytes, words: str) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    report = import_places(file)
    assert [bad.row for bad in report.rejected] == [0]
    assert words in report.rejected[0].reason


def test_a_file_that_is_not_there_is_said(tmp_path: Path, db: None) -> None:
    assert "gibt-es-nicht.csv" in import_places(tmp_path / "gibt-es-nicht.csv").rejected[0].reason


# --- boundaries -----------------------------------------------------------------------------------------------------------
def test_boundaries_come_with_their_source(write: Any, db: None, tmp_path: Path) -> None:
    drawn = boundaries(tmp_path, feature(), feature("01001000"), source="© GeoBasis-DE / BKG (2021)")
    assert import_places(write(PERLESREUT), boundaries=drawn).created == 1
    place = Place.objects.get(ags="09272138")
    assert (place.boundary, place.boundary_source) == (SQUARE, "© GeoBasis-DE / BKG (2021)")
    other = boundaries(tmp_path, feature(quelle="Vermessung vor Ort"))
    assert import_places(write(PERLESREUT), boundaries=other) == PlacesReport(updated=1)
    place.refresh_from_db()
    assert place.boundary_source == "Vermessung vor Ort"
    assert import_places(write(PERLESREUT)) == PlacesReport(unchanged=1)  # without a file the boundary stays


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "Polygon oder MultiPolygon"),
        ({"type": "Point", "coordinates": [13, 48]}, "Polygon oder MultiPolygon"),
        ({"type": "Polygon", "coordinates": []}, "leer"),
        ({"type": "Polygon", "coordinates": [[[13, 48], [14, 48], [13, 48]]]}, "weniger als vier"),
        ({"type": "Polygon", "coordinates": [[[13, 48], [14, 48], [14, 49], [13, 49]]]}, "nicht geschlossen"),
        ({"type": "Polygon", "coordinates": [[[4_500_000, 5_400_000]] * 4]}, "nicht auf der Erde"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "nicht auf der Erde"),
        ({"type": "Polygon", "coordinates": [[[True, True]] * 4]}, "nicht auf der Erde"),
        ({"type": "Polygon", "coordinates": [[[13]] * 4]}, "kein Paar"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "leer"),
    ],
)
def test_what_cannot_be_drawn_is_refused(write: Any, db: None, tmp_path: Path, geometry: Any, words: str) -> None:
    report = import_places(write(PERLESREUT), boundaries=boundaries(tmp_path, feature(geometry=geometry)))
    assert report.rejected[0].column == "boundary"
    assert words in report.rejected[0].reason
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"[" * 100_000, b'{"features": 3}', b"\xff", b'{"features": [NaN, {}]}']
)
def test_a_file_that_is_no_geojson_is_refused_in_words(write: Any, db: None, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "grenzen.geojson"
    file.write_bytes(content)
    assert import_places(write(PERLESREUT), boundaries=file).rejected


def test_only_what_draws_is_kept() -> None:
    geometry = {
        "type": "Polygon",
        "coordinates": [[[13.4, 48.7, 300], [13.5, 48.7], [13.5, 48.81234567], [13.4, 48.7]]],
        "evil": "<script>",
    }
    assert clean_geometry(geometry) == {
        "type": "Polygon", "coordinates": [[[13.4, 48.7], [13.5, 48.7], [13.5, 48.812346], [13.4, 48.7]]],
    }  # fmt: skip


# --- the whole country ------------------------------------------------------------------------------------------------------
def test_a_large_register_costs_few_questions(write: Any, db: None) -> None:
    rows = [f"{9270000 + number:08d},,Ort {number},,,,," for number in range(1200)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert import_places(write(*rows), region_name="Land").created == 1200
    assert len(asked) < 60
    with CaptureQueriesContext(connection) as asked:
        assert import_places(write(*rows)).unchanged == 1200
    assert len(asked) < 10


@pytest.mark.skipif(not REGISTER.exists(), reason=f"the published register is not at {REGISTER}")
def test_the_published_register_of_germany_is_read_whole(db: None) -> None:
    report = import_places(REGISTER / "municipalities_germany.csv", region_name="Deutschland")
    assert report.rejected == []
    assert report.created > 10_900
    assert import_places(REGISTER / "municipalities_germany.csv").unchanged == report.created
    ilzer_land = import_places(REGISTER / "municipalities.csv", boundaries=REGISTER / "boundaries.geojson")
    assert (ilzer_land.created, ilzer_land.updated, ilzer_land.rejected) == (0, 11, [])
    assert Place.objects.get(slug="perlesreut").full_name == "Markt Perlesreut"
