"""What was said, in a report: arguments, comments on a draft, proposals, questions from the hall; without names."""

from collections.abc import Callable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _, ngettext

from dorflinde.core.text import excerpt
from dorflinde.participation import queries
from dorflinde.participation.models import (
    DEBATE,
    DOCUMENT,
    PETITION,
    Activity,
    Answer,
    ClosingWord,
    HallPoll,
    Petition,
    Remark,
    numbers_of_names,
)

from .report_parts import Part, decimal, heading, items, note, table, text

_SHOWN = 12
_LONGEST = 280


def talk(activity: Activity) -> Iterator[Part]:
    """Tell what was said in an activity in which people talk; about others nothing."""
    if teller := _TELLERS.get(activity.kind):
        yield from teller(activity)


def hour(hall: queries.Hall) -> Iterator[Part]:
    """Tell what was asked in a hall, what was answered and how it voted."""
    answered = sorted(hall.answered, key=lambda one: -one.supports)
    if answered:
        yield heading(_("Fragen und Antworten"), 3)
        rows = []
        for one in answered:
            said = one.question.answer.text or _("Im Saal beantwortet.")
            rows.append([one.question.text, f"{said} ({_want_to_know(one.supports)})"])
        yield items(rows)
    for view in hall.closed_polls:
        yield from _poll(view.poll, [(choice.text, choice.votes, choice.share) for choice in view.choices])
    if hall.everyones:
        yield heading(_("Offen geblieben"), 3)
        yield items([[one.question.text, _want_to_know(one.supports)] for one in hall.everyones[:_SHOWN]])


def _debate(activity: Activity) -> Iterator[Part]:
    if closing := ClosingWord.objects.filter(activity=activity).first():
        yield heading(_("Was das Rathaus mitnimmt"), 3)
        yield text(closing.text)
    found = _most_supported(activity)
    if not found:
        return
    yield heading(_("Was am meisten unterstützt wurde"), 3)
    yield note(", ".join(words for _stance, words in queries.stances_of(activity)))
    yield items([[_words(one), f"{one.get_stance_display()} · {_behind(one)}"] for one in found])
    yield from _rest(activity, len(found))


def _document(activity: Activity) -> Iterator[Part]:
    found = _most_supported(activity)
    if not found:
        return
    yield heading(_("Kommentare und was aus ihnen wurde"), 3)
    yield note(", ".join(words for _sign, words in queries.verdicts_of(activity)))
    yield items([[_words(one), " ".join(_of_comment(one))] for one in found])
    yield from _rest(activity, len(found))


def _of_comment(one: Remark) -> Iterator[str]:
    where = one.paragraph.name if one.paragraph else _("zum Ganzen")
    yield f"{where} · {_behind(one)}."
    if one.is_answered:
        yield f"{one.answer.get_verdict_display().capitalize()}: {one.answer.text}"
    else:
        yield _("Noch ohne Antwort.")


def _petitions(activity: Activity) -> Iterator[Part]:
    quorum = numbers_of_names(activity.options)[1]
    found = list(queries.petitions_of(activity, AnonymousUser())[:_SHOWN])
    if not found:
        return
    yield heading(_("Vorschläge und was aus ihnen wurde"), 3)
    newest = {one.pk: answer for one in found if (answer := one.answers.order_by("-at", "-pk").first())}
    rows = []
    for one in found:
        signed = _("%(n)d von %(quorum)d Mitzeichnungen.") % {"n": one.signature_count, "quorum": quorum}
        answer = newest.get(one.pk)
        said = f"{Answer.Status(answer.status).label.capitalize()}: {answer.text}" if answer else ""
        rows.append([one.title, " ".join(filter(None, [one.change, signed, said]))])
    yield items(rows)
    more = Petition.objects.filter(activity=activity).listed().count() - len(found)
    if more > 0:
        words = ngettext("%(n)d weiterer Vorschlag steht auf der Seite.", "%(n)d weitere Vorschläge stehen auf der Seite.", more)  # fmt: skip
        yield note(words % {"n": more})


def _poll(poll: HallPoll, choices: list[tuple[str, int, float]]) -> Iterator[Part]:
    yield heading(_("Der Saal hat abgestimmt: %(what)s") % {"what": poll.text}, 3)
    rows = [[words, str(votes), f"{decimal(share)} %"] for words, votes, share in choices]
    yield table([_("Antwort"), _("Stimmen"), _("Anteil")], rows)


def _most_supported(activity: Activity) -> list[Remark]:
    tops = Remark.objects.filter(activity=activity).visible().on_top()
    return list(queries.ordered(tops, "").complete()[:_SHOWN])


def _rest(activity: Activity, shown: int) -> Iterator[Part]:
    more = Remark.objects.filter(activity=activity).visible().on_top().count() - shown
    if more > 0:
        words = ngettext("%(n)d weiterer Beitrag steht auf der Seite.", "%(n)d weitere Beiträge stehen auf der Seite.", more)  # fmt: skip
        yield note(words % {"n": more})


def _words(one: Remark) -> str:
    if not one.suggestion:
        return excerpt(one.text, longest=_LONGEST)
    better = _("Besser: %(words)s") % {"words": excerpt(one.suggestion, longest=_LONGEST)}
    return f"{excerpt(one.text, longest=_LONGEST)} {better}".strip()


def _behind(one: Remark) -> str:
    n = one.support_count
    return ngettext("%(n)d Mensch unterstützt das", "%(n)d Menschen unterstützen das", n) % {"n": n}


def _want_to_know(number: int) -> str:
    return ngettext("%(n)d wollte das auch wissen", "%(n)d wollten das auch wissen", number) % {"n": number}


_TELLERS: dict[str, Callable[[Activity], Iterator[Part]]] = {
    DEBATE: _debate, DOCUMENT: _document, PETITION: _petitions,
}  # fmt: skip
