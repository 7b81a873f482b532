"""What the tests of the reports share: categories, reports in every state, a guest who solves puzzles."""

import io
from pathlib import Path

import pytest
from PIL import Image

from dorflinde.core.puzzle import solve
from dorflinde.places.models import Place
from dorflinde.reports import actions
from dorflinde.reports.actions import Told
from dorflinde.reports.models import Category, Report

HERE = "/perlesreut/melden/"
NEW = f"{HERE}neu/"
LAMP = (48.7795, 13.4415)
_PUBLISHED = Path("shared", "data", "community", "open311")
SHARED = next((above / _PUBLISHED for above in Path(__file__).parents if (above / _PUBLISHED).is_dir()), _PUBLISHED)


@pytest.fixture
def categories(municipality) -> dict[str, Category]:
    """What can be reported in Perlesreut, by its code."""
    actions.furnish(municipality)
    return {category.code: category for category in Category.objects.of(municipality)}


@pytest.fixture
def lamp(municipality, categories, resident) -> Report:
    """A report of a resident that nobody has looked at yet."""
    return filed(
        municipality, "Die Lampe vor Haus 12 ist dunkel.\nFrau Huber, Tel. 0851 12345, weiß Bescheid.", actor=resident
    )


@pytest.fixture
def shown_lamp(lamp, clerk) -> Report:
    """The same report, vetted."""
    return publish(lamp, clerk)


@pytest.fixture
def photo() -> io.BytesIO:
    """A photo that knows where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Telefonbauer"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (1800, 900), "green").save(out, "JPEG", exif=exif)
    out.seek(0)
    out.name = "lampe.jpg"
    return out


def filed(municipality: Place, text: str, *, code: str = "strassenlampe", actor=None, pin=LAMP, **more) -> Report:
    """A report as somebody files it."""
    source = more.pop("source", "web")
    at = more.pop("at", None)
    told = Told(
        category=Category.objects.get(municipality=municipality, code=code), text=text, place=municipality,
        lat=pin[0] if pin else None, lon=pin[1] if pin else None, **more,
    )  # fmt: skip
    return actions.file_report(told, actor=actor, source=source, at=at)


def publish(report: Report, clerk, **words) -> Report:
    """Let everyone read a report."""
    report = Report.objects.complete().get(pk=report.pk)
    said = {"title": "Lampe dunkel", "public_text": "Die Lampe vor Haus 12 ist dunkel.", **words}
    return actions.publish_report(report, actor=clerk, **said)


def typed(municipality, **fields):
    """A form as a browser sends it."""
    return {
        "category": "strassenlampe", "text": "Die Lampe vor Haus 12 ist dunkel.", "place": municipality.pk,
        "address": "Marktplatz 12", **fields,
    }  # fmt: skip


def solved(client) -> str:
    """What a guest's browser sends after it has solved a puzzle."""
    return solve(client.get(f"{HERE}raetsel/").json())
