"""A municipality's own Word template, looked at whole before it is taken: is it one, is it safe, what does it lack."""

import datetime
import hashlib
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from lxml import etree

from dorflinde.strategy.paper.tree import (
    BulletList,
    Callout,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Words,
    text,
)

LARGEST = 5 * 1024 * 1024  # bytes as uploaded
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 600
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_ACTIVE = ("vbaproject", "vbadata", "activex/", "embeddings/", "attachedtoolbars", "customui/")
_HYPERLINK = "/hyperlink"
_IN_GERMAN = {
    "Normal": gettext_lazy("Standard"), "Title": gettext_lazy("Titel"), "Subtitle": gettext_lazy("Untertitel"),
    "Heading 1": gettext_lazy("Überschrift 1"), "Heading 2": gettext_lazy("Überschrift 2"),
    "Heading 3": gettext_lazy("Überschrift 3"), "Body Text": gettext_lazy("Textkörper"),
    "List Bullet": gettext_lazy("Aufzählungszeichen"), "Caption": gettext_lazy("Beschriftung"),
    "Lead": gettext_lazy("Vorspann (Lead)"), "Callout": gettext_lazy("Kasten (Callout)"), "Fact": gettext_lazy("Angabe (Fact)"),
    "Cell": gettext_lazy("Tabellenzelle (Cell)"), "Paper Table": gettext_lazy("Tabelle (Paper Table)"),
}  # fmt: skip


class TemplateProblem(ValueError):
    """This file is not taken as a template; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A template that can be used: its checksum, and the styles it lacks."""

    content: bytes
    checksum: str
    missing: tuple[str, ...]


def check_template(content: bytes) -> Checked:
    """Look at a file whole and write a paper on it for trial; raises TemplateProblem."""
    if len(content) > LARGEST:
        raise TemplateProblem(_("Die Datei ist zu groß: höchstens 5 MB. Verkleinern Sie die Bilder in der Kopfzeile."))
    if content.startswith(_OLD_WORD):
        raise TemplateProblem(_("Das ist das alte Word-Format (.doc) oder eine Datei mit Kennwort. Speichern Sie sie in Word ohne Kennwort als .docx."))  # fmt: skip
    _check_package(content)
    missing = _on_trial(content)
    return Checked(content, hashlib.sha256(content).hexdigest(), missing)


def in_german(styles: list[str]) -> list[str]:
    """Return the names of styles as Word shows them."""
    return [str(_IN_GERMAN.get(name, name)) for name in styles]


