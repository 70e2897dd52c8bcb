"""hand_out: rows of a sheet to those who answer, one small workbook each; what went out is kept for `collect`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.disk.output_file import refuse_results_there, write_file
from pmo_xl.disk.safe_names import safe_name
from pmo_xl.documents.hand_out_book import write_hand_out
from pmo_xl.documents.mail_text import MailText, Part, draft, short_day
from pmo_xl.errors import BadOption, RefusedEdit
from pmo_xl.exchange.addressees import PERSON, VENDOR, Addressee, LeftOut, addressees
from pmo_xl.exchange.hand_out_plan import plan_of
from pmo_xl.exchange.handing_out import HandOut, given_rows, next_numbers, numbered
from pmo_xl.exchange.stored_hand_outs import HandOutFiles, StoredHandOut, stored
from pmo_xl.history.folder import key_of
from pmo_xl.metrics.open_row import is_open_row
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.record import Record
from pmo_xl.model.references import company_key, id_key
from pmo_xl.model.sender import Sender, sender_of
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.edit import edit
from pmo_xl.operations.opened_book import OpenedBook, refuse_partly_read
from pmo_xl.operations.upgrade import with_sheet
from pmo_xl.theme import lettered

if TYPE_CHECKING:
    from pmo_xl.workbook.changes import ChangeSet

_NO_SHEET = (
    "この台帳に「配布記録」シートがないため、配布の記録は台帳の隣の .pmo_xl フォルダにだけ残しました。"
)
_NEW_SHEET = "台帳に「配布記録」シートを足しました(初めての配布のため)。"


@dataclass(frozen=True)
class Wanted:
    """What is handed out, as it was asked for. Labels are those of the ledger; () = what the plan says.

    rows, tab: the numbers of the rows, and the tab, that alone are meant; () and None = all.
    """

    sheet: str
    by: str
    to: tuple[str, ...] = ()
    only_open: bool = False
    due_on: date | None = None
    answers: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    new_rows: int | None = None
    rows: Collection[int] = ()
    tab: str | None = None


@dataclass(frozen=True)
class HandedOutFiles:
    """What was made. left_out: rows that nobody got. is_recorded: whether 配布記録 of the book has the rows.

    remarks: what the user must know, a sentence each. is_partly: something asked for could not be done.
    """

    hand_outs: tuple[HandOut, ...]
    left_out: tuple[LeftOut, ...]
    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()
    is_recorded: bool = False
    is_partly: bool = False


def book_key(book: OpenedBook) -> str:
    """What stands for the project in file names: of its 案件コード, else its 案件名, else the file's name."""
    settings = book.settings
    return key_of(settings.text("案件コード") or settings.project_name or book.path.stem)


def stored_of(book: OpenedBook) -> HandOutFiles:
    """Where the book's hand-outs are kept."""
    return HandOutFiles(book.path, book_key(book), getattr(book.source, "password", None))


def planned_hand_outs(
    book: OpenedBook, wanted: Wanted, *, force: bool = False
) -> tuple[tuple[HandOut, ...], tuple[LeftOut, ...], tuple[str, ...]]:
    """What would go to whom, without a number; the rows that nobody gets; remarks. BadOption."""
    refuse_partly_read(book)
    project = book.project
    plan = plan_of(wanted.sheet, is_outside=False, answers=wanted.answers, shown=wanted.shown)
    rows = [row for row in project.of(plan.sheet) if _is_wanted(row, wanted, book)]
    found, left = addressees(rows, wanted.by, project)
    late = [id(item.record) for item in overdue_report(project).items if item.is_late]
    left_out = [replace(each, is_late=False) for each in left]
    made: list[HandOut] = []
    for to in _chosen(found, wanted):
        mine = plan_of(
            wanted.sheet, is_outside=to.is_outside, answers=wanted.answers, shown=wanted.shown,
            new_rows=wanted.new_rows, force=force,
        )  # fmt: skip
        given, held, refs = given_rows(to, mine, wanted.by, project, book_key(book), force=force)
        left_out += held
        if given:
            count = sum(id(row) in late for row in to.rows)
            made.append(
                HandOut(
                    "", plan.sheet.sheet.label, wanted.by, to.name, to.mail, wanted.due_on, mine, given, count, refs,
                    to.is_outside, project.settings.project_name or book.path.stem,
                )
            )  # fmt: skip
    return tuple(made), tuple(left_out), tuple(_without_rows(found, wanted))


