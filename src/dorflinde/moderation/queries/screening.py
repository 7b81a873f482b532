"""What the house rules of a place say to a contribution before it goes off."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import STAFF, Actor, has_role
from dorflinde.core import subjects
from dorflinde.core.subjects import Subject
from dorflinde.moderation.models import Checkpoint, Rule
from dorflinde.places.public import Organisation, Place
from dorflinde.ui.clock import full_day

from .pausing import pause_of


@dataclass(frozen=True)
class Verdict:
    """What becomes of a contribution: it goes off (both empty), waits for a look, or does not go off at all."""

    refusal: str = ""  # for whoever writes: what to change
    why_held: str = ""  # for the moderation: why somebody should look first


def screen(user: Actor, *, place: Place, kind: str, text: str) -> Verdict:
    """Hold a contribution against pause, rules and checkpoints of a place; those who work for the place pass.

    The number of questions to the database is the same for one rule as for many.
    """
    if sentence := pause_sentence(user, place):
        return Verdict(refusal=sentence)
    if has_role(user, STAFF, place):
        return Verdict()
    here = [above.pk for above in place.lineage]
    refusal, reasons = _by_rules(
        Rule.objects.filter(place__in=here).select_related("place").order_by("pk"), user, place, text
    )
    if refusal:
        return Verdict(refusal=refusal)
    if Checkpoint.objects.filter(place__in=here, kind=kind).exists():
        with translation.override(settings.LANGUAGE_CODE):
            label = str(subjects.subject(kind).label) if subjects.known(kind) else kind
            reasons.insert(0, _("Hier wird vor der Veröffentlichung immer geprüft: %(kind)s") % {"kind": label})
    return Verdict(why_held="\n".join(reasons))


def try_out(user: Actor, *, place: Place, text: str) -> list[tuple[Rule, str]]:
    """Return which rules of a place would catch a text, and what they find."""
    rules = Rule.objects.filter(place__in=[above.pk for above in place.lineage]).order_by("pk")
    own = _own_hosts(place)
    return [(rule, found) for rule in rules if (found := rule.finds(text, user=user, own_hosts=own))]


def kinds_that_can_wait() -> list[Subject]:
    """Return the kinds of contributions a place may want to look at first."""
    return [subject for subject in subjects.all_subjects() if subject.can_wait]


def pause_sentence(user: Actor, place: Place) -> str:
    """Return what to say instead of a form to somebody who may write nothing here for now; empty for everyone else."""
    if (pause := pause_of(user, place)) is None:
        return ""
    return _(
        "In %(place)s haben Sie bis %(day)s eine Schreibpause. Den Grund und den Weg zur Beschwerde finden Sie in Ihren Mitteilungen."
    ) % {"place": pause.place.name, "day": full_day(pause.until)}


def _by_rules(rules: Iterable[Rule], user: Actor, place: Place, text: str) -> tuple[str, list[str]]:
    """Return what to tell whoever writes, if a rule refuses, and what the moderation should know otherwise."""
    reasons: list[str] = []
    found_rules = list(rules)
    own = _own_hosts(place) if any(rule.kind == Rule.Kind.LINKS for rule in found_rules) else []
    for rule in found_rules:
        found = rule.finds(text, user=user, own_hosts=own)
        if not found:
            continue
        if rule.is_refusal:
            return _refusal(rule, found), []
        with translation.override(settings.LANGUAGE_CODE):
            reasons.append(_finding(rule) % {"found": found})
    return "", reasons


def _refusal(rule: Rule, found: str) -> str:
    place = rule.place.name
    if rule.kind == Rule.Kind.WORDS:
        words = _("„%(found)s“ ist nach den Regeln von %(place)s nicht erlaubt.") % {"found": found, "place": place}
    elif rule.days:
        words = _("In %(place)s können Sie erst %(days)d Tage nach Ihrer Anmeldung Links setzen. Gefunden: %(found)s.") % {
            "place": place, "days": rule.days, "found": found,
        }  # fmt: skip
    else:
        words = _("Links sind in %(place)s nicht erlaubt. Gefunden: %(found)s.") % {"found": found, "place": place}
    hint = _("Bitte ändern Sie das; Ihr Text steht noch da. Ist das ein Irrtum? Dann schreiben Sie bitte dem Rathaus.")
    return " ".join(part for part in (words, rule.note, hint) if part)


def _finding(rule: Rule) -> str:
    if rule.kind == Rule.Kind.WORDS:
        return _("Ein Programm hat das Wort „%(found)s“ gefunden.")
    return _("Ein Programm hat einen Link auf %(found)s gefunden.")


def _own_hosts(place: Place) -> list[str]:
    """Return the hosts that are nobody's advertising: the house's own and those of the organisations of the place."""
    home = place if place.kind == Place.Kind.REGION else place.municipality
    websites = Organisation.objects.of(home).exclude(website="").values_list("website", flat=True)
    hosts = [urlsplit(address).hostname or "" for address in (settings.BASE_URL, *websites)]
    return [host.removeprefix("www.") for host in hosts if host]
