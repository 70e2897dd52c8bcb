"""What is late and what falls due, as fields: 期限超過一覧, the agenda and the weekly report have it in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pmo_xl.documents.word.content import Basis, Fields, is_absent
from pmo_xl.metrics.overdue import OverdueItem, OverdueReport, overdue_report, sheets_with_due_dates
from pmo_xl.model.display import day
from pmo_xl.model.project import Project

WEEK = 7
NOBODY = "(担当なし)"
COLUMNS = "担当:26 期限:22c 超過日数:16r 何の期限:26 優先度:14c シート:28 ID:20 件名:58"
UNDATED = "ほかに、期限が未記入か読めないため遅れを数えられないものが {{ 期限なし件数 }} 件あります。"
COMING = COLUMNS.replace("超過日数", "残り日数")


def due_fields(project: Project, within: int = WEEK) -> Fields:
    """The lists and counts of what is late on D and what falls due within so many days."""
    report = overdue_report(project, within)
    late = [item for item in report.items if item.is_late]
    coming = [item for item in report.items if not item.is_late]
    return {
        "期限超過件数": len(late),
        "これから件数": len(coming),
        "期限超過": item_rows(_by_owner(late)),
        "これから期限": item_rows(sorted(coming, key=lambda item: (item.due_on, item.owner or ""))),
        "担当別": _by_person(late, coming),
        "期限なし": _undated(report),
        "期限なし件数": sum(each.missing + each.unreadable for each in report.undated)
        + sum(each.rows for each in report.unjudged),
    }


def item_rows(items: Iterable[OverdueItem]) -> list[Fields]:
    """The items as rows of a table."""
    return [
        {"担当": item.owner or NOBODY, "期限": day(item.due_on), "超過日数": max(item.days_overdue, 0), "残り日数": max(-item.days_overdue, 0),
         "超過稼働日": max(item.business_days_overdue, 0), "優先度": item.priority or "", "シート": item.sheet, "何の期限": item.due_label,
         "ID": item.row_id or "", "件名": item.title or ""}
        for item in items
    ]  # fmt: skip


def due_basis(project: Project) -> list[Basis]:
    """The sheets that have due dates, and their open rows without one."""
    report = overdue_report(project, None)
    sheets = sheets_with_due_dates()
    every = {sheet.sheet.label for sheet in sheets}
    absent = {sheet.sheet.label for sheet in sheets if is_absent(sheet, project)}
    missing: Counter[str] = Counter()
    for undated in report.undated:
        missing[undated.sheet] += undated.missing + undated.unreadable
    for unjudged in report.unjudged:
        missing[unjudged.sheet] += unjudged.rows
    totals = {sheet.sheet.label: len(rows) for sheet, rows in project.records.items()}
    return [
        _basis(label, totals.get(label, 0), missing[label], is_absent=label in absent)
        for label in sorted(every | set(missing))
    ]


def _basis(label: str, total: int, missing: int, *, is_absent: bool) -> Basis:
    left_out = {"期限がないか読めない": missing} if missing else {}
    return Basis(label, total - missing, total, left_out, is_absent)


def _by_owner(late: Sequence[OverdueItem]) -> list[OverdueItem]:
    """Owner by owner, whoever has most first, as in the table of owners; each by the due date."""
    places = {name: n for n, (name, _) in enumerate(Counter(i.owner or NOBODY for i in late).most_common())}
    return sorted(late, key=lambda item: (places[item.owner or NOBODY], item.due_on))


def _by_person(late: list[OverdueItem], coming: list[OverdueItem]) -> list[Fields]:
    counts, soon = Counter(i.owner or NOBODY for i in late), Counter(i.owner or NOBODY for i in coming)
    longest = {
        name: max((i.days_overdue for i in late if (i.owner or NOBODY) == name), default=0) for name in counts
    }
    names = dict.fromkeys([name for name, _ in counts.most_common()] + sorted(soon))
    return [
        {
            "担当": name,
            "期限超過": counts[name],
            "最長の超過日数": longest.get(name, 0),
            "一週間以内": soon[name],
        }
        for name in names
    ]


def _undated(report: OverdueReport) -> list[Fields]:
    return [
        {"シート": each.sheet, "列": each.column, "期限なし": each.missing, "読めない": each.unreadable}
        for each in report.undated
    ] + [
        {
            "シート": each.sheet,
            "列": f"{each.column}({'分からない' if each.is_blank else '列なし'})",
            "期限なし": each.rows,
            "読めない": 0,
        }
        for each in report.unjudged
    ]
