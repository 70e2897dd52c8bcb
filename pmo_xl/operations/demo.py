"""demo: two realistic projects with planted faults, one in each profile, and the main jobs run on them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pmo_xl.disk.output_file import write_file
from pmo_xl.documents.findings_book import CheckedBook, write_findings_book
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.errors import UnwritableOutput
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.export import Exported, export_all
from pmo_xl.operations.month_end import month_end
from pmo_xl.operations.month_end_files import write_month_end
from pmo_xl.resources import shipped
from pmo_xl.rules.report import Report

DEFAULT_FOLDER = "pmo_xl_demo"
MONTH_END_FOLDER = "月次点検"
DOCUMENT_FOLDER = "文書"
FINDINGS_FILE = "指摘一覧.xlsx"
CORE_BOOK = "みずうみ百貨_会員基盤刷新プロジェクト.xlsx"
FULL_BOOK = "はるにれストアーズ_会員基盤刷新プロジェクト.xlsx"
"""The workbooks that lie in workbook_templates/demo/, one in each profile: two companies, each with its own name."""
FAULTS_FILE = "faults.tsv"
"""The faults that were planted in them, one a line, beside them."""
AS_OF = date(2026, 11, 30)
"""The day of their story, which demo takes as D and as R: a demo tells the same on any day."""


@dataclass(frozen=True)
class DemoBook:
    """One workbook that demo made, read, and how many faults were planted in it."""

    book: Book
    fault_count: int

    @cached_property
    def report(self) -> Report:
        """What check finds in it."""
        return self.book.check()


@dataclass(frozen=True)
class Demo:
    """The two workbooks: one with the sheets of the core profile, one with all sheets."""

    folder: Path
    core: DemoBook
    full: DemoBook

    @property
    def books(self) -> tuple[DemoBook, DemoBook]:
        """Both."""
        return self.core, self.full


def make_demo(folder: Path, *, force: bool = False) -> Demo:
    """Make the sample workbooks in `folder` (made when missing) and read them.

    Raises UnwritableOutput when the folder is a file, or a workbook is there already (without `force`).
    """
    if folder.exists() and not folder.is_dir():
        raise UnwritableOutput(f"{folder} はファイルです。見本を作るフォルダの名前を指定してください。")
    return Demo(folder, *(_made(folder, name, force) for name in (CORE_BOOK, FULL_BOOK)))


def _made(folder: Path, name: str, force: bool) -> DemoBook:
    path = write_file(folder / name, lambda file: _copy(name, file), force=force)
    return DemoBook(open_workbook(path, as_of=AS_OF, run_day=AS_OF), _fault_count(name))


def _copy(name: str, path: Path) -> None:
    shutil.copyfile(shipped("demo", name), path)


def _fault_count(name: str) -> int:
    with shipped("demo", FAULTS_FILE).open(encoding="utf-8", newline="") as file:
        return sum(row["台帳"] == name for row in csv.DictReader(file, delimiter="\t"))


def make_findings(demo: Demo) -> Path:
    """The findings of both workbooks as one list in Excel, each with a link to its cell."""
    checked = [CheckedBook(b.book.path, b.report) for b in demo.books]
    path = demo.folder / FINDINGS_FILE
    return write_file(path, lambda file: write_findings_book(file, checked, beside=path), force=True)


def make_month_end(demo: Demo) -> tuple[MonthEndResult, tuple[Path, ...]]:
    """The month end of both as of their own day, written beside them; the files, the workbook first."""
    result = month_end([b.book.path for b in demo.books], AS_OF, jobs=1, run_day=AS_OF)
    return result, write_month_end(result, demo.folder / MONTH_END_FOLDER, force=True)


def make_documents(demo: Demo) -> Exported:
    """Every deliverable about the project with all sheets; those made per row are left to the command."""
    return export_all(demo.full.book, demo.folder / DOCUMENT_FOLDER, has_rows=False, force=True)


def what_was_made(
    demo: Demo, month_end_files: tuple[Path, ...], documents: Exported
) -> Iterator[tuple[Path, str]]:
    """The places worth opening, the first one first, each with what it is."""
    yield demo.core.book.path, "台帳(基本のシート)。まずメニューを見て、赤い所から課題管理表などへ"
    yield demo.folder / FINDINGS_FILE, "2冊の指摘。リンクから台帳のセルへ飛べます"
    yield month_end_files[0], "月次の検収支払点検。案件ごとの信号と、決めること"
    yield from ((path, "管理者が読む月次報告書") for path in month_end_files if path.suffix == ".docx")
    yield (
        month_end_files[0].parent,
        f"月次の検収支払点検の一式({len(month_end_files)} 個)。催促文、CSV、索引簿など",
    )
    yield demo.full.book.path, "台帳(全シート)。議事録・リスク・IF一覧・リリース計画なども"
    weekly = next((path for path in documents.files if path.name.startswith("週次報告書")), None)
    if weekly:
        yield weekly, "全シートの台帳から作った週次報告書"
    yield (
        demo.folder / DOCUMENT_FOLDER,
        f"文書 {len(documents.files)} 個(Word の要件一覧書、体制図、予算執行報告書など。定例資料は PowerPoint)",
    )
