"""The report of a project: what it was about, how it went, who took part, what came out and what happened next."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.core.money import format_euro
from dorflinde.participation.models import Gathering, Idea, Phase, Project
from dorflinde.participation.queries import Picture, PotResult, numbers_of, outcome_of
from dorflinde.trail.public import offspring_of
from dorflinde.ui.clock import full_day

from .open_results import OpenActivity, OpenCount, open_activities
from .printing import qr, set_in_print, short
from .report_parts import Part, decimal, heading, items, note, table, text
from .report_talks import hour, talk

TEMPLATE = Path(__file__).with_name("report.typ")
_IDEAS = 12
_STATEMENTS = 6
_COLOUR = "#2c6039"


def report_as_pdf(project: Project) -> bytes:
    """Return the report as everybody may read it, set today."""
    return set_in_print(TEMPLATE, _report(project), timezone.localdate())


def _report(project: Project) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{project.get_absolute_url()}"
    return {
        "title": project.title,
        "summary": project.summary,
        "publisher": _("%(place)s · Bericht zur Beteiligung, %(day)s")
        % {"place": project.municipality.full_name, "day": full_day(timezone.localdate())},
        "foot": short(url),
        "qr": qr(url),
        "qr-alt": _("QR-Code, der zur Beteiligung im Netz führt"),
        "colour": _COLOUR,
        "parts": list(_parts(project)),
    }


def _parts(project: Project) -> Iterator[Part]:
    if project.is_sample:
        yield note(_("Beispielregion: Alle Beiträge, Zahlen und Termine sind erfunden."))
    yield from _result(project)
    if project.text or project.goal:
        is_over = project.is_over(timezone.localdate())
        yield heading(_("Worum es ging") if is_over else _("Worum es geht"))
        yield from (text(words) for words in (project.text, project.goal) if words)
    yield heading(_("Ablauf"))
    yield table(
        [_("Phase"), _("von"), _("bis")],
        [[phase.title, _day(phase, "starts_on"), _day(phase, "ends_on")] for phase in project.timetable],
    )
    activities = open_activities(project)
    yield from _who(project, activities)
    yield from _ideas(project)
    for one in activities:
        yield from _activity(one)


def _result(project: Project) -> Iterator[Part]:
    yield heading(_("Was herauskam und wie es weitergeht"))
    outcome = outcome_of(project)
    if outcome is None:
        yield note(_("Das Rathaus hat das Ergebnis noch nicht aufgeschrieben."))
        return
    yield text(outcome.text)
    yield note(f"{outcome.by}, {full_day(timezone.localdate(outcome.edited_at or outcome.at))}")


def _who(project: Project, activities: list[OpenActivity]) -> Iterator[Part]:
    numbers = numbers_of([project]).get(project.pk)
    rows = [[f"{one.label}: {one.activity.title}", str(one.people)] for one in activities]
    if numbers and numbers.ideas:
        rows += [[_("Ideen"), str(numbers.ideas)], [_("Unterstützungen für Ideen"), str(numbers.supports)]]
    if rows:
        yield heading(_("Wer mitgemacht hat"))
        yield table([_("Was"), _("Anzahl")], rows)
        if activities:
            yield note(_("Bei Umfragen und Abstimmungen zählen Papier und Netz zusammen."))


def _ideas(project: Project) -> Iterator[Part]:
    ideas = list(Idea.objects.visible().filter(project=project).for_cards().most_supported_first()[:_IDEAS])
    if not ideas:
        return
    yield heading(_("Ideen und was aus ihnen wurde"))
    yield items([[idea.title, " ".join(_of_idea(idea))] for idea in ideas])
    if (more := Idea.objects.visible().filter(project=project).count() - len(ideas)) > 0:
        words = ngettext("%(n)d weitere Idee steht auf der Seite.", "%(n)d weitere Ideen stehen auf der Seite.", more)
        yield note(words % {"n": more})


def _of_idea(idea: Idea) -> Iterator[str]:
    n = idea.support_count
    yield ngettext("%(n)d Mensch steht dahinter.", "%(n)d Menschen stehen dahinter.", n) % {"n": n}
    if answer := idea.latest_answer:
        yield f"{answer.get_status_display()}: {answer.text}"
    else:
        yield _("Noch ohne Antwort.")
    if grown := [one.title for one in offspring_of(idea.ref)]:
        yield _("Daraus wurde: %(what)s.") % {"what": ", ".join(grown)}


def _activity(one: OpenActivity) -> Iterator[Part]:
    yield heading(one.activity.title)
    if one.activity.text:
        yield text(one.activity.text)
    if one.why_not:
        yield note(one.why_not)
    yield from _survey(one.counts)
    if one.gathering:
        yield from _meeting(one.gathering)
    if one.picture:
        yield from _map(one.picture)
    if one.hall:
        yield from hour(one.hall)
    yield from talk(one.activity)
    for pot in one.pots:
        yield from _pot(pot)


def _survey(counts: list[OpenCount]) -> Iterator[Part]:
    groups: dict[tuple[int, str, str], list[OpenCount]] = {}
    for count in counts:
        groups.setdefault((count.question, count.title, count.row), []).append(count)
    for (number, title, row), answers in groups.items():
        yield heading(f"{number}. {title}{f' – {row}' if row else ''}", 3)
        if answers[0].mean_rank is not None:
            yield table([_("Antwort"), _("mittlerer Platz")], [[one.answer, decimal(one.mean_rank)] for one in answers])
        else:
            yield table([_("Antwort"), _("Anzahl"), _("Anteil")], [_answer(one) for one in answers])
    if any(one.number is None and one.mean_rank is None for one in counts):
        yield note(_("–: zu wenige, um die Zahl zu zeigen, ohne dass jemand zu erkennen ist."))


def _answer(one: OpenCount) -> list[str]:
    if one.number is None or not one.people:
        return [one.answer, "–", "–"]
    return [one.answer, str(one.number), f"{decimal(100 * one.number / one.people)} %"]


def _map(picture: Picture) -> Iterator[Part]:
    for words, lines in ((_("Was alle verbindet"), picture.unites), (_("Was die Gruppen trennt"), picture.divides)):
        if lines:
            yield heading(words, 3)
            rows = [[line.text, f"{decimal(line.share)} %"] for line in lines[:_STATEMENTS]]
            yield table([_("Aussage"), _("Anteil")], rows)
    if picture.why_no_groups:
        yield note(picture.why_no_groups)


def _meeting(gathering: Gathering) -> Iterator[Part]:
    if gathering.starts_at:
        day = full_day(timezone.localdate(gathering.starts_at))
        yield note(f"{day}, {gathering.venue}" if gathering.venue else day)
    if gathering.came:
        words = ngettext("%(n)d Mensch war da.", "%(n)d Menschen waren da.", gathering.came)
        yield text(words % {"n": gathering.came})
    if gathering.minutes:
        yield text(gathering.minutes)


def _pot(pot: PotResult) -> Iterator[Part]:
    yield heading(f"{pot.pot.title}: {format_euro(pot.pot.amount)}", 3)
    rows = [[won.proposal.title, format_euro(won.cost), str(won.supporters), _("ja")] for won in pot.winners]
    rows += [[miss.proposal.title, format_euro(miss.cost), str(miss.supporters), _("nein")] for miss in pot.missed]
    yield table([_("Vorschlag"), _("Kosten"), _("Stimmen"), _("kommt")], rows)


def _day(phase: Phase, name: str) -> str:
    return str(full_day(getattr(phase, name)))
