"""The building blocks of every page as template tags, one `{% load ui %}` for all; /ui/ shows each of them."""

from dorflinde.ui.library import register
from dorflinde.ui.templatetags.ui import boxes, content, forms, frame, signs, ways

__all__ = ["boxes", "content", "forms", "frame", "register", "signs", "ways"]
