"""One world for the whole folder: made once, taken back when the last test has run."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import Settings

from dorflinde.places import editions, middleware

from . import walk
from .cast import World
from .world import build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The region, inside a transaction that every test's own transaction lies in."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield build(media)
        transaction.set_rollback(True)
        walk.forget()


@pytest.fixture(autouse=True)
def in_the_world(world: World, db: None, uploads_go_away: None, settings: Settings) -> Iterator[None]:
    """Start every test with the uploads of the world, and without kept pages, editions or counters."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # a closed door is no news here
    settings.MEDIA_ROOT = world.media
    middleware.store.clear()
    editions.forget_edition()
    cache.clear()
    yield
    logging.getLogger("django.request").setLevel(logging.NOTSET)
