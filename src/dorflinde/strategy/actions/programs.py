"""Lets programs elsewhere hear what happened in the plans: what kind of thing, and where everyone can read it."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dorflinde.outlets.public import EventKind, tell_programs
from dorflinde.places.public import Place
from dorflinde.strategy.models import GoalIndicator, Indicator, Measure, PaperVersion

from .history import current_save


class Happened(models.TextChoices):
    """What a program can hear of."""

    PUBLISHED = "measure.published", _("Eine Maßnahme ist öffentlich geworden")
    CHANGED = "measure.changed", _("Eine Maßnahme hat sich geändert")
    MOVED = "measure.moved", _("Der Stand einer Maßnahme hat sich geändert")
    FINISHED = "measure.finished", _("Eine Maßnahme ist fertig")
    WITHDRAWN = "measure.withdrawn", _("Eine Maßnahme ist nicht mehr öffentlich")
    COUNTED = "indicator.value_added", _("Eine Kennzahl hat einen neuen Wert")
    ROADMAP = "roadmap.changed", _("Im Fahrplan haben sich Termine oder Abhängigkeiten geändert")
    PAPER = "paper.published", _("Eine Fassung des Strategiepapiers ist öffentlich geworden")


EVENTS = [EventKind(name, label) for name, label in Happened.choices]


# What the open interface does not say of a measure: a program that looked there would find nothing new.
_NOT_SHOWN = {"visibility", "costs"}


def tell_of(measure: Measure, what: Happened, **more: object) -> None:
    """Tell of a measure that everyone may read, or no longer may; of others nothing is told."""
    if measure.is_public or what is Happened.WITHDRAWN:
        _tell(measure.municipality, what, {**_measure(measure), **more})


def tell_of_change(measure: Measure, fields: Iterable[str]) -> None:
    """Tell which fields of a public measure say something else, as far as everyone may read them."""
    if shown := [name for name in fields if name not in _NOT_SHOWN]:
        tell_of(measure, Happened.CHANGED, changed=shown)


def tell_of_roadmap(measure: Measure) -> None:
    """Tell once in each save that the roadmap looks different; what is internal does not stand in it."""
    place = measure.municipality
    if measure.is_public:
        links = {
            "municipality": place.slug,
            "url": _address(reverse("strategy:roadmap", args=[place.slug])),
            "api_url": _address(reverse("api:roadmap", args=[place.slug])),
        }
        _tell(place, Happened.ROADMAP, links, key=str(current_save()))


def tell_of_value(indicator: Indicator) -> None:
    """Tell that a figure of a public measure was counted."""
    if indicator.measure.is_public:
        told = {"id": str(indicator.public_id), "measure": _measure(indicator.measure)}
        _tell(indicator.measure.municipality, Happened.COUNTED, told)


def tell_of_goal_value(indicator: GoalIndicator, place: Place) -> None:
    """Tell that a figure of a goal was counted."""
    told = {
        "id": str(indicator.public_id),
        "municipality": place.slug,
        "url": _address(reverse("strategy:goals", args=[place.slug])),
        "api_url": _address(reverse("api:goals", args=[place.slug])),
    }
    _tell(place, Happened.COUNTED, told)


def tell_of_paper(version: PaperVersion) -> None:
    """Tell that everyone may read a version of the strategy paper."""
    place = version.strategy.place
    if place.kind == Place.Kind.MUNICIPALITY:
        told = {
            "number": version.number,
            "municipality": place.slug,
            "url": _address(reverse("strategy:paper_version", args=[place.slug, version.number])),
            "api_url": _address(reverse("api:strategies", args=[place.slug])),
        }
        _tell(place, Happened.PAPER, told)


def _tell(place: Place, what: Happened, told: Mapping[str, object], *, key: str = "") -> None:
    """Say nothing of a strategy that the municipality switched off: its addresses lead nowhere."""
    if "strategy" not in place.modules_off:
        tell_programs(place, what, told, key=key)


def _measure(measure: Measure) -> dict[str, object]:
    return {
        "id": str(measure.public_id),
        "municipality": measure.municipality.slug,
        "url": _address(measure.get_absolute_url()),
        "api_url": _address(reverse("api:measure", args=[measure.public_id])),
    }


def _address(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
