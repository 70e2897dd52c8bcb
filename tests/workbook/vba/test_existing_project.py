"""Reading whose VBA project a workbook has: projects of ours, of Excel, and broken ones."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.workbook.vba import build_project
from pmo_xl.workbook.vba.compression import compressed
from pmo_xl.workbook.vba.existing_project import decompressed, read_project
from pmo_xl.workbook.vba.shipped import button_project, button_sources
from tests.workbook.closed_book.ledger_books import parts


def lines_of(source: str) -> list[str]:
    kept = [line.rstrip() for line in source.splitlines() if not line.startswith("Attribute ")]
    return "\n".join(kept).strip().splitlines()


def test_our_own_project_is_read_back_as_it_was_written():
    modules = read_project(button_project(["ThisWorkbook", "Sheet1", "Chart1"], charts={"Chart1"}))
    assert modules["ThisWorkbook"] == modules["Sheet1"] == modules["Chart1"] == ""
    assert modules["PmoButtons"].splitlines() == lines_of(button_sources()["PmoButtons"])
    assert modules["xlwings"].splitlines() == lines_of(button_sources()["xlwings"])


def test_a_project_that_excel_saved_is_read():
    xlwings = importlib.util.find_spec("xlwings")
    book = Path(xlwings.origin).parent / "quickstart_standalone.xlsm" if xlwings else Path("なし")
    if not book.exists():
        pytest.skip("xlwings の見本ブックがありません")
    modules = read_project(parts(book)["xl/vbaProject.bin"])
    assert {"ThisWorkbook", "Sheet1", "Module1", "xlwings", "Dictionary"} <= set(modules)
    assert "RunPython" in modules["Module1"] and "Function RunPython" in modules["xlwings"]


@given(st.binary(max_size=9000) | st.text("ab", max_size=9000).map(str.encode))
def test_whatever_is_compressed_comes_out_again(content):
    packed = compressed(content)
    assert decompressed(packed)[: len(content)] == content


@pytest.mark.parametrize("length", [0, 1, 512, 900, 1600, 3000])
def test_a_project_cut_off_is_no_project(length):
    with pytest.raises(ValueError, match="not a"):
        read_project(build_project({}, ["ThisWorkbook"])[:length])


@given(st.binary(max_size=300))
def test_rubbish_ends_in_one_kind_of_error(rubbish):
    for data in (rubbish, b"\x01" + rubbish):
        try:
            decompressed(data)
        except ValueError:
            continue
