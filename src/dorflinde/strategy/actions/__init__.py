"""Every change in the strategy: one function per use case."""

from .announcement import Restricted, announce, hide_measure, restore_measure, show_measure_to
from .dependency import DependencyProblem, set_all_dependencies, set_dependencies
from .field import add_fields, change_field, create_field, delete_field, field_named, move_field, order_fields
from .goal import delete_goal, delete_indicator, note_value, save_goal, save_indicator
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
from .move import change_line, change_status, report_progress, schedule
from .proposal import ask_for_proposal, calculate, stop, take_over, undo_takeover
from .resources import RoleInUse, Stretch, delete_role, pin, save_role, set_ceilings, set_planning, unpin
from .stakeholder import (
    assess,
    delete_stakeholder,
    forget_contacts,
    next_contact,
    place_in_grid,
    record_contact,
    save_stakeholder,
)
from .strategy import save_strategy
from .vision import CommentingProblem, adopt_version, delete_draft, open_version, save_draft, save_version

__all__ = [
    "CommentingProblem",
    "DependencyProblem",
    "NumberTaken",
    "OriginProblem",
    "Restricted",
    "RoleInUse",
    "Stretch",
    "add_fields",
    "add_origins",
    "adopt_version",
    "announce",
    "ask_for_proposal",
    "assess",
    "calculate",
    "change_field",
    "change_line",
    "change_measure",
    "change_status",
    "create_field",
    "create_measure",
    "delete_draft",
    "delete_field",
    "delete_goal",
    "delete_indicator",
    "delete_measure",
    "delete_role",
    "delete_stakeholder",
    "drop_origin",
    "field_named",
    "forget_contacts",
    "hide_measure",
    "move_field",
    "next_contact",
    "next_number",
    "note_value",
    "open_version",
    "order_fields",
    "origin_at",
    "pin",
    "place_in_grid",
    "record_contact",
    "report_progress",
    "restore_measure",
    "save_draft",
    "save_goal",
    "save_indicator",
    "save_role",
    "save_stakeholder",
    "save_strategy",
    "save_version",
    "schedule",
    "set_all_dependencies",
    "set_ceilings",
    "set_dependencies",
    "set_planning",
    "show_measure_to",
    "stop",
    "take_over",
    "undo_takeover",
    "unpin",
]