def _check_package(content: bytes) -> None:
    """Check the package without unpacking more than it may hold: no macro, no foreign address, no trick with XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            _check_size(members)
            _check_names(members)
            left = LARGEST_UNPACKED
            for member in members:
                left -= _check_member(package, member, left)
            _check_kind(package)
    except TemplateProblem:
        raise
    except Exception as problem:  # whatever a broken package makes zipfile and its decompressors say
        raise TemplateProblem(_("Die Datei ist keine Word-Datei (.docx) oder sie ist beschädigt.")) from problem


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise TemplateProblem(_("Die Datei wird beim Auspacken zu groß. Nehmen Sie große Bilder heraus und versuchen Sie es noch einmal."))  # fmt: skip


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) != len(names) or any(".." in name.split("/") or name.startswith("/") for name in names):
        raise TemplateProblem(_("Die Datei ist keine Word-Datei (.docx) oder sie ist beschädigt."))
    if any(word in name.lower() for name in names for word in _ACTIVE):
        raise TemplateProblem(_("Die Datei enthält Makros oder eingebettete Objekte. Speichern Sie sie als „Word-Dokument (.docx)“ ohne Makros und Objekte."))  # fmt: skip


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """Read a member up to what is left; what it says of its own size may be a lie. Returns its true size."""
    with package.open(member) as file:
        read = file.read(left + 1)
    if len(read) > left:
        raise TemplateProblem(_("Die Datei wird beim Auspacken zu groß. Nehmen Sie große Bilder heraus und versuchen Sie es noch einmal."))  # fmt: skip
    if member.filename.endswith((".xml", ".rels")):
        root = _parsed(read, member.filename)
        if member.filename.endswith(".rels"):
            _check_relations(root)
    return len(read)


def _parsed(content: bytes, name: str) -> Any:
    if (
        b"<!DOCTYPE" in content
        or "<!DOCTYPE".encode("utf-16-le") in content
        or "<!DOCTYPE".encode("utf-16-be") in content
    ):
        raise TemplateProblem(_("Der Teil „%(name)s“ der Datei ist nicht erlaubt.") % {"name": name})
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise TemplateProblem(_("Der Teil „%(name)s“ der Datei ist beschädigt.") % {"name": name}) from problem


def _check_relations(root: Any) -> None:
    """Refuse what would be fetched from elsewhere when somebody opens the paper; links one clicks may stay."""
    for relation in root:
        is_outside = str(relation.get("TargetMode", "")).lower() == "external"
        if is_outside and not str(relation.get("Type", "")).endswith(_HYPERLINK):
            raise TemplateProblem(_("Die Datei holt etwas von außen: „%(target)s“. Fügen Sie Bilder fest ein und lösen Sie verknüpfte Vorlagen.") % {"target": str(relation.get("Target", ""))[:80]})  # fmt: skip


def _check_kind(package: zipfile.ZipFile) -> None:
    types = package.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or "vnd.ms-office.vbaProject" in types:
        raise TemplateProblem(_("Die Datei enthält Makros oder eingebettete Objekte. Speichern Sie sie als „Word-Dokument (.docx)“ ohne Makros und Objekte."))  # fmt: skip
    if _DOCUMENT not in types and _TEMPLATE in types:
        raise TemplateProblem(_("Das ist eine Word-Vorlage (.dotx). Öffnen Sie sie in Word und speichern Sie sie als „Word-Dokument (.docx)“."))  # fmt: skip
    if _DOCUMENT not in types:
        raise TemplateProblem(_("Die Datei ist keine Word-Datei (.docx) oder sie ist beschädigt."))


def _on_trial(content: bytes) -> tuple[str, ...]:
    """Write a small paper with every kind of block on it, and open the outcome again; returns the styles it lacks."""
    import docx

    from dorflinde.strategy.paper.docx_styles import BASES, TABLE
    from dorflinde.strategy.paper.docx_writer import write_docx

    try:
        styles = docx.Document(io.BytesIO(content)).styles
        has_base = "Normal" in styles
        missing = tuple(name for name in (*BASES, TABLE) if name not in styles)
        if has_base:
            docx.Document(io.BytesIO(write_docx(_trial_paper(), template=content)))
    except Exception as problem:  # whatever a foreign file makes the library say
        raise TemplateProblem(_("Auf dieser Datei lässt sich kein Papier schreiben. Öffnen Sie sie in Word, speichern Sie sie neu als .docx und versuchen Sie es noch einmal.")) from problem  # fmt: skip
    if not has_base:
        raise TemplateProblem(_("Der Datei fehlt die Formatvorlage „Standard“. Öffnen Sie sie in Word und speichern Sie sie neu als .docx."))  # fmt: skip
    return missing


@cache
def _trial_paper() -> Document:
    with translation.override(settings.LANGUAGE_CODE):
        words = Words("Inhalt", "Abbildung", "Tabelle", "Seite {page} von {pages}")
        blocks = (
            Heading(1, "Probe", new_page=True), Paragraph(text("Probe"), lead=True), Heading(2, "Probe"), Heading(3, "Probe"),
            BulletList((text("Probe"),)), Facts((Fact("Probe", text("Probe")),)), Callout("Probe", (text("Probe"),)),
            Table("Probe", (Column("Probe"), Column("Probe", number=True)), (("1", "2"),), total=True), Paragraph(text("Probe")),
        )  # fmt: skip
        return Document("Probe", "Probe", "Probe", "de", datetime.date(2026, 1, 1), words, blocks, kicker="Probe")


def lacks_in_words(styles: list[str]) -> str:
    """Say which styles the paper adds to a template: „Es fehlen 2 Formatvorlagen: Titel, Untertitel“."""
    sentence = ngettext(
        "Es fehlt %(n)s Formatvorlage, wir ergänzen sie: %(names)s.",
        "Es fehlen %(n)s Formatvorlagen, wir ergänzen sie: %(names)s.",
        len(styles),
    )
    return sentence % {"n": len(styles), "names": ", ".join(in_german(styles))} if styles else ""
