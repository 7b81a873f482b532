"""What other modules may use of the audit trail."""

from .actions import record, verify
from .models import Record

__all__ = ["Record", "record", "verify"]
