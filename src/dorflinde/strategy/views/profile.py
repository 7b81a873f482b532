"""What a measure's pages say about it, as pairs of a word and a value; the unknown is left out."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.translation import get_language, gettext as _, ngettext

from dorflinde.core.money import format_euro, format_number, format_percent
from dorflinde.strategy.models import Funding, Indicator, Measure
from dorflinde.ui.clock import full_day

Facts = list[tuple[str, object]]


def profile_facts(measure: Measure) -> Facts:
    """Return who, when and how important."""
    organisation = measure.lead_organisation
    lead: object = measure.lead
    if organisation is not None:
        link = format_html('<a href="{}">{}</a>', organisation.get_absolute_url(), organisation.name)
        lead = format_html("{} ({})", measure.lead, link) if measure.lead else link
    return [
        (_("Handlungsfeld"), measure.field.title if measure.field else ""),
        (_("Federführung"), lead),
        (_("Beteiligte"), measure.participants),
        (_("Zeitraum"), measure.period if measure.start or measure.end else ""),
        (_("Priorität"), measure.get_priority_display() if measure.priority else ""),
        (_("Digital oder analog"), measure.get_medium_display() if measure.medium else ""),
        (_("Aufwand"), _of_five(measure.effort)),
        (_("Nutzen"), _of_five(measure.benefit)),
        (_("Risiken"), measure.risks),
        (_("Herkunft"), measure.origin_text),
    ]


def money_facts(measure: Measure) -> Facts:
    """Return what it costs, who pays, and how much work it is; nobody having said is not the same as nothing."""
    return [
        (_("Kosten einmalig"), euro(measure.cost_once)),
        (_("Kosten im Jahr"), euro(measure.cost_per_year)),
        (_("davon von anderen"), euro(measure.funded)),
        (_("Eigenanteil"), euro(measure.own_share) if measure.funded is not None else ""),
        (_("Arbeit der Verwaltung"), _months(measure.staff_months)),
    ]


def funding_rows(measure: Measure) -> list[tuple[str, str, str, str]]:
    """Return for each payer: name, share, stage, the days that matter."""
    return [
        (str(row), _share(row), row.get_stage_display() if row.stage else "", _days(row))
        for row in measure.fundings.all()
    ]


def indicator_rows(measure: Measure) -> list[tuple[str, str, str, str, int | None]]:
    """Return for each figure: what is counted, baseline, current value, target, and how far that is in percent."""
    return [
        (
            row.name,
            _with_unit(row.baseline, row),
            _with_unit(row.current, row),
            _with_unit(row.target, row),
            row.reached,
        )
        for row in measure.indicators.all()
    ]


def euro(amount: Decimal | None) -> str:
    """Return an amount for the page; an unknown one is empty and is left out."""
    return "" if amount is None else format_euro(amount, _language())


def _of_five(rating: int | None) -> str:
    return "" if rating is None else _("%(rating)s von 5") % {"rating": rating}


def _months(months: Decimal | None) -> str:
    return (
        ""
        if months is None
        else ngettext("%(count)s Personenmonat", "%(count)s Personenmonate", 1 if months == 1 else 2)
        % {"count": format_number(months, _language())}
    )


def _share(funding: Funding) -> str:
    if funding.amount is not None:
        return format_euro(funding.amount, _language())
    return "" if funding.rate is None else format_percent(funding.rate, _language())


def _days(funding: Funding) -> str:
    days = []
    if funding.apply_by:
        days.append(_("Antrag bis %(day)s") % {"day": full_day(funding.apply_by)})
    if funding.ends_on:
        days.append(_("endet am %(day)s") % {"day": full_day(funding.ends_on)})
    return ", ".join(days)


def _with_unit(text: str, indicator: Indicator) -> str:
    """Add the unit where it was not written with the number."""
    if not text or not indicator.unit or indicator.unit in text:
        return text
    return f"{text}\N{NO-BREAK SPACE}{indicator.unit}"


def _language() -> str:
    return get_language() or "de"
