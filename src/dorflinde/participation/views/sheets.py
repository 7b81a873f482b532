"""Ballots on paper: printing them, typing them in, taking a slip back, letting a second person look."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, exports, policies_budget as policies, queries
from dorflinde.participation.forms import PrintForm, SheetForm
from dorflinde.participation.models import sheet_code

from .budget import frame
from .budget_office import run_budget


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_sheets(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Type sheets in one after the other; each answer leads back to an empty form."""
    budget = run_budget(request, municipality, project, activity)
    permit = policies.may_enter_sheets(request.user, budget)
    if request.method == "POST" and not permit:
        raise PermissionDenied(permit.reason)
    choices = queries.choices_of(budget, None, all_pots=True)
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        budget=budget,
        choices=choices,
        homes=exports.homes_to_choose(budget),
    )
    if form.is_valid():
        try:
            made = actions.enter_sheet(
                budget, form.cleaned_data["sheet"], form.lines, actor=request.user, home=form.home,
                is_void=form.cleaned_data["is_void"], code=form.cleaned_data.get("code", ""),
            )  # fmt: skip
        except ValidationError as problem:
            _show_problem(form, problem)
        else:
            messages.success(request, _("Zettel %(sheet)s ist eingegeben.") % {"sheet": sheet_code(made.sheet or 0)})
            return redirect(budget.url("budget_sheets"))
    context = frame(request, budget) | {
        "form": form,
        "print_form": PrintForm(),
        "permit": permit,
        "may_print": policies.may_print(request.user, budget),
        "turnout": queries.turnout_of(budget),
        "sheets": queries.latest_sheets(budget, request.user),
        "choices": choices,
    }
    return render(request, "participation/budget/sheets.html", context)


def _show_problem(form: SheetForm, problem: ValidationError) -> None:
    """Say at the field what is wrong; a code that is used up says who should be asked."""
    if not hasattr(problem, "error_dict"):
        form.add_error("sheet", problem)
        return
    form.add_error("code", problem.message_dict["code"])
    words = _("Wurde er schon benutzt, hat die Person vielleicht online abgestimmt. Fragen Sie nach, bevor Sie den Zettel ohne Code eingeben.")  # fmt: skip
    form.add_error("code", words)


@login_required
@never_cache
@require_POST
def budget_print(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Give out numbers and hand out the sheets to print."""
    budget = run_budget(request, municipality, project, activity)
    if not (permit := policies.may_print(request.user, budget)):
        raise PermissionDenied(permit.reason)
    form = PrintForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["number"][0]))
        return redirect(budget.url("budget_sheets"))
    numbers = actions.print_sheets(budget, form.cleaned_data["number"], actor=request.user)
    response = HttpResponse(exports.sheets_as_pdf(budget, numbers), content_type="application/pdf")
    name = f"stimmzettel-{budget.activity.slug}-{numbers[0]}-{numbers[-1]}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@never_cache
@require_POST
def budget_sheet_back(
    request: UserRequest, municipality: str, project: str, activity: str, sheet: uuid.UUID
) -> HttpResponse:
    """Undo a sheet that was typed in wrongly."""
    budget = run_budget(request, municipality, project, activity)
    found = policies.paper_ballot(budget, sheet)
    try:
        actions.take_sheet_back(found, actor=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        words = _("Zettel %(sheet)s ist zurückgenommen. Sie können ihn neu eingeben.")
        messages.success(request, words % {"sheet": sheet_code(found.sheet or 0)})
    return redirect(budget.url("budget_sheets"))


@login_required
@never_cache
@require_POST
def budget_sheet_look(
    request: UserRequest, municipality: str, project: str, activity: str, sheet: uuid.UUID
) -> HttpResponse:
    """Confirm as a second person what somebody else typed in."""
    budget = run_budget(request, municipality, project, activity)
    found = policies.paper_ballot(budget, sheet)
    try:
        actions.look_again(found, actor=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return redirect(budget.url("budget_sheets"))
