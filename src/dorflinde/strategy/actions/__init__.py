"""Every change in the strategy: one function per use case."""

from .announcement import (Restricted, announce, hide_measure, restore_measure, show_measure_to)
from .continuation import (save_continuation, set_warning_months, warn)
from .delivery import (PARTS, add_part, assess, remove_part, tick, untick, withdraw_assessment)
from .dependency import (DependencyProblem, set_all_dependencies, set_dependencies)
from .field import (add_fields, change_field, create_field, delete_field, field_named)
from .measure import (NumberTaken, OriginProblem, add_origins, change_measure, create_measure, delete_measure, drop_origin, next_number, origin_at)
from .move import (change_line, change_status, put_back, report_progress, schedule, shift)
from .proposal import (ask_for_proposal, calculate, stop, take_over, undo_takeover)
from .reporting import (Said, asked_in, create_period, forget_contacts, freeze, give_update, link_for, opened, remind, say_unchanged, set_contact)
from .resources import (RoleInUse, Stretch, delete_role, pin, save_role, set_ceilings, set_planning, unpin)
from .series import (Figure, record_value, record_values, remove_value, set_direction)
from .strategy import (save_strategy)

__all__ = [
    "DependencyProblem",
    "Figure",
    "NumberTaken",
    "OriginProblem",
    "PARTS",
    "Restricted",
    "RoleInUse",
    "Said",
    "Stretch",
    "add_fields",
    "add_origins",
    "add_part",
    "announce",
    "ask_for_proposal",
    "asked_in",
    "assess",
    "calculate",
    "change_field",
    "change_line",
    "change_measure",
    "change_status",
    "create_field",
    "create_measure",
    "create_period",
    "delete_field",
    "delete_measure",
    "delete_role",
    "drop_origin",
    "field_named",
    "forget_contacts",
    "freeze",
    "give_update",
    "hide_measure",
    "link_for",
    "next_number",
    "opened",
    "origin_at",
    "pin",
    "put_back",
    "record_value",
    "record_values",
    "remind",
    "remove_part",
    "remove_value",
    "report_progress",
    "restore_measure",
    "save_continuation",
    "save_role",
    "save_strategy",
    "say_unchanged",
    "schedule",
    "set_all_dependencies",
    "set_ceilings",
    "set_contact",
    "set_dependencies",
    "set_direction",
    "set_planning",
    "set_warning_months",
    "shift",
    "show_measure_to",
    "stop",
    "take_over",
    "tick",
    "undo_takeover",
    "unpin",
    "untick",
    "warn",
    "withdraw_assessment",
]
