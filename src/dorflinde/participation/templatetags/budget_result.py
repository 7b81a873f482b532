"""The result of a citizens' budget in plain sentences."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro, format_number
from dorflinde.participation.models import Budget
from dorflinde.participation.queries import BallotNumbers, OwnShare, PotResult
from dorflinde.participation.queries.results import Missed, PaidLine, TieBroken, Winner
from dorflinde.ui.templatetags.ui.content import meter

register = template.Library()
ALMOST = Decimal("0.05")  # below the place that is shown


@register.simple_tag
def turnout_words(budget: Budget) -> str:
    """Say how many ballots were counted, and how they came."""
    told = budget.tally.turnout
    return _ballots(told["screen"], told["paper"], told["void"])


@register.simple_tag
def ballots_so_far(numbers: BallotNumbers) -> str:
    """Say how many ballots there are so far."""
    words = _ballots(numbers.screen, numbers.paper, numbers.void)
    if numbers.waiting:
        words += " " + ngettext(
            "%(n)d Zettel wartet auf den zweiten Blick.", "%(n)d Zettel warten auf den zweiten Blick.", numbers.waiting
        ) % {"n": numbers.waiting}
    return words


@register.simple_tag
def result_sentence(result: PotResult) -> str:
    """Say in one sentence what became of a pot."""
    if not result.winners:
        return _("„%(pot)s“: Es kommt nichts, %(amount)s bleiben im Haushalt.") % {
            "pot": result.pot.title, "amount": _euro(result.pot.amount),
        }  # fmt: skip
    return ngettext(
        "„%(pot)s“: %(n)d Vorhaben kommt, für %(spent)s von %(amount)s.",
        "„%(pot)s“: %(n)d Vorhaben kommen, für %(spent)s von %(amount)s.",
        len(result.winners),
    ) % {
        "pot": result.pot.title, "n": len(result.winners), "spent": _euro(result.spent), "amount": _euro(result.pot.amount),
    }  # fmt: skip


@register.simple_tag
def share_words(budget: Budget, result: PotResult) -> list[str]:
    """Say how the money of a pot was spread, and what the rest is for."""
    if not result.voters:
        return [_("Über diesen Topf hat niemand abgestimmt. Das Geld bleibt im Haushalt.")]
    words = []
    if budget.tally.rules["rule"] == Budget.Rule.EQUAL_SHARES:
        words.append(
            ngettext(
                "%(n)d Mensch hat über diesen Topf abgestimmt, mit einem Anteil von %(share)s.",
                "%(n)d Menschen haben über diesen Topf abgestimmt, jede Stimme mit einem Anteil von %(share)s.",
                result.voters,
            )
            % {"n": result.voters, "share": _cents(result.share)}
        )
        if result.is_raised:
            words.append(
                _(
                    "Danach war noch Geld da, mit dem man etwas kaufen konnte. Deshalb stiegen alle Anteile gleich, auf %(share)s, und es wurde noch einmal gezählt."
                )
                % {"share": _cents(result.raised)}
            )
    if result.has_filled_in:
        words.append(_("Mit dem Rest kam noch, was die meisten Stimmen hatte und bezahlt werden konnte."))
    if result.left:
        words.append(_("Übrig sind %(left)s. Sie bleiben im Haushalt der Gemeinde.") % {"left": _euro(result.left)})
    return words


@register.simple_tag
def winner_words(winner: Winner, result: PotResult) -> str:
    """Say why something wins."""
    wanted = ngettext("%(n)d Mensch wollte das.", "%(n)d Menschen wollten das.", winner.supporters) % {
        "n": winner.supporters
    }
    if winner.is_paid_by_shares:
        carried = _("Sie haben es gemeinsam bezahlt, niemand gab mehr als %(most)s dafür.") % {
            "most": _cents(winner.most_paid)
        }
        if winner.effective is None or winner.effective >= winner.supporters - ALMOST:
            return f"{wanted} {carried}"
        votes = _(
            "Manche hatten ihren Anteil schon für anderes gegeben, deshalb zählt das wie %(votes)s volle Stimmen."
        )
        return f"{wanted} {carried} {votes % {'votes': _number(winner.effective)}}"
    if winner.is_filled_in:
        return f"{wanted} {_('Ihre Anteile reichten dafür nicht ganz; bezahlt wird es aus dem Geld, das übrig war.')}"
    return wanted


@register.simple_tag
def missed_words(miss: Missed, result: PotResult) -> str:
    """Say why something does not win this time."""
    wanted = ngettext("%(n)d Mensch wollte das.", "%(n)d Menschen wollten das.", miss.supporters) % {
        "n": miss.supporters
    }
    reasons = {
        "rival": _("Es schließt sich mit „%(rival)s“ aus, und das hat gewonnen.")
        % {"rival": miss.rival.title if miss.rival else ""},
        "nobody": _("Niemand hat es gewählt."),
        "money": _("Übrig waren am Ende nur %(left)s, das reicht dafür nicht.") % {"left": _euro(result.left)},
        "support": _("Die Anteile derer, die es wollten, reichten nicht: Zusammen hatten sie noch %(gathered)s.")
        % {"gathered": _euro(miss.gathered)},
    }
    return reasons[miss.why] if miss.why == "nobody" else f"{wanted} {reasons[miss.why]}"


@register.simple_tag
def tie_words(tie: TieBroken) -> str:
    """Say what decided between equals."""
    by = {"min-cost": _("der niedrigere Preis"), "max-votes": _("die Zahl der Stimmen"), "lot": _("das Los")}
    return _("Gleichstand: %(names)s. Entschieden hat %(by)s, für „%(chosen)s“.") % {
        "names": ", ".join(f"„{one.title}“" for one in tie.proposals),
        "by": by[tie.by],
        "chosen": tie.chosen.title,
    }


@register.simple_tag
def pot_bar(result: PotResult) -> SafeString:
    """Draw how much of a pot is spent; the sentence beside it says the same."""
    part = round(100 * result.spent / result.pot.amount)
    return format_html(
        '<svg viewBox="0 0 100 6" class="share" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="6" class="fill-well"/>'
        '<rect width="{}" height="6" class="fill-done"/></svg>',
        part,
    )


@register.simple_tag
def better_meter(result: PotResult) -> SafeString:
    """Show how many have more, the same or less of it than by the other rule."""
    parts = [
        (_("haben so mehr davon"), result.better, "done"),
        (_("gleich viel"), result.same, "planned"),
        (_("weniger"), result.worse, "late"),
    ]
    return meter(parts, label=_("Menschen"))


@register.simple_tag
def rule_names(budget: Budget) -> dict[str, str]:
    """Return the short names of the rule that counted and of the other one."""
    names = [_("Gleiche Anteile"), _("Mehrheit")]
    if budget.tally.rules["rule"] == Budget.Rule.GREEDY:
        names.reverse()
    return {"here": names[0], "other": names[1]}


@register.simple_tag
def own_words(budget: Budget, share: OwnShare) -> list[str]:
    """Tell a voter what happened to the own share."""
    won = sum(line.has_won for line in share.lines)
    words = [
        ngettext(
            "Auf Ihrem Stimmzettel stand %(all)d Vorhaben, %(won)d davon kommt.",
            "Auf Ihrem Stimmzettel standen %(all)d Vorhaben, %(won)d davon kommen.",
            len(share.lines),
        )
        % {"all": len(share.lines), "won": won}
    ]
    if budget.tally.rules["rule"] == Budget.Rule.GREEDY:
        return [*words, _("Gezählt wurde nach der Mehrheit, deshalb hat niemand einen eigenen Anteil.")]
    return [
        *words,
        _("Ihr Anteil betrug %(share)s. Davon haben Sie %(paid)s ausgegeben, übrig blieben %(left)s.")
        % {"share": _cents(share.result.raised), "paid": _cents(share.paid), "left": _cents(share.left)},
    ]


@register.simple_tag
def line_words(budget: Budget, line: PaidLine) -> str:
    """Say what became of one line of the own ballot."""
    wanted = ngettext(
        "Das wollten Sie und %(n)d anderer Mensch.", "Das wollten Sie und %(n)d andere Menschen.", line.others
    ) % {"n": line.others}
    if not line.others:
        wanted = _("Das wollten nur Sie.")
    if not line.has_won or budget.tally.rules["rule"] == Budget.Rule.GREEDY:
        return wanted
    if line.paid:
        return _("%(wanted)s So viel hat Ihr Anteil dafür gegeben.") % {"wanted": wanted}
    return _("%(wanted)s Ihr Anteil musste dafür nichts geben.") % {"wanted": wanted}


def _ballots(screen: int, paper: int, void: int) -> str:
    number = screen + paper
    if not number and not void:
        return _("Noch hat niemand abgestimmt.")
    words = ngettext(
        "%(n)d Mensch hat abgestimmt: %(screen)d online, %(paper)d auf Papier.",
        "%(n)d Menschen haben abgestimmt: %(screen)d online, %(paper)d auf Papier.",
        number,
    ) % {"n": number, "screen": screen, "paper": paper}
    if void:
        words += " " + ngettext(
            "%(n)d Zettel war leer oder nicht lesbar.", "%(n)d Zettel waren leer oder nicht lesbar.", void
        ) % {"n": void}
    return words


def _euro(amount: Decimal) -> str:
    return format_euro(amount, get_language() or "de")


def _cents(amount: Decimal) -> str:
    """Write a small amount with its cents; less than one is said so."""
    if 0 < amount < Decimal("0.01"):
        return _("unter 1 Cent")
    return _euro(amount)


def _number(amount: Decimal | None) -> str:
    return format_number(None if amount is None else amount.quantize(Decimal("0.1")), get_language() or "de")
