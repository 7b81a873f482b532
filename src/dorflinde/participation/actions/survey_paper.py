"""Answers on paper: typed in one sheet after the other, and taken back after a slip."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.participation.models import Activity, AnswerSheet
from dorflinde.places.public import raise_edition

from .survey import Mark, take_down


@transaction.atomic
def type_in(activity: Activity, marks: Sequence[Mark], *, actor: User) -> AnswerSheet:
    """Type a sheet of paper in and give it the next number; who typed is kept, who wrote is not known."""
    if not marks:
        raise ValidationError(_("Dieser Bogen ist leer."))
    Activity.objects.select_for_update().get(pk=activity.pk)  # two who type at once get two numbers
    last = AnswerSheet.objects.on_paper(activity).values_list("paper_number", flat=True).first()
    sheet = take_down(activity, marks, channel=AnswerSheet.Channel.PAPER, actor=actor)
    sheet.paper_number = (last or 0) + 1
    sheet.save(update_fields=["paper_number"])
    return sheet


@transaction.atomic
def take_paper_back(sheet: AnswerSheet, *, actor: User) -> None:
    """Undo a sheet that was typed in wrongly, as if it never had been."""
    activity = sheet.activity
    details = {"number": sheet.paper_number}
    record(
        "participation.survey.paper_taken_back",
        activity.ref,
        actor=actor,
        place=activity.project.place,
        details=details,
    )
    sheet.delete()
    raise_edition(activity.project.place)
