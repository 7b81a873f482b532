"""Changes to places."""

from django.db import transaction
from django.db.models import F

from .editions import forget_edition
from .models import Place


def raise_edition(place: Place) -> None:
    """Say that something public changed here, so that kept pages of the place and all it lies in are made anew."""
    above = [here.pk for here in place.lineage]
    Place.objects.filter(pk__in=above).update(edition=F("edition") + 1)
    transaction.on_commit(forget_edition)


def switch_module(place: Place, name: str, *, on: bool) -> None:
    """Switch a module on or off in a municipality."""
    off = [module for module in place.modules_off if module != name]
    place.modules_off = off if on else [*off, name]
    place.save(update_fields=["modules_off"])
    raise_edition(place)
