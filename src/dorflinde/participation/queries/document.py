"""A draft as people read it: each paragraph with what was said about it, and the table of what became of that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor
from dorflinde.participation.models import Activity, Paragraph, Remark, RemarkQuerySet

from .remarks import Thread, readable_remarks, threads_for, waiting_remarks

REMARKS_BESIDE = 5  # beside a paragraph; the others stand on a page of its own


@dataclass
class Passage:
    """A paragraph with the remarks most people stand behind."""

    paragraph: Paragraph
    number_of_remarks: int = 0
    threads: list[Thread] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Tell whether more was said than stands beside it; what waits for a look comes on top."""
        return self.number_of_remarks > len(self.threads)


@dataclass(frozen=True)
class Draft:
    """A whole draft with what was said."""

    passages: list[Passage]
    removed: list[Passage]  # not in the draft any more, but talked about
    general: list[Thread]  # said to the whole
    has_more_general: bool


def draft_of(activity: Activity, user: Actor) -> Draft:
    """Return a draft as somebody reads it, with the same number of questions for one remark as for thousands."""
    passages = {one.pk: Passage(one) for one in Paragraph.objects.of(activity)}
    tops = readable_remarks(activity, user).on_top()
    for key, number in tops.filter(paragraph__isnull=False).values_list("paragraph").annotate(n=Count("pk")).order_by():
        passages[key].number_of_remarks = number
    place = Window(RowNumber(), partition_by=F("paragraph"), order_by=[F("support_count").desc(), F("pk").desc()])
    beside = tops.annotate(place=place).filter(place__lte=REMARKS_BESIDE).complete().order_by("place")
    rows = [*beside, *waiting_remarks(activity, user, parent=None)]
    general: list[Thread] = []
    for thread in threads_for(activity, rows, user):
        key = thread.remark.paragraph_id
        (passages[key].threads if key else general).append(thread)
    present = [one for one in passages.values() if not one.paragraph.is_removed]
    removed = [one for one in passages.values() if one.paragraph.is_removed and one.threads]
    return Draft(present, removed, general, len(general) >= REMARKS_BESIDE)


def without_text(activities: Sequence[Activity]) -> dict[int, str]:
    """Say of drafts without a text what is missing."""
    there = Paragraph.objects.present().filter(activity__in=activities)
    written = set(there.values_list("activity", flat=True).distinct())
    return {one.pk: _("Der Text fehlt noch.") for one in activities if one.pk not in written}


def in_order_of_draft(remarks: RemarkQuerySet) -> RemarkQuerySet:
    """Put remarks into the order of the draft: what is not in it any more, and what was said to the whole, come last."""
    return remarks.order_by(
        F("paragraph__removed_at").asc(nulls_first=True), F("paragraph__position").asc(nulls_last=True), "pk"
    )


def weighed_query(activity: Activity) -> RemarkQuerySet:
    """Return all that was said and needs an answer, in the order of the draft, to be read page by page."""
    return in_order_of_draft(Remark.objects.filter(activity=activity).visible().on_top().complete())


def weighed(activity: Activity) -> Iterator[Remark]:
    """Return the same one by one: the table of what became of it."""
    yield from weighed_query(activity).iterator(chunk_size=500)


def remarks_in_words(activity: Activity) -> SafeString | None:
    """Return how much was said, for the card of an activity; nothing while nothing was."""
    number = Remark.objects.filter(activity=activity).visible().on_top().count()
    if not number:
        return None
    words = ngettext("%(n)d Kommentar bisher", "%(n)d Kommentare bisher", number) % {"n": number}
    return format_html('<p class="soft num">{}</p>', words)
