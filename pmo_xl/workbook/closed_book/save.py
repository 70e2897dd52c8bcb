"""Editing a closed workbook: shown first, then applied, proved, backed up and put in place in one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pmo_xl.disk.held import is_held
from pmo_xl.errors import BookInUse, RefusedEdit, UnreadableWorkbook
from pmo_xl.workbook.closed_book.admission import check_name
from pmo_xl.workbook.closed_book.editor import Edited, check_edits, edit_book, refused_of
from pmo_xl.workbook.closed_book.locks import only_run, refuse_if_open, warnings_of_use
from pmo_xl.workbook.closed_book.marks import refuse_marked
from pmo_xl.workbook.closed_book.passwords import Wrapping
from pmo_xl.workbook.closed_book.proof import prove
from pmo_xl.workbook.closed_book.replacement import (
    changed_meanwhile,
    clear_after_dead_runs,
    conflict_copies,
    replace_file,
    why_not_written,
)
from pmo_xl.workbook.edits.edit import CellChange, Edit, SaveReport
from pmo_xl.workbook.edits.refused import Refused
from pmo_xl.workbook.file.backups import BackupPolicy, back_up, remove_old
from pmo_xl.workbook.file.container import read_file, sha256_of
from pmo_xl.workbook.file.safe_xml import BrokenPart


def preview(path: Path, edits: Sequence[Edit], *, password: str | None = None) -> list[CellChange]:
    """Every cell that the edits would change, before → after; nothing is written.

    RefusedEdit where `apply` would refuse the edits too.
    """
    check_name(path)
    try:
        plain = Wrapping(path.name, password).unwrap(read_file(path))
        return list(edit_book(path.name, plain, edits).changes)
    except UnreadableWorkbook as error:
        raise _refusal(path.name, error) from error


def check(path: Path, edits: Sequence[Edit], *, password: str | None = None) -> None:
    """RefusedEdit where a cell of the edits cannot be written; nothing is carried out."""
    check_name(path)
    try:
        check_edits(path.name, Wrapping(path.name, password).unwrap(read_file(path)), edits)
    except UnreadableWorkbook as error:
        raise _refusal(path.name, error) from error


def refused(path: Path, edits: Sequence[Edit], *, password: str | None = None) -> Refused:
    """The edits that `apply` would refuse, each with the sentence why; RefusedEdit where it would refuse the file."""
    check_name(path)
    try:
        return refused_of(path.name, Wrapping(path.name, password).unwrap(read_file(path)), edits)
    except UnreadableWorkbook as error:
        raise _refusal(path.name, error) from error


def apply(
    path: Path,
    edits: Sequence[Edit],
    *,
    expected_sha256: str | None = None,
    backups: BackupPolicy | None = None,
    password: str | None = None,
    is_forced: bool = False,
) -> SaveReport:
    """Carry out the edits on a workbook file, or leave it exactly as it is.

    `expected_sha256` is the fingerprint of the file the caller read (hex, of the bytes on disk). `is_forced`: also a
    file that is marked final, read-only recommended or with a sensitivity label. Raises
    RefusedEdit with one sentence: an odd, open, changed or unwritable file, an edit that could lose
    something, a proof that failed.
    """
    workbook = path.resolve()
    check_name(workbook)
    try:
        refuse_if_open(workbook)
        with only_run(workbook):
            clear_after_dead_runs(workbook)
            policy = backups or BackupPolicy()
            return _save(workbook, edits, expected_sha256, policy, password, is_forced=is_forced)
    except UnreadableWorkbook as error:
        raise _refusal(path.name, error) from error
    except OSError as error:
        kind = BookInUse if is_held(workbook, error, to_write=True) else RefusedEdit
        raise kind(why_not_written(workbook, error)) from error


def _refusal(file_name: str, error: UnreadableWorkbook) -> RefusedEdit:
    """The refusal to edit a file that cannot be read; of a damaged part the message is only half a sentence."""
    is_half = isinstance(error, BrokenPart)
    return RefusedEdit(f"{file_name} は{error.message}。" if is_half else error.message)


def _save(
    workbook: Path,
    edits: Sequence[Edit],
    expected_sha256: str | None,
    policy: BackupPolicy,
    password: str | None,
    *,
    is_forced: bool,
) -> SaveReport:
    original = read_file(workbook)
    sha256 = sha256_of(original)
    if expected_sha256 not in (None, sha256):
        raise changed_meanwhile(workbook)
    wrapping = Wrapping(workbook.name, password)
    edited = edit_book(workbook.name, wrapping.unwrap(original), edits)
    if not is_forced:
        refuse_marked(edited.book.parts, edited.book.workbook.root)
    if not edited.parts_changed:
        return _report(workbook, edited, None, sha256, sha256)
    new = wrapping.wrap(edited.book.parts.to_bytes(), original)
    backup = back_up(workbook, original, sha256, policy)
    replace_file(workbook, new, sha256, lambda written: prove(wrapping.unwrap(written), edited))
    remove_old(workbook, policy)
    return _report(workbook, edited, backup, sha256, sha256_of(new))


def _report(workbook: Path, edited: Edited, backup: Path | None, before: str, after: str) -> SaveReport:
    parts = edited.book.parts
    copies = [
        f"同じフォルダに競合コピーとみられる「{name}」があります。どちらが正しいか確かめてください。"
        for name in conflict_copies(workbook)
    ]
    return SaveReport(
        workbook,
        edited.changes,
        edited.parts_changed,
        tuple(parts.removed),
        backup,
        before,
        after,
        (*warnings_of_use(workbook), *copies),
    )
