"""What stands in the paper of a municipality: built from the living data, readable by everyone, nothing internal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext as _, gettext_lazy

from dorflinde.places.public import Place
from dorflinde.strategy.models import PaperText, Strategy
from dorflinde.strategy.paper import aims, annexes, delivery, finance, opening, participation, roadmap, situation
from dorflinde.strategy.paper.aims import number_of_measures
from dorflinde.strategy.paper.material import Material, gather
from dorflinde.strategy.paper.profile import paragraphs
from dorflinde.strategy.paper.tree import Block, Document, Heading, Shape, Words
from dorflinde.ui.clock import full_day


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its key stands in addresses and never changes; one that has nothing to say is left out."""

    key: str
    title: Promise
    write: Callable[[Material], Iterable[Block]]
    new_page: bool = False


# The one list of chapters, in their order. Where nobody has said anything yet, foreword, strengths and groups are left out;
# all others say that it is open.
CHAPTERS = (
    Chapter("vorwort", gettext_lazy("Vorwort"), opening.foreword),
    Chapter("anlass", gettext_lazy("Anlass und Vorgehen"), opening.occasion),
    Chapter("ausgangslage", gettext_lazy("Ausgangslage"), situation.baseline, new_page=True),
    Chapter("staerken", gettext_lazy("Stärken, Schwächen, Chancen, Risiken"), situation.swot),
    Chapter("akteure", gettext_lazy("Wer dabei ist"), situation.actors),
    Chapter("leitbild", gettext_lazy("Leitbild"), aims.vision),
    Chapter("ziele", gettext_lazy("Handlungsfelder und Ziele"), aims.goals, new_page=True),
    Chapter("massnahmen", gettext_lazy("Maßnahmen"), aims.measures, new_page=True),
    Chapter("fahrplan", gettext_lazy("Fahrplan"), roadmap.chapter, new_page=True),
    Chapter("kosten", gettext_lazy("Kosten und Finanzierung"), finance.chapter, new_page=True),
    Chapter("beteiligung", gettext_lazy("Beteiligung"), participation.report, new_page=True),
    Chapter("organisation", gettext_lazy("Organisation"), delivery.organisation),
    Chapter("monitoring", gettext_lazy("Fortschritt und Kennzahlen"), delivery.monitoring, new_page=True),
    Chapter("fortfuehrung", gettext_lazy("Verstetigung"), delivery.continuation),
    Chapter("anhang", gettext_lazy("Anhang"), annexes.annexes, new_page=True),
)


def build(
    place: Place, today: date, strategy: Strategy | None = None, *, tells_decision: bool = True
) -> tuple[Document, int]:
    """Return the paper of a strategy, else of the one in force, in the active language, and how many measures it describes.

    The cover of a version has its own line on the decision: `tells_decision` leaves out the one about the strategy.
    """
    material = gather(place, today, strategy)
    cover = tuple(_cover(material, tells_decision=tells_decision))
    return framed(material, _blocks(material), cover=cover), len(material.measures)


def framed(
    material: Material,
    blocks: Iterable[Block],
    *,
    shape: Shape = "book",
    kicker: str = "",
    title: str = "",
    cover: tuple[str, ...] = (),
) -> Document:
    """Return blocks with all that stands around them: title, place, day, colours."""
    place, strategy = material.place, material.strategy
    years = strategy.years if strategy else str(material.today.year)
    return Document(
        title=title or (strategy.title if strategy else _("Digitalstrategie")),
        subtitle=_("Ziele, Maßnahmen und Fahrplan %(years)s") % {"years": years},
        place=place.full_name,
        language=get_language() or "de",
        day=material.today,
        words=words_of_writers(),
        blocks=tuple(blocks),
        kicker=kicker or _("Strategiepapier"),
        publisher=place.full_name,
        summary=_("Was %(place)s vorhat, warum, mit wem, für wie viel Geld und bis wann.") % {"place": place.full_name},
        keywords=(_("Strategie"), _("Fahrplan"), _("Maßnahmen"), place.name),
        cover=cover,
        hue=place.hue,
        sample=_("Enthält Beispieldaten: Texte, Zahlen und Termine sind erfunden.") if material.is_sample else "",
        shape=shape,
    )


def words_of_writers() -> Words:
    """Return what the writers themselves say, in the active language."""
    return Words(contents=_("Inhalt"), figure=_("Abbildung"), table=_("Tabelle"), page=_("Seite {page} von {pages}"))


def _cover(material: Material, *, tells_decision: bool) -> Iterator[str]:
    yield _("Stand: %(day)s") % {"day": full_day(material.today)}
    if tells_decision:
        yield decision_of(material.strategy)
    yield number_of_measures(len(material.measures))


def decision_of(strategy: Strategy | None) -> str:
    """Say when and by whom the strategy was decided, or that it is not yet."""
    if not strategy or not strategy.adopted_on:
        return _("Noch nicht beschlossen")
    words = {"day": full_day(strategy.adopted_on), "who": strategy.adopted_by or _("vom Gemeinderat")}
    return _("Beschlossen am %(day)s: %(who)s") % words


def _blocks(material: Material) -> Iterator[Block]:
    for written in contents(material):
        if written.number:
            yield Heading(1, written.title, new_page=written.chapter.new_page or written.number == 1)
            yield from written.body


@dataclass(frozen=True, slots=True)
class Written:
    """A chapter as it stands in a paper: its number, what is in it, and the town hall's own words; without a body it is left out."""

    chapter: Chapter
    own: PaperText | None
    body: tuple[Block, ...]
    number: int | None = None

    @property
    def title(self) -> str:
        """Its heading: the town hall's own, or the usual one."""
        return (self.own and self.own.heading) or str(self.chapter.title)


def contents(material: Material) -> list[Written]:
    """Return all chapters in order with what stands in them; those that are hidden or have nothing to say have no body."""
    found: list[Written] = []
    number = 0
    for chapter in CHAPTERS:
        own = material.texts.get(chapter.key)
        body = () if own and own.is_hidden else tuple(_body(chapter, material, own))
        number += bool(body)
        found.append(Written(chapter, own, body, number if body else None))
    return found


def _body(chapter: Chapter, material: Material, own: PaperText | None) -> Iterator[Block]:
    if own:
        yield from paragraphs(own.text)
    yield from chapter.write(material)
