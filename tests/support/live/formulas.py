"""Formulas between Excel's writing (A!B1, commas) and LibreOffice's ($A.B1, semicolons)."""

from __future__ import annotations

import re

_TEXT = r'"(?:[^"]|"")*"'
_CELL = r"(?=\$?[A-Z]{1,3}\$?\d+(?![\w(.])|\$?[A-Z]{1,3}:|\$?\d+:|#REF!)"
_CALC_SHEET = r"\$?(?P<quoted>'(?:[^']|'')+')\.|\$?(?P<bare>(?<![\w.])[^\W\d][\w]*)\." + _CELL
_EXCEL_SHEET = r"(?P<quoted>'(?:[^']|'')+')!|(?P<bare>[^\W\d][\w.]*)!"
_THIS_ROW = r"\[@\[?(?P<column>[^\[\]]+)\]?\]"

_CALC = re.compile(f"(?P<text>{_TEXT})|(?P<array>\\{{[^{{}}]*\\}})|{_CALC_SHEET}|(?P<comma>;)")
_EXCEL = re.compile(
    f"(?P<text>{_TEXT})|(?P<array>\\{{[^{{}}]*\\}})|(?P<row>{_THIS_ROW})|{_EXCEL_SHEET}|(?P<comma>,)"
)
_ARRAY = re.compile(f"(?P<text>{_TEXT})|[;|,]")


def excel_formula(formula: str) -> str:
    """LibreOffice's formula as Excel writes it; a boolean, which LibreOffice holds as =TRUE(), as its word."""
    if formula in ("=TRUE()", "=FALSE()"):
        return formula[1:-2]
    if not formula.startswith(("=", "{=")):
        return formula
    outer = formula[1:-1] if formula.startswith("{=") else formula
    return _CALC.sub(_to_excel, outer)


def calc_formula(formula: str) -> str:
    """Excel's formula as LibreOffice reads it."""
    return _EXCEL.sub(_to_calc, formula)


def _to_excel(found: re.Match[str]) -> str:
    if found["text"]:
        return found["text"]
    if found["array"]:
        return _separated(found["array"], {";": ",", "|": ";"})
    if found["comma"]:
        return ","
    return f"{found['quoted'] or found['bare']}!"


def _to_calc(found: re.Match[str]) -> str:
    if found["text"]:
        return found["text"]
    if found["array"]:
        return _separated(found["array"], {",": ";", ";": "|"})
    if found["row"]:
        return f"[[#This Row];[{found['column']}]]"
    if found["comma"]:
        return ";"
    return f"${found['quoted'] or found['bare']}."


def _separated(array: str, signs: dict[str, str]) -> str:
    return _ARRAY.sub(lambda found: found["text"] or signs.get(found[0], found[0]), array)
