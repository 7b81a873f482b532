"""Whatever arrives, the import answers in words: never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from dorflinde.places.imports import Rejected, import_places, read_boundaries, read_register
from dorflinde.places.imports.report import FileProblem
from dorflinde.places.models import Place

from .test_importing import HEADINGS, feature

cells = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["09272138", "9272138", "092725214138", "Perlesreut, M", "29,73", "8.247", "NaN", "1e9", "0", "-1", "13.4", "\x00", '"', "=1+1"]),
)  # fmt: skip
tables = st.lists(st.lists(cells, max_size=10), max_size=8)


@given(table=tables, delimiter=st.sampled_from(",;\t"), headings=st.permutations(HEADINGS.split(",")))
@settings(max_examples=150, deadline=None)
def test_no_table_ends_in_a_traceback(table: list[list[str]], delimiter: str, headings: list[str]) -> None:
    text = "\n".join([delimiter.join(headings), *(delimiter.join(row) for row in table)])
    check_reading(text.encode("utf-8", "surrogatepass"))


@given(content=st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    check_reading(content)
    check_reading(HEADINGS.encode() + b"\n" + content)


def check_reading(content: bytes) -> None:
    try:
        good, bad = read_register(content)
    except FileProblem as problem:
        assert str(problem)
        return
    assert all(isinstance(row, Rejected) and row.row > 1 and row.reason for row in bad)
    for row in good:
        assert row.name
        assert len(row.ags) == 8


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.just("09272138"),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(st.sampled_from(["type", "features", "properties", "geometry", "coordinates", "ags", "source"]), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@given(value=json_values, geometry=json_values)
@settings(max_examples=150, deadline=None)
def test_no_geojson_ends_in_a_traceback(value: Any, geometry: Any) -> None:
    for document in (
        value,
        {"features": [feature(geometry=geometry), value]},
        {"features": [feature(geometry={"type": "Polygon", "coordinates": geometry})]},
    ):
        try:
            found, bad = read_boundaries(json.dumps(document).encode("utf-8", "surrogatepass"))
        except FileProblem as problem:
            assert str(problem)
            continue
        assert all(row.reason for row in bad)
        assert all(boundary.geometry["type"] in {"Polygon", "MultiPolygon"} for boundary in found.values())


@pytest.mark.django_db
@given(names=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_names_arrive_addresses_are_free_and_usable(tmp_path: Path, names: list[str]) -> None:
    Place.objects.filter(kind="municipality").delete()
    file = tmp_path / "namen.csv"
    rows = [f'{9270000 + number:08d},"{name.replace(chr(34), "")}"' for number, name in enumerate(names)]
    file.write_bytes("\n".join(["ags,name", *rows]).encode("utf-8", "surrogatepass"))
    report = import_places(file)
    assert report.rejected or report.created == len(names)
    for place in Place.objects.filter(kind="municipality"):
        place.full_clean()
