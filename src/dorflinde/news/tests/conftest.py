"""What the tests of the news share: photos that tell too much, a published article, a reporter of a club."""

import datetime
import io

import pytest
from django.utils import timezone
from PIL import Image

from dorflinde.accounts.models import Role, User
from dorflinde.news import actions
from dorflinde.news.models import Article
from dorflinde.places.models import Organisation, Place


@pytest.fixture
def photo() -> bytes:
    """A photo that knows where it was taken."""
    picture = Image.new("RGB", (900, 600), "green")
    exif = Image.Exif()
    exif[0x010F] = "Telefonbauer"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 46.0, 45.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    assert b"Telefonbauer" in out.getvalue()
    return out.getvalue()


@pytest.fixture
def article(municipality: Place, town_hall: Organisation) -> Article:
    """A published article of the town hall, a day old."""
    return actions.publish_article(
        municipality, organisation=town_hall, title="Größe zählt: der neue Dorfladen", lead="Ab Januar wird umgebaut.",
        paragraphs=["Im März stand die Schließung fest.", "- Brot\n- Milch"],
        at=timezone.now() - datetime.timedelta(days=1),
    )  # fmt: skip


@pytest.fixture
def reporter(municipality: Place, club: Organisation) -> User:
    """Writes for the music club."""
    user = User.objects.create_user("trompete@example.org", pseudonym="trompete", home=municipality)
    Role.objects.create(user=user, kind=Role.Kind.EDITOR, place=municipality, organisation=club)
    return user
