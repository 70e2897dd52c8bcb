"""What the names in a condition may be: functions, sheets, columns; and what is said of one that is none of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from pmo_xl.conditions.columns import column_named, nearest, sheet_named
from pmo_xl.conditions.function_names import FUNCTIONS
from pmo_xl.conditions.mistakes import NEVER, instead_of
from pmo_xl.conditions.plugged_functions import plugged_functions
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record

_KNOWN = frozenset(FUNCTIONS)


def function_name(written: str) -> str:
    """The name of a function however it is written: in another width or case, or as Excel's files mark new ones."""
    return unicodedata.normalize("NFKC", written).upper().removeprefix("_XLFN.")


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The names of a workbook, for conditions about one of its sheets."""

    project: Project
    sheet: type[Record]

    def is_function(self, name: str) -> bool:
        """Whether there is a function of this name, ours or a plug-in's."""
        called = function_name(name)
        return called in _KNOWN or called in plugged_functions()

    def is_sheet(self, name: str) -> bool:
        """Whether a sheet is called so."""
        return sheet_named(name, self.project) is not None

    def unknown_function(self, name: str) -> str:
        """That there is no such function, and which one does the same or is called nearly so."""
        called = function_name(name)
        other = instead_of(called)
        if other:
            hint = f"。{other} を使ってください"
        elif called in NEVER:
            hint = "。使える関数は説明書「式で規則を足す」にあります"
        else:
            hint = nearest(called, (*FUNCTIONS, *plugged_functions()))
        return f"{name[:30]} という関数は使えません{hint}"

    def bare_word(self, name: str) -> str:
        """What a name that stands alone is, and how it is written."""
        shown = name[:20]
        if self.is_function(name):
            return f"{shown} は関数です。{function_name(name)}( ) のように後ろに ( ) が要ります"
        if column_named(self.sheet, name, self.project):
            return f'「{shown}」は列の名前です。[@{shown}] と書いてください(文字なら "{shown}")'
        sheet, _, column = name.partition(".")
        if self.is_sheet(sheet):
            return f"「{sheet[:20]}」はシートの名前です。{sheet[:20]}[{column[:20] or '列の名前'}] のように列まで書いてください"
        labels = [each.label for each in self.sheet.columns.values() if name.startswith(each.label)]
        if labels:
            column = max(labels, key=len)
            return (
                f"「{shown}」は式になっていません。列は [@{column}] と書き、= <> < > <= >= で比べてください"
            )
        return f'「{shown}」が何か分かりません。列なら [@{shown}]、文字なら "{shown}"、関数なら後ろに ( ) が要ります'
