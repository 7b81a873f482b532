"""The baseline: begin an assessment, answer it page by page, see what came out."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, exports, policies, queries
from dorflinde.strategy.forms import AssessmentForm, DimensionForm
from dorflinde.strategy.models import Assessment

from . import baseline_chart
from .frame import workbench_page


@login_required
@require_safe
def situation(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the latest assessment with its charts, or say how to begin."""
    place = policies.workbench(request, municipality)
    found = queries.latest_assessments(place)
    if not found:
        return workbench_page(request, "baseline_empty", place, tab="situation", questionnaire=queries.questionnaire())
    return _results_page(request, place, found[0], found)


@login_required
@require_safe
def assessment(request: UserRequest, municipality: str, assessment: uuid.UUID) -> HttpResponse:
    """Show one assessment."""
    place = policies.workbench(request, municipality)
    return _results_page(request, place, _assessment(place, assessment), queries.latest_assessments(place))


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: UserRequest, municipality: str) -> HttpResponse:
    """Begin a new assessment and go to its first page."""
    place = policies.editable_workbench(request, municipality)
    form = AssessmentForm(request.POST or None, instance=Assessment(municipality=place))
    if form.is_valid():
        asked = queries.questionnaire()
        made = actions.begin_assessment(
            place, held_on=form.cleaned_data["held_on"], version=asked.version, actor=request.user
        )
        return redirect("workshop:questions", place.slug, made.public_id, asked.dimensions[0].key)
    return workbench_page(request, "baseline_begin", place, tab="situation", form=form)


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: UserRequest, municipality: str, assessment: uuid.UUID, dimension: str) -> HttpResponse:
    """Answer the questions of one dimension for oneself; partial answers are kept."""
    place = policies.workbench(request, municipality)
    return _questions(request, place, _assessment(place, assessment), dimension, official=False)


@login_required
@require_http_methods(["GET", "POST"])
def agreed(request: UserRequest, municipality: str, assessment: uuid.UUID, dimension: str) -> HttpResponse:
    """Write down the answers all agreed on; they count before the single ones."""
    place = policies.editable_workbench(request, municipality)
    return _questions(request, place, _assessment(place, assessment), dimension, official=True)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, assessment: uuid.UUID) -> HttpResponse:
    """Remove an assessment after naming what is lost."""
    place = policies.editable_workbench(request, municipality)
    found = _assessment(place, assessment)
    if request.method == "POST":
        actions.delete_assessment(found, actor=request.user)
        messages.success(request, _("Die Standortbestimmung ist gelöscht."))
        return redirect("workshop:situation", place.slug)
    sheets = found.sheets.count()
    return workbench_page(
        request, "delete", place,
        heading=_("Standortbestimmung vom %(day)s löschen?") % {"day": f"{found.held_on:%d.%m.%Y}"},
        losses=[_("alle Antworten aus %(n)s Fragebögen") % {"n": sheets}, _("der Vergleich mit anderen Jahren")],
        action_label=_("Löschen"), cancel_url=reverse("workshop:assessment", args=[place.slug, found.public_id]),
    )  # fmt: skip


@login_required
@require_safe
def printable(request: UserRequest, municipality: str) -> HttpResponse:
    """Show all questions on one page, to print and to fill in by hand."""
    place = policies.workbench(request, municipality)
    return workbench_page(request, "baseline_print", place, tab="situation", questionnaire=queries.questionnaire())


@login_required
@require_safe
def table(request: UserRequest, municipality: str, assessment: uuid.UUID) -> HttpResponse:
    """Hand out an assessment as a list."""
    place = policies.workbench(request, municipality)
    found = _assessment(place, assessment)
    return _file(exports.export_assessment(found), f"ausgangslage-{place.slug}-{found.held_on:%Y-%m-%d}")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _assessment(place: Place, public_id: uuid.UUID) -> Assessment:
    return get_object_or_404(Assessment.objects.of(place).select_related("municipality"), public_id=public_id)


def _results_page(request: UserRequest, place: Place, shown: Assessment, known: list[Assessment]) -> HttpResponse:
    found = queries.results(shown)
    earlier = next((one for one in known if (one.held_on, one.pk) < (shown.held_on, shown.pk)), None)
    before = queries.results(earlier) if earlier else None
    asked, answered = len(queries.questionnaire().keys), queries.best_coverage(shown)
    open_page = next((one.dimension.key for one in found if any(row.today is None for row in one.questions)), "")
    return workbench_page(
        request, "baseline", place, tab="situation", assessment=shown, earlier=earlier,
        others=[one for one in known if one.pk != shown.pk],
        rows=baseline_chart.rows(found, before), radar=baseline_chart.radar(found, before),
        bars=baseline_chart.bars(found), gaps=queries.widest_gaps(found),
        asked=asked, answered=answered, sheets=shown.sheets.filter(is_official=False).count(),
        open_page=open_page or found[0].dimension.key,
    )  # fmt: skip


def _questions(request: UserRequest, place: Place, shown: Assessment, key: str, *, official: bool) -> HttpResponse:
    dimensions = queries.questionnaire().dimensions
    number = next((at for at, one in enumerate(dimensions) if one.key == key), None)
    if number is None:
        raise Http404(_("Diese Seite des Fragebogens gibt es nicht."))
    sheet = queries.sheet_of(shown, request.user, official=official)
    known = {} if sheet is None else {answer.question: answer for answer in sheet.answers.all()}
    form = DimensionForm(request.POST or None, dimension=dimensions[number], known=known)
    if request.method == "POST" and form.is_valid():
        actions.answer_questions(shown, form.answers, actor=request.user, official=official)
        return _after(request, place, shown, number, official=official)
    done = queries.answered(sheet)
    name = "workshop:agreed" if official else "workshop:questions"
    here = [place.slug, shown.public_id]
    results = queries.results(shown)[number] if official else None
    return workbench_page(
        request, "questions", place, tab="situation",
        assessment=shown, dimension=dimensions[number], official=official, number=number + 1, total=len(dimensions),
        steps=[(one.title, reverse(name, args=[*here, one.key])) for one in dimensions],
        done=sum(done.values()), asked=len(queries.questionnaire().keys), form=form,
        blocks=list(zip(form.blocks, results.questions if results else [None] * len(form.blocks), strict=True)),
        previous=reverse(name, args=[*here, dimensions[number - 1].key]) if number else "",
    )  # fmt: skip


def _after(request: UserRequest, place: Place, shown: Assessment, number: int, *, official: bool) -> HttpResponse:
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204)
    dimensions = queries.questionnaire().dimensions
    if "fertig" in request.POST or number + 1 == len(dimensions):
        messages.success(request, _("Danke, Ihre Antworten sind gespeichert. Sie können sie jederzeit ändern."))
        return redirect("workshop:assessment", place.slug, shown.public_id)
    return redirect(
        "workshop:agreed" if official else "workshop:questions",
        place.slug, shown.public_id, dimensions[number + 1].key,
    )  # fmt: skip
