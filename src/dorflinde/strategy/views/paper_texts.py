"""Own words in the strategy paper: which chapters there are, what the town hall adds, changes or leaves out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import PaperTextForm
from dorflinde.strategy.models import FieldChange, PaperText, Strategy
from dorflinde.strategy.paper.content import Written, contents
from dorflinde.strategy.paper.editions import SHORT_FORMS, Part, document_with, part_of
from dorflinde.strategy.paper.material import gather
from dorflinde.strategy.paper.press import kept_sheet

from .frame import workbench_page
from .paper import paper_handed_out


@login_required
@require_safe
def texts(request: UserRequest, municipality: str) -> HttpResponse:
    """List the chapters as they stand in today's paper, and the short forms."""
    place = policies.workbench(request, municipality)
    strategy = queries.own_cycle(place)
    if strategy is None:
        return workbench_page(request, "paper/texts", place, tab="paper_texts")
    material = gather(place, timezone.localdate(), strategy)
    return workbench_page(
        request, "paper/texts", place, tab="paper_texts", strategy=strategy,
        chapters=[(one, *_state(one)) for one in contents(material)],
        short_forms=[(one, material.texts.get(one.key)) for one in SHORT_FORMS],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def text(request: UserRequest, municipality: str, chapter: str) -> HttpResponse:
    """Write own words for one chapter."""
    place = policies.editable_workbench(request, municipality)
    part, strategy = _part(chapter), queries.own_cycle(place)
    if strategy is None:
        return _strategy_first(request, place)
    own = _own(strategy, part)
    form = PaperTextForm(request.POST or None, instance=own, usual=str(part.title), is_chapter=part.is_chapter)
    if form.is_valid():
        said = form.cleaned_data  # a short form asks for its text only
        actions.save_paper_text(
            strategy, part.key, actor=request.user, text=said["text"], heading=said.get("heading", ""),
            is_hidden=said.get("is_hidden", False),
        )  # fmt: skip
        messages.success(request, _("Gespeichert. So steht es ab jetzt im Papier von heute."))
        return redirect("workshop:paper_texts", place.slug)
    return workbench_page(
        request, "paper/text", place, tab="paper_texts", part=part, form=form, own=own if own.pk else None,
        preview_url=reverse("workshop:paper_text_preview", args=[place.slug, part.key]), history_url=_history(strategy, part),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def preview(request: UserRequest, municipality: str, chapter: str) -> HttpResponse:
    """Show the chapter as it will look, with the words as they are typed; nothing is kept."""
    place = policies.editable_workbench(request, municipality)
    part, strategy = _part(chapter), queries.own_cycle(place)
    if strategy is None:
        return _strategy_first(request, place)
    own = _own(strategy, part)
    form = PaperTextForm(request.POST or None, instance=own, usual=str(part.title), is_chapter=part.is_chapter)
    if form.is_bound and not form.is_valid():
        return workbench_page(
            request, "paper/text", place, tab="paper_texts", part=part, form=form, own=own if own.pk else None,
            preview_url=request.path, history_url=_history(strategy, part),
        )  # fmt: skip
    document = document_with(place, timezone.localdate(), part, own)
    return paper_handed_out(request, kept_sheet(document, "html"), "html", "vorschau", private=True)


@login_required
@require_http_methods(["GET", "POST"])
def usual(request: UserRequest, municipality: str, chapter: str) -> HttpResponse:
    """Take own words back."""
    place = policies.editable_workbench(request, municipality)
    part, strategy = _part(chapter), queries.own_cycle(place)
    if strategy is None:
        return _strategy_first(request, place)
    if request.method == "POST":
        if actions.take_back_paper_text(strategy, part.key, actor=request.user):
            messages.success(request, _("„%(title)s“ ist wieder wie vorgesehen.") % {"title": part.title})
        return redirect("workshop:paper_texts", place.slug)
    return workbench_page(
        request, "delete", place, tab="paper_texts", heading=_("Eigenen Text zurücknehmen?"),
        text=_("„%(title)s“ steht danach wieder so im Papier, wie es aus den Angaben entsteht. Ihr Text ist in der Strategie unter „Was sich geändert hat“ weiter zu finden.")
        % {"title": part.title},
        action_label=_("Zurücknehmen"), cancel_url=reverse("workshop:paper_text", args=[place.slug, part.key]),
    )  # fmt: skip


def _part(key: str) -> Part:
    found = part_of(key)
    if found is None:
        raise Http404(_("Dieses Kapitel gibt es im Strategiepapier nicht."))
    return found


def _own(strategy: Strategy, part: Part) -> PaperText:
    found = strategy.paper_texts.filter(chapter=part.key).first()
    return found or PaperText(strategy=strategy, chapter=part.key)


def _history(strategy: Strategy, part: Part) -> str:
    """Return where the former texts of a chapter are read; nothing where there is no other."""
    name = actions.paper_word_name(part.key, "text")
    if not FieldChange.objects.of(actions.ref_of(strategy)).filter(field=name).exists():
        return ""
    address = reverse("workshop:strategy_history", args=[strategy.place.slug, strategy.public_id])
    return f"{address}?{urlencode({'feld': name})}"


def _strategy_first(request: UserRequest, place: Place) -> HttpResponse:
    messages.warning(request, _("Legen Sie zuerst die Strategie mit ihren Jahren an."))
    return redirect("workshop:strategy", place.slug)


def _state(written: Written) -> tuple[str, str]:
    """Return the sign and the words for how a chapter stands in the paper."""
    own = written.own
    if own and own.is_hidden:
        return "rejected", _("weggelassen")
    if written.number is None:
        return "draft", _("noch nichts zu sagen")
    if own and own.text:
        return "active", _("mit eigenem Text")
    if own:
        return "active", _("mit eigener Überschrift")
    return "done", _("wie vorgesehen")
