"""What other modules may use of the moderation."""

from .actions import take_notice
from .models import Notice

__all__ = ["Notice", "take_notice"]
