"""The cast walks through every door of the strategy."""

import pytest

PUBLIC = ["/perlesreut/fahrplan/massnahmen/{measure}/"]
READABLE = [
    "/werkstatt/perlesreut/",
    "/werkstatt/perlesreut/handlungsfelder/",
    "/werkstatt/perlesreut/tafel/",
    "/werkstatt/perlesreut/massnahmen/",
    "/werkstatt/perlesreut/massnahmen/{measure}/",
    "/werkstatt/perlesreut/ausgabe/csv/",
    "/werkstatt/perlesreut/ausgabe/xlsx/",
    "/werkstatt/perlesreut/ausgabe/jsonld/",
]
EDITABLE = [
    "/werkstatt/perlesreut/strategie/",
    "/werkstatt/perlesreut/handlungsfelder/neu/",
    "/werkstatt/perlesreut/handlungsfelder/{field}/",
    "/werkstatt/perlesreut/handlungsfelder/{field}/loeschen/",
    "/werkstatt/perlesreut/einlesen/",
    "/werkstatt/perlesreut/massnahmen/neu/",
    "/werkstatt/perlesreut/massnahmen/neu/urspruenge/",
    "/werkstatt/perlesreut/massnahmen/{measure}/bearbeiten/",
    "/werkstatt/perlesreut/massnahmen/{measure}/loeschen/",
    "/werkstatt/perlesreut/massnahmen/{measure}/urspruenge/",
    "/werkstatt/perlesreut/massnahmen/{measure}/zeile/",
    "/werkstatt/perlesreut/massnahmen/{measure}/termine/",
    "/werkstatt/perlesreut/massnahmen/{measure}/stand/",
    "/werkstatt/perlesreut/massnahmen/{measure}/zwischenstand/",
]
CAST = {  # persona → (pages to read, pages to edit)
    "guest": (302, 302),
    "resident": (404, 404),
    "outsider": (404, 404),
    "council": (200, 403),
    "editor": (200, 403),
    "moderator": (200, 403),
    "clerk": (200, 200),
    "manager": (200, 200),
    "operator": (200, 200),
}


def _enter(client, request, persona):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))


@pytest.mark.parametrize("persona", CAST)
@pytest.mark.parametrize("path", PUBLIC)
def test_everyone_reads_public_measures(client, request, measure, persona, path):
    _enter(client, request, persona)
    assert client.get(path.format(measure=measure.public_id)).status_code == 200


@pytest.mark.parametrize(
    ("persona", "status"), [("guest", 404), ("resident", 404), ("outsider", 404), ("council", 200), ("clerk", 200)]
)
def test_a_draft_is_there_only_for_the_town_hall(client, request, draft, persona, status):
    _enter(client, request, persona)
    assert client.get(draft.get_absolute_url()).status_code == status


@pytest.mark.parametrize("persona", CAST)
@pytest.mark.parametrize("path", READABLE)
def test_the_workbench_is_read_by_those_who_work_here(client, request, measure, persona, path):
    _enter(client, request, persona)
    assert client.get(path.format(measure=measure.public_id)).status_code == CAST[persona][0]


@pytest.mark.parametrize("persona", CAST)
@pytest.mark.parametrize("path", EDITABLE)
def test_only_the_town_hall_opens_the_forms(client, request, measure, field, persona, path):
    _enter(client, request, persona)
    response = client.get(path.format(measure=measure.public_id, field=field.public_id))
    assert response.status_code == CAST[persona][1]


@pytest.mark.parametrize("persona", [name for name in CAST if CAST[name][1] != 200])
@pytest.mark.parametrize("path", [path for path in EDITABLE if not path.endswith("/neu/urspruenge/")])  # only read
def test_nobody_else_sends_them(client, request, measure, field, persona, path):
    _enter(client, request, persona)
    response = client.post(
        path.format(measure=measure.public_id, field=field.public_id), {"status": "done", "text": "x"}
    )
    assert response.status_code == CAST[persona][1]
    measure.refresh_from_db()
    assert measure.status == "planned"


@pytest.mark.parametrize(("persona", "status"), [("guest", 302), ("resident", 404), ("clerk", 302), ("manager", 200)])
def test_the_way_in_leads_to_ones_own_municipality(client, request, municipality, neighbour, persona, status):
    _enter(client, request, persona)
    assert client.get("/werkstatt/").status_code == status


def test_a_measure_of_the_neighbour_is_not_found_here(client, clerk, neighbour, make_measure):
    there = make_measure("Drüben", place=neighbour)
    client.force_login(clerk)
    assert client.get(f"/perlesreut/fahrplan/massnahmen/{there.public_id}/").status_code == 404
    assert client.get(f"/werkstatt/perlesreut/massnahmen/{there.public_id}/").status_code == 404


def test_a_switched_off_module_is_not_there(client, clerk, municipality, measure):
    municipality.modules_off = ["strategy"]
    municipality.save()
    client.force_login(clerk)
    assert client.get("/werkstatt/perlesreut/").status_code == 404
    assert client.get(measure.get_absolute_url()).status_code == 404
