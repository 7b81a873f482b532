"""Proposes start months for a municipality's measures: dependencies, people, budgets, grants. Pure, without Django.

>>> proposal = propose(problem, objective="benefit", seconds=10)
>>> proposal.starts["M1"], proposal.gap, proposal.binding
"""

from dorflinde.methods.planning.problem import Capacity, Grant, Link, Problem, Task
from dorflinde.methods.planning.proposal import (
    CriticalPath,
    Limit,
    Load,
    Missed,
    Objective,
    Progress,
    Proposal,
    Relaxation,
    Status,
    Violation,
)

__all__ = [
    "Capacity",
    "CriticalPath",
    "Grant",
    "Limit",
    "Link",
    "Load",
    "Missed",
    "Objective",
    "Problem",
    "Progress",
    "Proposal",
    "Relaxation",
    "Status",
    "Task",
    "Violation",
]
