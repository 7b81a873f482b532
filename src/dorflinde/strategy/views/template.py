"""The Word template of a municipality: show, take, hand out, remove."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies
from dorflinde.strategy.forms import TemplateForm
from dorflinde.strategy.models import PaperTemplate
from dorflinde.strategy.paper.press import FORMS
from dorflinde.strategy.paper.template import lacks_in_words

from .files import handed_out
from .frame import workbench_page


@login_required
@require_http_methods(["GET", "POST"])
def template(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the template in use, and take another."""
    is_reading = request.method == "GET"
    place = (policies.workbench if is_reading else policies.editable_workbench)(request, municipality)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        made = actions.set_template(place, form.cleaned_data["file"], form.file_name, actor=request.user)
        messages.success(request, _("„%(name)s“ gilt ab jetzt für das Papier.") % {"name": made.name})
        return redirect("workshop:paper_template", place.slug)
    found = PaperTemplate.objects.in_use(place).defer("content").select_related("given_by").first()
    lacks = lacks_in_words(found.missing) if found else ""
    return workbench_page(request, "paper/template", place, tab="papers", own=found, lacks=lacks, form=form)


@login_required
@require_safe
def template_file(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand out the template as it was given."""
    place = policies.workbench(request, municipality)
    found = policies.paper_template(place)
    name = f"vorlage-{place.slug}.docx"
    return handed_out(request, bytes(found.content), found.checksum, FORMS["docx"], name, private=True)


@login_required
@require_http_methods(["GET", "POST"])
def template_removal(request: UserRequest, municipality: str) -> HttpResponse:
    """Go back to the house's own look."""
    place = policies.editable_workbench(request, municipality)
    found = policies.paper_template(place)
    if request.method == "POST":
        actions.remove_template(found, actor=request.user)
        messages.success(request, _("Die Vorlage ist entfernt. Das Papier sieht wieder aus wie von Haus aus."))
        return redirect("workshop:paper_template", place.slug)
    return workbench_page(
        request, "delete", place, tab="papers", heading=_("„%(name)s“ entfernen?") % {"name": found.name},
        text=_("Neue Word-Dateien sehen danach wieder aus wie von Haus aus. Festgehaltene Fassungen bleiben, wie sie sind."),
        action_label=_("Vorlage entfernen"), cancel_url=reverse("workshop:paper_template", args=[place.slug]),
    )  # fmt: skip
