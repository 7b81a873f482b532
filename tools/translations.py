"""Translations: collect the German sentences of every module, check the English catalogue, compile it. Needs no gettext."""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "dorflinde"
CATALOGUE = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"

# Function → which of its arguments are sentence, plural, context.
SINGULAR = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0}
PLURAL = {"ngettext": (0, 1), "ngettext_lazy": (0, 1)}
CONTEXT = {"pgettext": (0, 1), "pgettext_lazy": (0, 1)}
PLURAL_CONTEXT = {"npgettext": (0, 1, 2), "npgettext_lazy": (0, 1, 2)}

STRING = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(
    rf"\b(?P<name>npgettext|pgettext|ngettext|gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?",
    re.DOTALL,
)
# %(name)s and %s in Python; {name} where a sentence is filled by str.format.
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|\{(\w+)\}")


@dataclass
class Message:
    """A German sentence of the source and where it stands."""

    text: str
    plural: str = ""
    context: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes two sentences the same entry of a catalogue."""
        return (self.context, self.text)


def collect() -> dict[tuple[str | None, str], Message]:
    """Every sentence marked for translation in the house's Python and templates, in order of modules."""
    found: dict[tuple[str | None, str], Message] = {}
    for file in source_files():
        place = str(file.relative_to(SOURCES.parent))
        text = file.read_text(encoding="utf-8")
        read = from_python(text) if file.suffix == ".py" else from_template(text, place)
        for message in read:
            kept = found.setdefault(message.key, message)
            kept.plural = kept.plural or message.plural
            if place not in kept.places:
                kept.places.append(place)
    return found


def source_files() -> list[Path]:
    """Python and templates, without tests and migrations, which nobody reads as a page."""
    python = [file for file in SOURCES.rglob("*.py") if not {"tests", "migrations"} & set(file.parts)]
    templates = [file for file in SOURCES.glob("*/templates/**/*") if file.suffix in {".html", ".txt", ".svg", ".xml"}]
    return sorted(file for file in [*python, *templates] if file.name != "conftest.py")


def from_python(text: str) -> Iterator[Message]:
    """Sentences handed to a gettext function as a literal."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            words = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
            message = read_call(name, words)
            if message:
                yield message


def from_template(text: str, place: str) -> Iterator[Message]:
    """Sentences of translate and blocktranslate tags; Django itself turns the template into calls."""
    if not settings.configured:
        settings.configure()
    for match in CALL.finditer(templatize(text, origin=place)):
        words = [ast.literal_eval(word) if word else None for word in match.groups()[1:]]
        message = read_call(match["name"], words)
        if message:
            yield message


def read_call(name: str, words: Sequence[object]) -> Message | None:
    """The message of one call, or nothing when the call is none of ours or its sentence is no literal."""
    if name in SINGULAR:
        wanted: tuple[int | None, int | None, int] = (None, None, SINGULAR[name])
    elif name in PLURAL:
        wanted = (None, PLURAL[name][1], PLURAL[name][0])
    elif name in CONTEXT:
        wanted = (CONTEXT[name][0], None, CONTEXT[name][1])
    elif name in PLURAL_CONTEXT:
        wanted = (PLURAL_CONTEXT[name][0], PLURAL_CONTEXT[name][2], PLURAL_CONTEXT[name][1])
    else:
        return None
    context, plural, text = (words[at] if at is not None and at < len(words) else None for at in wanted)
    if not isinstance(text, str) or not text:
        return None
    return Message(text, plural if isinstance(plural, str) else "", context if isinstance(context, str) else None)


def open_catalogue() -> polib.POFile:
    """The English catalogue, or an empty one with its head."""
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), wrapwidth=120)
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Project-Id-Version": "Dorflinde",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def merge() -> str:
    """Bring the catalogue in line with the source: translations stay, new sentences wait, lost ones go."""
    messages = collect()
    catalogue = open_catalogue()
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    merged = polib.POFile(wrapwidth=120)
    merged.metadata = catalogue.metadata
    new = 0
    for key, message in messages.items():
        old = known.get(key)
        new += old is None
        merged.append(entry_for(message, old))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    merged.save(str(CATALOGUE))
    lost = len(known.keys() - messages.keys())
    return f"{len(messages)} sentences, {new} new, {lost} gone, {len(waiting(merged))} wait for their English."


def entry_for(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    """A catalogue entry in today's form, with the translation it had."""
    entry = polib.POEntry(
        msgid=message.text,
        msgid_plural=message.plural,
        msgctxt=message.context,
        occurrences=[(place, "") for place in message.places],
        flags=["python-format"] if re.search(r"%\(\w+\)[sdif]", message.text + message.plural) else [],
    )
    if message.plural:
        had = old.msgstr_plural if old and old.msgid_plural else {}
        entry.msgstr_plural = {0: had.get(0, ""), 1: had.get(1, "")}
    else:
        entry.msgstr = old.msgstr if old and not old.msgid_plural else ""
    return entry


def problems() -> list[str]:
    """What keeps the English pages from being complete."""
    messages = collect()
    if not messages:
        return []
    catalogue = open_catalogue()
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    found = [f"not in the catalogue (make messages): {message.text!r} in {message.places[0]}"
             for key, message in messages.items() if key not in known]  # fmt: skip
    found += [f"in the catalogue, but in no module: {key[1]!r}" for key in known if key not in messages]
    found += [f"without English: {entry.msgid!r}" for entry in waiting(catalogue)]
    found += [f"fuzzy: {entry.msgid!r}" for entry in catalogue if entry.fuzzy]
    found += [
        f"other placeholders than the German: {entry.msgid!r}" for entry in catalogue if not same_placeholders(entry)
    ]
    return found


def waiting(catalogue: Iterable[polib.POEntry]) -> list[polib.POEntry]:
    """Entries that have no English yet."""
    return [
        entry
        for entry in catalogue
        if not (all(entry.msgstr_plural.values()) and entry.msgstr_plural if entry.msgid_plural else entry.msgstr)
    ]


def same_placeholders(entry: polib.POEntry) -> bool:
    """Tell whether every translated form fills in what the German fills in; a singular may say "one" in words."""
    german = names(entry.msgid) | names(entry.msgid_plural)
    if not entry.msgid_plural:
        return not entry.msgstr or names(entry.msgstr) == german
    many = entry.msgstr_plural.get(1, "")
    return (not many or names(many) == names(entry.msgid_plural)) and names(entry.msgstr_plural.get(0, "")) <= german


def names(text: str) -> set[str]:
    """The names a sentence leaves open."""
    return {one or other for one, other in PLACEHOLDER.findall(text)}


def compile_catalogues() -> int:
    """Write what Django reads; a fresh file is left alone."""
    written = 0
    for source in sorted(SOURCES.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written += 1
    return written


def main() -> int:
    """Collect, check or compile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["collect", "check", "compile"])
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")
    chosen = parser.parse_args()
    if chosen.what == "collect":
        print(merge())
    elif chosen.what == "compile":
        written = compile_catalogues()
        if written or not chosen.quiet:
            print(f"Translations compiled: {written} new.")
    else:
        found = problems()
        print("\n".join(found) or "Every sentence has its English.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
