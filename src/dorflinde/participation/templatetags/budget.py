"""Words and signs of a citizens' budget that only the screen needs."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro
from dorflinde.participation.models import Ballot, Budget, BudgetProposal, Stage, euros
from dorflinde.participation.policies import Permit
from dorflinde.participation.queries import BallotNumbers, PotView
from dorflinde.ui.clock import full_day
from dorflinde.ui.templatetags.ui.signs import status

from .budget_result import ballots_so_far

register = template.Library()


@register.filter
def euro(amount: Decimal | float | None) -> str:
    """Write euros as the reader writes them."""
    return format_euro(amount, get_language() or "de")


@register.filter
def cents(number: int | None) -> str:
    """Write cents as euros."""
    return euro(None if number is None else euros(number))


@register.simple_tag
def budget_steps(budget: Budget) -> dict[str, Any]:
    """Return the stages of a budget as steps, and which of them it is in."""
    stages = [*(stage for stage, _first, _last in budget.days), Stage.COUNT, Stage.RESULT]
    here = budget.stage
    current = stages.index(here) + 1 if here in stages else 0
    return {"labels": [str(stage.label) for stage in stages], "current": current}


@register.simple_tag
def budget_days(budget: Budget) -> list[tuple[str, str]]:
    """Return when what can be done."""
    return [
        (str(stage.label), _("%(first)s bis %(last)s") % {"first": full_day(first), "last": full_day(last)})
        for stage, first, last in budget.days
    ]


@register.simple_tag
def budget_now(budget: Budget, may_propose: Permit, may_vote: Permit, own_ballot: Ballot | None) -> dict[str, str]:
    """Say what one can do now, and where."""
    if may_vote:
        if own_ballot is not None:
            return {
                "heading": _("Sie haben abgestimmt"),
                "text": _("Bis zum %(day)s können Sie Ihren Stimmzettel ansehen und ändern.")
                % {"day": _last_day(budget)},
                "label": _("Mein Stimmzettel"),
                "url": budget.url("budget_ballot"),
            }
        return {
            "heading": _("Jetzt abstimmen"),
            "text": _("Bis zum %(day)s. Niemand sonst sieht, was Sie wählen.") % {"day": _last_day(budget)},
            "label": _("Abstimmen"),
            "url": budget.url("budget_ballot"),
        }
    if may_propose and budget.proposals_until:
        return {
            "heading": _("Was fehlt bei uns?"),
            "text": _("Schlagen Sie bis zum %(day)s vor, wofür das Geld ausgegeben werden soll.")
            % {"day": full_day(budget.proposals_until)},
            "label": _("Etwas vorschlagen"),
            "url": budget.url("budget_propose"),
        }
    if budget.stage == Stage.COUNT:
        return {
            "heading": _("Die Abstimmung ist vorbei"),
            "text": _("Das Rathaus zählt aus. Das Ergebnis steht dann hier."),
        }
    if budget.stage == Stage.CHECK:
        return {"heading": _("Das Rathaus prüft"), "text": may_vote.reason}
    return {"heading": _("Noch nicht offen"), "text": may_vote.reason}


@register.simple_tag
def proposal_status(proposal: BudgetProposal) -> SafeString:
    """Say how far a proposal is."""
    if not proposal.is_valued:
        return status("new", _("wird geprüft"))
    if proposal.is_admitted and proposal.budget.is_counted:
        has_won = proposal.budget.tally.has_won(proposal.number)
        return status("done", _("gewählt")) if has_won else status("rejected", _("nicht gewählt"))
    if proposal.is_admitted:
        return status("checked", _("steht zur Wahl"))
    return status("rejected", _("nicht möglich"))


@register.simple_tag
def proposal_cost(proposal: BudgetProposal) -> str:
    """Say what a proposal costs, and who says so."""
    if proposal.is_admitted:
        return euro(proposal.valuation.cost)
    if proposal.is_valued or proposal.wished_cost is None:
        return ""
    return _("etwa %(cost)s") % {"cost": euro(proposal.wished_cost)}


@register.simple_tag
def ballot_words(budget: Budget) -> str:
    """Say in a sentence how one votes."""
    kinds = Budget.BallotKind
    words = {
        kinds.APPROVAL: _("Kreuzen Sie alles an, was Sie gut finden."),
        kinds.POINTS: ngettext(
            "Verteilen Sie in jedem Topf bis zu %(n)d Punkt.",
            "Verteilen Sie in jedem Topf bis zu %(n)d Punkte.",
            budget.points,
        )
        % {"n": budget.points},
        kinds.RANKING: _("Bringen Sie Ihre Lieblinge in eine Reihenfolge, das Liebste zuerst."),
        kinds.BASKET: _("Legen Sie in den Einkaufskorb, was Sie kaufen würden, solange das Geld reicht."),
    }
    if budget.ballot_kind == kinds.APPROVAL and budget.most:
        return ngettext(
            "Kreuzen Sie in jedem Topf höchstens %(n)d Vorschlag an.",
            "Kreuzen Sie in jedem Topf höchstens %(n)d Vorschläge an.",
            budget.most,
        ) % {"n": budget.most}
    return str(words[kinds(budget.ballot_kind)])


@register.simple_tag
def count_words(budget: Budget) -> str:
    """Say in a few sentences how it is counted."""
    if budget.rule == Budget.Rule.GREEDY:
        return _(
            "Die meisten Stimmen gewinnen zuerst. Danach kommt dran, was die nächsten meisten Stimmen hat und noch bezahlt werden kann."
        )
    return _(
        "Das Geld im Topf wird auf alle, die abstimmen, gleich verteilt. Ein Vorschlag gewinnt, wenn die Anteile derer reichen, die ihn "
        "wollen; zuerst der, für den jede und jeder am wenigsten abgeben muss. So kommt jede Gruppe zu ihrem Teil, nicht nur die größte."
    )


def _last_day(budget: Budget) -> str:
    return full_day(budget.activity.phase.ends_on)


@register.simple_tag
def budget_rules(budget: Budget) -> list[tuple[str, str]]:
    """Return the rules of a budget as the town hall set them."""
    rows = [
        (_("Abgestimmt wird mit"), str(budget.get_ballot_kind_display())),
        (_("Ausgezählt wird"), str(budget.get_rule_display())),
    ]
    if budget.counts_crosses:
        rows.append((_("Ein Kreuz zählt"), str(budget.get_utility_display())))
    return [
        *rows,
        (_("Was übrig bleibt"), str(budget.get_completion_display())),
        (_("Bei Gleichstand"), str(budget.get_ties_display())),
        (_("Stimmzettel ohne Namen veröffentlichen"), _("ja") if budget.publishes_ballots else _("nein")),
        (_("Zweite Person prüft Papier"), _("ja") if budget.needs_second_check else _("nein")),
    ]


@register.simple_tag
def office_now(budget: Budget, pots: list[PotView], turnout: BallotNumbers) -> dict[str, str]:
    """Say what the town hall has to do next, and where."""
    stage, unchecked = budget.stage, [one for view in pots for one in view.unchecked]
    if not pots:
        return _next(
            _("Geld in einen Topf"),
            _("Sagen Sie, wie viel Geld es gibt."),
            budget.url("budget_pot_new"),
            _("Neuer Topf"),
        )
    if unchecked and stage in {Stage.COMING, Stage.PROPOSE, Stage.CHECK, Stage.VOTE} and not turnout.voters:
        heading = ngettext(
            "%(n)d Vorschlag wartet auf die Prüfung", "%(n)d Vorschläge warten auf die Prüfung", len(unchecked)
        ) % {"n": len(unchecked)}
        text = _("Bis zum Beginn der Abstimmung am %(day)s.") % {"day": full_day(budget.first_day_of_voting)}
        return _next(heading, text, budget.url("budget_valuation", unchecked[0].public_id), _("Den ersten prüfen"))
    if stage == Stage.COMING:
        return {"heading": _("Bereit"), "text": _("Es geht mit der Phase los, in der dieser Baustein liegt.")}
    if stage == Stage.PROPOSE:
        return {"heading": _("Vorschläge kommen"), "text": _("Geprüft ist alles, was bisher da ist.")}
    if stage == Stage.CHECK:
        return {
            "heading": _("Alles geprüft"),
            "text": _("Die Abstimmung beginnt am %(day)s.") % {"day": full_day(budget.first_day_of_voting)},
        }
    if stage == Stage.COUNT:
        text = _(
            "Geben Sie zuerst alle Zettel ein. Danach zählen Sie aus; das Ergebnis steht dann für alle auf der Seite."
        )
        return _next(_("Zeit zum Auszählen"), text, budget.url("budget_count"), _("Auszählen"))
    if stage == Stage.RESULT:
        text = _("Machen Sie aus den Gewinnern Maßnahmen, dann sehen alle, was daraus wird.")
        return _next(_("Ausgezählt"), text, budget.get_absolute_url(), _("Zum Ergebnis"))
    return {"heading": _("Die Abstimmung läuft"), "text": str(ballots_so_far(turnout))}


def _next(heading: str, text: str, url: str, label: str) -> dict[str, str]:
    return {"heading": heading, "text": text, "url": url, "label": label}
