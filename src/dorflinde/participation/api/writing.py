"""Writing by program: through the same doors, forms and actions as on the pages."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop as _
from ninja import Status

from dorflinde.accounts.public import AccessKey, User
from dorflinde.core.api import NotAccepted, TooMuch, address
from dorflinde.moderation.public import require_voice
from dorflinde.participation import actions, policies, policies_outward, queries
from dorflinde.participation.actions import Sent
from dorflinde.participation.forms import CommentForm, IdeaForm
from dorflinde.participation.models import Idea, Project
from dorflinde.places.public import Place, places_of

from .bodies import ChangedIdea, NewComment, NewIdea
from .ideas import IdeaKey
from .keys import KeyedRequest, reading, taking_part
from .projects import ByKey
from .routes import WITH_KEY, router
from .schemas import Myself, OwnIdea, OwnIdeas, Receipt, SupportNumber, status_of

_MOST_OWN = 100


@router.get(
    "/me",
    response=Myself,
    auth=reading,
    tags=[WITH_KEY],
    operation_id="me",
    summary=_("Wer bin ich?"),
    description=_("Für wen der Schlüssel spricht und was er darf."),
)
def me(request: KeyedRequest) -> Myself:
    """Return whom the key speaks for."""
    key = request.auth
    return Myself(
        name=request.user.public_name, key=key.name, scope=AccessKey.Scope(key.scope).value, ends_on=key.ends_on
    )


@router.get(
    "/me/ideas",
    response=OwnIdeas,
    auth=reading,
    tags=[WITH_KEY],
    operation_id="my_ideas",
    summary=_("Meine Ideen"),
    description=_("Die letzten hundert eigenen Ideen in öffentlichen Beteiligungen, auch die, die noch geprüft werden."),
)  # fmt: skip
def my_ideas(request: KeyedRequest) -> OwnIdeas:
    """List one's own ideas."""
    own = Idea.objects.filter(author=request.user, withdrawal__isnull=True, project__publication__isnull=False)
    rows = own.for_everyone().complete().select_related("hiding").newest_first()[:_MOST_OWN]
    return OwnIdeas(
        items=[
            OwnIdea(
                id=row.public_id, url=address(request, row.get_absolute_url()), is_waiting=row.is_hidden, title=row.title,
                participation=row.project.public_id, supports=row.support_count, status=status_of(row),
            )
            for row in rows
        ]
    )  # fmt: skip


@router.post(
    "/participations/{participation}/ideas",
    response={201: Receipt},
    auth=taking_part,
    tags=[WITH_KEY],
    operation_id="post_idea",
    summary=_("Eine Idee schreiben"),
    description=_("Solange Ideen gesammelt werden. Muss sie erst geprüft werden, sagt das „is_waiting“."),
)
def post_idea(request: KeyedRequest, participation: ByKey, body: NewIdea) -> Status[Receipt]:
    """Post an idea."""
    user, project = request.user, policies_outward.listed_project(participation)
    _require(policies.may_post(user, project))
    require_voice(user, project.place)
    form = _filled(body.model_dump(exclude_none=True), project, user)
    return Status(201, _receipt(actions.send_idea(project, actor=user, **form.answers), request))


@router.patch(
    "/ideas/{idea}",
    response=Receipt,
    auth=taking_part,
    tags=[WITH_KEY],
    operation_id="change_idea",
    summary=_("Eine eigene Idee ändern"),
    description=_("Bis zur ersten Antwort des Rathauses. Was nicht genannt wird, bleibt; null löscht eine Angabe."),
)
def change_idea(request: KeyedRequest, idea: IdeaKey, body: ChangedIdea) -> Receipt:
    """Change an idea of one's own."""
    user, seen = request.user, policies_outward.listed_idea(idea)
    found = policies.editable_idea(user, seen.project.municipality, idea)
    form = _filled(body.model_dump(exclude_unset=True), found.project, user, found)
    return _receipt(actions.send_change(found, actor=user, **form.answers), request)


@router.delete(
    "/ideas/{idea}",
    response={204: None},
    auth=taking_part,
    tags=[WITH_KEY],
    operation_id="withdraw_idea",
    summary=_("Eine eigene Idee zurückziehen"),
    description=_("Sie verschwindet von allen Seiten. Das lässt sich nicht rückgängig machen."),
)
def withdraw_idea(request: KeyedRequest, idea: IdeaKey) -> Status[None]:
    """Take an idea of one's own back."""
    user, seen = request.user, policies_outward.listed_idea(idea)
    found = policies.withdrawable_idea(user, seen.project.municipality, idea)
    actions.withdraw_idea(found, actor=user)
    return Status(204, None)


