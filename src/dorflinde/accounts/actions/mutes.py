"""Not wanting to read somebody any more, and reading them again."""

from dorflinde.accounts.models import Mute, User


def mute(user: User, other: User) -> None:
    """Let a person not read another one any more; twice is once."""
    Mute.objects.get_or_create(user=user, muted=other)


def unmute(user: User, other: User) -> None:
    """Let a person read another one again; not having muted them is no error."""
    Mute.objects.filter(user=user, muted=other).delete()
