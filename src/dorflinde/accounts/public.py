"""What other modules may use of the accounts."""

from dorflinde.core.personal import Kept

from .actions import keep_draft, note_use, take_draft
from .actions.consents import give_consent
from .actions.mutes import mute
from .actions.people import set_mail
from .actions.roles import give_role
from .exports import register_personal_data
from .models import TERMS_WORDING, AccessKey, Consent, Role, User
from .policies import (
    EDITORIAL,
    MANAGEMENT,
    MODERATION,
    STAFF,
    TOWN_HALL,
    Actor,
    UserRequest,
    allow,
    has_role,
    is_staff_anywhere,
    is_within,
    keeps_nothing,
    lacks_second_factor,
    municipalities_of,
    needs_introduction,
    require_role,
)
from .queries import DELETED_NAME, has_muted, key_of, muted_by, name_of

__all__ = [
    "DELETED_NAME",
    "EDITORIAL",
    "MANAGEMENT",
    "MODERATION",
    "STAFF",
    "TERMS_WORDING",
    "TOWN_HALL",
    "AccessKey",
    "Actor",
    "Consent",
    "Kept",
    "Role",
    "User",
    "UserRequest",
    "allow",
    "give_consent",
    "give_role",
    "has_muted",
    "has_role",
    "is_staff_anywhere",
    "is_within",
    "keep_draft",
    "keeps_nothing",
    "key_of",
    "lacks_second_factor",
    "municipalities_of",
    "mute",
    "muted_by",
    "name_of",
    "needs_introduction",
    "note_use",
    "register_personal_data",
    "require_role",
    "set_mail",
    "take_draft",
]
