"""Every change in the strategy: one function per use case."""

from .announcement import Restricted, announce, hide_measure, restore_measure, show_measure_to
from .dependency import DependencyProblem, set_all_dependencies, set_dependencies
from .field import add_fields, change_field, create_field, delete_field, field_named
from .measure import (
    NumberTaken,
    OriginProblem,
    add_origins,
    change_measure,
    create_measure,
    delete_measure,
    drop_origin,
    next_number,
    origin_at,
)
from .move import change_line, change_status, put_back, report_progress, schedule, shift
from .proposal import ask_for_proposal, calculate, stop, take_over, undo_takeover
from .resources import RoleInUse, Stretch, delete_role, pin, save_role, set_ceilings, set_planning, unpin
from .strategy import save_strategy

__all__ = [
    "DependencyProblem",
    "NumberTaken",
    "OriginProblem",
    "Restricted",
    "RoleInUse",
    "Stretch",
    "add_fields",
    "add_origins",
    "announce",
    "ask_for_proposal",
    "calculate",
    "change_field",
    "change_line",
    "change_measure",
    "change_status",
    "create_field",
    "create_measure",
    "delete_field",
    "delete_measure",
    "delete_role",
    "drop_origin",
    "field_named",
    "hide_measure",
    "next_number",
    "origin_at",
    "pin",
    "put_back",
    "report_progress",
    "restore_measure",
    "save_role",
    "save_strategy",
    "schedule",
    "set_all_dependencies",
    "set_ceilings",
    "set_dependencies",
    "set_planning",
    "shift",
    "show_measure_to",
    "stop",
    "take_over",
    "undo_takeover",
    "unpin",
]
