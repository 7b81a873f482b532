"""The edition number of each place: asked from the database at most once a second in each process."""

import time

from django.db.models import Q

from .models import Place

_SECONDS = 1.0
_MOST = 2000  # addresses remembered; made-up ones must not fill the memory

_known: dict[str, tuple[float, int]] = {}


def edition_of(path: str) -> int:
    """Return the edition of the place an address belongs to; addresses of no municipality follow the region."""
    slug, now = path.lstrip("/").partition("/")[0], time.monotonic()
    until, edition = _known.get(slug, (0.0, 0))
    if now < until:
        return edition
    if len(_known) >= _MOST:
        _known.clear()
    edition = _ask(slug)
    _known[slug] = (now + _SECONDS, edition)
    return edition


def forget_edition() -> None:
    """Ask anew at the next page; called when this process changed something."""
    _known.clear()


def _ask(slug: str) -> int:
    rows = Place.objects.filter(Q(kind=Place.Kind.REGION) | Q(kind=Place.Kind.MUNICIPALITY, slug=slug))
    editions = list(rows.values_list("kind", "edition"))
    own = [edition for kind, edition in editions if kind == Place.Kind.MUNICIPALITY]
    return own[0] if own else sum(edition for _kind, edition in editions)
