"""Proposes start months for a municipality's measures: dependencies, people, budgets, grants. Pure, without Django.

>>> proposal = propose(problem, objective="benefit", seconds=10)
>>> proposal.starts["M1"], proposal.gap, proposal.binding
"""

from dorflinde.methods.planning.check import check
from dorflinde.methods.planning.load import load
from dorflinde.methods.planning.path import critical_path
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
from dorflinde.methods.planning.proposing import propose
from dorflinde.methods.planning.relaxation import price, relaxed

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
    "check",
    "critical_path",
    "load",
    "price",
    "propose",
    "relaxed",
]