@router.put(
    "/ideas/{idea}/support",
    response=SupportNumber,
    auth=taking_part,
    tags=[WITH_KEY],
    operation_id="support_idea",
    summary=_("Eine Idee unterstützen"),
    description=_("Zweimal ist kein Fehler und zählt einmal."),
)
def support_idea(request: KeyedRequest, idea: IdeaKey) -> SupportNumber:
    """Stand behind an idea."""
    found = _supportable(request, idea)
    actions.support_idea(found, actor=request.user)
    return _number(found, request)


@router.delete(
    "/ideas/{idea}/support",
    response=SupportNumber,
    auth=taking_part,
    tags=[WITH_KEY],
    operation_id="withdraw_support",
    summary=_("Eine Idee nicht mehr unterstützen"),
    description=_("Wer sie nicht unterstützt hat, ändert damit nichts."),
)
def withdraw_support(request: KeyedRequest, idea: IdeaKey) -> SupportNumber:
    """Stand behind an idea no longer."""
    found = _supportable(request, idea)
    actions.withdraw_support(found, actor=request.user)
    return _number(found, request)


@router.post(
    "/ideas/{idea}/comments",
    response={201: Receipt},
    auth=taking_part,
    tags=[WITH_KEY],
    operation_id="post_comment",
    summary=_("Etwas zu einer Idee sagen"),
    description=_("Muss der Kommentar erst geprüft werden, sagt das „is_waiting“."),
)
def post_comment(request: KeyedRequest, idea: IdeaKey, body: NewComment) -> Status[Receipt]:
    """Comment on an idea."""
    user, found = request.user, _discussed(request, idea)
    require_voice(user, found.place)
    form = CommentForm({"text": body.text})
    if not form.is_valid():
        raise NotAccepted.in_form(form)
    reply_to = policies.comment_to_answer(found, str(body.reply_to)) if body.reply_to else None
    if body.reply_to and reply_to is None:
        raise NotAccepted.at("body.reply_to", gettext("Diesen Kommentar gibt es hier nicht (mehr)."))
    sent = actions.send_comment(found, actor=user, text=form.cleaned_data["text"], reply_to=reply_to)
    return Status(201, _receipt(sent, request))


def _require(permit: policies.Permit) -> None:
    if not permit:
        raise PermissionDenied(permit.reason)


def _discussed(request: KeyedRequest, public_id: uuid.UUID) -> Idea:
    """Return an idea one may talk about now, through the door of its page."""
    user, seen = request.user, policies_outward.listed_idea(public_id)
    found = policies.discussed_idea(user, seen.project.municipality, public_id)
    _require(policies.may_speak(user, found.project))
    return found


def _supportable(request: KeyedRequest, public_id: uuid.UUID) -> Idea:
    found = _discussed(request, public_id)
    if not actions.may_support_again(request.user):
        raise TooMuch
    return found


def _number(idea: Idea, request: KeyedRequest) -> SupportNumber:
    voices = queries.voices_on([idea], request.user)[idea.pk]
    return SupportNumber(supports=idea.support_count, is_mine=voices.is_mine)


def _filled(given: dict[str, Any], project: Project, user: User, idea: Idea | None = None) -> IdeaForm:
    """Fill in the form of the page with what a program sent, and with what stands there already."""
    if given.get("category") and not project.categories.filter(slug=given["category"]).exists():
        raise NotAccepted.at("body.category", gettext("Dieses Thema gibt es in der Beteiligung nicht."))
    if given.get("place"):
        given["place"] = _place_named(given["place"], project.municipality)
    elif "place" in given or idea is None:
        given["place"] = project.place.public_id  # an idea is always somewhere
    blank = IdeaForm(project=project, user=user, idea=idea)
    filled = {**blank.initial, **given}
    if (filled.get("lat") is None) != (filled.get("lon") is None):
        raise NotAccepted.at("body.lat", gettext("Breite und Länge gehören zusammen."))
    form = IdeaForm(filled, project=project, user=user, idea=idea)
    if not form.is_valid():
        raise NotAccepted.in_form(form)
    return form


def _place_named(slug: str, municipality: Place) -> uuid.UUID:
    for place in places_of(municipality):
        if place.slug == slug:
            return place.public_id
    raise NotAccepted.at("body.place", gettext("Diesen Ort gibt es in %(place)s nicht.") % {"place": municipality.name})


def _receipt(sent: Sent[Any], request: HttpRequest) -> Receipt:
    """Return what became of it, or say in a problem why it did not go off."""
    if sent.is_too_much:
        raise TooMuch
    if sent.thing is None:
        raise NotAccepted.at("body", sent.refusal)
    return Receipt(
        id=sent.thing.public_id, url=address(request, sent.thing.get_absolute_url()), is_waiting=sent.is_waiting
    )
