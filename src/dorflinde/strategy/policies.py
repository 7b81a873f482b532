"""Who may see and change what in the strategy: the doors to measures and to the workbench."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import STAFF, TOWN_HALL, Actor, UserRequest, has_role, require_role
from dorflinde.places.public import Place, at, open_municipality

from .models import FieldOfAction, Measure, MeasureQuerySet, Proposal, StaffRole, Takeover

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
