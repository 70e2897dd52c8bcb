"""The workbook's own buttons and settings sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from pmo_xl.doctor.diagnosis import Answer, State
from pmo_xl.doctor.vba_project import book_buttons
from pmo_xl.errors import UnreadableWorkbook
from tests.support.pc import a_pc

SAFE = ("ADD_WORKBOOK_TO_PYTHONPATH", False)


def asked(
    folder: Path, *rows: tuple[str, object], has_macros: bool = True, sheet: str = "xlwings.conf"
) -> list[Answer]:
    path = folder / "台帳.xlsm"
    with xlsxwriter.Workbook(str(path)) as book:
        if has_macros:
            (folder / "vbaProject.bin").write_bytes(b"any")
            book.add_vba_project(str(folder / "vbaProject.bin"))
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return list(book_buttons(a_pc(folder), path))


def test_a_book_without_macros_has_no_buttons_and_can_be_checked_without(tmp_path: Path) -> None:
    (answer,) = asked(tmp_path, has_macros=False)
    assert answer.state is State.CAUTION and "送る" in answer.mend


def test_a_book_whose_settings_are_safe_is_good(tmp_path: Path) -> None:
    assert [a.state for a in asked(tmp_path, SAFE, ("SHOW CONSOLE", False))] == [State.GOOD]


@pytest.mark.parametrize("value", [True, "TRUE", ""])
def test_a_folder_on_the_python_path_is_bad(value: object, tmp_path: Path) -> None:
    answers = asked(tmp_path, ("ADD_WORKBOOK_TO_PYTHONPATH", value))
    assert [a.state for a in answers] == [State.GOOD, State.BAD]


def test_a_python_named_in_a_shared_book_is_bad(tmp_path: Path) -> None:
    answers = asked(tmp_path, SAFE, ("Interpreter_Win", r"C:\python.exe"))
    assert [a.state for a in answers] == [State.GOOD, State.BAD]
    assert "INTERPRETER_WIN" in answers[1].found


def test_somebody_elses_macros_are_not_taken_for_ours(tmp_path: Path) -> None:
    answers = asked(tmp_path, sheet="集計")
    assert [a.state for a in answers] == [State.GOOD, State.CAUTION]


def test_an_unreadable_book_raises_the_readers_sentence(tmp_path: Path) -> None:
    book = tmp_path / "空.xlsm"
    book.write_bytes(b"")
    with pytest.raises(UnreadableWorkbook, match=r"空\.xlsm"):
        list(book_buttons(a_pc(tmp_path), book))
