"""The days of fundings that must not be missed, how long before the town hall is reminded, and who may subscribe to them."""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import CalendarShare, Funding, Measure, Warnings

_SALT = "strategy.deadlines"
USUAL_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day in the life of a funding that must not be missed."""

    kind: str  # the name of the day
    day: date
    what: str
    advice: str
    measure: Measure
    funding: Funding


def reminders(place: Place, *, since: date) -> list[Reminder]:
    """Return the days of all fundings that matter from a day on, soonest first."""
    words = {
        "apply_by": (_("Antrag stellen"), _("Danach gibt es aus diesem Programm nichts mehr.")),
        "notice_on": (_("Bewilligung erwartet"), _("Erst danach darf bestellt und beauftragt werden.")),
        "ends_on": (_("Förderung endet"), _("Bis dahin muss alles abgerechnet sein. Wer zahlt danach den Betrieb?")),
        "proof_by": (_("Verwendungsnachweis abgeben"), _("Rechnungen, Fotos und Sachbericht bereitlegen.")),
        "earmarked_until": (_("Zweckbindung endet"), _("Bis dahin darf nichts verkauft oder anders genutzt werden.")),
    }
    fundings = Funding.objects.filter(measure__in=Measure.objects.of(place).exclude(status="dropped"))
    found = [
        Reminder(name, day, *words[name], measure=funding.measure, funding=funding)
        for funding in fundings.exclude(stage=Funding.Stage.REFUSED).select_related("measure__municipality__parent")
        for name in words
        if (day := getattr(funding, name)) is not None and day >= since
        and not (name == "apply_by" and funding.stage in {Funding.Stage.APPLIED, Funding.Stage.GRANTED})
        and not (name == "notice_on" and funding.stage == Funding.Stage.GRANTED)
    ]  # fmt: skip
    return sorted(found, key=lambda reminder: (reminder.day, reminder.measure.sort_key))


def deadline_months(place: Place) -> int:
    """Return how many months before such a day it is put on the desk here."""
    chosen = Warnings.objects.filter(place=place.municipality).first()
    return chosen.funding_months if chosen else USUAL_MONTHS


def calendar_address(place: Place) -> str:
    """Return the address under which the days can be subscribed to; empty as long as nobody opened one."""
    share = CalendarShare.objects.filter(place=place.municipality).first()
    return reverse("strategy:deadlines", args=[place.slug, signing.dumps(str(share.key), salt=_SALT)]) if share else ""


def opens_calendar(place: Place, token: str) -> bool:
    """Tell whether somebody knows the address in force."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return False
    return CalendarShare.objects.filter(place=place.municipality, key=key).exists()
