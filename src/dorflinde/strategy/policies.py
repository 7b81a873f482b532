"""Who may see and change what in the strategy: the doors to measures and to the workbench."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import STAFF, TOWN_HALL, Actor, User, UserRequest, has_role, require_role
from dorflinde.places.public import Place, at, open_municipality, without_module

from .models import (
    FieldOfAction,
    Goal,
    GoalIndicator,
    Measure,
    MeasureQuerySet,
    Meeting,
    MeetingCard,
    MeetingPhoto,
    PaperTemplate,
    PaperVersion,
    Proposal,
    SavedView,
    StaffRole,
    Stakeholder,
    Takeover,
    VisionDraft,
    VisionVersion,
    VoteRound,
)

MODULE = "strategy"


def public_place(request: HttpRequest, slug: str) -> Place:
    """Open the strategy of a municipality to everyone."""
    return at(request, open_municipality(slug, module=MODULE))


def workbench(request: UserRequest, slug: str) -> Place:
    """Open the workbench for reading to those who work for this municipality; for others there is none."""
    place = open_municipality(slug, module=MODULE)
    if not has_role(request.user, STAFF, place):
        raise Http404(_("Diese Seite gibt es hier nicht."))
    return at(request, place)


def editable_workbench(request: UserRequest, slug: str) -> Place:
    """Open the workbench for changes to the town hall and the region's managers."""
    place = workbench(request, slug)
    require_role(request.user, TOWN_HALL, place)
    return place


def may_edit(user: Actor, place: Place) -> bool:
    """Tell whether the person may change the strategy of this municipality."""
    return has_role(user, TOWN_HALL, place)


def visible_measures(user: Actor, place: Place) -> MeasureQuerySet:
    """Return the measures the person may read here: the town hall's own drafts only for its people."""
    here = Measure.objects.of(place)
    return here if has_role(user, STAFF, place) else here.public()


def visible_measure(user: Actor, place: Place, public_id: uuid.UUID) -> Measure:
    """Return a measure the person may read."""
    return get_object_or_404(visible_measures(user, place).with_profile(), public_id=public_id)


def told_measures() -> MeasureQuerySet:
    """Return what everyone may read, in every municipality that has the strategy switched on."""
    return Measure.objects.public().exclude(municipality__in=without_module(MODULE))


def editable_measure(user: Actor, place: Place, public_id: uuid.UUID) -> Measure:
    """Return a measure the person may change."""
    measure = visible_measure(user, place, public_id)
    if not may_edit(user, place):
        raise PermissionDenied
    return measure


def editable_field(place: Place, public_id: uuid.UUID) -> FieldOfAction:
    """Return a field of action of this municipality."""
    return get_object_or_404(
        FieldOfAction.objects.of(place).select_related("municipality__parent"), public_id=public_id
    )


def stakeholder_workbench(request: UserRequest, slug: str) -> Place:
    """Open what is noted about people: only to town hall and management, not to council and editors."""
    return editable_workbench(request, slug)


def stakeholder(place: Place, public_id: uuid.UUID) -> Stakeholder:
    """Return a stakeholder of this municipality; the door of the workbench stands before."""
    return get_object_or_404(Stakeholder.objects.of(place).with_history(), public_id=public_id)


def vision_draft(place: Place, public_id: uuid.UUID) -> VisionDraft:
    """Return a group's draft for the vision of this municipality."""
    drafts = VisionDraft.objects.select_related("strategy__place")
    return get_object_or_404(drafts, strategy__place=place, public_id=public_id)


def vision_version(place: Place, public_id: uuid.UUID) -> VisionVersion:
    """Return a version of the vision of this municipality."""
    versions = VisionVersion.objects.select_related("strategy__place__parent", "saved_by", "adoption", "opening")
    return get_object_or_404(versions, strategy__place=place, public_id=public_id)


def paper_version(place: Place, public_id: uuid.UUID) -> PaperVersion:
    """Return a version of the strategy paper of this municipality."""
    return get_object_or_404(PaperVersion.objects.of(place), public_id=public_id)


def decided_paper_version(place: Place, public_id: uuid.UUID) -> PaperVersion:
    """Return a version of this municipality on which the council decided."""
    return get_object_or_404(PaperVersion.objects.of(place).filter(resolution__isnull=False), public_id=public_id)


def paper_template(place: Place) -> PaperTemplate:
    """Return the Word template this municipality uses."""
    return get_object_or_404(PaperTemplate.objects.in_use(place).select_related("place"))


