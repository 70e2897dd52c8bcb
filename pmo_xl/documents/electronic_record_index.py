"""電子取引索引簿_YYYY-MM.xlsx: the invoices received electronically, found by date, amount and partner.

Source: law.md, 電子帳簿保存法: electronic invoices must be searchable by these three; an Excel index is one way.
"""

from __future__ import annotations

from pathlib import Path

from pmo_xl.documents.cell_link import CellTarget
from pmo_xl.documents.listing import Heading
from pmo_xl.documents.month_end_columns import NO_VENDOR, LinkedListing, place, target
from pmo_xl.documents.month_end_result import MonthEndResult, ProjectMonthEnd
from pmo_xl.metrics.invoice_tax import InvoiceTax
from pmo_xl.model.column import Kind
from pmo_xl.model.display import month

_HEADINGS = (
    Heading("取引年月日(請求日)", Kind.DATE, 13),
    Heading("台帳の場所", width=18),
    Heading("取引先", width=28),
    Heading("取引金額(税込)", Kind.MONEY, 15),
    Heading("書類の種類", width=10),
    Heading("請求書番号", width=17),
    Heading("登録番号", width=17),
    Heading("税抜額", Kind.MONEY, 14),
    Heading("消費税額", Kind.MONEY, 12),
    Heading("保存先", Kind.LONGTEXT, 46),
    Heading("案件", width=24),
    Heading("検収ID", width=18),
    Heading("足りないもの", width=18),
)


def electronic_index(result: MonthEndResult) -> LinkedListing:
    """The electronic invoices of the month, by date; those without a date come first and say what they lack."""
    found = [
        (line, project)
        for project in result.projects
        for line in project.month_end.invoices
        if line.is_electronic and (line.invoiced_on is None or line.invoiced_on in result.month)
    ]
    found.sort(key=lambda pair: (pair[0].invoiced_on or result.month.first, pair[0].at.vendor or ""))
    rows = [_row(line, project) for line, project in found]
    targets: list[CellTarget | None] = [target(project, line.at) for line, project in found]
    lacking = sum(bool(line.lacks) for line, _ in found)
    note = (
        f"{month(result.month.first)}の請求書のうち、電子データで受け取ったもの {len(rows)} 件"
        f"(足りない項目のあるもの {lacking} 件)。見出しの▼で、日付・金額の範囲や取引先を組み合わせて探せます。"
    )
    return LinkedListing("電子取引索引簿", _HEADINGS, rows, note, targets)


def _row(line: InvoiceTax, project: ProjectMonthEnd) -> tuple[object, ...]:
    return (
        line.invoiced_on,
        place(line.at),
        line.at.vendor or NO_VENDOR,
        line.with_tax,
        "請求書",
        line.invoice_number,
        line.registration,
        line.net,
        line.tax,
        line.stored_at,
        project.name,
        "、".join(line.rows),
        "、".join(line.lacks) or None,
    )


def write_electronic_index(path: Path, result: MonthEndResult, *, beside: Path | None = None) -> None:
    """Write the index as a workbook. beside: where it will lie in the end."""
    from pmo_xl.documents.month_end_book import write_linked

    write_linked(path, (electronic_index(result),), (beside or path).absolute().parent)
