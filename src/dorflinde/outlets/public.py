"""What other modules may use of the outlets."""

from .actions import Delivery, deliver_waiting
from .models import Letter, Notification
from .tasks import run_forever

__all__ = ["Delivery", "Letter", "Notification", "deliver_waiting", "run_forever"]
