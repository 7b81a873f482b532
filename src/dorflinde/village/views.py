"""Pages of the talk: the channels, a post with its replies, the form, and what authors may do with their own."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, UserRequest, allow, keep_draft, needs_introduction, take_draft
from dorflinde.moderation.public import Verdict, pause_sentence, require_voice, screen, standing_of
from dorflinde.places.public import Place, at, open_village, places_of
from dorflinde.trail import public as trail

from . import actions, policies, queries
from .forms import EditForm, PostForm, ReplyForm
from .models import POST, REPLY, Channel

_A_DAY = 24 * 3600
_POSTS_A_DAY = 20
_REPLIES_A_DAY = 100


@require_safe
def index(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show everything people say to each other here, newest first."""
    return _talk(request, municipality, "")


@require_safe
def channel(request: HttpRequest, municipality: str, channel: str) -> HttpResponse:
    """Show one channel."""
    if channel not in Channel.values:
        raise Http404(_("Diesen Kanal gibt es nicht."))
    return _talk(request, municipality, channel)


@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Show a post with its replies, and take one more."""
    place = at(request, policies.open_talk(municipality))
    form = _reply_form(request, key)
    if not form.is_bound:
        return _post_page(request, place, key, form)
    if not isinstance(request.user, User):
        return redirect_to_login(f"{request.path}#antworten")
    found = policies.answerable_post(request.user, place, key)
    if form.is_valid() and not allow(request.user, "replies", limit=_REPLIES_A_DAY, seconds=_A_DAY):
        form.add_error(None, _("Das waren viele Antworten für einen Tag. Bitte senden Sie diese morgen ab."))
    if not form.is_valid():
        return _post_page(request, place, key, form)
    verdict = screen(request.user, place=found.place, kind=REPLY, text=form.cleaned_data["text"])
    if verdict.refusal:
        form.add_error(None, verdict.refusal)
        return _post_page(request, place, key, form)
    sent = actions.reply(found, actor=request.user, text=form.cleaned_data["text"], why_held=verdict.why_held)
    if verdict.why_held:
        messages.success(request, _("Ihre Antwort ist angekommen und wird geprüft. Sie bekommen Bescheid."))
    return redirect(sent)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, municipality: str) -> HttpResponse:
    """Let anyone write; an e-mail address is asked for when it is sent, and what was written is kept until then."""
    place = at(request, policies.open_talk(municipality))
    draft, user = f"village:{place.slug}", request.user
    if request.method != "POST":
        require_voice(user, place)
    if isinstance(user, User) and needs_introduction(user):
        return _first(request, draft, "accounts:welcome", _("Es fehlt nur noch Ihr Name im Ort."))
    form = _post_form(request, place, draft)
    if not form.is_bound:
        return _form_page(request, place, form)
    if form.is_valid() and not isinstance(user, User):
        return _first(
            request, draft, "account_login", _("Ihr Beitrag ist gespeichert. Noch kurz anmelden, dann geht er ab.")
        )
    if form.is_valid() and not allow(request, "posts", limit=_POSTS_A_DAY, seconds=_A_DAY):
        form.add_error(None, _("Das waren viele Beiträge für einen Tag. Bitte senden Sie diesen morgen ab."))
    if not form.is_valid() or not isinstance(user, User):
        has_photo = bool(form.cleaned_data.get("photo"))
        if has_photo:
            keep_draft(request, f"{draft}:photo")
        return _form_page(request, place, form, has_kept_photo=has_photo)
    return _send(request, place, user, form, draft)


@login_required
@require_http_methods(["GET", "POST"])
def thanks(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Say thank you, or take it back."""
    place = at(request, policies.open_talk(municipality))
    found = policies.answerable_post(request.user, place, key)
    if request.method == "POST" and request.POST.get("take_back"):
        actions.take_thanks_back(found, actor=request.user)
    elif request.method == "POST":
        actions.thank(found, actor=request.user)
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def closure(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Mark one's own offer or search as settled, or open it again."""
    place = at(request, policies.open_talk(municipality))
    found = policies.own_post(request.user, place, key)
    if request.method == "POST" and request.POST.get("reopen"):
        actions.reopen_post(found, actor=request.user)
        messages.success(request, _("Ihr Beitrag ist wieder offen."))
    elif request.method == "POST" and found.may_be_closed:
        actions.close_post(found, actor=request.user)
        messages.success(request, _("Erledigt. Ihr Beitrag steht nicht mehr in den Listen."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Mend one's own post in the first quarter of an hour."""
    place = at(request, policies.open_talk(municipality))
    found = policies.editable_post(request.user, place, key)
    form = EditForm(request.POST or None, initial={"text": found.text})
    verdict = (
        screen(request.user, place=found.place, kind=POST, text=form.cleaned_data["text"])
        if form.is_valid()
        else Verdict()
    )
    if verdict.refusal:
        form.add_error(None, verdict.refusal)
    if form.is_valid():
        actions.edit_post(found, actor=request.user, text=form.cleaned_data["text"], why_held=verdict.why_held)
        return redirect(found)
    return render(request, "village/edit.html", {"place": place, "post": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Delete one's own post after saying what goes with it."""
    place = at(request, policies.open_talk(municipality))
    found = policies.own_post(request.user, place, key)
    if trail.has_offspring(found.ref):
        messages.info(
            request, _("Aus Ihrem Beitrag ist etwas geworden. Damit andere den Weg nachlesen können, bleibt er stehen.")
        )
        return redirect(found)
    if request.method == "POST":
        actions.delete_post(found, actor=request.user)
        messages.success(request, _("Ihr Beitrag ist gelöscht."))
        return redirect("village:index", place.slug)
    others = queries.replies_of_others(found)
    losses = [_("Ihr Text: „%(title)s“") % {"title": found.headline}]
    losses += [_("das Foto")] if found.photo else []
    losses += (
        [ngettext("%(number)s Antwort von anderen", "%(number)s Antworten von anderen", others) % {"number": others}]
        if others
        else []
    )
    context = {
        "heading": _("Beitrag löschen?"), "text": _("Das lässt sich nicht rückgängig machen."), "losses": losses,
        "action_label": _("Beitrag löschen"), "cancel_url": found.get_absolute_url(),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delete_reply(request: UserRequest, municipality: str, key: uuid.UUID, reply: uuid.UUID) -> HttpResponse:
    """Delete one's own reply after showing it once more."""
    place = at(request, policies.open_talk(municipality))
    found = policies.shown_post(request.user, place, key)
    answer = policies.own_reply(request.user, found, reply)
    if request.method == "POST":
        actions.delete_reply(answer, actor=request.user)
        messages.success(request, _("Ihre Antwort ist gelöscht."))
        return redirect(found)
    context = {
        "heading": _("Antwort löschen?"), "text": _("Das lässt sich nicht rückgängig machen."), "losses": [answer.text],
        "action_label": _("Antwort löschen"), "cancel_url": found.get_absolute_url(),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _talk(request: HttpRequest, municipality: str, channel: str) -> HttpResponse:
    place = at(request, policies.open_talk(municipality))
    village = open_village(place, request.GET["ort"]) if request.GET.get("ort") else None
    after = request.GET.get("ab", "")
    page = queries.talk_page(village or place, user=request.user, channel=channel, after=after)
    neighbours = [] if after or village else queries.from_neighbours(place, page, user=request.user, channel=channel)
    keep = {"ort": village.slug} if village else {}
    context = {
        "place": place,
        "village": village,
        "villages": places_of(place)[1:],
        "page": page,
        "next_url": f"?{urlencode({**keep, 'ab': page.next_key})}" if page.next_key else "",
        "is_first_page": not after,
        "neighbours": neighbours,
        "channel": Channel(channel) if channel else None,
        "tabs": _tabs(place, channel, keep),
        "channels": _explained(),
        "new_url": reverse("village:new", args=[place.slug]) + (f"?kanal={channel}" if channel else ""),
    }
    return render(request, "village/index.html", context)


def _tabs(place: Place, current: str, keep: dict[str, str]) -> list[tuple[str, str, bool]]:
    query = f"?{urlencode(keep)}" if keep else ""
    all_of_it = (_("Alles"), reverse("village:index", args=[place.slug]) + query, not current)
    return [
        all_of_it,
        *(
            (str(one.label), reverse("village:channel", args=[place.slug, one.value]) + query, one == current)
            for one in Channel
        ),
    ]


def _explained() -> list[tuple[str, str]]:
    """Return what each channel is for."""
    return [
        (str(Channel.TALK.label), _("Fragen, Hinweise und alles, was der Ort wissen soll.")),
        (
            str(Channel.OFFER.label),
            _("Verschenken, verleihen, verkaufen, mitnehmen, helfen. Nach 60 Tagen ist Schluss."),
        ),
        (str(Channel.WANTED.label), _("Leihen, kaufen, mitfahren, Hilfe, Verlorenes. Nach 60 Tagen ist Schluss.")),
    ]


def _post_page(request: HttpRequest, place: Place, key: uuid.UUID, form: ReplyForm) -> HttpResponse:
    found = policies.shown_post(request.user, place, key)
    replies = queries.replies_to(found, request.user)
    grown = trail.offspring_of(found.ref)
    context = {
        "place": place,
        "post": found,
        "replies": replies,
        "form": form,
        "way": [
            (place.name, place.get_absolute_url()),
            (_("Funk"), reverse("village:index", args=[place.slug])),
            (str(found.get_channel_display()), reverse("village:channel", args=[place.slug, found.channel])),
        ],
        "is_author": policies.is_author(request.user, found),
        "standing": standing_of(found.ref) if found.is_hidden else None,
        "pause": pause_sentence(request.user, place),
        "may_edit": policies.may_edit(request.user, found),
        "grown": grown,
        "trail_url": trail.url_of(found.ref) if grown else "",
    }
    return render(request, "village/post.html", context, status=422 if form.errors else 200)


def _first(request: HttpRequest, draft: str, url_name: str, words: str) -> HttpResponse:
    """Keep what was sent and lead to what must be done first; from there the way leads back here."""
    if request.method == "POST":
        keep_draft(request, draft)
        messages.info(request, words)
    return redirect(f"{reverse(url_name)}?{urlencode({'next': request.path})}")


def _form_page(request: HttpRequest, place: Place, form: PostForm, *, has_kept_photo: bool = False) -> HttpResponse:
    context = {"place": place, "form": form, "has_kept_photo": has_kept_photo}
    return render(request, "village/new.html", context, status=422 if form.errors else 200)


def _reply_form(request: HttpRequest, key: uuid.UUID) -> ReplyForm:
    """Return the reply as sent, as held back while its author chose a name, or an empty one."""
    if request.method == "POST":
        return ReplyForm(request.POST)
    is_ready = isinstance(request.user, User) and not needs_introduction(request.user)
    kept = take_draft(request, f"village:reply:{key}") if is_ready else None
    return ReplyForm(kept[0] if kept else None)


def _post_form(request: HttpRequest, place: Place, draft: str) -> PostForm:
    """Return the form as sent, as kept while someone signed in, or fresh."""
    if request.method == "POST":
        if not request.FILES and request.POST.get("kept_photo") and (kept := take_draft(request, f"{draft}:photo")):
            request.FILES.update(kept[1])
        return PostForm(request.POST, request.FILES, municipality=place)
    if isinstance(request.user, User) and (kept := take_draft(request, draft)):
        return PostForm(kept[0], kept[1], municipality=place)
    initial: dict[str, object] = {}
    if request.GET.get("kanal") in Channel.values:
        initial["channel"] = request.GET["kanal"]
    home = request.user.home if isinstance(request.user, User) else None
    if home is not None and home in places_of(place):
        initial["place"] = home.pk
    return PostForm(municipality=place, initial=initial)


def _send(request: HttpRequest, place: Place, user: User, form: PostForm, draft: str) -> HttpResponse:
    said = form.cleaned_data
    verdict = screen(user, place=said["place"], kind=POST, text=f"{said['text']}\n{said['photo_alt']}")
    if verdict.refusal:
        form.add_error(None, verdict.refusal)
        if said["photo"]:
            keep_draft(request, f"{draft}:photo")
        return _form_page(request, place, form, has_kept_photo=bool(said["photo"]))
    sent = actions.publish_post(
        said["place"],
        actor=user,
        channel=said["channel"],
        text=said["text"],
        photo=said["photo"],
        photo_alt=said["photo_alt"],
        why_held=verdict.why_held,
    )
    if verdict.why_held:
        messages.success(request, _("Ihr Beitrag ist angekommen und wird geprüft. Sie bekommen Bescheid."))
    else:
        messages.success(request, _("Ihr Beitrag ist jetzt zu lesen."))
    return redirect(sent)
