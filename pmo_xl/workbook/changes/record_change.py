"""What a change looks like to people: one cell before and after in the words of its sheet, and a table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

KINDS: Final = ("value", "result", "new_row", "new_column", "heading", "new_sheet", "choice")
"""value: a cell that is there. result: only the cached value of a formula. choice: a word added to 選択肢."""

_MOST_ROWS: Final = 60
_HEADS: Final = ("シート", "セル", "ID", "列", "前", "後", "")
_NOTES: Final = {"result": "計算結果", "new_row": "新しい行", "new_column": "新しい列", "heading": "見出し",
                 "new_sheet": "新しいシート", "choice": "選択肢に足す"}  # fmt: skip


@dataclass(frozen=True)
class RecordChange:
    """One cell before and after, in the words of its sheet.

    sheet: the tab's name. row_id: of the row as it will be. column: its label. before, after: as shown. kind: one of
    KINDS. blocked: why the cell cannot be written, None where it can.
    """

    sheet: str
    row: int
    cell: str
    row_id: str | None
    column: str
    before: str
    after: str
    kind: str = "value"
    blocked: str | None = None

    @property
    def is_result(self) -> bool:
        """Whether only the cached value of a formula is refreshed."""
        return self.kind == "result"

    @property
    def note(self) -> str:
        """What is to be known beside before and after, in Japanese."""
        return f"書けません: {self.blocked}" if self.blocked else _NOTES.get(self.kind, "")

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell} {self.row_id or ''} {self.column}".replace("  ", " ").strip()
        note = f" ({self.note})" if self.note else ""
        return f"{where}: {self.before or '(空欄)'} → {self.after or '(空欄)'}{note}"


class RecordChanges(tuple[RecordChange, ...]):
    """The cells that a set of changes would change, in the order of the workbook; `repr` and a notebook show the table."""

    __slots__ = ()

    @property
    def blocked(self) -> tuple[RecordChange, ...]:
        """Those that cannot be written."""
        return tuple(change for change in self if change.blocked)

    def to_frame(self) -> pd.DataFrame:
        """A pandas DataFrame, a row per cell, headed in Japanese."""
        import pandas as pd

        return pd.DataFrame(list(map(_cells, self)), columns=[*_HEADS[:-1], "備考"])

    def __repr__(self) -> str:
        lines = [str(change).replace("\n", "⏎") for change in self[:_MOST_ROWS]]
        return "\n".join((f"<{len(self)} セルの変更>", *lines, *_rest(self)))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{each}</th>" for each in _HEADS)
        rows = (
            "".join(f"<td>{escape(text)}</td>" for text in _cells(change)) for change in self[:_MOST_ROWS]
        )
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        rest = "".join(f"<p>{each}</p>" for each in _rest(self))
        return f"<p>{len(self)} セルの変更</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _cells(change: RecordChange) -> tuple[str, ...]:
    return (
        change.sheet, change.cell, change.row_id or "", change.column, change.before, change.after, change.note
    )  # fmt: skip


def _rest(changes: Sequence[RecordChange]) -> tuple[str, ...]:
    left = len(changes) - _MOST_ROWS
    return (f"ほか {left} セル",) if left > 0 else ()
