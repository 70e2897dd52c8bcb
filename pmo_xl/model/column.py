"""How a column is declared: `due_on: Date = column("期限", must, aliases="期日 納期", help="いつまでに…")`.

The annotation says the type in Python and the kind of cell at once; `column` says the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, get_args

from pmo_xl.model.kind import Kind as Kind  # the annotations below name it


class Need(StrEnum):
    """Whether a row may be without the value."""

    MUST = "must"
    MAY = "may"
    AUTO = "auto"


must, may, auto = Need.MUST, Need.MAY, Need.AUTO
"""As `column` is told: a row without it is a finding; may stay empty; filled by Excel or the library."""

Id = Annotated[str | None, Kind.ID]
Text = Annotated[str | None, Kind.TEXT]
LongText = Annotated[str | None, Kind.LONGTEXT]
Date = Annotated[date | None, Kind.DATE]
DateTime = Annotated[datetime | None, Kind.DATETIME]
Month = Annotated[date | None, Kind.MONTH]
"""The first day of the month."""
Money = Annotated[int | None, Kind.MONEY]
"""Whole yen."""
Percent = Annotated[Decimal | None, Kind.PERCENT]
"""1 = 100 %."""
Whole = Annotated[int | None, Kind.INT]
Number = Annotated[Decimal | None, Kind.NUMBER]
Word = Annotated[str | None, Kind.CHOICE]
"""One of the words of a list (選択肢)."""
Ref = Annotated[str | None, Kind.REF]
Refs = Annotated[tuple[str, ...], Kind.REFS]
Person = Annotated[str | None, Kind.PERSON]
SystemName = Annotated[str | None, Kind.SYSTEM]
VendorName = Annotated[str | None, Kind.VENDOR]
Flag = Annotated[bool | None, Kind.FLAG]

_DECLARED = (
    *(Id, Text, LongText, Date, DateTime, Month, Money, Percent, Whole, Number),
    *(Word, Ref, Refs, Person, SystemName, VendorName, Flag),
)
HELD: Final[Mapping[Kind, Any]] = {kind: held for held, kind in map(get_args, _DECLARED)}
"""What a field holds in Python, by the kind of its column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: what a field's annotation and `column(…)` say together.

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
    since: the schema of the workbook that brought the column; one made before lacks it, and it reads as blank there.
    A must column is neither: a finding about it never points at a cell that nobody sees.
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
    since: int = 1

    def __post_init__(self) -> None:
        """ValueError for a must column that people would not see."""
        if self.is_must and (self.is_rarely_read or self.is_hidden):
            raise ValueError(f"{self.label}: a must column is never folded away or hidden")

    @property
    def is_must(self) -> bool:
        """Whether a row without the value is a finding."""
        return self.need is Need.MUST

    @property
    def blank(self) -> tuple[()] | None:
        """What a row holds where its cell is blank."""
        return () if self.kind is Kind.REFS else None


def column(
    label: str,
    need: Need = may,
    *,
    aliases: str | tuple[str, ...] = (),
    choices: str | tuple[str, ...] = (),
    choice_list: str | None = None,
    refers_to: str | tuple[str, ...] = (),
    is_derived: bool = False,
    is_rarely_read: bool = False,
    is_hidden: bool = False,
    width: float = 0,
    help: str = "",
    since: int = 1,
) -> Any:  # noqa: ANN401 - stands where the field's value will stand
    """Declare a column; the arguments are those of Column. Several words in one text are set apart by blanks."""
    return Column(
        label,
        Kind.TEXT,  # the annotation says the kind: see declared_column
        need,
        _words(aliases),
        _words(choices),
        choice_list,
        _words(refers_to),
        is_derived,
        help,
        width,
        is_rarely_read,
        is_hidden,
        since,
    )


def declared_column(annotation: object, told: object) -> Column | None:
    """The column that a field's annotation and `column(…)` declare; None for what is no column."""
    kind = next((each for each in get_args(annotation) if isinstance(each, Kind)), None)
    return replace(told, kind=kind) if isinstance(told, Column) and kind else None


def _words(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(said.split()) if isinstance(said, str) else said
