"""The VBA project of the buttons, from the sources in macros/."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pmo_xl.resources import macro
from pmo_xl.workbook.vba import build_project

BUTTON_MODULE = "PmoButtons"
_FILES = (f"{BUTTON_MODULE}.bas", "xlwings.bas", "Dictionary.cls")


def button_sources() -> Mapping[str, str]:
    """The sources of the buttons' modules, by module: ours, and xlwings' with their licences."""
    return {file.partition(".")[0]: macro(file).read_text(encoding="ascii") for file in _FILES}


def button_project(documents: Sequence[str], *, charts: Collection[str] = ()) -> bytes:
    """The vbaProject.bin of a workbook with buttons; for documents and charts see build_project."""
    return build_project(button_sources(), documents, charts=charts)
