"""定例資料: five slides that say what the other papers say, native and editable, with nothing over its box."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from pmo_xl.charts.fonts import text_width
from pmo_xl.charts.marks import Label
from pmo_xl.documents.catalog import load_paper
from pmo_xl.documents.slides.deck import Picture
from pmo_xl.documents.slides.document import slide_file
from pmo_xl.documents.slides.drawing import DeckWriter
from pmo_xl.errors import BadOption
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.model.display import yen
from pmo_xl.model.issue import Issue
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.operations.export import export
from pmo_xl.operations.paper_source import source_of
from tests.support.libreoffice import SOFFICE, convert
from tests.support.master import opened, small_book
from tests.support.small_project import D, small_project

HAS_IMPRESS = SOFFICE is not None and any(
    (Path(shutil.which("soffice") or "/").resolve().parent / name).exists()
    for name in ("simpress", "libsdlo.so")
)
TITLES = ["信号と要点", "スケジュール", "課題・QA・変更", "予算", "決めること"]
LONG = "決済連携の切替え手順の見直しと、提携先の試験環境の停止が続くあいだの代わりの確認方法" * 9
ODD = "{{ 7*7 }} _x000D_ <b>&太字</b>\x0b\u202e改行\n二行目"


def deck_of(book: Any, *, is_internal: bool = False, form: Path | None = None) -> Any:
    document, source = load_paper("定例資料"), source_of(book, is_internal=is_internal)
    return Presentation(io.BytesIO(slide_file(document, document.content(source), source, form)))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(small_book(tmp_path_factory.mktemp("小さい台帳")))


@pytest.fixture(scope="module")
def deck(book: Any) -> Any:
    return deck_of(book)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A book in which everything is too long and too much."""
    issues = [
        Issue(id=f"ISS-{n:03}", kind="課題", title=f"{n} {LONG}", priority="高", raised_by="佐藤 花子", owner=f"{LONG[:40]}{n}",
              raised_on=date(2026, 11, 1), due_on=date(2026, 11, 2), status="対応中")
        for n in range(1, 60)
    ]  # fmt: skip
    changes = [
        SpecChange(
            id=f"CHG-{n:03}",
            title=ODD if n == 1 else f"{n} {LONG}",
            status="承認待ち",
            due_on=date(2026, 11, 2),
        )
        for n in range(1, 40)
    ]
    settings = [*small_project()[Setting], Setting(key="報告状況", value="赤")]
    settings[0] = Setting(key="案件名", value=LONG)
    records = {Issue: issues, SpecChange: changes, Setting: settings}
    return opened(small_book(tmp_path_factory.mktemp("多い台帳"), records))


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False) and shape.has_table:
            for row in shape.table.rows:
                yield from (cell.text for cell in row.cells)


def kinds(slide: Any) -> list[str]:
    return [
        kind for shape in slide.shapes for kind in ("has_table", "has_chart") if getattr(shape, kind, False)
    ] + ["picture" for shape in slide.shapes if shape.shape_type == 13]


def test_there_are_five_slides_with_tables_and_charts_that_can_be_edited(deck: Any) -> None:
    assert [slide.shapes.title.text for slide in deck.slides] == TITLES
    assert kinds(deck.slides[1]) == ["has_table", "picture"]
    assert sorted(kinds(deck.slides[2])) == ["has_chart", "has_table", "has_table"]
    assert kinds(deck.slides[3]) == ["has_chart"]
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)


def book_of_weeks(folder: Path, *finished: date) -> Any:
    """A book of fourteen 工程, a task each, of which the first were finished on these days."""
    tasks = [
        Task(id=f"WBS-{n:03}", kind="作業", title=f"作業{n}", phase=f"工程{n}", owner="佐藤 花子",
             planned_start=date(2026, 11, n), planned_finish=date(2026, 11, 16 + n),
             actual_finish=finished[n - 1] if n <= len(finished) else None)
        for n in range(1, 15)
    ]  # fmt: skip
    return opened(small_book(folder, {Task: tasks}))


