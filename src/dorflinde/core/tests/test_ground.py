"""The ground under every module: environment, text, places on earth, photographs."""

import io
import uuid
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from PIL import Image

from dorflinde.core import env, geo, images, subjects, text
from dorflinde.core.ids import uuid7

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]],
}


def test_a_flag_is_true_or_false_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_FLAG", "yes")
    with pytest.raises(env.EnvironmentProblem, match="X_FLAG must be True or False"):
        env.flag("X_FLAG", default=False)
    monkeypatch.setenv("X_FLAG", "True")
    assert env.flag("X_FLAG", default=False) is True


def test_a_number_refuses_words_and_too_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    for nonsense in ("zwölf", "-3", "1.5", "²"):
        monkeypatch.setenv("X_NUMBER", nonsense)
        with pytest.raises(env.EnvironmentProblem, match="X_NUMBER"):
            env.number("X_NUMBER", 1)


def test_a_secret_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim\n")
    monkeypatch.setenv("X_SECRET_FILE", str(tmp_path / "secret"))
    assert env.text("X_SECRET", "") == "geheim"
    monkeypatch.setenv("X_SECRET_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(env.EnvironmentProblem, match="cannot be read"):
        env.text("X_SECRET", "")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Fürsteneck", "fuersteneck"),
        ("Röhrnbach, M", "roehrnbach-m"),
        ("Bad Füssing", "bad-fuessing"),
        ("Groß-Gerau", "gross-gerau"),
    ],
)
def test_german_names_become_readable_addresses(name: str, slug: str) -> None:
    assert text.german_slug(name) == slug


@given(st.text())
def test_every_name_becomes_a_safe_address(name: str) -> None:
    assert set(text.german_slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(max_size=400), st.integers(min_value=2, max_value=200))
def test_an_extract_is_never_too_long_and_has_one_line(content: str, longest: int) -> None:
    extract = text.excerpt(content, longest=longest)
    assert len(extract) <= longest
    assert "\n" not in extract


def test_cleaned_html_keeps_text_and_loses_scripts() -> None:
    dirty = '<p onclick="x()">Hallo <b>Welt</b><script>alert(1)</script><a href="javascript:x()">da</a></p>'
    clean = text.clean_html(dirty)
    assert "<b>Welt</b>" in clean
    assert "script" not in clean
    assert "onclick" not in clean


def test_a_point_in_a_hole_is_outside() -> None:
    assert geo.is_inside(SQUARE, lon=2, lat=2)
    assert not geo.is_inside(SQUARE, lon=5, lat=5)
    assert not geo.is_inside(SQUARE, lon=12, lat=5)


def test_distance_between_perlesreut_and_ringelai_is_about_four_kilometres() -> None:
    assert geo.distance_km((13.441289, 48.77936), (13.471559, 48.812779)) == pytest.approx(4.3, abs=0.2)


def test_a_drawing_holds_every_point_inside_its_frame() -> None:
    projection = geo.Projection.around([SQUARE], width=200)
    for lon, lat in ((0, 0), (10, 10), (0, 10), (10, 0)):
        x, y = projection.point(lon, lat)
        assert 0 <= x <= 200
        assert 0 <= y <= projection.height


def test_other_shapes_than_areas_are_refused() -> None:
    with pytest.raises(ValueError, match="Polygon"):
        geo.rings({"type": "Point", "coordinates": [1, 2]})


def photo_with_gps() -> bytes:
    picture = Image.new("RGB", (3000, 2000), "#336699")
    exif = picture.getexif()
    exif[0x0112] = 6  # held upright: turned by 90 degrees
    exif[0x010F] = "Kamera von Lena"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 46.0, 45.0), 3: "E", 4: (13.0, 26.0, 28.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"geheim")
    return out.getvalue()


def test_a_photo_loses_where_and_who_and_stands_upright() -> None:
    original = photo_with_gps()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    clean = images.clean_photo(original)
    picture = Image.open(io.BytesIO(clean))
    assert not picture.getexif()
    assert b"Kamera" not in clean
    assert b"geheim" not in clean
    assert picture.height > picture.width
    assert max(picture.size) <= 1600


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg xmlns='x'/>", b"\xff\xd8\xff\xe0 kaputt", b"%PDF-1.7"])
def test_what_is_no_photo_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(images.ImageProblem, match="Foto"):
        images.clean_photo(content)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_photo_reader(content: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBP"):
        with pytest.raises(images.ImageProblem):
            images.clean_photo(head + content)


def test_ids_are_unique_and_sorted_by_time() -> None:
    made = [uuid7() for _ in range(100)]
    assert len(set(made)) == 100
    assert {one.version for one in made} == {7}
    assert made[0].int >> 80 <= made[-1].int >> 80


def test_things_of_unknown_kind_describe_as_nothing() -> None:
    assert subjects.describe(subjects.Ref("nowhere.thing", uuid.uuid4())) is None
