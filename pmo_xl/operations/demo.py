"""demo: a realistic project with planted faults, and the main jobs run on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pmo_xl.documents.month_end_result import MonthEndResult
from pmo_xl.documents.output_file import write_file
from pmo_xl.errors import UnwritableOutput
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.month_end import month_end
from pmo_xl.operations.month_end_files import write_month_end
from pmo_xl.operations.sample_book import write_sample
from pmo_xl.sample import Sample, planted_project

DEFAULT_FOLDER = "pmo_xl_demo"
MONTH_END_FOLDER = "月次点検"


@dataclass(frozen=True)
class Demo:
    """The workbook that demo made, read again, and what was planted in it."""

    book: Book
    sample: Sample


def make_demo(folder: Path, *, force: bool = False) -> Demo:
    """Make the sample workbook in `folder` (made when missing) and read it.

    Raises UnwritableOutput when the folder is a file, or the workbook is there already (without `force`).
    """
    if folder.exists() and not folder.is_dir():
        raise UnwritableOutput(f"{folder} はファイルです。見本を作るフォルダの名前を指定してください。")
    sample = planted_project()
    path = folder / f"{'_'.join(sample.name.split())}.xlsx"
    write_file(path, lambda file: _write(file, sample), force=force)
    return Demo(open_workbook(path, as_of=sample.as_of, run_day=sample.as_of), sample)


def _write(path: Path, sample: Sample) -> None:
    write_sample(path, sample)


def make_month_end(demo: Demo) -> tuple[MonthEndResult, tuple[Path, ...]]:
    """The month end of the sample as of its own day, written beside the workbook; the files, the workbook first."""
    as_of, path = demo.sample.as_of, demo.book.path
    result = month_end(path, as_of, jobs=1, run_day=as_of)
    return result, write_month_end(result, path.parent / MONTH_END_FOLDER, force=True)
