"""What the town hall sets up: categories with their deadlines, beginnings of answers, keys for programs."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dorflinde.accounts.public import UserRequest
from dorflinde.core.text import german_slug
from dorflinde.places.public import Place, at
from dorflinde.reports import actions, policies
from dorflinde.reports.forms import CategoryForm, KeyForm, TemplateForm
from dorflinde.reports.models import AnswerTemplate, ApiKey, Category

_PAGE = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def setup(request: UserRequest, municipality: str) -> HttpResponse:
    """Show categories, beginnings of answers and keys."""
    place = _office(request, municipality)
    if not Category.objects.filter(municipality=place).exists():
        actions.furnish(place)
    return _setup(request, place, KeyForm())


@login_required
@never_cache
@require_http_methods(_PAGE)
def category(request: UserRequest, municipality: str, code: str) -> HttpResponse:
    """Change a category."""
    place = _office(request, municipality)
    return _category(request, place, policies.own_category(place, code))


@login_required
@never_cache
@require_http_methods(_PAGE)
def category_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Add a category."""
    place = _office(request, municipality)
    return _category(request, place, Category(municipality=place, order=50))


@login_required
@never_cache
@require_http_methods(_PAGE)
def template(request: UserRequest, municipality: str, pk: int) -> HttpResponse:
    """Change or delete the beginning of an answer."""
    place = _office(request, municipality)
    found = policies.own_template(place, pk)
    if request.POST.get("delete"):
        actions.delete_template(found, actor=request.user)
        messages.success(request, _("Die Vorlage ist gelöscht."))
        return redirect("reports:setup", place.slug)
    return _template(request, place, found)


@login_required
@never_cache
@require_http_methods(_PAGE)
def template_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Add the beginning of an answer."""
    place = _office(request, municipality)
    return _template(request, place, AnswerTemplate(municipality=place))


@login_required
@never_cache
@require_POST
def key_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Make a key for a program, and show it once."""
    place = _office(request, municipality)
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _setup(request, place, form)
    _made, word = actions.make_key(place, form.cleaned_data["name"], actor=request.user)
    return _setup(request, place, KeyForm(), word=word)


@login_required
@never_cache
@require_POST
def key_revoke(request: UserRequest, municipality: str, pk: int) -> HttpResponse:
    """Take a program's key back."""
    place = _office(request, municipality)
    actions.revoke_key(policies.own_key(place, pk), actor=request.user)
    messages.success(request, _("Das Programm kann nichts mehr senden."))
    return redirect("reports:setup", place.slug)


def _office(request: UserRequest, municipality: str) -> Place:
    return at(request, policies.open_office(request.user, municipality))


def _setup(request: UserRequest, place: Place, form: KeyForm, *, word: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "place": place,
        "categories": list(Category.objects.of(place)),
        "templates": list(AnswerTemplate.objects.filter(municipality=place)),
        "keys": list(ApiKey.objects.filter(municipality=place)),
        "form": form,
        "word": word,
    }
    return render(request, "reports/setup.html", context, status=422 if form.errors else 200)


def _category(request: UserRequest, place: Place, found: Category) -> HttpResponse:
    form = CategoryForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        changed = form.save(commit=False)
        changed.code = changed.code or _free_code(place, changed.name)
        actions.save_category(changed, actor=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("reports:setup", place.slug)
    heading = found.name if found.pk else _("Neue Kategorie")
    context = {"place": place, "form": form, "heading": heading}
    return render(request, "reports/setup_form.html", context, status=422 if form.errors else 200)


def _template(request: UserRequest, place: Place, found: AnswerTemplate) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        actions.save_template(form.save(commit=False), actor=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("reports:setup", place.slug)
    heading = found.title if found.pk else _("Neue Vorlage")
    context = {"place": place, "form": form, "heading": heading, "deletable": found.pk is not None}
    return render(request, "reports/setup_form.html", context, status=422 if form.errors else 200)


def _free_code(place: Place, name: str) -> str:
    """Return a code no other category of the municipality has."""
    wish = german_slug(name, longest=30) or "kategorie"
    taken = set(Category.objects.filter(municipality=place).values_list("code", flat=True))
    return next(code for code in (wish, *(f"{wish}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)
