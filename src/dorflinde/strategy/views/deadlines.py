"""The days of fundings: as a list, as a file, and as a calendar the town hall subscribes to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, exports, policies, queries
from dorflinde.strategy.forms import LeadTimeForm

from .frame import workbench_page

CALENDAR = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "POST"])
def reminders(request: UserRequest, municipality: str) -> HttpResponse:
    """List the days of fundings that must not be missed, and say how long before the desk is reminded of them."""
    is_reading = request.method == "GET"
    place = (policies.workbench if is_reading else policies.editable_workbench)(request, municipality)
    months = queries.deadline_months(place)
    form = LeadTimeForm(request.POST or None, initial={"months": months})
    if form.is_valid():
        months = form.cleaned_data["months"]
        actions.set_deadline_months(place, months, actor=request.user)
        said = ngettext(
            "Ab jetzt erinnert der Schreibtisch %(n)s Monat vorher.",
            "Ab jetzt erinnert der Schreibtisch %(n)s Monate vorher.",
            months,
        )
        messages.success(request, said % {"n": months})
        return redirect("workshop:reminders", place.slug)
    found = queries.reminders(place, since=timezone.localdate())
    address = request.build_absolute_uri(path) if (path := queries.calendar_address(place)) else ""
    return workbench_page(
        request, "reminders", place, tab="reminders", reminders=found, form=form, months=months, address=address
    )


@login_required
@require_safe
def reminders_file(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand the days out for the calendar of the town hall."""
    place = policies.workbench(request, municipality)
    content = exports.reminders_calendar(place, queries.reminders(place, since=timezone.localdate()))
    response = HttpResponse(content, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="foerderfristen-{place.slug}.ics"'
    return response


@login_required
@require_http_methods(["POST"])
def share(request: UserRequest, municipality: str) -> HttpResponse:
    """Open an address under which a calendar program reads the days without an account, a new one, or close it."""
    place = policies.editable_workbench(request, municipality)
    if "schliessen" in request.POST:
        actions.close_calendar(place, actor=request.user)
        messages.success(request, _("Die Adresse gilt nicht mehr."))
    else:
        actions.share_calendar(place, actor=request.user)
        messages.success(request, _("Diese Adresse können Sie jetzt in Ihrem Kalender abonnieren."))
    return redirect("workshop:reminders", place.slug)


@require_safe
def subscribed(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """Hand the days out to whoever knows the address."""
    place = policies.public_place(request, municipality)
    if not queries.opens_calendar(place, token):
        raise Http404(_("Diese Adresse gilt nicht mehr."))
    content = exports.reminders_calendar(place, queries.reminders(place, since=timezone.localdate()))
    response = HttpResponse(content, content_type=CALENDAR)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = f'inline; filename="foerderfristen-{place.slug}.ics"'
    return response
