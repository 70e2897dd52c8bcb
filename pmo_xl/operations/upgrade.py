"""upgrade: brings a book in use to this version's sheets, columns, words and settings; what stands in it stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_xl.errors import BadOption, RefusedEdit
from pmo_xl.metrics.additions import is_full, schema_of
from pmo_xl.model.record import Record
from pmo_xl.model.schema import SCHEMA
from pmo_xl.operations.arguments import Names
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.check import check
from pmo_xl.operations.edit import cells_of
from pmo_xl.operations.new_columns import new_book_as_donor, with_structure
from pmo_xl.operations.opened_book import OpenedBook, read_book, refuse_partly_read
from pmo_xl.operations.upgrading.menu import menu_of
from pmo_xl.operations.upgrading.plan import UpgradePlan
from pmo_xl.operations.upgrading.step import Decisions, Step, StepState, Upgrade, Ways
from pmo_xl.operations.upgrading.wish import Wish, refuse_unknown
from pmo_xl.rules.change_check import ChangeCheck
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.passwords import Wrapping
from pmo_xl.workbook.file.container import read_file
from pmo_xl.workbook.grid import open_grids


def upgrade(
    book: OpenedBook,
    *,
    apply: bool = False,
    profile: str | None = None,
    sheets: tuple[str, ...] = (),
    add: tuple[str, ...] = (),
    labels: bool = False,
    menu: bool = False,
) -> Upgrade:
    """What the book lacks, and with `apply` the book with it. See Book.upgrade."""
    wish = Wish(profile, sheets, add, labels, menu)
    refuse_unknown(wish)
    return _upgraded(book, wish, apply=apply)


def _upgraded(book: OpenedBook, wish: Wish, *, apply: bool) -> Upgrade:
    """The upgrade that was wished for, with what a caller from Python may do to it afterwards."""

    def made(decided: Decisions, is_applied: bool) -> Upgrade:
        """The same one with what was decided since."""
        return _made(book, wish.with_decisions(decided), apply=is_applied)

    def checked(decided: Decisions, rules: Names) -> ChangeCheck:
        """What it would do to the findings."""
        return foretold(book, wish.with_decisions(decided), rules)

    return replace(_made(book, wish, apply=apply), _ways=Ways(made, checked))


def _made(book: OpenedBook, wish: Wish, *, apply: bool) -> Upgrade:
    refuse_partly_read(book)
    _refuse_odd(book, apply=apply)
    plan = _planned(book, wish)
    before = schema_of(book.project)
    was = "full" if is_full(book.project) else "core"
    taken = [step for step in plan.steps if step.state is StepState.TAKE]
    result = Upgrade(
        book.path,
        before.number,
        plan.number,
        before.is_inferred,
        was,
        wish.profile or was,
        tuple(plan.steps),
    )
    if not apply:
        return _with_menu_told(book, result, wish if taken else None) if wish.is_menu_anew else result
    saved = book.source.editor().apply(plan.edits) if taken else None
    result = replace(result, saved=saved)
    return _with_menu(book, result) if wish.is_menu_anew else result


def _with_menu_told(book: OpenedBook, result: Upgrade, first: Wish | None) -> Upgrade:
    """What would become of メニュー; where other things come `first`, it is tried on a copy that has them."""
    source = book.source
    if not isinstance(source, FileSource):
        return result
    with TemporaryDirectory() as folder:
        path = Path(folder) / book.path.name
        path.write_bytes(read_file(book.path))
        copied = _read_as(book, path, source)
        if first:
            copied, _ = with_structure(copied, _planned(copied, first).edits)
        step = menu_of(copied, open_grids(path, source.password)).step
    return replace(result, steps=(*result.steps, step)) if step else result


def _with_menu(book: OpenedBook, result: Upgrade) -> Upgrade:
    """Put メニュー anew, once all that it reads is there."""
    source = book.source
    if not isinstance(source, FileSource):
        return result
    grown = _read_as(book, book.path, source)
    found = menu_of(grown, open_grids(book.path, source.password))
    if found.step is None:
        return result
    result = replace(result, steps=(*result.steps, found.step))
    if found.edit is None:
        return result
    last = grown.source.editor().apply([found.edit])
    first = result.saved
    if first is None:
        return replace(result, saved=last)
    return replace(result, saved=replace(last, backup=first.backup, sha256_before=first.sha256_before))


def with_sheet(book: OpenedBook, sheet: type[Record]) -> OpenedBook:
    """The book with a sheet that it lacks, and what that sheet needs, written and read again; nothing else comes.

    Raises RefusedEdit where the file cannot be written or the sheet cannot come, and BadOption for a foreign ledger.
    """
    refuse_partly_read(book)
    _refuse_odd(book, apply=True)
    plan = _planned(book, Wish(sheets=(sheet.sheet.label,)))
    blocked = next((step for step in plan.steps if step.state is StepState.BLOCKED), None)
    if blocked:
        raise RefusedEdit(f"「{sheet.sheet.label}」シートを足せません: {blocked.target}: {blocked.reason}。")
    return with_structure(book, plan.edits)[0]


def foretold(book: OpenedBook, wish: Wish, rules: Names = ()) -> ChangeCheck:
    """What an upgrade would do to the findings; tried on a copy, nothing is written to the book."""
    source = book.source
    if not isinstance(source, FileSource):
        return ChangeCheck((), (), ())
    with TemporaryDirectory() as folder:
        path = Path(folder) / book.path.name
        path.write_bytes(read_file(book.path))
        _made(_read_as(book, path, source), replace(wish, is_menu_anew=False), apply=True)
        after = check(_read_as(book, path, source), rules=rules, documents=False)
    before = check(book, rules=rules, documents=False)
    known, now = {each.id for each in before.findings}, {each.id for each in after.findings}
    return ChangeCheck(
        tuple(each for each in after.findings if each.id not in known),
        tuple(each for each in before.findings if each.id not in now),
        tuple(each for each in after.findings if each.id in known),
        tuple(count for count in after.rules if count.is_not_evaluated),
    )


def _read_as(book: OpenedBook, path: Path, source: FileSource) -> OpenedBook:
    """A copy of the book, read by the same days and beside the same history."""
    grids = open_grids(path, source.password)
    copied = FileSource(path, grids.sha256, source.password, source.is_forced)
    return read_book(
        OpenedBook,
        grids,
        grids,
        copied,
        lambda settings: book.history,
        as_of=book.as_of,
        run_day=book.project.run_day,
        config=book.office.path,
    )


def _refuse_odd(book: OpenedBook, *, apply: bool) -> None:
    source = book.source
    if not isinstance(source, FileSource):
        raise RefusedEdit(
            f"{book.path.name} はExcelで開いているため、版を上げられません。保存して閉じてからやり直してください。"
        )
    if not book.project.is_ours:
        raise BadOption(
            f"{book.path.name} は pmo_xl が作った台帳ではないため、版を上げられません。"
            "pmo-xl new で台帳を作り、pmo-xl import で取り込んでください。"
        )
    schema = schema_of(book.project).number
    if apply and schema > SCHEMA and not source.is_forced:
        raise RefusedEdit(
            f"{book.path.name} はより新しい pmo_xl の台帳(版 {schema})のため書き込みません。pmo_xl を新しくしてください"
            "(分かっていて書くなら --force)。"
        )


def _planned(book: OpenedBook, wish: Wish) -> UpgradePlan:
    source = book.source
    password = source.password if isinstance(source, FileSource) else None
    with new_book_as_donor(book) as (donor, new):
        plan = UpgradePlan(
            book.project,
            cells_of(book),
            open_grids(book.path, password),
            Book(book.path.name, Wrapping(book.path.name, password).unwrap(read_file(book.path))),
            donor,
            open_grids(new),
            wish,
        )
        plan.made()
    return plan


__all__ = ["Step", "Upgrade", "upgrade"]
