"""Open311 GeoReport v2: programs read and send reports; what is said validates, and nothing sent breaks the house."""

import io
import json

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings, strategies as st
from jsonschema import Draft4Validator
from PIL import Image
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from dorflinde.reports import actions
from dorflinde.reports.models import Category, Report, Source, Status

from .conftest import LAMP, SHARED, filed, publish

pytestmark = pytest.mark.django_db
API = "/open311/v2/"


@pytest.fixture
def key(municipality, categories) -> str:
    """The word of a program that may send to Perlesreut."""
    return actions.make_key(municipality, "Kreis-App", actor=None)[1]


def sent(key, **fields):
    said = {
        "api_key": key,
        "service_code": "strassenlampe",
        "description": "Lampe dunkel",
        "lat": LAMP[0],
        "long": LAMP[1],
    }
    return {name: value for name, value in (said | fields).items() if value is not None}


def shared_schema(name: str) -> Draft4Validator:
    """A published schema; without the shared data the test says so and stops."""
    if not (SHARED / f"schema-{name}.json").exists():
        pytest.skip("the published schemas are not in a folder shared/data/community/open311 beside the repository")
    files = {
        file.name.removeprefix("schema-"): json.loads(file.read_text("utf-8")) for file in SHARED.glob("schema-*.json")
    }
    registry = Registry().with_resources(
        (file, Resource.from_contents(content, default_specification=DRAFT4)) for file, content in files.items()
    )
    return Draft4Validator(files[f"{name}.json"], registry=registry)


def test_discovery_says_where_everything_lies(client, municipality):
    told = client.get(f"{API}discovery.json").json()
    assert told["endpoints"][0]["url"] == "http://testserver/open311/v2"
    assert client.get(API).json() == told
    xml = fromstring(client.get(f"{API}discovery.xml").content)
    assert [one.text for one in xml.iter("format")] == ["text/xml", "application/json"]


def test_services_and_their_questions(client, municipality, neighbour):
    rows = client.get(f"{API}services.json").json()
    assert len(rows) == 10  # each once, whoever offers it
    assert not Category.objects.exists()  # who only reads sets up nothing
    lamp = next(row for row in rows if row["service_code"] == "strassenlampe")
    assert (lamp["metadata"], lamp["type"]) == (True, "realtime")
    xml = fromstring(client.get(f"{API}services.xml?jurisdiction_id=09272138").content)
    assert xml.find("service/metadata").text == "true"
    asked = client.get(f"{API}services/strasse.json").json()
    assert asked["attributes"][0]["values"][1] == {"key": "ja", "name": "ja, jemand kann sich verletzen"}
    told = fromstring(client.get(f"{API}services/strasse.xml").content)
    assert [one.text for one in told.iter("key")] == ["nein", "ja"]
    for path in ("services/erfunden.json", "services.json?jurisdiction_id=atlantis"):
        refused = client.get(f"{API}{path}")
        assert (refused.status_code, refused.json()[0]["code"]) == (404, 404)


def test_what_is_said_validates_against_the_published_schemas(
    client, municipality, clerk, categories, shown_lamp, photo
):
    publish(
        filed(municipality, "Bank kaputt", code="bank", pin=None, address="Park", photo=photo.read()),
        clerk,
        photo_alt="Bank",
    )
    filed(municipality, "Noch ungeprüft")
    for name, path in (("services", "services"), ("service-definition", "services/strasse"), ("requests", "requests")):
        told = client.get(f"{API}{path}.json").json()
        assert told
        shared_schema(name).validate(told)


def test_json_and_xml_say_the_same(client, shown_lamp):
    (row,) = client.get(f"{API}requests.json").json()
    xml = fromstring(client.get(f"{API}requests.xml").content).find("request")
    assert {one.tag: one.text for one in xml} == {
        name: None if value is None else str(value) for name, value in row.items()
    }
    assert row["status"] == "open"
    assert row["description"] == "Die Lampe vor Haus 12 ist dunkel."
    assert "Huber" not in json.dumps(row)


def test_a_program_sends_a_report_and_everybody_waits_for_the_look(client, municipality, key, clerk):
    image = io.BytesIO()
    Image.new("RGB", (30, 30)).save(image, "PNG")
    image.seek(0)
    image.name = "a.png"
    said = sent(
        key,
        **{
            "attribute[mast]": "17",
            "email": "app@example.org",
            "media": image,
            "media_url": "https://bild.example/1.jpg",
        },
    )
    (row,) = client.post(f"{API}requests.json", said).json()
    report = Report.objects.get()
    assert row["service_request_id"] == str(report.public_id)
    assert (report.source, report.answers, report.email) == (Source.OPEN311, {"mast": "17"}, "app@example.org")
    assert (bool(report.photo), report.external_media_url) == (True, "https://bild.example/1.jpg")
    assert client.get(f"{API}requests.json").json() == []
    (shown,) = client.get(f"{API}requests/{report.public_id}.json").json()
    assert (shown["status"], shown["description"], shown["lat"]) == ("open", None, None)
    (token,) = client.get(f"{API}tokens/{report.public_id}.json").json()
    assert token["service_request_id"] == str(report.public_id)
    publish(report, clerk)
    assert len(client.get(f"{API}requests.json").json()) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"api_key": None}, 403),
        ({"api_key": "erfunden"}, 403),
        ({"service_code": None}, 400),
        ({"service_code": "erfunden"}, 404),
        ({"lat": None}, 400),
        ({"lat": None, "long": None}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "52.5", "long": "13.4"}, 400),
        ({"description": "x" * 4001}, 400),
        ({"email": "keine"}, 400),
        ({"media_url": "javascript:alert(1)"}, 400),
        ({"jurisdiction_id": "atlantis"}, 404),
        ({"jurisdiction_id": "ringelai"}, 403),
        ({"service_code": "strasse", "attribute[gefahr]": "vielleicht"}, 400),
    ],
)
def test_mistakes_are_said_in_both_formats(client, key, neighbour, fields, status):
    refused = client.post(f"{API}requests.json", sent(key, **fields))
    assert (refused.status_code, refused.json()[0]["code"]) == (status, status)
    assert refused.json()[0]["description"]
    xml = client.post(f"{API}requests.xml", sent(key, **fields))
    assert fromstring(xml.content).find("error/code").text == str(status)
    assert not Report.objects.exists()


