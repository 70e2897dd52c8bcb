"""週次報告: the Word report of the week beside the workbook, and one run into its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import day_of, made, paragraphs

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.desk import Desk


def weekly_report(pressed: Desk) -> None:
    """Make the report."""
    from pmo_xl.operations.weekly_report import REPORT, weekly_report

    book = pressed.read("週次報告書を作っています…")
    target = pressed.outputs.free(f"{REPORT}_{book.as_of}", ".docx")
    report = weekly_report(book, target)
    pressed.keep(target)
    compared = (
        f"{report.compared_with} の記録と比べた変化が入っています。"
        if report.compared_with
        else "前の記録がないため、「今週の変化」は次の回から入ります。"
    )
    pressed.tell(
        paragraphs(
            ["週次報告書を作りました。", day_of(book), compared],
            made(target, pressed.outputs),
            [report.kept, *book.remarks],
        )
    )
