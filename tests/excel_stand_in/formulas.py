"""Formulas between Excel's writing (A!B1, commas) and LibreOffice's ($A.B1, semicolons)."""

from __future__ import annotations

import re

_TEXT = r'"(?:[^"]|"")*"'
_CELL = r"(?=\$?[A-Z]{1,3}\$?\d+(?![\w(.])|\$?[A-Z]{1,3}:|\$?\d+:|#REF!)"
_CALC_SHEET = r"\$?(?P<quoted>'(?:[^']|'')+')\.|\$?(?P<bare>(?<![\w.])[^\W\d][\w]*)\." + _CELL
_EXCEL_SHEET = r"(?P<quoted>'(?:[^']|'')+')!|(?P<bare>[^\W\d][\w.]*)!"
_ADD_IN = r"COM\.SUN\.STAR\.SHEET\.ADDIN\.ANALYSIS\.GET(?P<function>\w+)"
_THIS_ROW = r"\[@(?P<columns>\[[^\[\]]+\](?::\[[^\[\]]+\])?|[^\[\]]+)\]"

_CALC = re.compile(f"(?P<text>{_TEXT})|(?P<array>\\{{[^{{}}]*\\}})|{_ADD_IN}|{_CALC_SHEET}|(?P<comma>;)")
_EXCEL = re.compile(
    f"(?P<text>{_TEXT})|(?P<array>\\{{[^{{}}]*\\}})|(?P<row>{_THIS_ROW})|{_EXCEL_SHEET}|(?P<comma>,)"
)
_LONG = re.compile(
    f"{_TEXT}|(?P<table>[^\\W\\d][\\w.]*)\\[\\[#This Row\\],(?P<columns>\\[[^\\[\\]]+\\](?::\\[[^\\[\\]]+\\])?)\\]"
)
_SHORT = re.compile(f"{_TEXT}|(?P<short>(?<![\\w.]){_THIS_ROW})")
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


def shown_in_table(formula: str, table: str) -> str:
    """A formula as Excel shows it in a cell of the table: [@列] for 表[[#This Row],[列]]."""

    def short(found: re.Match[str]) -> str:
        if found["table"] != table:
            return found[0]
        columns = found["columns"]
        is_plain = re.fullmatch(r"\[\w+\]", columns)
        return f"[@{columns[1:-1] if is_plain else columns}]"

    return _LONG.sub(short, formula)


def typed_in_table(formula: str, table: str) -> str:
    """What is typed into a cell of the table, with the table's name before [@列]."""
    return _SHORT.sub(lambda found: f"{table}{found[0]}" if found["short"] else found[0], formula)


def _bracketed(columns: str) -> str:
    return columns if columns.startswith("[") else f"[{columns}]"


def _to_excel(found: re.Match[str]) -> str:
    if found["text"]:
        return found["text"]
    if found["array"]:
        return _separated(found["array"], {";": ",", "|": ";"})
    if found["function"]:
        return found["function"]
    if found["comma"]:
        return ","
    return f"{found['quoted'] or found['bare']}!"


def _to_calc(found: re.Match[str]) -> str:
    if found["text"]:
        return found["text"]
    if found["array"]:
        return _separated(found["array"], {",": ";", ";": "|"})
    if found["row"]:
        return f"[[#This Row];{_bracketed(found['columns'])}]"
    if found["comma"]:
        return ";"
    return f"${found['quoted'] or found['bare']}."


def _separated(array: str, signs: dict[str, str]) -> str:
    return _ARRAY.sub(lambda found: found["text"] or signs.get(found[0], found[0]), array)
