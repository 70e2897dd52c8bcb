"""export says on the screen which cells of the paper could not be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docx import Document

from pmo_xl.faces.cli import main
from tests.support.staff_book import staff_book

HEADS = ["課題ID", "件名", "種別", "優先度", "担当", "期限", "状態", "内容"]
GOOD = ["ISS-001", "遅い", "課題", "高", "佐藤", date(2026, 11, 1), "対応中", "遅い"]
BAD = ["ISS-002", "重い", "課題", "高", "佐藤", "4月上旬", "対応中", "重い"]
SAID = "読み取れないセルが"


def _export(tmp_path: Path, capsys, *rows, name: str = "課題一覧", more: tuple[str, ...] = ()) -> str:
    book = staff_book(tmp_path, {"課題管理表": [HEADS, *rows]})
    target = tmp_path / "出力.docx"
    assert main(["export", name, str(book.path), "-o", str(target), "--force", *more]) == 0
    told = capsys.readouterr()
    assert Document(str(target)).paragraphs
    return told.out + told.err


def test_the_command_names_the_cells_that_a_paper_could_not_read(tmp_path, capsys):
    told = _export(tmp_path, capsys, GOOD, BAD)
    assert f"{SAID} 1 個あります(課題管理表!F3「4月上旬」)" in told.replace("\n", "")


def test_even_a_quiet_command_names_them(tmp_path, capsys):
    assert SAID in _export(tmp_path, capsys, BAD, more=("--quiet",))


def test_nothing_is_said_where_every_cell_was_read(tmp_path, capsys):
    assert SAID not in _export(tmp_path, capsys, GOOD)


def test_of_a_paper_made_of_one_row_only_its_own_cells_are_named(tmp_path, capsys):
    told = _export(tmp_path, capsys, GOOD, BAD, name="課題管理票", more=("--id", "ISS-001"))
    assert SAID not in told
    told = _export(tmp_path, capsys, GOOD, BAD, name="課題管理票", more=("--id", "ISS-002"))
    assert f"{SAID} 1 個" in told


def test_all_papers_together_name_each_cell_once_and_count_the_rest(tmp_path, capsys):
    rows = [[f"ISS-{n:03}", *BAD[1:]] for n in range(1, 9)]
    book = staff_book(tmp_path, {"課題管理表": [HEADS, *rows]})
    assert main(["export", "--all", str(book.path), "-o", str(tmp_path / "文書")]) == 0
    told = capsys.readouterr()
    said = (told.out + told.err).replace("\n", "")
    assert said.count(SAID) == 1 and f"{SAID} 8 個" in said and "ほか 3 個" in said
