"""What a person agreed to: each yes is a row with its wording, each no a date on it."""

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.models import TERMS_WORDING, Consent, User


@transaction.atomic
def give_consent(user: User, purpose: Consent.Purpose, *, wording: str = TERMS_WORDING) -> Consent:
    """Write down that a person agrees; agreeing twice to the same words changes nothing."""
    found = Consent.objects.in_force().filter(user=user, purpose=purpose, wording=wording).first()
    return found or Consent.objects.create(user=user, purpose=purpose, wording=wording)


@transaction.atomic
def withdraw_consent(user: User, purpose: Consent.Purpose) -> None:
    """Take a consent back; what it allowed stops at once."""
    Consent.objects.in_force().filter(user=user, purpose=purpose).update(withdrawn_at=timezone.now())
    if purpose == Consent.Purpose.MAIL and user.wants_mail:
        user.wants_mail = False
        user.save(update_fields=["wants_mail"])
