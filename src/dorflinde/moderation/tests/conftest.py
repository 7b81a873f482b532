"""A tiny kind of contribution that can be reported, hidden and brought back: moderation knows no feature."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.core import subjects
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description, Ref, Subject
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import decide
from dorflinde.moderation.models import Notice
from dorflinde.moderation.public import take_notice
from dorflinde.places.models import Place

KIND = "test.post"


class Posts:
    """The contributions there are, and what moderation did to them."""

    def __init__(self) -> None:
        self.found: dict[uuid.UUID, Description] = {}
        self.done: list[tuple[str, uuid.UUID]] = []

    def describe(self, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
        return {key: self.found[key] for key in ids if key in self.found}

    def hide(self, key: uuid.UUID, *, actor: User, reason: str) -> None:
        self.done.append(("hide", key))
        self.found[key] = replace(self.found[key], is_public=False)

    def restore(self, key: uuid.UUID, *, actor: User) -> None:
        self.done.append(("restore", key))
        self.found[key] = replace(self.found[key], is_public=True)

    def admit(self, key: uuid.UUID, *, actor: User) -> None:
        self.done.append(("admit", key))
        self.found[key] = replace(self.found[key], is_public=True)


@pytest.fixture
def posts() -> Iterator[Posts]:
    """Contributions as a feature will register them."""
    found = Posts()
    subjects.register(
        Subject(
            kind=KIND,
            label="Beitrag",
            describe=found.describe,
            hide=found.hide,
            restore=found.restore,
            can_wait=True,
            admit=found.admit,
        )
    )
    yield found
    del subjects._registry.subjects[KIND]


@pytest.fixture
def write(posts: Posts, municipality: Place, resident: User) -> Callable[..., Description]:
    """Let somebody write something: write("Der Wirt ist ein Gauner")."""

    def put(
        title: str, *, author: User = resident, place: Place = municipality, key: uuid.UUID | None = None, **more: Any
    ) -> Description:
        ref = Ref(KIND, key or uuid7())
        given = {
            "title": title,
            "text": f"{title}, das weiß doch jeder.",
            "url": f"/perlesreut/funk/{ref.id}/",
            "is_public": True,
        }
        posts.found[ref.id] = Description(
            ref=ref, place_id=place.pk, created_at=timezone.now(), author_id=author.pk, author_name=author.public_name,
            label="Beitrag", **(given | more),
        )  # fmt: skip
        return posts.found[ref.id]

    return put


@pytest.fixture
def insult(write: Callable[..., Description]) -> Description:
    """Something that may not stay."""
    return write("Der Wirt ist ein Gauner")


@pytest.fixture
def notice(insult: Description, second_resident: User) -> Notice:
    """Somebody with an account reported it."""
    return take_notice(
        insult, category="illegal", explanation="Das ist eine Beleidigung.", is_good_faith=True, actor=second_resident
    )


@pytest.fixture
def nameless(insult: Description) -> Notice:
    """Somebody without an account reported it."""
    return take_notice(
        insult, category="rules", explanation="So redet man nicht.", is_good_faith=True, actor=None,
        name="Geheime Person", email="geheim@example.org",
    )  # fmt: skip


@pytest.fixture
def removed(notice, moderator):
    """The notice was right: the post is gone."""
    decide(notice, actor=moderator, outcome="remove", ground="law", reason="Beleidigung, § 185 StGB.")
    OutboxItem.objects.all().delete()
    return notice


@pytest.fixture
def kept(notice, moderator):
    """The post stays."""
    decide(notice, actor=moderator, outcome="keep", ground="none", reason="Erlaubte Meinung.")
    OutboxItem.objects.all().delete()
    return notice
