"""What the tests of the talk share: posts, a photo that tells too much, and a sender of forms."""

import io

import pytest
from PIL import Image

from dorflinde.village import actions
from dorflinde.village.models import Channel, Post


@pytest.fixture
def post(municipality, resident) -> Post:
    """A search of a resident."""
    return actions.publish_post(
        municipality, actor=resident, channel=Channel.WANTED,
        text="Wer fährt am Donnerstag früh nach Passau?\nMuss um 8 Uhr im Klinikum sein.",
    )  # fmt: skip


@pytest.fixture
def photo() -> io.BytesIO:
    """A photo that knows where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Telefonbauer"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (1800, 900), "green").save(out, "JPEG", exif=exif)
    out.seek(0)
    out.name = "rad.jpg"
    return out
