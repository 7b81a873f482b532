"""Pages of the news: the list, an article, the short form, the way into the editorial pages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, UserRequest, allow, take_draft
from dorflinde.moderation.public import pause_sentence, require_voice
from dorflinde.places.public import Organisation, Place, at, open_village, places_of

from . import actions, policies, queries
from .forms import WriteForm

_A_DAY = 24 * 3600
_ARTICLES_A_DAY = 30


@require_safe
def index(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show what town hall and clubs have to tell, newest first, for one sender or one village if wanted."""
    place = at(request, policies.open_news(municipality))
    sender = _chosen_sender(place, request.GET.get("absender", ""))
    village = open_village(place, request.GET["ort"]) if request.GET.get("ort") else None
    page = queries.page_of(queries.articles_of(place, sender=sender, village=village), request.GET.get("seite", ""))
    context = {
        "place": place,
        "page": page,
        "sender": sender,
        "is_filtered": bool(sender or village),
        "village": village,
        "senders": queries.senders_of(place),
        "villages": places_of(place)[1:],
        "neighbours": queries.from_neighbours(place),
        "may_write": policies.may_write(request.user, place),
    }
    return render(request, "news/index.html", context)


@require_safe
def article(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """Show an article with its sender, and what else there is to read."""
    place = at(request, policies.open_news(municipality))
    shown = policies.shown_article(place, slug)
    context = {
        "place": place,
        "article": shown,
        "way": [(place.name, place.get_absolute_url()), (_("Neuigkeiten"), reverse("news:index", args=[place.slug]))],
        "others": queries.others_of(shown),
        "neighbours": queries.from_neighbours(place),
        "may_edit": policies.may_edit(request.user, shown),
    }
    return render(request, "news/article.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, municipality: str) -> HttpResponse:
    """Let publishers write; everyone else reads here who may and how one becomes one."""
    place = at(request, policies.open_news(municipality))
    senders = policies.senders_for(request.user, place)
    if not isinstance(request.user, User) or not senders:
        return render(
            request, "news/write_closed.html", {"place": place}, status=403 if request.method == "POST" else 200
        )
    if request.method != "POST":
        require_voice(request.user, place)
    kept = take_draft(request, f"news:{place.slug}") if request.method == "GET" else None
    typed = (request.POST, request.FILES) if request.method == "POST" else kept or ()
    form = WriteForm(*typed, place=place, senders=senders)
    if form.is_valid() and (pause := pause_sentence(request.user, place)):
        form.add_error(None, pause)
    if form.is_valid() and not allow(request, "news", limit=_ARTICLES_A_DAY, seconds=_A_DAY):
        form.add_error(None, _("Das waren viele Neuigkeiten für einen Tag. Bitte senden Sie diese morgen ab."))
    if form.is_valid():
        return _send(request, place, request.user, form)
    context = {"place": place, "form": form, "needs_review": _needs_review(request.user, senders)}
    return render(request, "news/write.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def editorial(request: UserRequest, municipality: str) -> HttpResponse:
    """Lead editors to the articles of their municipality in the editorial pages."""
    place = policies.open_news(municipality)
    policies.require_editor(request.user, place)
    actions.sync_editor(request.user)
    return redirect("wagtailadmin_explore", actions.index_of(place).pk)


def _send(request: HttpRequest, place: Place, user: User, form: WriteForm) -> HttpResponse:
    asked = form.cleaned_data
    publish = policies.publishes_at_once(user, asked["sender"])
    written = actions.write_article(
        place,
        actor=user,
        organisation=asked["sender"],
        title=asked["title"],
        text=asked["text"],
        village=asked.get("village"),
        picture=asked["picture"],
        alt=asked["alt"],
        credit=asked["credit"],
        publish=publish,
    )
    if publish:
        messages.success(request, _("Erschienen: Ihre Neuigkeit steht jetzt auf dem Platz."))
        return redirect(written.get_absolute_url())
    messages.success(request, _("Danke. Die Redaktion sieht sich Ihre Neuigkeit an und sagt Ihnen Bescheid."))
    return redirect("news:index", place.slug)


def _needs_review(user: User, senders: object) -> list[Organisation]:
    return [sender for sender in senders if not policies.publishes_at_once(user, sender)]  # type: ignore[attr-defined]


def _chosen_sender(place: Place, slug: str) -> Organisation | None:
    return get_object_or_404(Organisation.objects.of(place), slug=slug) if slug else None
