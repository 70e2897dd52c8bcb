"""Values as xlwings on Windows gives and takes them, from and for what LibreOffice holds.

A date cell comes as a datetime (COM's own carries UTC), every number as a float, a currency cell as a Decimal
(COM's VT_CY: four places), an empty cell as None, an error as COM's number, a time of day as a float.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from tests.excel_stand_in.formulas import calc_formula, excel_formula

COM_ERRORS = {
    532: -2146826281,  # #DIV/0!
    32767: -2146826246,  # #N/A
    525: -2146826259,  # #NAME?
    521: -2146826288,  # #NULL!
    503: -2146826252,  # #NUM!
    524: -2146826265,  # #REF!
    519: -2146826273,  # #VALUE!
}
ERROR_WORDS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
VALUE_ERROR = -2146826273
_LOOKS_TYPED = re.compile(r"[+\-(.]|[¥\\$]?\s*\d|(true|false)$", re.IGNORECASE)

Area = tuple[int, int, int, int]


def com_rows(read: dict[str, Any], area: Area, null_date: dt.datetime) -> list[list[Any]]:
    """The rows that the server read, typed as COM types them."""
    rows = [[None if value == "" else value for value in row] for row in read["rows"]]
    for row, column in _inside(read["texts"], area):
        rows[row][column] = read["rows"][row][column]
    for row, column, code in read["errors"]:
        rows[row][column] = COM_ERRORS.get(code, VALUE_ERROR)
    kinds = {"date": lambda value: com_date(value, null_date), "currency": com_money, "logical": bool}
    for kind, typed in kinds.items():
        for row, column in _inside(read["formats"][kind], area):
            if isinstance(rows[row][column], float):
                rows[row][column] = typed(rows[row][column])
    return rows


def formula_rows(read: dict[str, Any], area: Area) -> list[list[str]]:
    """Formulas as Excel writes them, and constants as text."""
    pairs = zip(read["rows"], read["values"], strict=True)
    rows = [[_shown(formula, value) for formula, value in zip(*pair, strict=True)] for pair in pairs]
    for row, column in _inside(read["logical"], area):
        rows[row][column] = {"1": "TRUE", "0": "FALSE"}.get(rows[row][column], rows[row][column])
    return rows


def com_date(serial: float, null_date: dt.datetime) -> dt.datetime:
    """A serial number as a datetime to the millisecond."""
    return null_date + dt.timedelta(milliseconds=round(serial * 86_400_000))


def com_money(value: float) -> Decimal:
    return Decimal(str(round(value, 4)))


def sent(value: Any, null_date: dt.datetime) -> Any:
    """One value as the server takes it; text that Excel would read as something else goes as typed."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    if isinstance(value, dt.datetime):
        return {"date": (value.replace(tzinfo=dt.UTC) - null_date) / dt.timedelta(days=1)}
    if isinstance(value, str):
        return sent_text(value)
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")


def sent_text(value: str) -> Any:
    if value.startswith("'"):
        return value[1:]  # text, whatever it looks like
    if value.startswith("=") and len(value) > 1:
        return {"text": value, "formula": calc_formula(value)}
    return {"text": value} if _LOOKS_TYPED.match(value.strip()) else value


def prepared(value: Any) -> Any:
    """What xlwings hands to COM for one value: empties as "", dates as datetimes, NumPy's numbers as floats."""
    if value is None or value != value:  # NaN and NaT are never equal to themselves
        return ""
    if type(value) is dt.date:
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def cleaned(value: Any, date: Any, empty: Any, number: Any, is_error_text: bool) -> Any:
    """What xlwings makes of one COM value for `Range.value`."""
    if value is None or value == "":
        return empty
    if isinstance(value, dt.datetime):
        parts = ("month", "day", "year", "hour", "minute", "second", "microsecond")
        return date(**{part: getattr(value, part) for part in parts}, tzinfo=None)
    if number is not None and isinstance(value, float):
        return number(value)
    if isinstance(value, int) and value in ERROR_WORDS:
        return ERROR_WORDS[value] if is_error_text else None
    return value


def _shown(formula: str, value: Any) -> str:
    """LibreOffice marks text that looks like a number with an apostrophe, Excel's Formula does not."""
    if isinstance(value, str) and formula == f"'{value}":
        return value
    return excel_formula(formula)


def _inside(areas: list[list[int]], area: Area) -> list[tuple[int, int]]:
    """The cells of the areas, counted from the read area's corner."""
    return [
        (row - area[0], column - area[1])
        for top, left, bottom, right in areas
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
