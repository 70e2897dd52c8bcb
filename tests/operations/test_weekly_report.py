"""The weekly report and its history: compared with an earlier day, kept once a day, told when it cannot be kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_xl.operations.weekly_report import weekly_report
from tests.support.master import opened, small_book


@pytest.fixture
def book(tmp_path):
    return opened(small_book(tmp_path))


def test_without_a_history_the_report_is_made_and_it_is_said_why_nothing_is_kept(book, tmp_path):
    report = weekly_report(replace(book, history=None), tmp_path / "週次報告書.docx")
    assert report.path.exists() and report.compared_with is None and "残せません" in report.kept


def test_a_history_that_cannot_be_written_leaves_the_report_and_says_so(book, tmp_path):
    (tmp_path / ".pmo_xl").write_text("フォルダではない")
    report = weekly_report(book, tmp_path / "週次報告書.docx")
    assert report.path.exists() and "記録は残していません" in report.kept


def test_the_first_report_keeps_a_run_and_has_nothing_to_compare_with(book, tmp_path):
    report = weekly_report(book, tmp_path / "週次報告書.docx")
    assert report.compared_with is None and "残しました" in report.kept
    assert book.history is not None and len(book.history.runs()) == 1