def _is_wanted(row: Record, wanted: Wanted, book: OpenedBook) -> bool:
    if wanted.rows and row.row not in wanted.rows:
        return False
    if wanted.tab and row.place is not None and row.place.table.sheet_title != wanted.tab:
        return False
    return not wanted.only_open or is_open_row(row, book.project)


def _chosen(found: Sequence[Addressee], wanted: Wanted) -> Iterator[Addressee]:
    keys = {company_key(name) for name in wanted.to}
    return (each for each in found if not keys or company_key(each.name) in keys)


def _without_rows(found: Sequence[Addressee], wanted: Wanted) -> Iterator[str]:
    known = {company_key(each.name) for each in found}
    for name in wanted.to:
        if company_key(name) not in known:
            yield f"「{name}」に配る行がないため、ファイルは作りませんでした。"


def hand_out(book: OpenedBook, wanted: Wanted, folder: Path, *, force: bool = False) -> HandedOutFiles:
    """Make the files, keep what went out, and write 配布記録.

    Raises BadOption for what makes no sense, and where the same rows went to the same addressee today and nothing came
    back (with `force` that hand-out is cancelled); UnwritableOutput when a file is there. A book that cannot be written
    is no error: the files are made, and it is told.
    """
    refuse_results_there(folder, (), force=force)
    planned, left_out, remarks = planned_hand_outs(book, wanted, force=force)
    files = stored_of(book)
    replaced = handed_out_today(book, planned)
    if replaced and not force:
        raise BadOption(
            f"{replaced[0].to} には今日もう {replaced[0].id} を配っています(まだ返っていません)。"
            "配り直してよければ --force を付けてください(前の番号は取消にします)。"
        )
    taken = [*files.names(), *(row.id for row in book.of(HandedOut) if row.id)]
    numbers = next_numbers(book.project.run_day, taken)
    made = [_named(numbered(next(numbers), each)) for each in planned]
    sender = sender_of(book.settings, book.office.sender)
    paths = [path for each in made for path in _write(each, book, folder, sender, force=force)]
    for each in made:
        files.write(stored(each, book.project.run_day))
    for old in replaced:
        files.write(replace(old, is_cancelled=True))
    told = [*remarks, *_mail_remarks(made), *([] if sender.is_known or not made else [_UNSIGNED])]
    recorded = _record(book, made, replaced) if made else _Recorded(is_done=False)
    said = (*told, *([recorded.told] if recorded.told else ()))
    return HandedOutFiles(tuple(made), left_out, tuple(paths), said, recorded.is_done, recorded.is_refused)


_UNSIGNED = (
    "設定の差出人.会社・差出人.氏名(または pmo_xl.toml の [sender])が空欄です。送る前に書き入れてください。"
)


def _mail_remarks(made: Sequence[HandOut]) -> Iterator[str]:
    return (f"{each.to} のメールアドレスが体制表にありません。" for each in made if not each.mail)


def handed_out_today(book: OpenedBook, planned: Sequence[HandOut]) -> list[StoredHandOut]:
    """What went to the same addressees today and did not come back: it is cancelled where it goes out again."""
    kept = stored_of(book).every()[0]
    keys = {(each.sheet, each.by, company_key(each.to)) for each in planned}
    done = {row.id for row in book.of(HandedOut) if row.collected_on or row.status in ("取消", "回収済")}
    return [
        each
        for each in kept
        if (each.sheet, each.by, company_key(each.to)) in keys
        and each.handed_out_on == book.project.run_day
        and not (each.is_cancelled or each.last or each.id in done)
    ]


