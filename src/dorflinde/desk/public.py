"""What other modules may use of the desk."""

from .actions import ask, note_first_answer, settle
from .models import Todo

__all__ = ["Todo", "ask", "note_first_answer", "settle"]
