"""Schedules projects whose jobs share resources (RCPSP): the shortest makespan, with a proof where there is time.

>>> found = solve(read_project(Path("j301_1.sm")), seconds=10)
>>> found.status, found.makespan, found.starts["2"]
"""

from dorflinde.methods.scheduling.draft import Unreadable
from dorflinde.methods.scheduling.exact import available as has_solver
from dorflinde.methods.scheduling.problem import Project, Schedule, breaches
from dorflinde.methods.scheduling.reading import parse_project, read_project
from dorflinde.methods.scheduling.solver import solve

__all__ = ["Project", "Schedule", "Unreadable", "breaches", "has_solver", "parse_project", "read_project", "solve"]
