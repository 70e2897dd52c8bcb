"""merge: edited copies into one book, three-way where the common ancestor is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.exchange import (
    NO_BASE,
    Exchange,
    Keys,
    MatchedBase,
    Policy,
    Row,
    RowOutcome,
    RowState,
    Sides,
    SourceFacts,
    combined,
    compare,
    rows_of,
)
from pmo_xl.exchange.match import content
from pmo_xl.exchange.outcome import closing
from pmo_xl.exchange.row import rows_of_run
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.exchanged import keyed_by, own_headings, refuse_unknown_word, target_of
from pmo_xl.operations.import_files import read_other
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.operations.runs_by_day import is_run, run_named

_COMMON: Final = 30
_FAR: Final = 30
_DELETED: Final = "写しで消されています。台帳には残します"
_POLICY: Final = Policy(is_blank_taken=True, gone=_DELETED)

BaseRows = Mapping[type[Record], tuple[Row, ...]]


@dataclass(frozen=True)
class Merged:
    """A merge. is_base_far: the base is hardly the ancestor of both, so that writing wants a person's word."""

    exchange: Exchange
    is_base_far: bool = False


@collection_held_back()
def merge(
    book: OpenedBook,
    copies: Sequence[Path],
    *,
    base: str | None = None,
    password: str | None = None,
    only: str | None = None,
    close_gone: str | None = None,
    key: str | None = None,
) -> Merged:
    """The copies against the book; nothing is written before `apply`.

    base: the workbook that all come from, or 「記録:2026-11-20」. key: a column of the office's own by which the rows of
    its sheet are told. Raises BadOption (not one project, a copy that is the
    book), UnreadableWorkbook; of several copies one that cannot be read is only named.
    """
    refuse_unknown_word(book, close_gone)
    _refuse_unknown_key(book, key)
    facts: list[SourceFacts] = []
    others = dict(_opened(book, copies, password, facts))
    ancestor = _base_rows(base, book, password) if base else None
    remarks: list[str] = []
    unused: dict[str, None] = {}
    rows: list[RowOutcome] = []
    counts = _Counts()
    for sheet in SHEETS:
        if not book.project.has(sheet):
            _tell_lacking(sheet, others, remarks)
            continue
        own = own_headings(book, sheet)
        by = key if key in own else None
        ours = _rows(book, sheet, book.path.name, own, by)
        before = None if ancestor is None else ancestor.get(sheet, ())
        before = keyed_by(before, by) if before and by else before
        each = []
        for name, other in others.items():
            if other.project.has(sheet):
                theirs = _rows(other, sheet, name, own, by)
                each.append(
                    _compared(sheet, ours, theirs, before, counts, remarks, Keys(is_stable=by is not None))
                )
                unused |= dict.fromkeys(_unused(sheet, book, other))
        rows += [closing(row, close_gone) for row in combined(each) if _is_merged(row)] if each else []
    is_far = ancestor is not None and counts.is_far
    if is_far:
        remarks.insert(0, counts.sentence(base or ""))
    told = ("merge", target_of(book), facts, rows, tuple(remarks), tuple(unused))
    return Merged(Exchange(*told, are_ids_kept=True, only=only, places=copies), is_far)


def _rows(
    book: OpenedBook, sheet: type[Record], name: str, own: Sequence[str], key: str | None
) -> tuple[Row, ...]:
    rows = tuple(rows_of(book.project.of(sheet), name, own=own))
    return keyed_by(rows, key) if key else rows


def _refuse_unknown_key(book: OpenedBook, key: str | None) -> None:
    """BadOption for a heading that is no column of the office's own."""
    every = dict.fromkeys(heading for sheet in book.project.tables for heading in own_headings(book, sheet))
    if key is not None and key not in every:
        known = f"独自の列は {'、'.join(every)} です。" if every else "この台帳に独自の列はありません。"
        raise BadOption(f"--key「{key}」という独自の列は台帳にありません。{known}")


@dataclass
class _Counts:
    """How many rows were compared with a base, and how many of it differ from both sides."""

    compared: int = 0
    apart: int = 0
    as_ours: int = 0
    theirs_apart: int = 0

    @property
    def is_far(self) -> bool:
        """Whether the base is hardly the ancestor of both, or is the book itself."""
        is_book = self.theirs_apart > 0 and self.as_ours == self.compared
        return bool(self.compared) and (100 * self.apart > _FAR * self.compared or is_book)

    def sentence(self, base: str) -> str:
        """What is said first."""
        if self.as_ours == self.compared:
            return (
                f"元 {Path(base).name} は台帳と同じです(100%)。違いはすべて写しの変更として書きます。"
                "元が違うなら --base を直してください。書き込むには --force も要ります。"
            )
        return (
            f"元 {Path(base).name} の {self.compared} 行のうち {self.apart} 行は、台帳とも写しとも違います。"
            "共通の元ではないかもしれません。書き込むには --force も要ります。"
        )


