"""Word lists and links in what people write. What a town hall types in is never a regular expression: nothing can be made slow with it."""

import unicodedata
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
_STAR = "*"
_FEWEST_LETTERS = 3
LONGEST_PATTERN = 60
# What follows the last dot of a name without http:// that people mean as an address. „Gut.Und dann“ is none.
_ENDINGS = frozenset(
    "app at bayern biz ch cloud club cn co com de dev eu fr info io it link live me net nl online org pl pro ru shop site store su to top "
    "tv uk us vip wien work world xyz".split()
)
_AROUND = "()[]{}<>\"'„“”‚‘’»«,;!?.:*_"


class PatternProblem(ValueError):
    """The line cannot be used; the message says why."""


def plain(text: str) -> str:
    """Return the words as they are compared, each between single spaces: „Größe!“ becomes „ groesse “.

    Signs nobody sees and accents go: they are how words are hidden from lists.
    """
    composed = unicodedata.normalize("NFKC", text).translate(_GERMAN)
    seen = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", seen) if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in bare.casefold()).split()
    return f" {' '.join(words)} "


def check_pattern(line: str) -> str:
    """Return the line as it is kept; raises PatternProblem where it would catch everything or nothing.

    A star stands for more letters, at the beginning or at the end: „kredit*“, „*gewinn“.
    """
    written = " ".join(line.split())
    inside = written.strip(_STAR)
    if _STAR in inside:
        raise PatternProblem(
            _("„%(line)s“: Der Stern darf nur am Anfang oder am Ende stehen.") % {"line": written[:40]}
        )
    if len(written) > LONGEST_PATTERN:
        raise PatternProblem(
            _("„%(line)s…“ ist zu lang: höchstens %(n)d Zeichen.") % {"line": written[:40], "n": LONGEST_PATTERN}
        )
    if len(plain(inside).replace(" ", "")) < _FEWEST_LETTERS:
        raise PatternProblem(_("„%(line)s“ ist zu kurz: mindestens drei Buchstaben.") % {"line": written[:40]})
    return written


def matches(pattern: str, words: str) -> bool:
    """Tell whether a line of a list occurs in words made ready by plain(); takes time only for their length."""
    wanted = plain(pattern.strip(_STAR)).strip()
    before = "" if pattern.startswith(_STAR) else " "
    after = "" if pattern.endswith(_STAR) else " "
    return bool(wanted) and f"{before}{wanted}{after}" in words


def hosts_in(text: str) -> list[str]:
    """Return the hosts of the addresses in a text, each once, in the order in which they stand there."""
    found: dict[str, None] = {}
    for word in text.split():
        for part in _parts(word):
            if host := _host(part):
                found.setdefault(host, None)
    return list(found)


def is_host_of(host: str, allowed: str) -> bool:
    """Tell whether a host is the allowed one or lies under it: „www.perlesreut.de“ under „perlesreut.de“."""
    return host == allowed or host.endswith(f".{allowed}")


def check_host(line: str) -> str:
    """Return the host somebody typed or pasted, without what stands around it; raises PatternProblem if it is none."""
    written = line.strip().casefold()
    host = _host(written) or ("" if "@" in written else _host(f"https://{written}"))
    if not host or "." not in host:
        raise PatternProblem(_("„%(line)s“ ist keine Adresse wie „beispiel.de“.") % {"line": line.strip()[:40]})
    return host.removeprefix("www.")


def _parts(word: str) -> list[str]:
    """Return what may be an address in a run of signs: „(siehe:www.a.de)“ holds one."""
    begin = word.casefold().find("http")
    return [word.strip(_AROUND)] if begin <= 0 else [word[:begin].strip(_AROUND), word[begin:].strip(_AROUND)]


def _host(word: str) -> str:
    """Return the host of an address, or an empty text for anything else."""
    lower = word.casefold()
    if "://" in lower:
        try:
            return (urlsplit(lower).hostname or "").rstrip(".")
        except ValueError:
            return "?"  # made to be misread: an address all the same
    if "@" in lower.partition("/")[0]:
        return ""  # an e-mail address
    name = lower.replace("\\", "/").partition("/")[0].partition("?")[0].partition("#")[0].partition(":")[0]
    labels = name.split(".")
    if len(labels) < 2 or not all(label and label.replace("-", "").isalnum() for label in labels):
        return ""
    ending = labels[-1]
    has_path = len(name) < len(lower) and ending.isalpha() and len(ending) > 1 and lower[len(name)] == "/"
    return name if ending in _ENDINGS or labels[0] == "www" or has_path else ""
