"""Who works at which desk: the town hall's, the editors', the moderators'."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, Role, User
from dorflinde.places.public import Place

from .models import FROM_DESK, Todo

_Office = Todo.Office
OFFICES: dict[str, frozenset[str]] = {
    Role.Kind.CLERK: frozenset({_Office.HALL, _Office.MODERATION}),
    Role.Kind.EDITOR: frozenset({_Office.EDITORIAL}),
    Role.Kind.MODERATOR: frozenset({_Office.MODERATION}),
    Role.Kind.MANAGER: frozenset(_Office),
    Role.Kind.OPERATOR: frozenset(_Office),
}


@dataclass(frozen=True)
class Reach:
    """What of all that waits is a person's business: by office and place for the list, by place alone for the figures."""

    todos: Q
    places: Q
    home: Place | None  # the one municipality the person works for; None when there are several


def came_from_desk(request: HttpRequest) -> bool:
    """Tell whether the page was opened from the desk, so that the way leads back there."""
    return request.GET.get("von") == FROM_DESK


def open_desk(user: Actor) -> Reach:
    """Return what the person's desk holds; whoever serves no office has none (403)."""
    if isinstance(user, User) and user.is_superuser:
        return Reach(Q(), Q(), None)
    roles = _roles(user)
    if not roles:
        raise PermissionDenied(_("Mit Ihrem Konto gibt es hier keinen Schreibtisch."))
    # Where a municipality has no editorial team, what waits for one would be seen by nobody: the clerks see it.
    edited = set(Role.objects.filter(kind=Role.Kind.EDITOR, organisation__isnull=True).values_list("place", flat=True))
    todos, places = Q(pk__in=[]), Q(pk__in=[])
    for role in roles:
        offices = OFFICES[role.kind]
        if role.kind == Role.Kind.CLERK and role.place_id not in edited:
            offices |= {_Office.EDITORIAL}
        here = Q(place=role.place_id) | Q(place__parent=role.place_id)
        todos |= Q(office__in=sorted(offices)) & here
        places |= here
    works_for = {role.place for role in roles}
    home = works_for.pop() if len(works_for) == 1 else None
    return Reach(todos, places, home if home and home.kind == Place.Kind.MUNICIPALITY else None)


def open_todo(user: Actor, key: uuid.UUID) -> Todo:
    """Return a to-do of the person's desk, settled or not; another office's does not exist (404)."""
    todo = reachable(open_desk(user), key)
    if todo is None:
        raise Http404
    return todo


def reachable(reach: Reach, key: uuid.UUID) -> Todo | None:
    """Return a to-do within a person's reach, settled or not."""
    todos = Todo.objects.filter(reach.todos, public_id=key)
    return todos.select_related("place__parent", "settlement__settled_by").first()


def _roles(user: Actor) -> list[Role]:
    if not isinstance(user, User) or not user.is_active:
        return []
    held = user.roles.filter(organisation__isnull=True, kind__in=OFFICES)
    return list(held.select_related("place__parent").order_by("pk"))
