"""Identifiers that may leave the system: unique, sortable by time, not guessable by counting."""

import uuid

import uuid_utils.compat


def uuid7() -> uuid.UUID:
    """Return a new UUID of version 7 (RFC 9562); Python has its own only from 3.14."""
    return uuid_utils.compat.uuid7()
