"""Participation's part of the open interface; the project hangs it under its address."""

from . import answering, ideas, projects, writing
from .routes import router

__all__ = ["answering", "ideas", "projects", "router", "writing"]
