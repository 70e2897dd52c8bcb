"""How a column is declared: its label, what kind of value it holds, and what Excel shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell of the column means; it decides parsing, format, drop-down and width."""

    ID = "id"
    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    DATETIME = "datetime"
    MONTH = "month"
    MONEY = "money"
    PERCENT = "percent"
    INT = "int"
    NUMBER = "number"
    CHOICE = "choice"
    REF = "ref"
    REFS = "refs"
    PERSON = "person"
    SYSTEM = "system"
    VENDOR = "vendor"
    FLAG = "flag"


class Need(StrEnum):
    """Whether a row may be without the value."""

    MUST = "must"
    MAY = "may"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, declared once: `Annotated[date | None, Column("回答期限", Kind.DATE)]`.

    label: the Japanese heading, as the master workbook writes it.
    aliases: other headings that mean this column (compared after NFKC, without blanks).
    choices: the words of a choice column that the library itself knows.
    choice_list: the list of 選択肢 a choice column reads, when it is not シート名.列名.
    refers_to: labels of the sheets whose IDs a ref / refs column names (システム一覧: its names).
    is_derived: a live formula in the sheet; the library computes the same value itself.
    help: what to write there, shown in Excel as the cell's input message and in the manual.
    width: column width in characters of the master workbook; 0 = by kind.
    is_rarely_read: grouped (collapsed) on the sheet so that the others fit a notebook screen.
    is_hidden: a column of the library's own that people do not see.
    """

    label: str
    kind: Kind
    need: Need = Need.MAY
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    choice_list: str | None = None
    refers_to: tuple[str, ...] = ()
    is_derived: bool = False
    help: str = ""
    width: float = 0
    is_rarely_read: bool = False
    is_hidden: bool = False

    @property
    def is_must(self) -> bool:
        """Whether a row without the value is a finding."""
        return self.need is Need.MUST
