"""What other modules may use of the desk."""

from .actions import ask, note_first_answer, settle, settle_all
from .models import Todo
from .policies import came_from_desk
from .queries import number_waiting

__all__ = ["Todo", "ask", "came_from_desk", "note_first_answer", "number_waiting", "settle", "settle_all"]
