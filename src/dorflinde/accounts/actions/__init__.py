"""Changes to people, their roles and consents, and what they typed before they were known."""

from .consents import give_consent, withdraw_consent
from .drafts import keep_draft, take_draft
from .keys import make_key, note_use, revoke_all_keys, revoke_key
from .mutes import mute, unmute
from .people import change_settings, confirm_address, delete_account, introduce, open_account, set_mail
from .retention import forget_what_is_due
from .roles import give_role, take_role

__all__ = [
    "change_settings",
    "confirm_address",
    "delete_account",
    "forget_what_is_due",
    "give_consent",
    "give_role",
    "introduce",
    "keep_draft",
    "make_key",
    "mute",
    "note_use",
    "open_account",
    "revoke_all_keys",
    "revoke_key",
    "set_mail",
    "take_draft",
    "take_role",
    "unmute",
    "withdraw_consent",
]
