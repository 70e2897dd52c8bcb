"""SHEETS: the record class of every sheet of the master workbook, in the order of its tabs."""

from __future__ import annotations

from importlib import import_module

from pmo_xl.model.contents import SHEET_FILES, class_name
from pmo_xl.model.record import Record


def _declared(file: str) -> type[Record]:
    found: type[Record] = getattr(import_module(f"pmo_xl.model.{file}"), class_name(file))
    assert issubclass(found, Record), file  # noqa: S101 - a wrong line in SHEET_FILES is a fault of ours
    return found


SHEETS: tuple[type[Record], ...] = tuple(map(_declared, SHEET_FILES))


def sheets_of(profile: str) -> tuple[type[Record], ...]:
    """The sheets of a profile: "core" = those of every workbook, "full" = all."""
    return tuple(sheet for sheet in SHEETS if profile == "full" or sheet.sheet.profile == "core")


def sheet_labelled(label: str) -> type[Record]:
    """The record class of the sheet with this label. KeyError when there is none."""
    return {sheet.sheet.label: sheet for sheet in SHEETS}[label]
