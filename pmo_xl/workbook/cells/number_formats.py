"""Number formats: which one a kind of column has in our workbooks, and whether one shows a date."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmo_xl.model.column import Kind

NUMBER_FORMATS: Mapping[Kind, str] = {
    Kind.DATE: "yyyy/mm/dd",
    Kind.DATETIME: "yyyy/mm/dd hh:mm",
    Kind.MONTH: 'yyyy"年"m"月"',
    Kind.MONEY: '#,##0_ ;[Red]"▲"#,##0_ ',
    Kind.PERCENT: "0%_ ",
    Kind.INT: '0_ ;"▲"0_ ',
    Kind.NUMBER: '#,##0.0_ ;"▲"#,##0.0_ ',
}
DATE_FORMAT = NUMBER_FORMATS[Kind.DATE]
DATE_TIME_FORMAT = NUMBER_FORMATS[Kind.DATETIME]

_NOT_LETTERS = re.compile(
    r'"[^"]*"|\[(?!h|hh|m|mm|s|ss\])[^\]]*\]|\\.|_.|\*.|General|[eE][+-]', re.IGNORECASE
)
_DATE_LETTERS = re.compile(r"[ymdhsg]|e", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether a format code shows a date or a time (quoted text, colours and 1E+3 are none)."""
    return bool(_DATE_LETTERS.search(_NOT_LETTERS.sub("", code.partition(";")[0])))
