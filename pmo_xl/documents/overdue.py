"""期限超過 as data for other tools: the JSON contract and headed rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import TypedDict

from pmo_xl.documents.listing import Listing, Picture, Summary, rows_of
from pmo_xl.metrics.overdue import NOBODY, OverdueItem, OverdueReport
from pmo_xl.metrics.priority import priority_rank
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.json_shape import Day
from pmo_xl.model.list_column import COUNT, ListColumn, as_json

_COUNTS = (
    ListColumn("期限超過", Kind.INT, words=COUNT, of=lambda items: sum(item.is_late for item in items)),
    ListColumn(
        "これから期限", Kind.INT, words=COUNT, of=lambda items: sum(not item.is_late for item in items)
    ),
    ListColumn(
        "うち優先度「高」の超過",
        Kind.INT,
        words=COUNT,
        of=lambda items: sum(item.is_late and priority_rank(item.priority) == 0 for item in items),
    ),
    ListColumn("最も古い期限", Kind.DATE, of=lambda items: min(item.due_on for item in items)),
)


class OverdueItemJson(TypedDict):
    """One thing that is late, or falls due: then its days are 0 or less."""

    sheet: str
    row_id: str | None
    title: str | None
    owner: str | None
    due_on: Day
    days_overdue: int
    business_days_overdue: int
    priority: str | None
    cell: str | None


class UndatedJson(TypedDict):
    """How many open rows have no due date in a column, or one that cannot be read."""

    sheet: str
    column: str
    missing: int
    unreadable: int


class UnjudgedJson(TypedDict):
    """A column without which nothing can be called late, and how many rows that leaves."""

    sheet: str
    sheet_title: str
    column: str
    rows: int


class OverdueJson(TypedDict):
    """What is late in one workbook, and what cannot be told."""

    as_of: Day
    items: list[OverdueItemJson]
    undated: list[UndatedJson]
    unjudged: list[UnjudgedJson]


def overdue_json(report: OverdueReport) -> OverdueJson:
    """`overdue --format json` for one workbook; undated counts what has no due date, so is not "not late"."""
    return {
        "as_of": report.as_of.isoformat(),
        "items": [as_json(report.columns, item, OverdueItemJson) for item in report.items],
        "undated": [
            {"sheet": u.sheet, "column": u.column, "missing": u.missing, "unreadable": u.unreadable}
            for u in report.undated
        ],
        "unjudged": [
            {"sheet": u.sheet, "sheet_title": u.sheet_title, "column": u.column, "rows": u.rows}
            for u in report.unjudged
        ],
    }


def overdue_listing(report: OverdueReport) -> Listing:
    """What is late, by owner and then by due date; below it what could not be judged, with its date as it stands."""
    items = sorted(report.items, key=lambda item: (item.owner is None, item.owner or "", item.due_on))
    rows = rows_of(report.columns, [*items, *(row for each in report.unjudged for row in each.dates)])
    return Listing(title="期限超過一覧", columns=report.columns, rows=rows, note=overdue_note(report))


def overdue_summary(report: OverdueReport, workbook: str, notice: str = "") -> Summary:
    """What is seen first: who has how much that is late, drawn, and in which sheet it lies."""
    sentences = tuple(filter(None, (notice, *overdue_note(report).split("  "))))
    return Summary(title=f"期限超過  {workbook}", sentences=sentences, tables=tuple(_counted(report)))


def _counted(report: OverdueReport) -> Iterator[Listing]:
    late = [item for item in report.items if item.is_late]
    keys: dict[str, Callable[[OverdueItem], str]] = {"担当": _owner, "シート": attrgetter("sheet")}
    for label, key in keys.items():
        groups: dict[str, list[OverdueItem]] = {}
        for item in report.items:
            groups.setdefault(key(item), []).append(item)
        rows = sorted(groups.items(), key=lambda pair: -sum(item.is_late for item in pair[1]))
        columns = (
            ListColumn(label, width=40, of=itemgetter(0)),
            *(c.of_part(itemgetter(1)) for c in _COUNTS),
        )
        table = Listing(title=f"{label}別", columns=columns, rows=rows_of(columns, rows))
        if label == "担当" and late:
            name, most = rows[0][0], sum(item.is_late for item in rows[0][1])
            said = f"期限超過 {len(late)} 件のうち、いちばん多いのは {name} の {most} 件"
            table = replace(table, picture=Picture(said, ("期限超過", "これから期限"), is_stacked=True))
        if rows:
            yield table


def _owner(item: OverdueItem) -> str:
    return item.owner or NOBODY


def overdue_note(report: OverdueReport) -> str:
    """The sentence above the list: how much is late, what is coming, and what has no due date."""
    late = sum(item.is_late for item in report.items)
    coming = len(report.items) - late
    parts = [f"基準日 {day(report.as_of)}", _late_of_how_many(late, report)]
    parts += [each.sentence for each in report.unjudged]
    parts += [f"「{title}」に担当の列はありません" for title in report.ownerless]
    parts += [f"これから期限 {coming} 件"] if coming else []
    parts += [f"期限なし {u.sheet}「{u.column}」{u.missing} 件" for u in report.undated if u.missing]
    parts += [
        f"期限を読めない {u.sheet}「{u.column}」{u.unreadable} 件" for u in report.undated if u.unreadable
    ]
    return "  ".join(parts)


def _late_of_how_many(late: int, report: OverdueReport) -> str:
    """The count; a 0 says of how many, and where nothing was judged there is none."""
    if report.unjudged and not report.judged:
        return "期限超過 判定不能"
    return f"期限超過 {late} 件" if late else f"期限超過 0 件({report.judged} 件のうち)"
