"""Measure lists in and out."""

import base64
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import exports, policies, queries
from dorflinde.strategy.forms import FilterForm, ImportForm
from dorflinde.strategy.imports import ImportProblem, ImportReport, import_measures

from .frame import workbench_page

_KEPT = "strategy_list"  # the list that was looked at and not yet taken over


@login_required
@require_http_methods(["GET", "POST"])
def read(request: UserRequest, municipality: str) -> HttpResponse:
    """Take a list, show what it would do and which rows cannot be read, then take it over."""
    place = policies.editable_workbench(request, municipality)
    if request.method == "POST":
        return _posted(request, place)
    kept = _kept(request, place)
    if kept is None:
        return workbench_page(request, "import", place, tab="import", form=ImportForm())
    name, content = kept
    report = import_measures(place, content, actor=request.user, dry_run=True)
    return workbench_page(
        request, "preview", place, tab="import", name=name, report=report,
        rows=[(row, _OUTCOMES[row.kind]) for row in report.planned if row.kind != "unchanged"],
    )  # fmt: skip


@login_required
@require_safe
def write(request: UserRequest, municipality: str, form: str) -> HttpResponse:
    """Hand out the measures as a list; the filters of the table hold here too."""
    place = policies.workbench(request, municipality)
    if form not in exports.FORMATS:
        raise Http404(_("Dieses Format gibt es nicht."))
    filters = FilterForm(request.GET, place=place, windows=queries.windows_of(place))
    chosen = filters.apply(policies.visible_measures(request.user, place))
    content, _number = exports.export_measures(place, form, measures=chosen)
    response = HttpResponse(content, content_type=exports.FORMATS[form])
    response["Content-Disposition"] = (
        f'attachment; filename="massnahmen-{place.slug}-{timezone.localdate():%Y-%m-%d}.{form}"'
    )
    return response


# (state for the tag, word) of what a row would do
_OUTCOMES = {"created": ("new", gettext_lazy("neu")), "updated": ("active", gettext_lazy("geändert"))}


def _posted(request: UserRequest, place: Place) -> HttpResponse:
    if "verwerfen" in request.POST:
        request.session.pop(_KEPT, None)
        return redirect("workshop:import", place.slug)
    if "uebernehmen" in request.POST:
        return _take_over(request, place)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            import_measures(place, content, actor=request.user, dry_run=True)
        except ImportProblem as problem:
            form.add_error("file", str(problem))
        else:
            kept = {"place": place.slug, "name": file.name[:100], "content": base64.b64encode(content).decode("ascii")}
            request.session[_KEPT] = kept
            return redirect("workshop:import", place.slug)
    return workbench_page(request, "import", place, tab="import", form=form)


def _take_over(request: UserRequest, place: Place) -> HttpResponse:
    kept = _kept(request, place)
    if kept is None:
        messages.warning(request, _("Die Liste liegt nicht mehr vor. Bitte wählen Sie die Datei noch einmal aus."))
        return redirect("workshop:import", place.slug)
    report = import_measures(place, kept[1], actor=request.user, partial=request.POST["uebernehmen"] == "gute")
    if not report.is_written:
        messages.warning(request, _("Es wurde nichts übernommen: Einige Zeilen lassen sich nicht lesen."))
        return redirect("workshop:import", place.slug)
    request.session.pop(_KEPT, None)
    messages.success(request, _said(report))
    return redirect("workshop:measures", place.slug)


def _kept(request: UserRequest, place: Place) -> tuple[str, bytes] | None:
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    if kept is None or kept["place"] != place.slug:
        return None
    return kept["name"], base64.b64decode(kept["content"])


def _said(report: ImportReport) -> str:
    parts = [
        ngettext("%(n)s Maßnahme angelegt", "%(n)s Maßnahmen angelegt", report.created) % {"n": report.created},
        ngettext("%(n)s geändert", "%(n)s geändert", report.updated) % {"n": report.updated},
        ngettext("%(n)s unverändert", "%(n)s unverändert", report.unchanged) % {"n": report.unchanged},
    ]
    if report.rejected:
        refused = report.rejected_rows
        parts.append(ngettext("%(n)s Zeile zurückgewiesen", "%(n)s Zeilen zurückgewiesen", refused) % {"n": refused})
    return ", ".join(parts) + "."
