"""The strategy for other programs: strategies, fields, goals, measures, roadmap and how it is all getting on."""

from .router import router

__all__ = ["router"]
