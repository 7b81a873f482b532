"""A meeting: its page, signing up, the calendar; the town hall's plan, list of names, minutes, photos and results."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, UserRequest, allow
from dorflinde.participation import actions, exports, policies, policies_hall, queries
from dorflinde.participation.forms import GatheringForm, GatheringPhotoForm, MinutesForm, SignupForm, TakeawaysForm
from dorflinde.participation.models import Activity, Gathering
from dorflinde.places.public import at, open_municipality

_SIGNUPS_AN_HOUR = 60


def gathering_page(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """Show when and where people meet, let them sign up, and afterwards read what was said."""
    user = request.user if isinstance(request.user, User) else None
    permit = policies_hall.may_sign_up(request.user, activity, activity.gathering)
    if request.method == "POST":
        if user is None or not permit or not allow(user, "signups", limit=_SIGNUPS_AN_HOUR, seconds=3600):
            messages.error(request, permit.reason or _("Bitte melden Sie sich an."))
        else:
            _sign(request, activity.gathering, user)
        return redirect(activity.get_absolute_url())
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity,
        "view": queries.gathering_of(activity, user), "permit": permit, "is_known": user is not None,
        "may_manage": policies.may_manage(request.user, activity.project.place),
    }  # fmt: skip
    response = render(request, "participation/gathering/page.html", context)
    if user is not None:
        patch_cache_control(response, private=True, no_store=True)
    return response


def gathering_card(request: HttpRequest, activity: Activity) -> SafeString | None:
    """Say on the project's page when and where people meet."""
    found = activity.gathering
    if found.starts_at is None:
        return None
    return render_to_string("participation/gathering/parts/card.html", {"gathering": found}, request)


def gathering_result(activity: Activity) -> SafeString | None:
    """Show on the page of a project what was said."""
    view = queries.gathering_of(activity, None)
    if not view.gathering.minutes and not view.ideas and not (view.vote and view.vote.is_counted):
        return None
    return render_to_string(
        "participation/gathering/parts/after.html", {"view": view, "activity": activity, "level": 3}
    )


@require_safe
def gathering_calendar(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Hand out the meeting for one's own calendar."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.visible_gathering(request.user, place, project, activity)
    if found.gathering.starts_at is None:
        raise Http404(_("Der Termin steht noch nicht fest."))
    response = HttpResponse(exports.gathering_as_ics(found.gathering), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_plan(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Say when, where and what."""
    found = _managed(request, municipality, project, activity)
    form = GatheringForm(request.POST if request.method == "POST" else None, gathering=found.gathering)
    if form.is_valid():
        actions.plan_gathering(found.gathering, form.plan(), actor=request.user)
        messages.success(request, _("Das Treffen ist gespeichert."))
        return redirect(found.get_absolute_url())
    return _page(request, found, "plan", form=form)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_list(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show who comes, to print and tick; put somebody on the list who called, take somebody off."""
    found = _managed(request, municipality, project, activity)
    key = request.POST.get("streichen", "")
    form = SignupForm(request.POST if request.method == "POST" and not key else None)
    if key:
        actions.cancel_signup(policies_hall.signup_of(found.gathering, key), actor=request.user)
    elif form.is_valid():
        actions.sign_up(found.gathering, name=form.cleaned_data["name"], actor=request.user)
    if key or form.is_valid():
        return redirect("participation:gathering_list", *_address(found))
    return _page(request, found, "list", form=form, listed=queries.list_of(found.gathering))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_after(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take down what is left of a meeting: minutes, photos, and what stood on the wall."""
    found = _managed(request, municipality, project, activity)
    meeting, what = found.gathering, request.POST.get("was", "")
    kept = {"minutes": meeting.minutes, "came": meeting.came}
    minutes = MinutesForm(request.POST if what == "protokoll" else None, initial=kept)
    photo = GatheringPhotoForm(*((request.POST, request.FILES) if what == "foto" else (None, None)))
    takeaways = TakeawaysForm(request.POST if what == "ergebnisse" else None)
    if request.method == "POST" and _take_down(request, found, minutes, photo, takeaways):
        return redirect("participation:gathering_after", *_address(found))
    return _page(
        request, found, "after", minutes=minutes, photo=photo, takeaways=takeaways,
        view=queries.gathering_of(found, None),
    )  # fmt: skip


def _take_down(
    request: UserRequest, activity: Activity, minutes: MinutesForm, photo: GatheringPhotoForm, takeaways: TakeawaysForm
) -> bool:
    """Do what was sent; tells whether anything was done."""
    meeting, actor = activity.gathering, request.user
    if key := request.POST.get("weg"):
        actions.drop_gathering_photo(policies_hall.photo_of(meeting, key), actor=actor)
        messages.success(request, _("Das Foto ist gelöscht."))
    elif minutes.is_bound and minutes.is_valid():
        actions.write_minutes(meeting, minutes.cleaned_data["minutes"], came=minutes.cleaned_data["came"], actor=actor)
        messages.success(request, _("Das Protokoll steht jetzt auf der Seite des Treffens."))
    elif photo.is_bound and photo.is_valid():
        actions.add_gathering_photo(meeting, photo.cleaned_data["photo"], photo.cleaned_data["alt"], actor=actor)
        messages.success(request, _("Das Foto steht jetzt auf der Seite des Treffens."))
    elif takeaways.is_bound and takeaways.is_valid() and meeting.starts_at is not None:
        made = actions.note_takeaways(meeting, takeaways.cleaned_data["lines"], actor=actor)
        words = ngettext("%(n)d Idee steht jetzt da.", "%(n)d Ideen stehen jetzt da.", len(made))
        messages.success(request, words % {"n": len(made)})
    elif takeaways.is_bound and meeting.starts_at is None:
        takeaways.add_error(None, _("Bitte tragen Sie zuerst den Termin ein."))
        return False
    else:
        return False
    return True


def _sign(request: HttpRequest, gathering: Gathering, user: User) -> None:
    mine = gathering.signups.filter(person=user).first()
    if "abmelden" in request.POST:
        if mine is not None:
            actions.cancel_signup(mine)
        messages.success(request, _("Sie sind abgemeldet."))
    else:
        actions.sign_up(gathering, person=user)
        messages.success(request, _("Danke, wir haben Ihre Anmeldung. Einen Tag vorher erinnern wir Sie."))


def _managed(request: UserRequest, municipality: str, project: str, activity: str) -> Activity:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies_hall.managed_gathering(request.user, place, project, activity)


def _page(request: UserRequest, activity: Activity, name: str, **more: object) -> HttpResponse:
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity,
        "gathering": activity.gathering, **more,
    }  # fmt: skip
    return render(request, f"participation/gathering/{name}.html", context)


def _address(activity: Activity) -> tuple[str, str, str]:
    return activity.project.municipality.slug, activity.project.slug, activity.slug