def test_an_address_alone_is_a_place(client, key):
    client.post(f"{API}requests.xml", sent(key, lat=None, long=None, address_string="Marktplatz 3"))
    assert Report.objects.get().address == "Marktplatz 3"


def test_requests_are_narrowed_down(client, municipality, shown_lamp, clerk):
    bench = publish(filed(municipality, "Bank kaputt", code="bank"), clerk)
    actions.change_status(bench, actor=clerk, status="solved", reason="Neu.")

    def number(query):
        answer = client.get(f"{API}requests.json?{query}")
        return len(answer.json()) if answer.status_code == 200 else answer.status_code

    assert number("") == 2
    assert number("status=closed") == 1
    assert number("status=open&service_code=strassenlampe,bank") == 1
    assert number(f"service_request_id={bench.public_id},unfug&status=open") == 1  # numbers override all else
    assert number("end_date=2020-01-01T00:00:00Z") == 0
    assert number("start_date=2020-01-01T00:00:00%2B01:00&end_date=2021-01-01T00:00:00Z") == 400
    assert number("start_date=gestern") == 400
    assert number("status=vielleicht") == 400
    assert number("page_size=1&page=2") == 1
    assert number("page_size=0") == 400
    assert client.get(f"{API}requests/{'0' * 8}-0000-0000-0000-{'0' * 12}.json").status_code == 404


def test_updates_are_read_and_sent(client, municipality, key, shown_lamp, clerk):
    actions.change_status(shown_lamp, actor=clerk, status="solved", reason="Neue Birne.")
    (row,) = client.get(f"{API}servicerequestupdates.json").json()
    assert (row["status"], row["description"]) == ("fixed", "Neue Birne.")
    xml = fromstring(client.get(f"{API}servicerequestupdates.xml").content)
    assert (xml.tag, xml.find("request_update/status").text) == ("service_requests_updates", "fixed")
    said = {
        "api_key": key,
        "service_request_id": str(shown_lamp.public_id),
        "description": "Flackert wieder",
        "status": "OPEN",
    }
    assert client.post(f"{API}servicerequestupdates.xml", said).status_code == 200
    shown_lamp.refresh_from_db()
    assert shown_lamp.status == Status.CHECKED
    assert shown_lamp.notes.get().text == "Flackert wieder"
    assert client.post(f"{API}servicerequestupdates.json", {"api_key": key}).status_code == 404


def test_anyone_may_ask_and_nothing_is_kept_on_the_way(client, shown_lamp):
    answer = client.get(f"{API}requests.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (answer["Cache-Control"], bool(answer.cookies)) == ("no-cache", False)
    assert client.delete(f"{API}requests.json").status_code == 405
    assert client.options(f"{API}requests.json").status_code == 204


def test_a_list_costs_the_same_for_one_and_for_many(
    client, municipality, clerk, categories, django_assert_max_num_queries
):
    for number in range(12):
        publish(filed(municipality, f"Lampe {number}"), clerk)
    with django_assert_max_num_queries(4):
        assert len(client.get(f"{API}requests.json").json()) == 12


def test_switched_off_nothing_is_said(client, municipality, key, shown_lamp):
    municipality.modules_off = ["reports"]
    municipality.save()
    assert client.get(f"{API}requests.json").json() == []
    assert client.get(f"{API}requests/{shown_lamp.public_id}.json").status_code == 404
    assert client.post(f"{API}requests.json", sent(key)).status_code == 404


_WORDS = st.text(max_size=30) | st.sampled_from(
    ["\0", "1e999", "-0", "9" * 400, "2026-13-45", "0001-01-01T00:00:00+14:00"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["requests", "services", "servicerequestupdates", "requests/x", "services/y", "tokens/z"]),
    form=st.sampled_from(["json", "xml"]),
    query=st.dictionaries(st.sampled_from(["start_date", "end_date", "status", "service_code", "service_request_id", "page", "page_size", "jurisdiction_id"]), _WORDS),
    body=st.none() | st.dictionaries(st.sampled_from(["service_code", "lat", "long", "description", "address_string", "email", "media_url", "attribute[mast]", "service_request_id", "status"]), _WORDS),
)  # fmt: skip
def test_no_nonsense_breaks_the_interface(client, key, path, form, query, body):
    address = f"{API}{path}.{form}"
    answer = (
        client.get(address, query)
        if body is None
        else client.post(address, {"api_key": key} | body, query_params=query)
    )
    assert answer.status_code < 500
    json.loads(answer.content) if form == "json" else fromstring(answer.content)