def _opened(
    book: OpenedBook, copies: Sequence[Path], password: str | None, facts: list[SourceFacts]
) -> Iterator[tuple[str, OpenedBook]]:
    names: set[str] = set()
    for path in copies:
        if path.resolve() == book.path.resolve():
            raise BadOption(f"{path.name} は合併する先の台帳そのものです。写しを指定してください。")
        try:
            other = read_other(path, book, password)
            _refuse_other_project(book, other)
        except PmoXlError as error:
            if len(copies) == 1:
                raise
            facts.append(SourceFacts(path.name, failed=error.message))
            continue
        name = path.name if path.name not in names else str(path)
        names.add(name)
        seen = sum(map(len, other.project.records.values()))
        facts.append(SourceFacts(name, other.sha256, "book", None, None, seen, seen, "ID"))
        yield name, other
    if not names:
        raise BadOption(" ".join(each.failed or "" for each in facts) or "写しを1つは指定してください。")


def _refuse_other_project(book: OpenedBook, other: OpenedBook) -> None:
    """BadOption for a workbook of another project."""
    code, own = other.settings.text("案件コード"), book.settings.text("案件コード")
    mine, theirs = _ids(book), _ids(other)
    common = len(mine & theirs)
    least = min(len(mine), len(theirs))
    is_other = bool(code and own and code != own) or (least > 0 and 100 * common < _COMMON * least)
    if is_other:
        raise BadOption(
            f"{other.path.name} は {book.path.name} の写しではありません(案件コードか、共通の番号が {common} 件)。"
            "ほかの案件の行は pmo-xl import で取り込めます。"
        )


def _ids(book: OpenedBook) -> set[tuple[str, str]]:
    return {
        (sheet.sheet.label, key)
        for sheet in book.project.records
        for key in book.project.of(sheet).by_id
        if sheet is not RecordedFinding
    }


def _base_rows(base: str, book: OpenedBook, password: str | None) -> BaseRows:
    if is_run(base):
        run = run_named(base, book)
        by_label = {sheet.sheet.label: sheet for sheet in SHEETS}
        return {
            by_label[label]: tuple(rows_of_run(by_label[label], rows, base))
            for label, rows in run.sheets.items()
            if label in by_label
        }
    other = read_other(Path(base), book, password)
    return {
        sheet: _rows(other, sheet, other.path.name, own_headings(other, sheet), None)
        for sheet in other.project.records
    }


def _compared(
    sheet: type[Record],
    ours: tuple[Row, ...],
    theirs: tuple[Row, ...],
    ancestor: Sequence[Row] | None,
    counts: _Counts,
    remarks: list[str],
    keys: Keys,
) -> Sequence[RowOutcome]:
    base = MatchedBase(ancestor, ours, theirs, keys) if ancestor is not None else NO_BASE
    found = compare(Sides(sheet, ours, theirs, base, keys), _POLICY)
    if found.remark:
        remarks.append(f"{sheet.sheet.label}: {found.remark}")
    for row in found.rows if ancestor is not None else ():
        old = base.of(row.theirs[0] if row.theirs else None, row.ours)
        if old is not None and row.ours is not None and row.theirs:
            _count(counts, old, row.ours, row.theirs[0])
    return found.rows


def _count(counts: _Counts, old: Row, ours: Row, theirs: Row) -> None:
    same, like_theirs = content(old) == content(ours), content(old) == content(theirs)
    counts.compared += 1
    counts.as_ours += same
    counts.theirs_apart += not like_theirs
    counts.apart += not same and not like_theirs


def _unused(sheet: type[Record], book: OpenedBook, other: OpenedBook) -> Iterator[str]:
    """The columns of a copy that the book does not have."""
    mine = {
        heading
        for table in book.layouts.tables
        if table.record_class is sheet
        for heading in table.unknown.values()
    }
    fields = {name for table in book.project.tables[sheet] for name in table.columns}
    for table in other.layouts.tables:
        if table.record_class is sheet:
            yield from (
                f"{sheet.sheet.label}.{heading}" for heading in table.unknown.values() if heading not in mine
            )
    for known in other.project.tables[sheet]:
        lacking = [
            name for name in known.columns if name not in fields and not sheet.columns[name].is_derived
        ]
        yield from (f"{sheet.sheet.label}.{sheet.columns[name].label}" for name in lacking)


def _tell_lacking(sheet: type[Record], others: Mapping[str, OpenedBook], remarks: list[str]) -> None:
    for name, other in others.items():
        if len(other.project.of(sheet)):
            remarks.append(f"台帳に「{sheet.sheet.label}」の表がないため、{name} のその行は合わせません。")


def _is_merged(row: RowOutcome) -> bool:
    """Whether a row is anybody's: findings that only a copy has are not."""
    return row.sheet is not RecordedFinding or row.state is not RowState.NEW
