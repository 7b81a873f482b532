"""The trail as a file: every public step with its date, readable by any program.

Keys of the document (dates by ISO 8601, addresses absolute, missing things empty):
    title, address, place                     what the trail tells, where it stands, the place's name
    things[]   id, kind, label, title, text, by, place, address, since
                                              contributions and measures; `kind` as registered, `label` in words
    steps[]    thing, at, kind, title, text, by, address
                                              what happened to a thing, oldest first
    links[]    from, to, kind, at             origin: `to` grew from `from`; merged: went into; answers; adopted: by `to`
    expected[] title, text, when, when_text   what should come next
"""

import datetime
from collections.abc import Callable
from typing import Any

from dorflinde.accounts.public import User
from dorflinde.core import subjects

from .models import Follow, Node, Step
from .queries import Story, Thing

Absolute = Callable[[str], str]


def document(node: Node, story: Story, absolute: Absolute) -> dict[str, Any]:
    """Return the public trail of a thing; `absolute` makes a full address of a path."""
    things = {thing.node.pk: thing for thing in _things(story)}
    steps = Step.objects.filter(node__in=things, at__lte=datetime.datetime.now(datetime.UTC)).order_by("at", "pk")
    return {
        "title": story.heading,
        "address": absolute(node.get_absolute_url()),
        "place": node.place.name,
        "things": [_thing(thing, absolute) for thing in things.values()],
        "steps": [_step(step, things[step.node_id], absolute) for step in steps],
        "links": [
            {
                "from": str(things[link.source_id].node.public_id),
                "to": str(things[link.target_id].node.public_id),
                "kind": link.kind,
                "at": link.created_at.isoformat(),
            }
            for link in story.links
        ],
        "expected": [
            {
                "title": str(step.title),
                "text": str(step.text),
                "when": step.when.isoformat() if step.when else "",
                "when_text": str(step.when_text),
            }
            for step in story.expected
        ],
    }


def rows_of_person(user: User) -> list[dict[str, str]]:
    """Return what somebody follows, oldest first."""
    follows = list(Follow.objects.filter(user=user).select_related("node").order_by("since", "pk"))
    described = subjects.describe_all({one.node.ref for one in follows})
    return [
        {
            "follows": described[one.node.ref].title if one.node.ref in described else str(one.node.ref),
            "address": one.node.get_absolute_url(),
            "since": one.since.isoformat(timespec="seconds"),
        }
        for one in follows
    ]


def _things(story: Story) -> list[Thing]:
    """Return everything the story names, each once, oldest first."""
    found = {thing.node.pk: thing for thing in story.things}
    return sorted(found.values(), key=lambda thing: (thing.at, thing.node.pk))


def _thing(thing: Thing, absolute: Absolute) -> dict[str, str]:
    described = thing.description
    return {
        "id": str(thing.node.public_id),
        "kind": thing.node.kind,
        "label": str(described.label),
        "title": described.title,
        "text": described.text,
        "by": described.author_name,
        "place": thing.place,
        "address": absolute(described.url) if described.url else "",
        "since": thing.at.isoformat(),
    }


def _step(step: Step, thing: Thing, absolute: Absolute) -> dict[str, str]:
    return {
        "thing": str(thing.node.public_id),
        "at": step.at.isoformat(),
        "kind": step.kind,
        "title": step.title,
        "text": step.text,
        "by": step.by,
        "address": absolute(step.url) if step.url else "",
    }
