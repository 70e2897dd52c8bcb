"""The files of a month end in one folder: written whole or not at all, the main workbook last.

Everything is first made in a folder of the system's own for temporary files and copied beside its place, so that a
full disk or a folder that cannot be written to is met before anything is replaced; then it is put in place file by
file, each in one step. A run that is killed leaves nothing half-written; started again, it makes everything anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pmo_xl.disk.output_file import digest_of, refuse_results_there, staged, write_file
from pmo_xl.documents.csv_file import csv_bytes
from pmo_xl.documents.listing import Listing
from pmo_xl.documents.mail_text import stems
from pmo_xl.documents.month_end.books import electronic_index, write_electronic_index, write_month_end_book
from pmo_xl.documents.month_end.json_file import SCHEMA, month_end_json
from pmo_xl.documents.month_end.lists import every_list
from pmo_xl.documents.month_end.memory import FOLDER as MEMORY
from pmo_xl.documents.month_end.memory import memory_json, memory_name
from pmo_xl.documents.month_end.reading import log_entry, reading_table
from pmo_xl.documents.month_end.reminders import reminders
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.documents.month_end.tables import budget_table, month_table, project_table
from pmo_xl.errors import UnwritableOutput
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import PathText
from pmo_xl.operations.many import MONTH_END, RECORD_INDEX
from pmo_xl.operations.month_comparison import compared
from pmo_xl.plugins import loaded

Write = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a month end, the main workbook first. is_standing: they stood there already, as they must be."""

    files: tuple[Path, ...]
    is_standing: bool = False


def write_month_end(result: MonthEndResult, folder: PathText, *, force: bool = False) -> tuple[Path, ...]:
    """Write every file of the month end into `folder` (made when missing); the paths, the main workbook first.

    A result that is not compared yet is compared with the folder's own memory of the month before. Files of a result
    with a cache that are there already, to the byte, are left as they are. Raises UnwritableOutput when the month's
    workbook is there already (without `force`), or a file cannot be written, and PartlyWritten when some are in place
    already.
    """
    if not isinstance(result, MonthEndResult):
        arguments.refuse("result", result, "month_end の結果を渡してください。")
    folder, force = arguments.a_path(folder, "folder"), arguments.a_flag(force, "force")
    return written_month_end(result, folder, force=force).files


def written_month_end(result: MonthEndResult, folder: Path, *, force: bool, number: int = SCHEMA) -> Written:
    """As `write_month_end`; tells whether anything had to be made. number: of the shape of the JSON."""
    main = main_file(folder, _month(result))
    refuse_existing(folder, _month(result), force=force)
    result = result if result.previous else compared(result, [folder / MEMORY])
    if standing := _standing(result, folder, number):
        write_file(log_file(folder, _month(result)), _log_of(result, folder), force=True)
        return Written(standing, is_standing=True)
    with tempfile.TemporaryDirectory(prefix="pmo_xl_", ignore_cleanup_errors=True) as made:
        drafts = dict(_drafts(result, folder, Path(made), number))
        with staged(drafts) as copies:
            _put_in_place(copies, (*(target for target in drafts if target != main), main))
        _remember(result, folder, drafts, number)
    _forget_old_reminders(folder / _reminder_folder(result), set(drafts))
    return Written(tuple(drafts))


def _standing(result: MonthEndResult, folder: Path, number: int) -> tuple[Path, ...]:
    """The files of this very result in the folder, written by an earlier run with the same cache, none touched since.

    Empty when anything differs: a workbook, the question, the month before, this program, or one byte of one file.
    """
    depends_on = _state(result, number) if result.cache else None
    if result.cache is None or depends_on is None:
        return ()
    known = result.cache.find_other(_own_name(folder), depends_on)
    if not isinstance(known, dict):
        return ()
    log = log_file(folder, _month(result))  # grows with every run
    files = {Path(path): digest for path, digest in known.items()}
    is_whole = all(path == log or digest_of(path) == digest for path, digest in files.items())
    return tuple(files) if is_whole and set(_reminder_files(folder, result)) <= set(files) else ()


def _remember(result: MonthEndResult, folder: Path, drafts: Mapping[Path, Path], number: int) -> None:
    """Let the cache know which files stand for this result."""
    depends_on = _state(result, number) if result.cache else None
    if result.cache and depends_on:
        digests = {str(target): digest_of(draft) for target, draft in drafts.items()}
        result.cache.keep_other(_own_name(folder), depends_on, digests)


def _own_name(folder: Path) -> str:
    return f"files {folder.absolute()}"