def test_no_letter_of_a_slide_is_smaller_than_ten_points_nor_in_the_picture(tmp_path: Path) -> None:
    book = book_of_weeks(tmp_path)
    document, source = load_paper("定例資料"), source_of(book)
    content = document.content(source)
    drawn = document.slides(document.fields(content, source), source.project)
    box, figure = next((box, p.figure) for slide in drawn for box, p in slide.parts if isinstance(p, Picture))
    shrunk = min(box.width / figure.width, box.height / figure.height)
    sizes = [mark.size * shrunk for mark in figure.marks if isinstance(mark, Label)]
    assert len(sizes) > 28 and min(sizes) >= 9.99
    runs = [
        run.font.size.pt
        for slide in deck_of(book).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert min(runs) >= 10


@pytest.mark.parametrize(
    ("finished", "said", "days"),
    [
        ([D], "今週やったこと(2026/11/30(月)～2026/12/06(日))", ["2026/11/30"]),
        ([date(2026, 11, 27)], "先週やったこと(2026/11/23(月)～2026/11/29(日))", ["2026/11/27"]),
        ([date(2026, 11, 20)], "先週と今週に終わったものはありません。", None),
    ],
    ids=["this week", "last week, on a Monday", "neither"],
)
def test_the_first_slide_tells_of_last_week_while_nothing_of_this_one_is_done(
    finished: list[date], said: str, days: list[str] | None, tmp_path: Path
) -> None:
    first = deck_of(book_of_weeks(tmp_path, *finished)).slides[0]
    found = list(texts(first))
    tables = [shape.table for shape in first.shapes if getattr(shape, "has_table", False)]
    assert said in found
    if days is None:
        assert "今週と来週やること" in found
        return
    assert [row.cells[0].text for row in list(tables[0].rows)[1:] if "作業" in row.cells[1].text] == days


def test_every_table_chart_and_picture_says_in_words_what_it_shows(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            if (
                shape.shape_type == 13
                or getattr(shape, "has_table", False)
                or getattr(shape, "has_chart", False)
            ):
                assert shape._element._nvXxPr.cNvPr.get("descr")


def test_the_money_is_that_of_budget_and_the_chart_adds_up_to_it(deck: Any, book: Any) -> None:
    total = book.budget().total
    said = "\n".join(texts(deck.slides[3]))
    for amount in (total.amount, total.ordered, total.expected, total.remaining, total.forecast):
        assert f"{yen(amount)} 円" in said
    chart = next(shape.chart for shape in deck.slides[3].shapes if getattr(shape, "has_chart", False))
    paid = {series.name: sum(series.values) for series in chart.plots[0].series}
    months = [
        month
        for month in budget_report(book.project).months
        if date(2026, 4, 1) <= month.month < date(2027, 4, 1)
    ]
    assert paid["支払"] == sum(month.paid for month in months)
    assert paid["検収"] == sum(month.accepted for month in months)


def test_what_is_late_is_what_overdue_says(deck: Any, book: Any) -> None:
    late = [
        item
        for item in book.overdue()
        if item.is_late and item.sheet in ("課題管理表", "QA表", "仕様変更管理表")
    ]
    table = next(s.table for s in reversed(deck.slides[2].shapes) if getattr(s, "has_table", False))
    shown = [row.cells[0].text for row in list(table.rows)[1:]]
    assert late and sorted(shown) == sorted(item.row_id for item in late)


def test_the_notes_say_on_which_rows_a_slide_stands(deck: Any) -> None:
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert "基準日 2026/11/30" in notes and "出典: " in notes and " 件" in notes
        assert "pmo" not in notes.lower()


def test_departments_are_for_ourselves_only(book: Any, deck: Any) -> None:
    names = {line.department for line in budget_report(book.project).departments if line.department}
    assert names and not any(name in text for name in names for slide in deck.slides for text in texts(slide))
    inside = deck_of(book, is_internal=True)
    assert names <= set(texts(inside.slides[3]))


def lines_of(paragraph: Any, width: float) -> float:
    """How many lines a paragraph takes at least, measured by its letters alone."""
    size = next((run.font.size.pt for run in paragraph.runs if run.font.size), 11.0)
    return sum(
        max(1, -(-text_width(line) * size // width)) * size * 1.2 for line in paragraph.text.split("\v")
    )


def assert_nothing_runs_over(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            if shape.has_text_frame and shape.text_frame.text:
                needed = sum(lines_of(p, shape.width.pt) for p in shape.text_frame.paragraphs)
                assert needed <= shape.height.pt + 1, shape.text_frame.text
            if getattr(shape, "has_table", False):
                bottom = shape.top.pt
                for row in shape.table.rows:
                    widths = [column.width.pt - 10 for column in shape.table.columns]
                    needed = [
                        sum(lines_of(p, width) for p in cell.text_frame.paragraphs) + 4
                        for cell, width in zip(row.cells, widths, strict=True)
                    ]
                    assert max(needed) <= row.height.pt + 0.5
                    bottom += row.height.pt
                assert bottom <= 512
        boxes = [s for s in slide.shapes if s.has_text_frame and s.text_frame.text.startswith("ほかに")]
        for box in boxes:
            tables = [s for s in slide.shapes if getattr(s, "has_table", False) and s.left == box.left]
            assert any(t.top.pt + sum(r.height.pt for r in t.table.rows) <= box.top.pt for t in tables)


def test_nothing_runs_over_its_box_and_what_was_shortened_stands_whole_in_the_notes(crowded: Any) -> None:
    deck = deck_of(crowded)
    assert_nothing_runs_over(deck)
    moved, asked = deck.slides[2], deck.slides[4]
    assert any(text.endswith("…") for text in texts(moved))
    notes = moved.notes_slide.notes_text_frame.text
    assert f"1 {LONG}" in notes and "ISS-001" in notes
    table = next(s.table for s in reversed(moved.shapes) if getattr(s, "has_table", False))
    rest = next(text for text in texts(moved) if text.startswith("ほかに"))
    assert (
        f"ほかに {len([i for i in crowded.overdue() if i.is_late and i.sheet in ('課題管理表', 'QA表', '仕様変更管理表')]) - len(table.rows) + 1} 件"
        in rest
    )
    assert "39" not in rest and f"1 {LONG}" not in "".join(texts(asked))


def test_a_sheet_that_is_not_there_is_said_and_never_read_as_none(tmp_path: Path) -> None:
    import openpyxl

    path = small_book(tmp_path)
    book = openpyxl.load_workbook(path)
    for name in ("仕様変更管理表", "予算枠", "予算管理表"):
        del book[name]
    book.save(path)
    deck = deck_of(opened(path))
    money, asked = "\n".join(texts(deck.slides[3])), "\n".join(texts(deck.slides[4]))
    assert "シートがないため調べていません" in money and "予算額" not in money
    assert "シートがないため調べていません" in asked and "判断をお願いするものはありません" not in asked


def test_a_text_of_the_ledger_stays_what_it_is(crowded: Any) -> None:
    shown = "\n".join(texts(deck_of(crowded).slides[4]))
    assert (
        "{{ 7*7 }} _x000D_ <b>&太字</b>" in shown
        and "\u202e" not in shown
        and "49" not in shown.split("CHG-002")[0]
    )


def test_the_file_bears_our_names_and_not_those_of_the_library(deck: Any) -> None:
    told = deck.core_properties
    assert (told.title, told.subject) == ("定例資料", "会員基盤刷新")
    assert (
        "python-pptx" not in f"{told.comments}{told.author}{told.keywords}" and told.author != "Steve Canny"
    )


def test_export_makes_it_and_refuses_what_it_has_no_use_for(book: Any, tmp_path: Path) -> None:
    made = export(book, "定例資料", tmp_path / "定例.pptx")
    assert made.files == (tmp_path / "定例.pptx",)
    with pytest.raises(BadOption, match=r"\.pptx"):
        export(book, "定例資料", tmp_path / "定例.docx")
    with pytest.raises(BadOption, match="行ごと"):
        export(book, "定例資料", tmp_path / "x.pptx", ids=["ISS-001"])


@pytest.mark.skipif(not HAS_IMPRESS, reason="LibreOffice Impress がありません")
@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_prints_five_pages(deck: Any, tmp_path: Path) -> None:
    import pypdf

    path = tmp_path / "定例.pptx"
    deck.save(path)
    pages = pypdf.PdfReader(convert(path, "pdf", tmp_path)).pages
    assert len(pages) == 5
    assert "決めること" in pages[4].extract_text()


def test_the_day_is_that_of_the_project(deck: Any) -> None:
    assert any(f"{D:%Y/%m/%d} 時点" in text for text in texts(deck.slides[0]))


def test_a_part_that_nobody_knows_is_a_mistake_of_ours() -> None:
    from pmo_xl.documents.slides.deck import Box, Slide

    writer = DeckWriter("足", 1)
    with pytest.raises(TypeError):
        writer.add(Slide("題", [(Box(0, 0, Pt(1), 1), object())]))  # type: ignore[list-item]
