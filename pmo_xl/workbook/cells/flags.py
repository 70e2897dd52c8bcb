"""Flag cells: ○ and × as Japanese offices write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells.raw_cell import CellContext, is_dash, plain_value, unread

# A latin O or x is not here: x is a tick in English forms and ng in Japanese ones.
_FLAGS: Final[Mapping[object, bool]] = {
    **dict.fromkeys("○〇◯●◎✓✔✅☑レﾚ有", True),
    **dict.fromkeys(("1", 1, "TRUE", "あり", "有り", "はい", "YES"), True),
    **dict.fromkeys("×✕✖✗✘☐無", False),
    **dict.fromkeys(("0", 0, "FALSE", "なし", "無し", "いいえ", "NO"), False),
}
_REASON: Final = "○か×のどちらか分かりません。○ を書くか、空のままにしてください"


def read_flag(raw: object, context: CellContext) -> bool | Unread | None:
    """True for ○ ✓ 1 有 …, False for × － 0 無 …, None for a blank cell."""
    flag = _FLAGS.get(raw)
    if flag is not None or raw is None or raw == "":
        return flag
    if not isinstance(raw, str):
        return unread(raw, _REASON)
    text = plain_value(raw)
    if not isinstance(text, str):
        return text
    return False if is_dash(text) else _FLAGS.get(text, unread(raw, _REASON))


def is_mark(raw: object) -> bool:
    """Whether a cell holds a mark that says yes, and nothing else: ○ ● ◎ ✓ レ."""
    return isinstance(raw, str) and len(raw.strip()) == 1 and _FLAGS.get(raw.strip()) is True
