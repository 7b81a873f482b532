"""The report on participation: what people contributed, who met, who voted, and what became of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _, ngettext

from dorflinde.core import subjects
from dorflinde.strategy.paper.material import Material
from dorflinde.strategy.paper.profile import paragraphs
from dorflinde.strategy.paper.tree import Block, Column, Heading, Paragraph, Table, text
from dorflinde.strategy.queries import Vote, Workshop
from dorflinde.ui.clock import full_day


def report(material: Material) -> Iterator[Block]:
    """Contributions with what they became, workshops, votes and comments."""
    yield Heading(2, _("Was aus der Bürgerschaft kam"))
    yield from _contributions(material)
    took_part = material.participation
    if took_part.workshops:
        yield Heading(2, _("Werkstätten"))
        yield from _workshops(took_part.workshops, took_part.people)
    for vote in took_part.votes:
        yield from _vote(vote)
    if took_part.comments:
        yield Heading(2, _("Rückmeldungen zu Entwürfen"))
        sentence = ngettext(
            "Zu Leitbild und Papier kam %(count)s Rückmeldung.", "Zu Leitbild und Papier kamen %(count)s Rückmeldungen.",
            took_part.comments,
        )  # fmt: skip
        yield Paragraph(text(sentence % {"count": took_part.comments}))


def share_sentence(material: Material) -> str:
    """Say how many measures grew from contributions, or that none has yet."""
    total = sum(material.contributions.values())
    grown = [measure for measure in material.measures if material.origins.get(measure.ref)]
    if not total:
        return _("Noch geht keine Maßnahme auf einen Beitrag aus der Bürgerschaft zurück.")
    sentence = ngettext(
        "%(count)s Beitrag wurde zum Ursprung einer Maßnahme.",
        "%(count)s Beiträge wurden zum Ursprung von Maßnahmen.",
        total,
    ) % {"count": total}
    share = ngettext(
        "%(count)s von %(all)s Maßnahmen geht auf solche Beiträge zurück.",
        "%(count)s von %(all)s Maßnahmen gehen auf solche Beiträge zurück.",
        len(grown),
    ) % {"count": len(grown), "all": len(material.measures)}
    return f"{sentence} {share}"


def _contributions(material: Material) -> Iterator[Block]:
    if not sum(material.contributions.values()):
        yield Paragraph(text(share_sentence(material)))
        return
    yield Paragraph(text(share_sentence(material)), lead=True)
    kinds = [
        (str(subjects.subject(kind).label), count)
        for kind, count in material.contributions.items()
        if subjects.known(kind)
    ]
    yield Table(
        _("Beiträge, aus denen Maßnahmen wurden"),
        (Column(_("Art"), share=3), Column(_("Anzahl"), number=True)),
        tuple((label, str(count)) for label, count in sorted(kinds, key=lambda kind: (-kind[1], kind[0]))),
    )
    rows = [
        (origin.title, origin.author_name or "–", str(measure))
        for measure in material.measures
        for origin in material.origins.get(measure.ref, ())
    ]
    if rows:
        yield Table(
            _("Vom Beitrag zur Maßnahme"),
            (Column(_("Beitrag"), share=2), Column(_("von")), Column(_("wurde zu"), share=2)),
            tuple(rows),
        )


def _workshops(workshops: tuple[Workshop, ...], people: int) -> Iterator[Block]:
    sentence = ngettext("Es gab %(count)s Werkstatt.", "Es gab %(count)s Werkstätten.", len(workshops))
    said = [sentence % {"count": len(workshops)}]
    if people:
        came = ngettext("Gekommen ist %(count)s Mensch.", "Gekommen sind %(count)s Menschen.", people)
        said.append(came % {"count": people})
    yield Paragraph(text(" ".join(said)))
    columns = (
        Column(_("Wann"), share=1.3), Column(_("Werkstatt"), share=2), Column(_("Menschen"), number=True),
        Column(_("Karten"), number=True, share=0.8), Column(_("Themen"), share=2.4),
    )  # fmt: skip
    rows = tuple(
        (
            full_day(one.meeting.starts_at),
            one.meeting.title,
            str(one.meeting.people) if one.meeting.people else _("nicht gezählt"),
            str(one.cards),
            ", ".join(one.topics) or "–",
        )
        for one in workshops
    )
    yield Table(_("Werkstätten mit öffentlichem Protokoll"), columns, rows)
    for one in workshops:
        if one.meeting.summary.strip():
            yield Heading(3, one.meeting.title)
            yield from paragraphs(one.meeting.summary)


def _vote(vote: Vote) -> Iterator[Block]:
    yield Heading(2, _("Abstimmung: %(title)s") % {"title": vote.round.title})
    sentence = ngettext(
        "%(count)s Mensch hat bis zum %(day)s Punkte vergeben.", "%(count)s Menschen haben bis zum %(day)s Punkte vergeben.",
        vote.people,
    )  # fmt: skip
    yield Paragraph(text(sentence % {"count": vote.people, "day": full_day(vote.round.last_day)}))
    columns = (
        Column(_("Platz"), number=True, share=0.6), Column(_("Maßnahme"), share=3), Column(_("online"), number=True),
        Column(_("auf Papier"), number=True), Column(_("Punkte"), number=True),
    )  # fmt: skip
    rows = tuple(
        (str(row.rank), str(row.measure), str(row.online), str(row.paper), str(row.total)) for row in vote.rows
    )
    if rows:
        yield Table(_("Ergebnis: %(title)s") % {"title": vote.round.title}, columns, rows)
