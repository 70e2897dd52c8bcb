"""What a list of the month end is: columns over the lines of every project; every row leads to the cell it speaks of.

The workbook, the CSV files and the report are all made of these lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pmo_xl.documents.listing import CellTarget, Listing, rows_of
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.month_end.ledger_row import LedgerRow
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, month
from pmo_xl.model.list_column import ListColumn
from pmo_xl.visible import visible_line

NO_DEPARTMENT, NO_VENDOR, NO_OWNER = "(部門なし)", "(発注先なし)", "(担当なし)"
PASSED, COMING = "最終日を過ぎた未払", "最終日が来る"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, with the project it is of and the month end it stands in."""

    project: ProjectMonthEnd
    line: Any
    result: MonthEndResult

    @property
    def at(self) -> LedgerRow:
        """The row it speaks of."""
        row: LedgerRow = self.line.at
        return row


@dataclass(frozen=True)
class MonthList:
    """A list over all projects; called with a result, it gives its rows. lines: of one project. note: for its rows."""

    title: str
    lines: Callable[[ProjectMonthEnd, MonthEndResult], Iterable[Any]]
    columns: Sequence[ListColumn]
    note: Callable[[MonthEndResult, Sequence[Line]], str]
    target: Callable[[Line], CellTarget | None] = lambda line: target(line.project, line.at)
    order: Callable[[Line], Any] = lambda line: 0

    def __call__(self, result: MonthEndResult) -> Listing:
        """The list of this month end."""
        lines = [
            Line(project, each, result) for project in result.projects for each in self.lines(project, result)
        ]
        lines.sort(key=self.order)
        return Listing(
            title=self.title,
            columns=self.columns,
            rows=rows_of(self.columns, lines),
            note=self.note(result, lines),
            targets=[self.target(line) for line in lines],
        )


def place(at: LedgerRow) -> str:
    """Where a line stands: 検収支払!Q12."""
    return visible_line(f"{at.sheet_title}!{at.cell}" if at.cell else f"{at.sheet_title} {at.row}行")


def target(project: ProjectMonthEnd, at: LedgerRow) -> CellTarget:
    """The cell that a line links to."""
    return CellTarget(project.path, at.sheet_title, at.cell or f"A{at.row or 1}")


def month_list(
    title: str,
    name: str,
    columns: Sequence[ListColumn],
    note: Callable[[MonthEndResult], str],
    lead: Sequence[ListColumn] = (),
) -> MonthList:
    """A list of what a project's month end has under this name, each line beginning with whose it is."""

    def said(result: MonthEndResult, lines: Sequence[Line]) -> str:
        """The note: the month, D, how many rows, what they are."""
        return (
            f"{month(result.month.first)}  基準日 {day(result.month.as_of)}  {len(lines)} 行  {note(result)}"
        )

    return MonthList(title, lambda p, _: getattr(p.month_end, name), (*(lead or LEAD), *columns), said)


def line_column(
    label: str, of: str | Callable[[Any], object], kind: Kind = Kind.TEXT, **given: Any
) -> ListColumn:
    """A column of the line itself; a function is asked about the line, not about whose it is."""
    asked = f"line.{of}" if isinstance(of, str) else lambda line: of(line.line)
    return ListColumn(label, kind, of=asked, **given)


def date_column(label: str, of: str, *, is_printed: bool = True) -> ListColumn:
    """A day of the line."""
    return line_column(label, of, Kind.DATE, is_printed=is_printed)


def money_column(label: str, of: str | Callable[[Any], object], *, is_printed: bool = True) -> ListColumn:
    """An amount of the line, whole yen."""
    return line_column(label, of, Kind.MONEY, is_printed=is_printed)


def figure_of(name: str, on: str = "") -> Callable[[Any], object]:
    """An amount, or the word that stands for one that is not known; nothing before it has happened."""

    def figure(line: Any) -> object:  # noqa: ANN401 - a line of any list
        """What stands in the cell."""
        happened = not on or getattr(line, on)
        return (getattr(line, f"{name}_unknown") or getattr(line, name)) if happened else None

    return figure


def joined_words(name: str) -> Callable[[Any], object]:
    """Several words of the line in one cell."""
    return lambda line: "、".join(getattr(line, name)) or None


PROJECT = ListColumn("案件", width=22, of="project.name", is_whose=True)
BOOK = ListColumn("ブック", width=24, of="project.path.name", is_link=True)
LEAD = (
    PROJECT,
    ListColumn("場所", width=17, of=lambda line: place(line.at), is_link=True),
    ListColumn("ID", width=10, of="at.row_id"),
    ListColumn("件名", Kind.LONGTEXT, 30, of="at.title"),
    ListColumn("発注先", width=20, of="at.vendor", empty=NO_VENDOR),
    ListColumn("部門", width=14, of="at.department", empty=NO_DEPARTMENT, is_printed=False),
    ListColumn("担当", width=12, of="at.owner", empty=NO_OWNER),
)
"""What every list begins with: whose line it is, and the cell it links to."""
LEAD_OF_MANY = tuple(replace(c, is_printed=c.label not in ("部門", "担当", "発注先")) for c in LEAD)
DOUBLE = ListColumn("注意", width=20, of=lambda line: line.project.month_end.double_note(line.at))
"""What stands beside an amount that may have been invoiced twice."""
DAYS_LATE = line_column("遅れ日数", lambda line: line.days_late or None, Kind.INT)
