"""The table of contents of the master workbook: one line per sheet, in the order of its tabs.

A line is the name of the file that declares the sheet (spec_change: the class SpecChange). What else knows the
sheets follows from here: SHEETS, the attributes of a Project, `pmo_xl.SpecChange`. Nothing is imported.
"""

from __future__ import annotations

SHEET_FILES: tuple[str, ...] = (
    "requirement",
    "spec_review",
    "review_record",
    "spec_change",
    "announcement",
    "handed_out",
    "question",
    "issue",
    "risk",
    "meeting",
    "meeting_item",
    "task",
    "phase_definition",
    "allocation",
    "verification",
    "quality_record",
    "release_step",
    "checklist_item",
    "budget",
    "order",
    "acceptance",
    "estimate",
    "option",
    "rfp_item",
    "deliverable",
    "interface",
    "message",
    "kpi",
    "retro_item",
    "lesson",
    "recorded_finding",
    "member",
    "system",
    "vendor",
    "project_tool",
    "own_rule",
    "setting",
    "choice",
    "holiday",
)


def class_name(file: str) -> str:
    """The class that a file of the model declares: spec_change → SpecChange."""
    return "".join(word.capitalize() for word in file.split("_"))
