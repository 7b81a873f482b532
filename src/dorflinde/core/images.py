"""Photographs from phones: turned upright, made small, freed of everything they tell about where and who."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_UPLOAD_BYTES = 15 * 1024 * 1024
_LARGEST_PIXELS = 50_000_000
_KINDS = ("JPEG", "PNG", "WEBP", "GIF")


class ImageProblem(ValueError):
    """The upload is not a picture that can be shown; the message is for the person who sent it."""


def clean_photo(content: bytes, *, longest_side: int = 1600) -> bytes:
    """Return the picture as a fresh JPEG: upright, at most `longest_side` pixels, without EXIF, GPS or embedded data.

    Raises ImageProblem with a German message when the content is too large or not a picture.
    """
    if len(content) > LARGEST_UPLOAD_BYTES:
        raise ImageProblem("Das Foto ist größer als 15 MB. Bitte ein kleineres wählen.")
    try:
        picture = Image.open(io.BytesIO(content), formats=_KINDS)
        if picture.width * picture.height > _LARGEST_PIXELS:
            raise ImageProblem("Das Foto hat zu viele Bildpunkte. Bitte ein kleineres wählen.")
        upright = ImageOps.exif_transpose(picture)
        if upright.has_transparency_data:  # a drawing without a ground gets a white one instead of a black one
            drawn = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)
        upright = upright.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        if isinstance(problem, ImageProblem):
            raise
        raise ImageProblem(
            "Das ist kein Foto, das wir lesen können. Erlaubt sind JPEG, PNG, WebP und GIF."
        ) from problem
    upright.thumbnail((longest_side, longest_side))
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()
