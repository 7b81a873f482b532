"""German text: addresses from names, short extracts, clean HTML."""

import re
import unicodedata

import nh3

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"})
_ALLOWED_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote"}


def german_slug(name: str, *, longest: int = 60) -> str:
    """Return the name as it stands in an address: „Fürsteneck“ becomes „fuersteneck“."""
    plain = unicodedata.normalize("NFKD", name.translate(_GERMAN)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def searchable(text: str) -> str:
    """Return the text as it is compared in searches: „Größe“, „GRÖSSE“ and „groesse“ are the same on every database."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_GERMAN).casefold().split())


def excerpt(text: str, *, longest: int = 160) -> str:
    """Return the beginning of the text on one line, cut at a word and marked with „…“ if something is missing."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{cut or line[: longest - 1]}…"


def clean_html(markup: str) -> str:
    """Return the markup with only harmless text elements left."""
    return nh3.clean(markup, tags=_ALLOWED_TAGS, attributes={"a": {"href"}}, link_rel="noopener nofollow")
