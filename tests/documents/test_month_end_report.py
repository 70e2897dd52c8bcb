"""月次検収支払点検報告書: the Word file of the month end, its template, and what a manager finds in it."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from docx import Document

from pmo_xl.documents.month_end.report import DOCUMENT, build, write_month_end_report
from pmo_xl.documents.month_end.summary import decisions
from pmo_xl.documents.word.build import build as build_template
from pmo_xl.documents.word.layout import Landscape, Table
from pmo_xl.documents.word.tables import _scaled, text_width
from pmo_xl.operations.month_end import month_end
from tests.support.master import small_book

MONTH = date(2026, 11, 1)


def test_the_template_is_the_one_that_the_layout_makes() -> None:
    """Mend with: python -m pmo_xl.documents.month_end.report"""
    with zipfile.ZipFile(DOCUMENT.template) as kept:
        texts = {name: kept.read(name) for name in kept.namelist()}
    made = Path(DOCUMENT.template.name)
    assert made.name == "月次検収支払点検報告書.docx"
    import io

    with zipfile.ZipFile(io.BytesIO(build_template(DOCUMENT))) as new:
        assert {name: new.read(name) for name in new.namelist()} == texts


def test_the_report_tells_the_figures_the_decisions_and_what_was_not_read(tmp_path: Path) -> None:
    small_book(tmp_path)
    (tmp_path / "空.xlsx").write_bytes(b"")
    result = month_end(tmp_path, MONTH, jobs=1, run_day=date(2026, 12, 5))
    write_month_end_report(tmp_path / "報告書.docx", result)
    made = Document(str(tmp_path / "報告書.docx"))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
    assert "検収と支払 2026年11月(2026/11/01〜2026/11/30、基準日 2026/11/30)" in text
    assert "空.xlsx" in text
    assert all(sentence in text for sentence in decisions(result))
    assert "{{" not in text
    assert "{%" not in text


def test_lines_in_order_stay_in_the_workbook_and_are_counted(tmp_path: Path) -> None:
    small_book(tmp_path)
    result = month_end(tmp_path, MONTH, jobs=1, run_day=date(2026, 12, 5))
    fields = build(result).fields
    lawful = [line for project in result.projects for line in project.month_end.lawful]
    open_lines = [line for line in lawful if line.verdict not in ("適合", "対象外")]
    assert "当月" in fields["違反の内訳"] and "台帳全体" in fields["違反の内訳"]
    assert len(fields["取適法"]) == len(open_lines)
    assert f"{len(lawful)} 件" in fields["取適法_注"]


def test_no_date_and_no_id_is_broken_into_two_lines() -> None:
    """Ten figures of a date take 19 mm at the size of these tables, an ID 15."""
    landscape = next(block for block in DOCUMENT.layout.blocks if isinstance(block, Landscape))
    tables = [block for block in landscape.blocks if isinstance(block, Table)]
    assert len(tables) > 8
    for table in tables:
        widths = _scaled(table.parsed, text_width(is_wide=True))
        for column, width in zip(table.parsed, widths, strict=True):
            least = 15 if column.label == "ID" else 19 if column.label.endswith(("日", "期日")) else 0
            assert width >= least, (table.caption, column.label, width)


def test_a_first_month_end_says_that_it_compared_nothing_and_not_that_nothing_differs(tmp_path: Path) -> None:
    result = month_end([small_book(tmp_path)], month=date(2026, 11, 1), jobs=1)
    write_month_end_report(tmp_path / "報告.docx", result)
    said = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "報告.docx")).paragraphs)
    assert "比べていません" in said and "違いがあるかどうかは分かりません" in said
    assert "違いはありません" not in said
