"""週次報告 and 定例資料: the Word report of the week with one run into the history, and the slides of the regular meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import day_of, made, paragraphs

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.desk import Desk


def weekly_report(pressed: Desk) -> None:
    """Make the report."""
    from pmo_xl.documents.word.unread_cells import unread_sentence
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
            [*report.exported.notices, *filter(None, [unread_sentence(report.exported.unread)])],
            made(target, pressed.outputs),
            [report.kept, *book.remarks],
        )
    )


def regular_meeting(pressed: Desk) -> None:
    """Make the slides."""
    from pmo_xl.documents.deliverables.regular_meeting import NAME
    from pmo_xl.documents.word.unread_cells import unread_sentence
    from pmo_xl.operations.export import export

    book = pressed.read("定例資料を作っています…")
    target = pressed.outputs.free(f"{NAME}_{book.as_of}", ".pptx")
    exported = export(book, NAME, target)
    pressed.keep(target)
    told = [*exported.notices, unread_sentence(exported.unread), *book.remarks]
    pressed.tell(
        paragraphs(
            ["定例資料を作りました。", day_of(book)],
            made(target, pressed.outputs),
            [sentence for sentence in told if sentence],
        )
    )
