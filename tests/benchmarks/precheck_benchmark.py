"""precheck of four large papers with every rule and its JSON, against what four libraries take to read their texts alone.

    python -m tests.benchmarks.precheck_benchmark [--rounds 5] [--keep FOLDER]

A Word paper of 300 pages and 300 tables, a book of 50 × 300 × 12 cells, 100 slides with tables and notes, a PDF of 200
pages; texts of Japanese designs, with little wrong in them. Bare reading: python-docx (paragraphs and cells), openpyxl,
python-pptx and PDFium, one after the other in one process. Ours: reading, all 35 rules and the JSON, in one process beside
that of the PDF. Each measurement is a process of its own; processor time counts.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.contest import Rounds, held, measured, run_here, told

CHAPTERS, SHEETS, ROWS, COLUMNS, SLIDES, PAGES = 300, 50, 300, 12, 100, 200
BARE, OURS = "bare", "pmo_xl"


def sentences(start: int) -> Iterator[str]:
    """Sentences of a design, no two alike."""
    number = start
    while True:
        yield (
            f"会員登録の画面{number}では、入力された項目を検査し、誤りがあれば項目の下に表示して登録しない。"
            f"正しければ会員の表へ{number % 90 + 10}件ずつ書き、結果を運用の担当へ知らせる。"
        )
        number += 1


def write_word(path: Path) -> None:
    """A chapter a page: a heading, six paragraphs and a table of five rows."""
    import docx

    made, told_ = docx.Document(), sentences(1)
    for chapter in range(1, CHAPTERS + 1):
        made.add_heading(f"{chapter} 会員登録の機能", 1)
        for _ in range(6):
            made.add_paragraph(next(told_))
        table = made.add_table(5, 4)
        for at, row in enumerate(table.rows):
            for cell, text in zip(
                row.cells, (f"項目{at}", "文字", f"{at * 10}桁", "会員の表から"), strict=True
            ):
                cell.text = text
        made.add_page_break()
    made.save(str(path))


def write_excel(path: Path) -> None:
    """Fifty sheets of texts and numbers."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    for number in range(SHEETS):
        sheet = book.add_worksheet(f"画面{number + 1}")
        for row in range(ROWS):
            for column in range(COLUMNS):
                value = row * column if column % 3 == 2 else f"会員の項目{row}の説明{column}"
                sheet.write(row, column, value)
    book.close()


def write_slides(path: Path) -> None:
    """A hundred slides with a title, a table and notes."""
    import pptx
    from pptx.util import Cm

    made, told_ = pptx.Presentation(), sentences(5_000)
    for number in range(SLIDES):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = f"{number + 1} 会員登録の進み"
        table = slide.shapes.add_table(6, 4, Cm(1), Cm(4), Cm(22), Cm(10)).table
        for row in range(6):
            for column in range(4):
                table.cell(row, column).text = f"項目{row}の{column}"
        slide.notes_slide.notes_text_frame.text = next(told_)
    made.save(str(path))


def write_pdf(path: Path) -> None:
    """Two hundred pages of text."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    made, told_ = Canvas(str(path)), sentences(9_000)
    for page in range(1, PAGES + 1):
        made.setFont("HeiseiMin-W3", 9)
        for line in range(40):
            made.drawString(40, 780 - 18 * line, next(told_)[:48])
        made.drawString(280, 30, f"- {page} -")
        made.showPage()
    made.save()


WRITERS = {
    "設計書.docx": write_word,
    "一覧.xlsx": write_excel,
    "報告.pptx": write_slides,
    "仕様.pdf": write_pdf,
}


def write_papers(folder: Path) -> Path:
    """The papers, those that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in WRITERS.items():
        if not (folder / name).exists():
            write(folder / name)
    return folder


def read_bare(folder: Path) -> int:
    """The letters of all texts, read by four libraries."""
    import docx
    import openpyxl
    import pptx
    import pypdfium2

    made = docx.Document(str(folder / "設計書.docx"))
    count = sum(len(each.text) for each in made.paragraphs)
    count += sum(len(cell.text) for table in made.tables for row in table.rows for cell in row.cells)
    for sheet in openpyxl.load_workbook(folder / "一覧.xlsx").worksheets:
        count += sum(len(str(value)) for row in sheet.iter_rows(values_only=True) for value in row)
    for slide in pptx.Presentation(str(folder / "報告.pptx")).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                count += len(shape.text_frame.text)
            if shape.has_table:
                count += sum(len(cell.text) for row in shape.table.rows for cell in row.cells)
        count += len(slide.notes_slide.notes_text_frame.text)
    pdf = pypdfium2.PdfDocument(folder / "仕様.pdf")
    return count + sum(len(page.get_textpage().get_text_bounded()) for page in pdf)


def precheck_all(folder: Path) -> str:
    """Everything precheck does, up to its JSON."""
    import pmo_xl
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.documents.precheck import precheck_json

    found = pmo_xl.precheck(folder, group="厳格")
    assert not any(each.is_failed for each in (*found.documents, *found.rules))
    return json_text(precheck_json(found, None, None))


CONTESTANTS = {BARE: read_bare, OURS: precheck_all}


def rounds_of(folder: Path, rounds: int) -> Rounds:
    """The contest over the papers in the folder."""
    return held({name: partial(measured, "precheck_benchmark", name, folder) for name in CONTESTANTS}, rounds)


def tell(found: Rounds) -> None:
    """All rounds."""
    print(told("precheck / bare reading", found, OURS, BARE))
    print(told("memory: precheck / bare reading", found, OURS, BARE, "peak"))


def main() -> None:
    """Measure, and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FOLDER"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="where the papers are made, and used again")
    options = parser.parse_args()
    if options.measure:
        run_here(partial(CONTESTANTS[options.measure[0]], Path(options.measure[1])))
        return
    with tempfile.TemporaryDirectory() as name:
        tell(rounds_of(write_papers(options.keep or Path(name)), options.rounds))


if __name__ == "__main__":
    main()
