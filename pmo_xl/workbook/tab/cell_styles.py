"""What styles.xml says about cells: number formats, and which styles strike their text through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pmo_xl.workbook.file.safe_xml import children, parse_xml

GENERAL = "General"

# ECMA-376 18.8.30: formats that carry no code in the file; 27–36 and 50–58 as a Japanese Excel shows them.
_ERA_DATE, _LONG_ERA_DATE = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
BUILT_IN_FORMATS: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _ERA_DATE, 28: _LONG_ERA_DATE, 29: _LONG_ERA_DATE, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 34: _YEAR_MONTH, 35: _MONTH_DAY, 36: _ERA_DATE,
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _ERA_DATE, 51: _LONG_ERA_DATE, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _LONG_ERA_DATE,
    55: _YEAR_MONTH, 56: _MONTH_DAY, 57: _ERA_DATE, 58: _LONG_ERA_DATE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellStyles:
    """Cell styles by number. number_formats: the code of each. strikethrough: the ones with a line through."""

    number_formats: tuple[str, ...] = ()
    strikethrough: frozenset[int] = frozenset()

    def number_format(self, style: int) -> str:
        """The format code of a style; General for a style that does not exist."""
        return self.number_formats[style] if 0 <= style < len(self.number_formats) else GENERAL


@lru_cache(maxsize=4)
def read_styles(data: bytes | None) -> CellStyles:
    """The styles in the bytes of styles.xml, which book after book of a template holds alike. Raises BrokenPart."""
    if data is None:
        return CellStyles()
    root = parse_xml(data)
    codes = {**BUILT_IN_FORMATS, **_own_formats(root)}
    strikethrough_fonts = {
        index for index, font in enumerate(children(root, "fonts", "font")) if _is_strikethrough(font)
    }
    styles = children(root, "cellXfs", "xf")
    return CellStyles(
        tuple(codes.get(_number(style.get("numFmtId")), GENERAL) for style in styles),
        frozenset(i for i, style in enumerate(styles) if _number(style.get("fontId")) in strikethrough_fonts),
    )


def _own_formats(root: etree._Element) -> dict[int, str]:
    formats = children(root, "numFmts", "numFmt")
    return {_number(item.get("numFmtId")): item.get("formatCode", GENERAL) for item in formats}


def _is_strikethrough(font: etree._Element) -> bool:
    return any(mark.get("val", "1") in ("1", "true", "on") for mark in children(font, "strike"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
