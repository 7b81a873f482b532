"""The door to a trail: everyone may read what is public, nobody what is not."""

import uuid

from django.http import Http404
from django.utils.translation import gettext as _

from .models import Node
from .queries import Story, story_of


def open_node(key: uuid.UUID) -> Node:
    """Return the node of this address; 404 if there is none."""
    node = Node.objects.filter(public_id=key).select_related("place__parent__parent").first()
    if node is None:
        raise Http404(_("Diese Spur gibt es nicht."))
    return node


def open_story(key: uuid.UUID) -> tuple[Node, Story]:
    """Return a node with its story; 404 while the thing itself may not be seen."""
    node = open_node(key)
    story = story_of(node)
    if story is None:
        raise Http404(_("Diese Spur ist nicht öffentlich."))
    return node, story
