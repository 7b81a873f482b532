"""The annexes: a list of all measures, when fundings end, what the words mean, and how the paper is made."""

from collections.abc import Iterator

from django.utils.translation import get_language, gettext as _

from dorflinde.core.money import format_euro
from dorflinde.strategy.paper.delivery import funding_ends
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import state
from dorflinde.strategy.paper.tree import Block, Column, Heading, Paragraph, Table, text


def annexes(material: Material) -> Iterator[Block]:
    """Write the annexes."""
    if material.measures:
        yield Heading(2, _("Verzeichnis der Maßnahmen"))
        yield _list(material)
    yield Heading(2, _("Wann Förderungen enden"))
    yield from funding_ends(material)
    yield Heading(2, _("Wörter kurz erklärt"))
    columns = (Column(_("Wort")), Column(_("Was es hier heißt"), share=3))
    yield Table(_("Wörter dieses Papiers"), columns, tuple(_words()))
    yield Heading(2, _("Wie dieses Papier entsteht"))
    for sentence in _method():
        yield Paragraph(text(sentence))


def _list(material: Material) -> Table:
    columns = (
        Column(_("Nr."), share=0.7), Column(_("Maßnahme"), share=3), Column(_("Priorität")), Column(_("Stand"), share=1.2),
        Column(_("Kosten einmalig"), number=True, share=1.3), Column(_("Kosten im Jahr"), number=True, share=1.3),
    )  # fmt: skip
    rows = tuple(
        (
            measure.number, measure.title, measure.get_priority_display() or _("offen"), state(measure),
            _euro(measure.cost_once), _euro(measure.cost_per_year),
        )
        for measure in material.measures
    )  # fmt: skip
    return Table(_("Alle Maßnahmen nach Nummern"), columns, rows)


def _words() -> Iterator[tuple[str, str]]:
    yield _("Ausgangswert"), _("Wie groß eine Kennzahl war, bevor etwas geschah.")
    yield (
        _("Beitrag"),
        _("Eine Idee, ein Kommentar oder eine Karte aus einer Werkstatt, aus der eine Maßnahme werden kann."),
    )
    yield _("Eigenanteil"), _("Was die Gemeinde selbst bezahlt, wenn die Förderung abgezogen ist.")
    yield _("Federführung"), _("Wer dafür sorgt, dass eine Maßnahme vorankommt.")
    yield _("Fahrplan"), _("Alle Maßnahmen mit Beginn und Ende auf einen Blick.")
    yield _("Handlungsfeld"), _("Ein Bereich, in dem sich die Gemeinde etwas vornimmt.")
    yield _("Kennzahl"), _("Eine Zahl, an der man sieht, ob etwas wirkt.")
    yield _("Leitbild"), _("Wie man hier leben will, wenn alles gelungen ist.")
    yield _("Maßnahme"), _("Ein Vorhaben mit Beginn, Ende, Kosten und jemandem, der sich kümmert.")
    yield _("Meilenstein"), _("Ein Punkt, an dem man sieht: Bis hierhin ist es geschafft.")
    yield _("Personenmonat"), _("So viel, wie ein Mensch mit voller Stelle in einem Monat arbeitet.")
    yield _("Priorität"), _("Wie wichtig eine Maßnahme im Augenblick ist.")
    yield _("Steckbrief"), _("Alles Wichtige zu einer Maßnahme auf einem Blatt.")
    yield _("Verstetigung"), _("Dass etwas auch nach dem Projekt und ohne Förderung weitergeht.")
    yield _("Werkstatt"), _("Ein Abend, an dem Bürgerschaft, Rat und Rathaus gemeinsam arbeiten.")


def _method() -> Iterator[str]:
    yield _(
        "Das Papier wird aus denselben Angaben gesetzt, mit denen das Rathaus arbeitet. Was sich dort ändert, steht am selben Tag im "
        "Papier. Eine Fassung, über die der Rat entscheidet, wird festgehalten und ändert sich nicht mehr."
    )
    yield _(
        "Das Papier enthält nur, was alle lesen dürfen. Interne Maßnahmen, Notizen über Menschen, Aufgaben einzelner Beschäftigter und "
        "nichtöffentliche Beschlüsse stehen nicht darin."
    )
    yield _(
        "Was noch niemand weiß, steht als „offen“ da und nie als Null. Summen zählen nur, was beziffert ist; wie viele Maßnahmen fehlen, "
        "steht daneben."
    )
    yield _(
        "Wie es einer Maßnahme geht, folgt aus Terminen, Meilensteinen, Meldungen und dem Fortschritt, oder jemand hat es mit einer "
        "Begründung eingeschätzt. Eine Kennzahl steht gut, sobald die Hälfte des Weges vom Ausgangswert zum Ziel geschafft ist, und schlecht, "
        "wenn sie hinter den Ausgangswert zurückfällt."
    )


def _euro(amount: object) -> str:
    return _("offen") if amount is None else format_euro(amount, get_language() or "de")  # type: ignore[arg-type]  # a stored decimal