def public_paper_version(place: Place, number: int) -> PaperVersion:
    """Return a version of the paper that everyone may read; those of earlier strategies stay where they were."""
    return get_object_or_404(PaperVersion.objects.of(place).public(), number=number)


def goal(place: Place, public_id: uuid.UUID) -> Goal:
    """Return a goal of this municipality."""
    return get_object_or_404(
        Goal.objects.of(place).with_figures().select_related("field__municipality__parent"), public_id=public_id
    )


def goal_indicator(place: Place, public_id: uuid.UUID) -> GoalIndicator:
    """Return a figure of a goal of this municipality."""
    indicators = GoalIndicator.objects.filter(goal__in=Goal.objects.of(place))
    return get_object_or_404(indicators.select_related("goal__field__municipality__parent"), public_id=public_id)


def editable_role(place: Place, public_id: uuid.UUID) -> StaffRole:
    """Return a position of this municipality."""
    return get_object_or_404(StaffRole.objects.of(place).select_related("municipality__parent"), public_id=public_id)


def visible_proposal(place: Place, public_id: uuid.UUID) -> Proposal:
    """Return a proposal of this municipality."""
    return get_object_or_404(Proposal.objects.of(place).select_related("municipality__parent"), public_id=public_id)


def visible_proposals(place: Place, keys: list[str]) -> list[Proposal]:
    """Return the proposals of this municipality that an address names; what is none is passed over."""
    known = []
    for key in keys:
        try:
            known.append(uuid.UUID(key))
        except ValueError:
            continue  # an address somebody shortened
    found = Proposal.objects.of(place).filter(public_id__in=known).select_related("municipality__parent")
    return list(found.newest_first())


def takeover_of(proposal: Proposal, key: int) -> Takeover:
    """Return what was taken over from a proposal."""
    return get_object_or_404(proposal.takeovers.select_related("proposal__municipality__parent"), pk=key)


def editable_vote_round(place: Place, public_id: uuid.UUID) -> VoteRound:
    """Return a dot vote of this municipality."""
    return get_object_or_404(
        VoteRound.objects.select_related("municipality__parent"), municipality=place, public_id=public_id
    )


def votable_round(user: Actor, place: Place, public_id: uuid.UUID) -> VoteRound:
    """Return a dot vote that has begun; those among the staff exist only for them."""
    found = editable_vote_round(place, public_id)
    is_staff = has_role(user, STAFF, place)
    if not is_staff and (found.who == VoteRound.Who.STAFF or found.opens_at > timezone.now()):
        raise Http404(_("Diese Seite gibt es hier nicht."))
    return found


def may_vote_by_account(user: Actor, round: VoteRound) -> bool:
    """Tell whether the account is enough to vote, or a code is needed."""
    if not isinstance(user, User) or not user.is_authenticated:
        return False
    if round.who == VoteRound.Who.STAFF:
        return has_role(user, STAFF, round.municipality)
    return round.who == VoteRound.Who.PUBLIC


def meeting_of(place: Place, public_id: uuid.UUID) -> Meeting:
    """Return a workshop of this municipality."""
    return get_object_or_404(
        Meeting.objects.select_related("municipality__parent"), municipality=place, public_id=public_id
    )


def published_meeting(place: Place, public_id: uuid.UUID) -> Meeting:
    """Return a workshop whose protocol everyone may read."""
    found = meeting_of(place, public_id)
    if found.published_at is None:
        raise Http404(_("Diese Seite gibt es hier nicht."))
    return found


def may_read_photo(user: Actor, path: str) -> bool:
    """Tell whether a photo of a wall belongs to a workbench this person may read."""
    photo = MeetingPhoto.objects.select_related("meeting__municipality__parent").filter(photo=path).first()
    return photo is not None and has_role(user, STAFF, photo.meeting.municipality)


def card_of(meeting: Meeting, public_id: uuid.UUID) -> MeetingCard:
    """Return a card of a workshop."""
    return get_object_or_404(
        meeting.cards.select_related("meeting__municipality__parent", "merged_into"), public_id=public_id
    )


def visible_views(user: User, place: Place) -> QuerySet[SavedView]:
    """Return the kept views one sees: one's own and the shared ones."""
    return SavedView.objects.filter(Q(owner=user) | Q(is_shared=True), municipality=place)


def deletable_view(user: User, place: Place, public_id: uuid.UUID) -> SavedView:
    """Return a kept view that one may forget: one's own, and shared ones for the town hall."""
    found = get_object_or_404(visible_views(user, place), public_id=public_id)
    if found.owner_id != user.pk and not may_edit(user, place):
        raise PermissionDenied
    return found