def _named(each: HandOut) -> HandOut:
    return replace(each, file=f"{safe_name(each.sheet)}_{safe_name(each.to)}_{each.id}.xlsx")


def _write(each: HandOut, book: OpenedBook, folder: Path, sender: Sender, *, force: bool) -> Iterator[Path]:
    path = folder / each.file
    words = book.project.vocabulary
    make = partial(write_hand_out, hand_out=each, book=book_key(book), sender=sender, words=words)
    with lettered(book.office.fonts):
        written = write_file(path, make, force=force)
    yield written
    mail_text = mail_text_of(each, sender, book.project.as_of)
    text = partial(_write_bytes, mail_text.text.encode("utf-8-sig"))
    yield write_file(path.with_suffix(".txt"), text, force=force)
    mail = partial(_write_bytes, draft(mail_text, [path]))
    yield write_file(path.with_suffix(".eml"), mail, force=force)


def _write_bytes(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def mail_text_of(each: HandOut, sender: Sender, as_of: date) -> MailText:
    """The mail that the workbook goes with."""
    title = "御中" if each.by == VENDOR else "様" if each.by == PERSON else "ご担当者 様"
    due = f"{short_day(each.due_on)}までに" if each.due_on else ""
    plan = each.plan
    lines = [f"・配布番号 {each.id}({len(each.rows)} 件)", f"・添付 {each.file}"]
    lines += [f"・回答期限 {short_day(each.due_on)}"] if each.due_on else []
    answers = "、".join(plan.column(name).label for name in plan.answers)
    return MailText(
        each.to,
        title,
        f"【{'お願い' if each.is_outside else '確認のお願い'}】{each.project} {each.sheet}のご回答({len(each.rows)} 件、{each.id})",
        (
            f"{each.project}の{each.sheet}について、添付のファイルに{due}ご回答をお願いします"
            f"({as_of.month}/{as_of.day} 現在)。",
        ),
        (
            Part("ご回答いただくもの", lines),
            Part(
                "ご記入のしかた",
                [
                    f"・色の付いた欄に記入してください({answers})。",
                    "・ファイルはそのまま返信に添付してください(ファイル名は変わってもかまいません)。",
                ],
            ),
        ),
        is_outside=each.is_outside,
        mail=each.mail,
        sender=sender,
    )


@dataclass(frozen=True)
class _Recorded:
    """Whether 配布記録 has the rows; told: what the user must know; is_refused: they could have stood there."""

    is_done: bool
    told: str = ""
    is_refused: bool = False


def _record(book: OpenedBook, made: Sequence[HandOut], replaced: Sequence[StoredHandOut]) -> _Recorded:
    """Write the rows of 配布記録; a book of ours on disk that has no such sheet gets it first."""
    told = ""
    try:
        if not book.project.has(HandedOut):
            if not (book.project.is_ours and isinstance(book.source, FileSource)):
                return _Recorded(is_done=False, told=_NO_SHEET)
            book, told = with_sheet(book, HandedOut), _NEW_SHEET
        with edit(book) as changes:
            _cancel(book, replaced, changes)
            for each in made:
                changes.append(record_of(each, book.project.run_day))
    except RefusedEdit as error:
        return _Recorded(
            is_done=False,
            told=f"配布記録に書けませんでした。ファイルは作ってあります。{error.message}",
            is_refused=True,
        )
    return _Recorded(is_done=True, told=told)


def _cancel(book: OpenedBook, replaced: Sequence[StoredHandOut], changes: ChangeSet) -> None:
    ids = {id_key(each.id) for each in replaced}
    for row in book.of(HandedOut):
        if row.id and id_key(row.id) in ids:
            changes.set(row, status="取消")


def record_of(each: HandOut, on: date) -> HandedOut:
    """The row of 配布記録 that a hand-out makes."""
    return HandedOut(
        id=each.id,
        target_sheet=each.sheet,
        counterpart=each.to,
        split_by=each.by.partition(":")[0],
        mail=each.mail,
        rows_given=len(each.rows),
        handed_out_on=on,
        due_on=each.due_on,
        file=each.file,
        status="配布済",
    )
