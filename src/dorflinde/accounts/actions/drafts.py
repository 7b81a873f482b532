"""What someone typed before signing in is kept and given back: a form asks for an account only when it is sent."""

import base64
import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict

from dorflinde.accounts.policies import allow
from dorflinde.core.images import ImageProblem, clean_photo

_KEY = "drafts"
_SECONDS = 24 * 3600
_MOST_DRAFTS = 5
_MOST_CHARACTERS = 60_000  # beyond any form of ours; a session is no place to store files
_PHOTOS_AN_HOUR = 60  # from one address: a whole village may share one


def keep_draft(request: HttpRequest, name: str) -> None:
    """Keep the posted form (and its photo, already cleaned) in the session for a day under a name."""
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    typed = fields.urlencode()
    if len(typed) > _MOST_CHARACTERS:
        return
    drafts: dict[str, Any] = {key: draft for key, draft in request.session.get(_KEY, {}).items() if key != name}
    for oldest in list(drafts)[: max(0, len(drafts) - _MOST_DRAFTS + 1)]:
        del drafts[oldest]
    drafts[name] = {"fields": typed, "pictures": _pictures(request), "at": time.time()}
    request.session[_KEY] = drafts
    if not request.user.is_authenticated:
        request.session.set_expiry(_SECONDS)  # signing in sets the usual length again


def take_draft(request: HttpRequest, name: str) -> tuple[QueryDict, dict[str, SimpleUploadedFile]] | None:
    """Return the kept form and photo and forget them, or None if there is no such draft.

    A form that was held back at this very address (because its author had no name yet) counts too.
    """
    drafts: dict[str, Any] = request.session.get(_KEY, {})
    kept = drafts.pop(name, None) or drafts.pop(held_back(request.path), None)
    if kept is None:
        return None
    request.session[_KEY] = drafts
    if kept["at"] < time.time() - _SECONDS:
        return None
    pictures = {
        field: SimpleUploadedFile(f"{field}.jpg", base64.b64decode(content), content_type="image/jpeg")
        for field, content in kept["pictures"].items()
    }
    return QueryDict(kept["fields"]), pictures


def held_back(path: str) -> str:
    """Return the name under which a form of this address is kept when nobody else named it."""
    return f"held back at {path}"


def has_draft(request: HttpRequest) -> bool:
    """Tell whether something typed waits to be sent."""
    return bool(request.session.get(_KEY))


def _pictures(request: HttpRequest) -> dict[str, str]:
    pictures: dict[str, str] = {}
    if request.FILES and not allow(request, "drafts with photos", limit=_PHOTOS_AN_HOUR, seconds=3600):
        return pictures
    for field, upload in request.FILES.items():
        try:
            content = clean_photo(upload.read())  # type: ignore[union-attr]  # one file a field in our forms
        except ImageProblem:
            continue  # the form says so when the draft comes back without the photo
        pictures[field] = base64.b64encode(content).decode("ascii")
    return pictures
