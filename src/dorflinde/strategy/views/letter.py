"""The monthly letter to the council: what is in it, and the file to print or to go on writing."""

import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core.dates import months_after
from dorflinde.strategy import policies, queries
from dorflinde.strategy.paper import letter as letters
from dorflinde.strategy.paper.press import FORMS, kept_sheet
from dorflinde.strategy.paper.tree import plain

from .frame import workbench_page
from .paper import paper_handed_out

_EARLIEST = datetime.date(2000, 1, 1)


@login_required
@require_safe
def letter(request: UserRequest, municipality: str) -> HttpResponse:
    """Show what stands in the letter of a month, the running one unless another is asked for."""
    place = policies.workbench(request, municipality)
    first, is_internal = _asked(request)
    month = queries.month_of_delivery(place, first, timezone.localdate(), is_internal=is_internal)
    address = reverse("workshop:council_letter", args=[place.slug])
    return workbench_page(
        request, "paper/letter", place, tab="council_letter", month=month, name=letters.name_of(first),
        summary=letters.summary(month), nothing_asked=letters.nothing_asked(), sections=list(letters.sections(month)),
        payments=letters.payments(month), costs=[(fact.label, plain(fact.value)) for fact in letters.costs(month)], is_internal=is_internal,
        before=f"{address}?{_words(months_after(first, -1), is_internal)}", after=_after(address, first, is_internal),
        other=f"{address}?{_words(first, not is_internal)}",
        files=[(form, f"{reverse('workshop:council_letter_file', args=[place.slug, form])}?{_words(first, is_internal)}") for form in ("pdf", "docx")],
    )  # fmt: skip


@login_required
@require_safe
def file(request: UserRequest, municipality: str, form: str) -> HttpResponse:
    """Hand out the letter."""
    place = policies.workbench(request, municipality)
    if form not in FORMS:
        raise Http404(_("In dieser Form gibt es den Brief nicht."))
    first, is_internal = _asked(request)
    month = queries.month_of_delivery(place, first, timezone.localdate(), is_internal=is_internal)
    name = f"{place.slug}-{first:%Y-%m}" + ("-intern" if is_internal else "")
    return paper_handed_out(
        request, kept_sheet(letters.letter(month), form), form, name, private=True, what="ratsbrief"
    )


def _asked(request: UserRequest) -> tuple[datetime.date, bool]:
    """Return the first day of the month asked for, never one that lies before us, and whether internal things belong in."""
    this_month = timezone.localdate().replace(day=1)
    try:
        first = datetime.datetime.strptime(request.GET.get("monat", ""), "%Y-%m").date()  # noqa: DTZ007  # a month has no zone
    except ValueError:
        first = this_month
    return (first if _EARLIEST <= first <= this_month else this_month), "intern" in request.GET


def _after(address: str, first: datetime.date, is_internal: bool) -> str:
    following = months_after(first, 1)
    return f"{address}?{_words(following, is_internal)}" if following <= timezone.localdate() else ""


def _words(first: datetime.date, is_internal: bool) -> str:
    return urlencode({"monat": f"{first:%Y-%m}"} | ({"intern": "1"} if is_internal else {}))
