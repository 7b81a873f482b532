"""Every change in the strategy: one function per use case."""

from .announcement import announce, hide_measure, restore_measure, show_measure_to
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
from .move import change_line, change_status, report_progress, schedule
from .process import begin_cycle, mark_step, plan_step, unmark_step
from .situation import (
    add_swot_entry,
    answer_questions,
    begin_assessment,
    change_swot_entry,
    delete_assessment,
    delete_inventory_item,
    move_swot_entry,
    remove_swot_entry,
    restore_swot_entry,
    save_inventory_item,
)
from .strategy import save_strategy

__all__ = [
    "DependencyProblem",
    "NumberTaken",
    "OriginProblem",
    "add_fields",
    "add_origins",
    "add_swot_entry",
    "announce",
    "answer_questions",
    "begin_assessment",
    "begin_cycle",
    "change_field",
    "change_line",
    "change_measure",
    "change_status",
    "change_swot_entry",
    "create_field",
    "create_measure",
    "delete_assessment",
    "delete_field",
    "delete_inventory_item",
    "delete_measure",
    "drop_origin",
    "field_named",
    "hide_measure",
    "mark_step",
    "move_swot_entry",
    "next_number",
    "origin_at",
    "plan_step",
    "remove_swot_entry",
    "report_progress",
    "restore_measure",
    "restore_swot_entry",
    "save_inventory_item",
    "save_strategy",
    "schedule",
    "set_all_dependencies",
    "set_dependencies",
    "show_measure_to",
    "unmark_step",
]
