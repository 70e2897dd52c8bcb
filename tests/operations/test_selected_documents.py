"""Which documents belong to a selection: those of the sheet, those of its rows, and what is not due yet."""

from __future__ import annotations

import pytest

from pmo_xl.operations.selected_documents import export_selected, selected_documents
from tests.support.master import opened, small_book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return opened(small_book(tmp_path_factory.mktemp("small")))


def row_of(book, collection, row_id):
    return getattr(book, collection)[row_id].row


def test_a_ledger_gives_its_list_and_a_sheet_for_each_selected_row(book):
    rows = [row_of(book, "issues", "ISS-001"), row_of(book, "issues", "ISS-002")]
    found = selected_documents(book, "課題管理表", rows)
    assert found.of_sheet == ("課題一覧",)
    assert found.of_rows == {"課題管理票": ("ISS-001", "ISS-002")} and not found.left_out


def test_a_row_a_document_is_not_due_for_is_named_with_its_reason(book):
    row = row_of(book, "acceptances", "ACC-001")  # accepted and paid
    found = selected_documents(book, "検収支払", [row])
    assert found.of_rows == {"検収書": ("ACC-001",)}
    left = {each.name: each.message for each in found.left_out}
    assert left.keys() == {"検収依頼書", "支払依頼書"} and "ACC-001" in left["支払依頼書"]


def test_without_a_selected_row_only_the_documents_of_the_sheet_are_left(book):
    found = selected_documents(book, "課題管理表", [1])
    assert (found.of_sheet, found.of_rows, found.left_out) == (("課題一覧",), {}, ())


def test_a_tab_without_a_ledger_gives_nothing(book):
    assert not selected_documents(book, "メニュー", [4, 5])


def test_the_documents_are_made_into_the_folder_and_nothing_there_is_overwritten(book, tmp_path):
    found = selected_documents(book, "課題管理表", [row_of(book, "issues", "ISS-001")])
    made = export_selected(book, found, tmp_path)
    assert {path.name for path in made.files} == {"課題一覧_会員基盤刷新.docx", "課題管理票_ISS-001.docx"}
    assert all(path.stat().st_size for path in made.files)
    again = export_selected(book, found, tmp_path)
    assert again.files == () and {each.name for each in again.left_out} == {"課題一覧", "課題管理票"}


def test_a_paper_that_would_tell_nothing_is_left_out_with_the_reason(book, tmp_path):
    found = selected_documents(book, "要件一覧", [1])
    assert "要件新旧対照" in found.of_sheet
    made = export_selected(book, found, tmp_path)
    assert [path.name for path in made.files] == ["要件一覧書_会員基盤刷新.docx"]
    (left,) = made.left_out
    assert left.name == "要件新旧対照" and "新旧の違いは示せません" in left.message
