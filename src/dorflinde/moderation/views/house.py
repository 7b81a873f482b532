"""For the town hall: the house rules of a place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.moderation import actions, policies, queries
from dorflinde.moderation.forms import CheckpointForm, LinkRuleForm, TryForm, WordRuleForm
from dorflinde.moderation.models import Checkpoint, Rule
from dorflinde.places.public import Place, at

from .ways import way

_FORMS: dict[str, type[WordRuleForm] | type[LinkRuleForm]] = {"woerter": WordRuleForm, "links": LinkRuleForm}


@login_required
@require_safe
@never_cache
def rules_start(request: UserRequest) -> HttpResponse:
    """Lead to the house rules of one's municipality; whoever works for several chooses."""
    places = policies.ruled_places(request.user)
    if len(places) == 1:
        return redirect("moderation:rules", slug=places[0].slug)
    return render(request, "moderation/rules_start.html", {"places": places, "way": way((_("Hausregeln"), ""))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rules(request: UserRequest, slug: str) -> HttpResponse:
    """Show the house rules of a place, let a text be held against them, and say what waits for a look."""
    place = at(request, policies.ruled_place(request.user, slug))
    held = list(Checkpoint.objects.filter(place=place).values_list("kind", flat=True))
    sent = request.POST if request.method == "POST" else None
    is_trial = sent is not None and "text" in sent
    form = CheckpointForm(None if is_trial else sent, initial={"kinds": held})
    trial = TryForm(sent if is_trial else None)
    found = None
    if is_trial and trial.is_valid():
        # As somebody would see it who has just joined: the strictest case.
        found = queries.try_out(AnonymousUser(), place=place, text=trial.cleaned_data["text"])
    elif not is_trial and form.is_valid():
        actions.set_checkpoints(place, form.cleaned_data["kinds"], actor=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("moderation:rules", slug=slug)
    context = {
        "place": place,
        "rules": Rule.objects.filter(place=place).order_by("pk"),
        "form": form,
        "trial": trial,
        "found": found,
        "way": way((_("Hinweise"), reverse("moderation:notices", args=[slug])), (_("Hausregeln"), "")),
    }
    return render(request, "moderation/rules.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rule_new(request: UserRequest, slug: str, kind: str) -> HttpResponse:
    """Lay down a house rule."""
    place = at(request, policies.ruled_place(request.user, slug))
    if kind not in _FORMS:
        raise Http404
    form = _FORMS[kind](request.POST if request.method == "POST" else None, place=place)
    return _rule_page(request, place, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rule_edit(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """Change a house rule."""
    rule = policies.ruled_rule(request.user, slug, pk)
    at(request, rule.place)
    made = WordRuleForm if rule.kind == Rule.Kind.WORDS else LinkRuleForm
    form = made(request.POST if request.method == "POST" else None, place=rule.place, rule=rule)
    return _rule_page(request, rule.place, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rule_strike(request: UserRequest, slug: str, pk: int) -> HttpResponse:
    """Strike a house rule after showing once more what it says."""
    rule = policies.ruled_rule(request.user, slug, pk)
    at(request, rule.place)
    back = reverse("moderation:rules", args=[slug])
    if request.method == "POST":
        actions.strike_rule(rule, actor=request.user)
        messages.success(request, _("Die Regel ist gestrichen."))
        return redirect(back)
    context = {
        "heading": _("Regel streichen?"),
        "text": _("Was deswegen schon wartet, wartet weiter."),
        "losses": [rule.summary],
        "action_label": _("Regel streichen"),
        "cancel_url": back,
    }
    return render(request, "ui/confirm.html", context)


def _rule_page(request: UserRequest, place: Place, form: WordRuleForm | LinkRuleForm) -> HttpResponse:
    back = reverse("moderation:rules", args=[place.slug])
    if form.is_valid():
        actions.write_rule(form.filled(), actor=request.user)
        messages.success(request, _("Die Regel gilt ab jetzt für alles, was neu geschrieben wird."))
        return redirect(back)
    context = {
        "place": place,
        "form": form,
        "is_about_words": form.kind == Rule.Kind.WORDS,
        "back": back,
        "way": way((_("Hausregeln"), back), (_("Regel"), "")),
    }
    return render(request, "moderation/rule.html", context)
