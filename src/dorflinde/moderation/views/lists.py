"""For moderators: what is open, complained of and decided at their places, and the log."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core import subjects
from dorflinde.core.text import german_slug
from dorflinde.moderation import exports, policies, queries
from dorflinde.places.public import at

from .ways import tabs, way

_ON_A_PAGE = 50


@login_required
@require_safe
@never_cache
def notices(request: UserRequest, slug: str = "") -> HttpResponse:
    """List the notices at one's places: open, with a complaint, decided."""
    reach = policies.moderated(request.user)
    if slug:
        at(request, policies.moderated_place(request.user, slug))
    state = request.GET.get("stand", "")
    page = Paginator(queries.notices(reach, slug=slug, state=state), _ON_A_PAGE).get_page(request.GET.get("seite"))
    described = subjects.describe_all({one.ref for one in page.object_list})
    rows = [(one, queries.title_of(described.get(one.ref), one)) for one in page.object_list]
    batch = queries.batch_of(request.user, request.GET.get("entschieden", ""))
    context = {
        "page": page,
        "rows": rows,
        "tabs": tabs(reach, state, slug=slug),
        "slug": slug,
        "is_decided": state == "entschieden",
        "can_choose": state == "",
        "batch": batch,
    }
    context["way"] = way((_("Hinweise"), ""))
    return render(request, "moderation/notices.html", context)


@login_required
@require_safe
@never_cache
def log(request: UserRequest, slug: str = "") -> HttpResponse:
    """Show every decision at one's places with its reason."""
    reach = policies.moderated(request.user)
    if slug:
        at(request, policies.moderated_place(request.user, slug))
    page = Paginator(queries.decisions(reach, slug=slug), _ON_A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "lines": exports.lines(page.object_list),
        "slug": slug,
        "figures": _figure_row(reach, slug),
    }
    context["way"] = way(
        (_("Hinweise"), reverse("moderation:notices", args=[slug] if slug else [])), (_("Protokoll"), "")
    )
    return render(request, "moderation/log.html", context)


@login_required
@require_safe
@never_cache
def log_csv(request: UserRequest) -> HttpResponse:
    """Hand out the log as a table."""
    slug = german_slug(request.GET.get("gemeinde", ""))
    content = exports.as_csv(queries.decisions(policies.moderated(request.user), slug=slug))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"moderation-{slug or 'alle'}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _figure_row(reach: Any, slug: str) -> list[tuple[object, ...]]:
    found = queries.figures(reach, slug=slug)
    row: list[tuple[object, ...]] = [
        (found.waiting, _("offen")),
        (found.decided, _("entschieden in 12 Monaten")),
        (found.removed, _("davon entfernt")),
        (found.complaints, ngettext("Beschwerde", "Beschwerden", found.complaints)),
    ]
    if found.median_days is not None:
        row.append((_length(found.median_days), _("bis zur Entscheidung (Median)")))
    return row


def _length(days: float) -> str:
    """Say how long something took: in days, or in hours if it was less than one."""
    if days < 1:
        hours = max(1, round(days * 24))
        return ngettext("%(hours)d Stunde", "%(hours)d Stunden", hours) % {"hours": hours}
    return _("%(days)s Tage") % {"days": number_format(round(days, 1))}
