"""A proposal in words: what it would change and why, what binds when, what is lost, what would have to give way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.dates import PlanDate, Precision
from dorflinde.core.money import format_euro, format_number
from dorflinde.methods.gantt import month_of
from dorflinde.strategy.models import FULL, Measure, Proposal, StaffRole, Status

from .planning import pin_of, plannable

_UNDER_WAY = {Status.ACTIVE, Status.PAUSED}
_MOST = 12  # months of one position named one by one


@dataclass(frozen=True, slots=True)
class Move:
    """One measure in the proposal beside today's plan; ``months`` later (above nothing) or sooner (below)."""

    measure: Measure
    before: str
    after: str
    months: int | None
    why: str

    @property
    def is_change(self) -> bool:
        """Tell whether the proposal says something else than the plan."""
        return self.months != 0


@dataclass(frozen=True, slots=True)
class Remedy:
    """One limit that would have to give way, and where to change it."""

    sentence: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a page says about a proposal."""

    sentence: str
    quality: str
    moves: list[Move]
    binding: list[str]
    missed: list[str]
    remedies: list[Remedy]

    @property
    def changes(self) -> list[Move]:
        """What would change."""
        return [move for move in self.moves if move.is_change]


def read(proposal: Proposal) -> Reading:
    """Put a finished proposal into words, in the language of the page; a fixed number of questions."""
    result: Mapping[str, Any] = proposal.result
    measures = {str(measure.public_id): measure for measure in plannable(proposal.municipality)}
    roles = {str(role.public_id): role for role in StaffRole.objects.of(proposal.municipality)}
    words = _Words(proposal, measures, roles)
    moves = [
        words.move(measure, int(result["starts"][key])) for key, measure in measures.items() if key in result["starts"]
    ]
    moves.sort(key=lambda move: (int(result["starts"][str(move.measure.public_id)]), move.measure.sort_key))
    return Reading(
        sentence=_sentence(result, moves), quality=_quality(result), moves=moves,
        binding=words.binding(result["binding"]), missed=[words.missed(one) for one in result["missed"]],
        remedies=words.remedies(result["relaxations"]),
    )  # fmt: skip


def month_in_words(month: int) -> str:
    """Return a month as one says it: „März 2027“."""
    planned = PlanDate.stored(date(month // 12, month % 12 + 1, 1), Precision.MONTH)
    return planned.in_words(get_language() or "de") if planned else ""


def _sentence(result: Mapping[str, Any], moves: Sequence[Move]) -> str:
    count = sum(move.is_change for move in moves)
    if result["relaxations"]:
        return _("So wie es ist, passt nicht alles zusammen. Der Vorschlag gilt, wenn Folgendes nachgibt.")
    if not count:
        return _("Der Fahrplan kann bleiben, wie er ist: Besser geht es mit diesen Angaben nicht.")
    return ngettext(
        "%(count)s von %(all)s Maßnahmen bekäme einen anderen Beginn.",
        "%(count)s von %(all)s Maßnahmen bekämen einen anderen Beginn.",
        count,
    ) % {"count": count, "all": len(moves)}


def _quality(result: Mapping[str, Any]) -> str:
    """Say how good the plan is: best found, bound and gap, in words."""
    if result["status"] == "optimal":
        return _("Das ist nachweislich die beste Lösung für diese Angaben.")
    if result["gap"] is None or result["bound"] <= 0:
        return _("Wie weit es noch besser ginge, ist nicht bekannt: Die Zeit war zu kurz.")
    if not result["gap"]:
        return _("Besser geht es mit diesen Zugeständnissen nachweislich nicht.")
    percent = number_format(round(float(result["gap"]) * 100, 1), use_l10n=True)
    return _("Gefunden: %(value)s Punkte. Besser als %(bound)s geht es sicher nicht; höchstens %(percent)s %% sind noch drin.") % {
        "value": number_format(result["objective"], use_l10n=True, force_grouping=True),
        "bound": number_format(result["bound"], use_l10n=True, force_grouping=True),
        "percent": percent,
    }  # fmt: skip


class _Words:
    """Sentences about limits, with the names of the measures and positions behind the keys."""

    def __init__(self, proposal: Proposal, measures: Mapping[str, Measure], roles: Mapping[str, StaffRole]) -> None:
        self.proposal, self.measures, self.roles = proposal, measures, roles
        self.place = proposal.municipality
        self.limits: Sequence[Mapping[str, Any]] = proposal.result["binding"]

    def move(self, measure: Measure, month: int) -> Move:
        before = self.proposal.before.get(str(measure.public_id))
        months = None if before is None else month - before
        if measure.status in _UNDER_WAY:
            months = 0  # it runs: nobody proposes to begin it anew
        said = measure.start.in_words(get_language() or "de") if measure.start else ""
        return Move(
            measure=measure,
            before=said or (month_in_words(before) if before is not None else _("noch offen")),
            after=month_in_words(month),
            months=months,
            why=self._why(measure, months, is_over=before is not None and before < month_of(self.proposal.asked_at)),
        )

    def binding(self, limits: Iterable[Mapping[str, Any]]) -> list[str]:
        """Say which limit binds when: the months of one position in one sentence."""
        months: dict[str, list[int]] = {}
        said = []
        for limit in limits:
            if limit["kind"] == "capacity" and limit["when"] is not None:
                months.setdefault(limit["subject"], []).append(limit["when"])
            elif limit["kind"] == "budget":
                said.append(_("Der Haushalt %(year)s ist ausgeschöpft.") % {"year": limit["when"]})
            elif limit["kind"] == "notice":
                said.append(
                    _("%(measure)s wartet auf den Bewilligungsbescheid.") % {"measure": self._name(limit["subject"])}
                )
        for subject, found in months.items():
            names = ", ".join(month_in_words(month) for month in sorted(set(found))[:_MOST])
            role = self.roles[subject].title if subject in self.roles else subject
            said.append(_("%(role)s ist ausgelastet: %(months)s.") % {"role": role, "months": names})
        return list(dict.fromkeys(said))

    def missed(self, one: Mapping[str, Any]) -> str:
        """Say which funding would be lost."""
        sentence = ngettext(
            "%(measure)s würde %(months)s Monat zu spät fertig: %(amount)s aus „%(programme)s“ gingen verloren.",
            "%(measure)s würde %(months)s Monate zu spät fertig: %(amount)s aus „%(programme)s“ gingen verloren.",
            one["months"],
        )
        return sentence % {
            "measure": self._name(one["measure"]), "months": one["months"], "amount": _euro(one["penalty"]),
            "programme": one["title"],
        }  # fmt: skip

    def remedies(self, relaxations: Sequence[Mapping[str, Any]]) -> list[Remedy]:
        """Say what would have to give way, months of one position together, with the way to change it."""
        people: dict[str, list[Mapping[str, Any]]] = {}
        found = []
        for one in relaxations:
            if one["kind"] == "capacity":
                people.setdefault(one["subject"], []).append(one)
            else:
                found.append(self._remedy(one))
        return [*found, *(self._more_people(subject, ones) for subject, ones in people.items())]

    def _remedy(self, one: Mapping[str, Any]) -> Remedy:
        name = self._name(one["subject"])
        months = ngettext("%(n)s Monat", "%(n)s Monate", one["amount"]) % {"n": one["amount"]}
        match one["kind"]:
            case "budget":
                sentence = _("Der Haushalt %(year)s bräuchte %(amount)s mehr.") % {
                    "year": one["when"],
                    "amount": _euro(one["amount"]),
                }
                return Remedy(
                    sentence,
                    reverse("workshop:ceilings", args=[self.place.slug]) + f"?jahr={one['when']}&mehr={one['amount']}",
                    _("Deckel ändern"),
                )
            case "latest":
                sentence = _("%(measure)s müsste %(months)s später beginnen dürfen als erlaubt.") % {
                    "measure": name,
                    "months": months,
                }
            case "pin":
                sentence = _("Der feste Termin von %(measure)s müsste sich um %(months)s bewegen.") % {
                    "measure": name,
                    "months": months,
                }
            case "link":
                sentence = _("%(measure)s müsste %(months)s früher beginnen, als %(other)s es zulässt.") % {
                    "measure": self._name(one["other"]),
                    "other": name,
                    "months": months,
                }
                return self._at_measure(sentence, one["other"])
            case "grant":
                sentence = _("Die Förderung von %(measure)s müsste %(months)s länger laufen.") % {
                    "measure": name,
                    "months": months,
                }
            case _:
                sentence = _("Der Zeitraum müsste %(months)s länger sein.") % {"months": months}
                return Remedy(sentence, reverse("workshop:strategy", args=[self.place.slug]), _("Strategie ändern"))
        return self._at_measure(sentence, one["subject"])  # fmt: skip

    def _more_people(self, subject: str, ones: Sequence[Mapping[str, Any]]) -> Remedy:
        total = Decimal(sum(one["amount"] for one in ones)) / FULL
        when = sorted(one["when"] for one in ones)
        words = {
            "role": self.roles[subject].title if subject in self.roles else subject,
            "amount": format_number(total, get_language() or "de"),
            "from": month_in_words(when[0]),
            "until": month_in_words(when[-1]),
        }
        sentence = _("%(role)s bräuchte im %(from)s %(amount)s Personenmonate mehr.")
        if when[0] != when[-1]:
            sentence = _("%(role)s bräuchte von %(from)s bis %(until)s zusammen %(amount)s Personenmonate mehr.")
        url = reverse("workshop:staff", args=[self.place.slug])
        if subject in self.roles:
            url = reverse("workshop:role", args=[self.place.slug, self.roles[subject].public_id])
        return Remedy(sentence % words, url, _("Stelle ändern"))

    def _at_measure(self, sentence: str, key: str) -> Remedy:
        if key not in self.measures:
            return Remedy(sentence, reverse("workshop:measures", args=[self.place.slug]), _("Maßnahmen ansehen"))
        return Remedy(
            sentence,
            reverse("workshop:planning", args=[self.place.slug, self.measures[key].public_id]),
            _("Planung ändern"),
        )

    def _name(self, key: str) -> str:
        return str(self.measures[key]) if key in self.measures else _("eine gelöschte Maßnahme")

    def _why(self, measure: Measure, months: int | None, *, is_over: bool) -> str:
        key = str(measure.public_id)
        if measure.status in _UNDER_WAY:
            return _("läuft schon")
        if pin_of(measure) is not None:
            return _("Der Termin steht fest.")
        reasons = list(dict.fromkeys(self._limit(limit) for limit in self.limits if key in limit["tasks"]))
        if reasons := [reason for reason in reasons if reason][:2]:
            return " ".join(reasons)
        if is_over:
            return _("Der geplante Beginn ist schon vorbei; das ist der nächste, der passt.")
        if months is None:
            return _("Hat noch keinen Termin; hier ist Platz.")
        if months < 0:
            return _("Nichts spricht gegen einen früheren Beginn.")
        return _("Macht Platz für Dringenderes.") if months else _("Der Termin passt.")

    def _limit(self, limit: Mapping[str, Any]) -> str:
        match limit["kind"]:
            case "capacity":
                role = self.roles[limit["subject"]].title if limit["subject"] in self.roles else limit["subject"]
                return _("Davor ist %(role)s ausgelastet.") % {"role": role}
            case "budget":
                return _("Davor reicht der Haushalt %(year)s nicht.") % {"year": limit["when"]}
            case "link":
                return _("Wartet auf %(measure)s.") % {"measure": self._name(limit["subject"])}
            case "notice":
                return _("Vor dem Bewilligungsbescheid darf nicht begonnen werden.")
            case "earliest":
                return _("Früher ist nicht gewünscht.")
            case "window":
                return _("Früher als jetzt geht es nicht.")
            case _:
                return ""


def _euro(cents: int) -> str:
    return format_euro(Decimal(cents) / 100, get_language() or "de")
