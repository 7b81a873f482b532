"""People and money of the sample region: positions are offices, amounts are invented."""

import datetime
from decimal import Decimal

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.places.public import Place
from dorflinde.strategy import public as strategy

_ROLES = (("Bauamt", 120), ("Hauptamt", 100), ("IT und Digitales", 100))
_CEILINGS = (120000, 105000, 125000, 140000, 150000)
_RICH, _THIN = "perlesreut", "ringelai"


def tell(place: Place, clerk: User) -> None:
    """Give the municipality of the demo positions, ceilings and demands, and one finished proposal; a neighbour a little."""
    if place.slug not in {_RICH, _THIN}:
        return
    today = timezone.localdate()
    month = today.replace(day=1)
    roles = []
    for title, percent in _ROLES if place.slug == _RICH else _ROLES[:1]:
        role = strategy.save_role(
            place, None, title=title, stretches=[strategy.Stretch(month, None, percent)], actor=clerk
        )
        role.is_sample = True
        role.save(update_fields=["is_sample"])
        roles.append(role)
    if place.slug == _THIN:
        return
    strategy.set_ceilings(
        place,
        {today.year + number: (Decimal(amount), "Beispiel") for number, amount in enumerate(_CEILINGS)},
        actor=clerk,
    )
    measures = list(strategy.Measure.objects.of(place).unfinished().with_profile().by_number())
    for number, measure in enumerate(measures):
        _need(measure, roles[number % len(roles)], clerk)
        _deadlines(measure, today, number)
    waiting = [m for m in measures if m.status == strategy.Status.PLANNED and m.start is not None]
    if waiting:
        strategy.pin(waiting[0], reason="Der Auftrag ist erteilt. (Beispiel)", actor=clerk)
    proposal = strategy.ask_for_proposal(place, objective="benefit", seconds=3, actor=clerk)
    proposal.is_sample = True
    proposal.save(update_fields=["is_sample"])
    strategy.calculate(proposal)


def _need(measure: strategy.Measure, role: strategy.StaffRole, clerk: User) -> None:
    if measure.staff_months:
        strategy.set_planning(
            measure,
            duration=None,
            earliest=None,
            latest=None,
            demands={role: measure.staff_months / 2},
            ties={},
            actor=clerk,
        )


def _deadlines(measure: strategy.Measure, today: datetime.date, number: int) -> None:
    """Let every other funding have days that come up within the year."""
    for funding in measure.fundings.all():
        if number % 2:
            funding.apply_by = funding.apply_by or today + datetime.timedelta(days=20 + number * 9)
        else:
            funding.stage = "granted"
            funding.ends_on = funding.ends_on or today + datetime.timedelta(days=200 + number * 40)
            funding.proof_by = funding.ends_on + datetime.timedelta(days=180)
        funding.save(update_fields=["apply_by", "stage", "ends_on", "proof_by"])
