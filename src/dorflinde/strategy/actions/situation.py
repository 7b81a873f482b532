"""Changes the picture of the situation: baseline, inventory, strengths and weaknesses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place
from dorflinde.strategy.models import Assessment, InventoryItem, Sheet, SheetAnswer, SwotEntry, SwotRemoval


@transaction.atomic
def begin_assessment(
    place: Place, *, held_on: date, version: int, actor: Actor | None, is_sample: bool = False
) -> Assessment:
    """Begin to answer the questionnaire anew; earlier assessments stay to compare with."""
    assessment = Assessment.objects.create(
        municipality=place, held_on=held_on, version=version, started_by=_person(actor), is_sample=is_sample
    )
    _note("assessment.begun", Ref("strategy.assessment", assessment.public_id), place, actor)
    return assessment


@transaction.atomic
def answer_questions(
    assessment: Assessment, answers: Mapping[str, Mapping[str, Any]], *, actor: Actor | None, official: bool
) -> Sheet:
    """Store answers of one person, or those agreed on; the same answers twice change nothing."""
    person = _person(actor)
    owner: dict[str, Any] = {"is_official": True} if official else {"respondent": person, "is_official": False}
    sheet, made = Sheet.objects.get_or_create(assessment=assessment, **owner)
    for question, said in answers.items():
        SheetAnswer.objects.update_or_create(sheet=sheet, question=question, defaults=dict(said))
    if not made:
        sheet.save(update_fields=["changed_at"])
    else:
        _note("sheet.begun", Ref("strategy.assessment", assessment.public_id), assessment.municipality, actor)
    return sheet


@transaction.atomic
def delete_assessment(assessment: Assessment, *, actor: Actor) -> None:
    """Remove an assessment with all its answers."""
    _note("assessment.deleted", Ref("strategy.assessment", assessment.public_id), assessment.municipality, actor)
    assessment.delete()


@transaction.atomic
def save_inventory_item(item: InventoryItem, *, actor: Actor | None) -> InventoryItem:
    """Store a plan, project or system of the municipality."""
    verb = "changed" if item.pk else "created"
    item.created_by = item.created_by or _person(actor)
    item.save()
    _note(f"inventory.{verb}", Ref("strategy.inventory", item.public_id), item.municipality, actor)
    return item


@transaction.atomic
def delete_inventory_item(item: InventoryItem, *, actor: Actor) -> None:
    """Take something off the inventory."""
    _note("inventory.deleted", Ref("strategy.inventory", item.public_id), item.municipality, actor)
    item.delete()


@transaction.atomic
def add_swot_entry(
    place: Place, *, side: str, text: str, origin: str = "", actor: Actor | None, is_sample: bool = False
) -> SwotEntry:
    """Put a line at the end of one of the four lists."""
    last = SwotEntry.objects.of(place).filter(side=side).aggregate(last=Max("order"))["last"]
    entry = SwotEntry.objects.create(
        municipality=place, side=side, text=text, origin=origin, order=(last or 0) + 1, created_by=_person(actor),
        is_sample=is_sample,
    )  # fmt: skip
    _note("swot.created", Ref("strategy.swot", entry.public_id), place, actor)
    return entry


@transaction.atomic
def change_swot_entry(entry: SwotEntry, *, actor: Actor) -> None:
    """Store a line that was reworded or moved to another list."""
    entry.save()
    _note("swot.changed", Ref("strategy.swot", entry.public_id), entry.municipality, actor)


@transaction.atomic
def move_swot_entry(entry: SwotEntry, *, up: bool) -> None:
    """Move a line one place up or down its list."""
    same = SwotEntry.objects.of(entry.municipality).kept().filter(side=entry.side)
    if up:
        neighbour = same.filter(order__lt=entry.order).order_by("-order").first()
    else:
        neighbour = same.filter(order__gt=entry.order).order_by("order").first()
    if neighbour is None:
        return
    step = entry.order - neighbour.order
    SwotEntry.objects.filter(pk=neighbour.pk).update(order=F("order") + step)
    SwotEntry.objects.filter(pk=entry.pk).update(order=F("order") - step)


@transaction.atomic
def remove_swot_entry(entry: SwotEntry, *, actor: Actor) -> SwotRemoval:
    """Take a line off its list; it can be put back."""
    removal, made = SwotRemoval.objects.get_or_create(entry=entry, defaults={"removed_by": _person(actor)})
    if made:
        _note("swot.removed", Ref("strategy.swot", entry.public_id), entry.municipality, actor)
    return removal


@transaction.atomic
def restore_swot_entry(entry: SwotEntry, *, actor: Actor) -> None:
    """Put a removed line back on its list."""
    gone, _rows = SwotRemoval.objects.filter(entry=entry).delete()
    if gone:
        _note("swot.restored", Ref("strategy.swot", entry.public_id), entry.municipality, actor)


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None


def _note(verb: str, subject: Ref, place: Place, actor: Actor | None) -> None:
    audit.record(f"strategy.{verb}", subject, actor=actor, place=place)
