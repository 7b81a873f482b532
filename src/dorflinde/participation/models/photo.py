"""Photographs people send: only cleaned ones can be stored, and their address cannot be guessed."""

from typing import NewType

from dorflinde.core.ids import uuid7
from dorflinde.core.images import clean_photo

CleanPhoto = NewType("CleanPhoto", bytes)
_SMALL = 640


def clean(content: bytes) -> CleanPhoto:
    """Return the picture upright, smaller and without a trace of where and by whom it was taken; raises ImageProblem."""
    return CleanPhoto(clean_photo(content))


def small(photo: CleanPhoto) -> bytes:
    """Return the picture as lists show it."""
    return clean_photo(photo, longest_side=_SMALL)


def photo_path(_owner: object, _name: str) -> str:
    """Return a new address for a photo; the name it had on the phone is forgotten."""
    return f"mitreden/{uuid7()}.jpg"
