"""The cast of the permission matrix: people by role with a browser each, and the words that fill an address."""

import datetime
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from PIL import Image

from dorflinde.accounts.models import User

GUEST = "guest"
ROLES = (
    GUEST,
    "resident",  # has nothing to do with any of the things
    "author",  # wrote what stands in the address, reported it, is the one told of it
    "editor",
    "moderator",
    "council",
    "clerk",
    "outsider",  # clerk of the neighbour
    "manager",  # of the region
    "operator",
)


@dataclass
class World:
    """People by role, and the words that fill an address: `{idea}`, `{hidden_idea}` …"""

    media: Path
    people: dict[str, User] = field(default_factory=dict)
    keys: dict[str, object] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def address(self, template: str) -> str:
        """Fill in the keys of an address from the matrix."""
        return template.format_map(self.keys)

    def client(self, role: str, *, enforce_csrf_checks: bool = False) -> Client:
        """A browser in which someone is signed in, with no history of its own."""
        client = Client(enforce_csrf_checks=enforce_csrf_checks)
        if role != GUEST:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def sign_in(self, role: str, user: User) -> None:
        """Make somebody one of the cast, with a session that every browser of theirs shares."""
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.people[role], self.sessions[role] = user, str(session.session_key)


def day(number: int) -> datetime.date:
    """The day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=number)


def photo() -> bytes:
    """A picture small enough for a test."""
    out = io.BytesIO()
    Image.new("RGB", (640, 360), "#6fa57f").save(out, "JPEG")
    return out.getvalue()


def passkey() -> dict[str, Any]:
    """What a browser hands over when a passkey is made."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(bytes(16), b"lenas-telefon", public)
    seen = AuthenticatorData.create(
        sha256(b"testserver"), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, credential
    )
    answer = {
        "clientDataJSON": websafe_encode(
            b'{"type": "webauthn.create", "challenge": "", "origin": "https://testserver"}'
        ),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {}))),
    }
    key = websafe_encode(b"lenas-telefon")
    return {"id": key, "rawId": key, "type": "public-key", "response": answer, "clientExtensionResults": {}}
