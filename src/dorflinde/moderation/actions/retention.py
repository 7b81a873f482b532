"""Forgets what has had its time."""

from django.utils import timezone

from dorflinde.moderation.models import KEPT_AFTER_THE_END, WritingPause

from .notices import forget_reporters


def forget_what_is_due() -> int:
    """Forget who reported, once nobody can complain any more, and pauses a year after their end; returns how many rows went.

    The decision on a pause stays in the log, without the person.
    """
    gone, _rows = WritingPause.objects.filter(until__lt=timezone.now() - KEPT_AFTER_THE_END).delete()
    return forget_reporters() + gone