def _state(result: MonthEndResult, number: int) -> str | None:
    """All that the files are made of; None where it cannot be told."""
    projects = getattr(result.projects, "digest", None)
    before = digest_of(result.previous.source) if result.previous else ""
    if projects is None or before is None:
        return None
    told = (
        projects,
        result.failed,
        result.copies,
        result.previous,
        before,
        result.policy_file,
        result.remarks,
        result.month.said_by,
        number,
        loaded(),  # plug-ins, as the JSON names them
        Path.cwd(),  # what links into workbooks with relative paths mean
    )
    return "\n".join(map(repr, told))


class PartlyWritten(UnwritableOutput):
    """Some files of the month end are in place, and some are those of the run before, or not there."""


def _put_in_place(copies: Mapping[Path, Path], targets: Sequence[Path]) -> None:
    for done, target in enumerate(targets):
        try:
            write_file(target, partial(_take, copies[target]), force=True)
        except UnwritableOutput as error:
            if not done:
                raise
            raise PartlyWritten(
                f"{error.message}{len(targets)} 個のうち {done} 個は新しくなりましたが、"
                f"{target.name} など {len(targets) - done} 個は前のままです。もう一度、--force を付けて実行してください。"
            ) from error


def refuse_existing(folder: Path, month: str, *, force: bool) -> None:
    """Raise UnwritableOutput when the folder is a file, or holds the month end of this month (2026-11) already."""
    refuse_results_there(folder, [main_file(folder, month)], force=force)


def main_file(folder: Path, month: str) -> Path:
    """The main workbook of a month (2026-11) in its folder."""
    return folder / f"{MONTH_END}{month}.xlsx"


def log_file(folder: Path, month: str) -> Path:
    """The record of all runs of a month (2026-11) in its folder."""
    return folder / f"点検記録_{month}.txt"


def _month(result: MonthEndResult) -> str:
    return f"{result.month.first:%Y-%m}"


def _reminder_folder(result: MonthEndResult) -> str:
    return f"催促_{_month(result)}"


def _drafts(result: MonthEndResult, folder: Path, made: Path, number: int) -> Iterator[tuple[Path, Path]]:
    """Each file with its draft. One is made after the other, so that memory holds what one of them needs."""
    for count, (target, write) in enumerate(_files(result, folder, number)):
        draft = made / f"{count}{target.suffix}"
        write(draft)
        yield target, draft


def _files(result: MonthEndResult, folder: Path, number: int) -> Iterator[tuple[Path, Write]]:
    """What is written where; `beside` tells a workbook where its links lead from."""
    from pmo_xl.documents.month_end.report import NAME as REPORT  # draws figures: not for every process
    from pmo_xl.documents.month_end.report import write_month_end_report

    month = _month(result)
    main, index = main_file(folder, month), folder / f"{RECORD_INDEX}_{month}.xlsx"
    yield main, partial(write_month_end_book, result=result, beside=main)
    yield index, partial(write_electronic_index, result=result, beside=index)
    yield folder / f"{REPORT}_{month}.docx", partial(write_month_end_report, result=result)
    yield folder / f"{MONTH_END}{month}.json", partial(_write_pieces, pieces=month_end_json(result, number))
    for listing in _csv_listings(result):
        path = folder / f"CSV_{month}" / f"{listing.title}.csv"
        yield path, partial(_write_bytes, content=csv_bytes(listing))
    letters = reminders(result)
    for stem, mail_text in zip(stems([each.name for each in letters], "催促"), letters, strict=True):
        path = folder / _reminder_folder(result) / f"{stem}.txt"
        yield path, partial(_write_bytes, content=mail_text.text.encode("utf-8-sig"))
    yield (
        folder / MEMORY / memory_name(result.month.first),
        partial(_write_pieces, pieces=memory_json(result)),
    )
    yield log_file(folder, month), _log_of(result, folder)


def _csv_listings(result: MonthEndResult) -> Iterator[Listing]:
    yield from every_list(result)
    for make in (project_table, budget_table, month_table, reading_table, electronic_index):
        yield make(result)


def _log_of(result: MonthEndResult, folder: Path) -> Write:
    return partial(_write_bytes, content=_log(log_file(folder, _month(result)), result))


def _log(path: Path, result: MonthEndResult) -> bytes:
    """The record of the runs before with this one behind it."""
    try:
        before = path.read_bytes()
    except OSError:
        before = b"\xef\xbb\xbf"
    return before + log_entry(result).encode()


def _write_pieces(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _take(copy: Path, target: Path) -> None:
    copy.replace(target)


def _reminder_files(folder: Path, result: MonthEndResult) -> Iterator[Path]:
    return (folder / _reminder_folder(result)).glob("催促_*.txt")


def _forget_old_reminders(folder: Path, written: set[Path]) -> None:
    """Take away the texts of an earlier run of the same month whose matter is settled."""
    for path in folder.glob("催促_*.txt"):
        if path not in written:
            path.unlink(missing_ok=True)
