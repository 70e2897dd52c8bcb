"""import: rows of another tool, list or ledger into the book, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from pmo_xl.errors import UnwritableOutput
from pmo_xl.exchange import (
    NO_BASE,
    Exchange,
    FieldState,
    KeyedBase,
    Keys,
    Policy,
    Row,
    RowOutcome,
    RowState,
    Sides,
    UnknownWord,
    combined,
    compare,
    rows_of,
)
from pmo_xl.exchange.base_store import BaseStore, KnownRow
from pmo_xl.exchange.next_base import next_base
from pmo_xl.exchange.normal import EXTERNAL_IDS, OWN, external_ids, is_blank, normal
from pmo_xl.exchange.outcome import closing
from pmo_xl.exchange.result import DecisionKey
from pmo_xl.exchange.row import known_by
from pmo_xl.exchange.source.mapping import ImportMap
from pmo_xl.exchange.source.names import Names
from pmo_xl.history import UnreadableRun
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.column import Kind
from pmo_xl.model.issue import Issue
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.operations.exchanged import own_headings, refuse_unknown_word, target_of
from pmo_xl.operations.import_files import ImportOptions, Read, expanded, map_of, read_all
from pmo_xl.operations.new_columns import NewColumn, column_edits, refusal, with_structure
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.workbook.edits.structure import AddColumn

NO_MAP: Final = ImportMap()
_NO_COLUMN: Final = "{}に「{}」の列がないため、どの行がどれかは台帳の隣の .pmo_xl/exchange にだけ控えます。"
_NO_OWN_COLUMN: Final = "{}に独自の列「{}」を足せないため、その列は書きません。"


@collection_held_back()
def import_rows(book: OpenedBook, files: Sequence[Path], options: ImportOptions) -> Exchange:
    """The rows of files against the book; nothing is written before `apply`.

    Raises BadOption (no such tool, heading, map …), UnreadableWorkbook; of several files one that fails is only named.
    """
    refuse_unknown_word(book, options.close_gone)
    paths = list(expanded(files, book.path))
    told = map_of(book, options)
    names = Names(book.project, told)
    read = read_all(book, paths, told, names, options)
    is_scan = options.spec is not None and options.spec.is_asked
    found = exchange_of(book, paths, read, options, "spec-scan" if is_scan else "import", told, names)

    def again(first: Exchange) -> Exchange:
        """Add the columns, and write the same rows into the book that has them."""
        _, edits, _ = _new_columns(book, read, options)
        wider, report = with_structure(book, edits)
        other = import_rows(wider, files, options)
        other.decisions.update(first.decisions)
        saved = other.apply() or report
        other.saved = replace(saved, backup=report.backup, sha256_before=report.sha256_before)
        return other

    found.again = again
    return found


def exchange_of(
    book: OpenedBook,
    paths: Sequence[Path],
    read: Read,
    options: ImportOptions,
    command: str,
    told: ImportMap = NO_MAP,
    names: Names | None = None,
) -> Exchange:
    """What was read against the book. told, names: how its words were taken."""
    store = BaseStore.beside(book.history) if book.history else None
    old = _loaded(store, read)
    rows, remarks = _compared(book, read, old, told, options)
    columns, _, refused = _new_columns(book, read, options)
    return Exchange(
        command,
        target_of(book),
        read.facts,
        rows,
        (*dict.fromkeys(read.remarks), *remarks, *refused),
        tuple(read.unused),
        list(_unknown_words(names, options)) if names else [],
        are_ids_kept=read.are_ids_kept,
        only=options.only,
        after_save=_keeper(store, read, old),
        decisions=dict(_taken(rows, told)),
        source_name=read.source,
        columns_found=read.columns,
        places=paths,
        asked=options.asked,
        new_columns=[(each.sheet.sheet.label, each.heading) for each in columns],
    )


def _unknown_words(names: Names, options: ImportOptions) -> Iterator[UnknownWord]:
    for (label, word), count in names.unknown.items():
        yield UnknownWord(label, word, count, names.nearest(options.sheet or Issue, label, word))


def _new_columns(
    book: OpenedBook, read: Read, options: ImportOptions
) -> tuple[list[NewColumn], list[AddColumn], list[str]]:
    """What is added to tables of ours, 外部ID and what the map wants; and what cannot be, with the reason."""
    wanted = [NewColumn(sheet, each, is_own=True) for sheet, own in read.new_own.items() for each in own]
    for sheet in read.rows:
        tables = book.project.tables.get(sheet, ())
        is_lacking = read.has_keys and EXTERNAL_IDS in sheet.columns and bool(tables)
        if (
            is_lacking
            and EXTERNAL_IDS not in tables[0].columns
            and options.key not in own_headings(book, sheet)
        ):
            wanted.append(NewColumn(sheet, sheet.columns[EXTERNAL_IDS].label))
    made: list[NewColumn] = []
    edits: list[AddColumn] = []
    remarks: list[str] = []
    for each, new in zip(wanted, column_edits(book, wanted), strict=True):
        why = new if isinstance(new, str) else refusal(book, [*edits, new])
        if why is None and not isinstance(new, str):
            made.append(each)
            edits.append(new)
        else:
            without = _NO_OWN_COLUMN if each.is_own else _NO_COLUMN
            remarks.append(f"{without.format(each.sheet.sheet.label, each.heading)}{why}")
    return made, edits, remarks


def _loaded(store: BaseStore | None, read: Read) -> dict[str, KnownRow]:
    if store is None:
        read.remarks.append("記録を置く場所がないため、前回の値と比べられません。")
        return {}
    try:
        return store.load(read.base or read.source) or {}
    except UnreadableRun as error:
        read.remarks.append(f"{error.message}前回の値とは比べていません。")
        return {}


def _compared(
    book: OpenedBook,
    read: Read,
    old: Mapping[str, KnownRow],
    told: ImportMap,
    options: ImportOptions,
) -> tuple[list[RowOutcome], list[str]]:
    outcomes: list[RowOutcome] = []
    remarks: list[str] = []
    sheets = list(dict.fromkeys([*read.rows, *(each.sheet for each in old.values())]))
    policy = Policy(options.is_blank_taken, are_must_kept=False, is_base_whole=False)
    policy = replace(policy, gone=read.gone) if read.gone else policy
    ids = _ids(book, sheets, read.source, old)
    by_second: dict[str, list[str]] = {}
    for key, known in old.items():
        for second in known.more:
            by_second.setdefault(second, []).append(key)
    for sheet in sheets:
        if not book.project.has(sheet):
            _tell_missing(sheet, read, remarks)
            continue
        ours = tuple(_ours(book, sheet, read, old, options.key))
        base = (
            KeyedBase({k: row.as_row() for k, row in old.items() if row.sheet is sheet}) if old else NO_BASE
        )
        is_stable = read.is_stable and not read.numbered
        keys = Keys(is_stable=is_stable, is_linked=options.is_linked and read.is_stable)
        each = []
        for rows in (read.rows.get(sheet) or {"": []}).values():
            theirs = tuple(_ready(row, old, by_second, ids) for row in rows)
            has_keys = any(row.keys for row in theirs) or not theirs
            mine = ours if has_keys else tuple(replace(row, key=None, more=()) for row in ours)
            sides = Sides(sheet, mine, theirs, base, keys if has_keys and read.has_keys else Keys())
            found = compare(sides, policy)
            each.append(found.rows)
            remarks += [found.remark] if found.remark else []
        outcomes += [_finished(row, told, options) for row in combined(each)]
    return outcomes, remarks


def _tell_missing(sheet: type[Record], read: Read, remarks: list[str]) -> None:
    count = sum(map(len, read.rows.get(sheet, {}).values()))
    if count:
        remarks.append(f"台帳に「{sheet.sheet.label}」の表がないため、{count} 行を取り込みません。")


def _ours(
    book: OpenedBook, sheet: type[Record], read: Read, old: Mapping[str, KnownRow], named: str | None
) -> Iterator[Row]:
    """The book's rows, known by what this source calls them. named: the own column that says it, where there is one."""
    by_id: dict[str, list[str]] = {}
    for known in old.values():
        if known.sheet is sheet and known.row_id:
            by_id.setdefault(id_key(known.row_id), []).append(known.key)
    for row in rows_of(book.project.of(sheet), book.path.name, own=own_headings(book, sheet)):
        if not read.has_keys:
            yield row
            continue
        own = external_ids(row.values.get(EXTERNAL_IDS) or "")
        keys = [key for key in own if key.startswith(read.ids or f"{read.source}:")]
        number = normal(Kind.TEXT, row.values.get(f"{OWN}{named}"), f"{OWN}{named}") if named else None
        keys += [f"{read.source}:{number}"] if number and not keys else []
        keys += [] if keys else by_id.get(id_key(row.row_id or ""), [])
        if row.key and (not read.is_stable or row.key in read.numbered):
            keys.append(row.key)
        yield known_by(row, tuple(keys))


def _ids(
    book: OpenedBook, sheets: Iterable[type[Record]], source: str, old: Mapping[str, KnownRow]
) -> dict[str, str]:
    """By 外部ID, the number that its row has in the book."""
    found = {key: known.row_id for key, known in old.items() if known.row_id}
    for sheet in sheets:
        for record in book.project.of(sheet):
            for key in external_ids(getattr(record, EXTERNAL_IDS, None) or ""):
                if record.row_id and key.startswith(f"{source}:"):
                    found[key] = record.row_id
    return found


def _ready(
    row: Row, old: Mapping[str, KnownRow], by_second: Mapping[str, Sequence[str]], ids: Mapping[str, str]
) -> Row:
    """An arriving row with references by the book's numbers, and found again under a key that moved.

    by_second: by the second number that a source gives its rows, the keys that had it.
    """
    named = {
        name: _named(row.sheet, name, row.values[name], ids)
        for name in _references(row.sheet)
        if name in row.values
    }
    moved = [key for second in row.more for key in by_second.get(second, ())]
    more = tuple(dict.fromkeys((*moved, *row.more)))
    if row.key in old:
        more = tuple(key for key in more if key not in old or key == row.key)
    is_as_it_came = more == row.more and all(row.values[name] == each for name, each in named.items())
    return row if is_as_it_came else replace(row, values={**row.values, **named}, more=more)


@lru_cache
def _references(sheet: type[Record]) -> tuple[str, ...]:
    """The fields that name other rows."""
    return tuple(name for name, column in sheet.columns.items() if column.kind in (Kind.REF, Kind.REFS))


def _named(sheet: type[Record], name: str, value: object, ids: Mapping[str, str]) -> object:
    kind = sheet.columns[name].kind
    if kind is Kind.REF and isinstance(value, str):
        return ids.get(value, value)
    if kind is Kind.REFS and isinstance(value, tuple):
        return tuple(_linked(each, ids) for each in value)
    return value


def _linked(reference: str, ids: Mapping[str, str]) -> str:
    name, _, behind = reference.partition(" ")
    found = ids.get(reference) or ids.get(name)
    return reference if found is None else f"{found} {behind}".strip()


def _finished(row: RowOutcome, told: ImportMap, options: ImportOptions) -> RowOutcome:
    """What the map fills into new rows, and what is proposed for rows that went."""
    if row.state is RowState.NEW and told.fill:
        first = row.theirs[0]
        by_label = {column.label: name for name, column in row.sheet.columns.items()}
        filled = {
            by_label[label]: (text,) if row.sheet.columns[by_label[label]].kind is Kind.REFS else text
            for label, text in told.fill.items()
            if label in by_label and is_blank(first.values.get(by_label[label]))
        }
        return replace(row, theirs=(replace(first, values={**first.values, **filled}), *row.theirs[1:]))
    return closing(row, options.close_gone)


def _taken(rows: Iterable[RowOutcome], told: ImportMap) -> Iterator[tuple[DecisionKey, str]]:
    """The columns that the map decides once for all."""
    for row in rows:
        for each in row.fields if told.take else ():
            choice = told.take.get(row.column(each.name).label)
            is_asked = each.state is FieldState.CONFLICT or (
                choice == "book" and each.state in (FieldState.TAKE, FieldState.BOTH)
            )
            if choice and is_asked:
                yield (row.sheet.sheet.label, id_key(row.name), each.name), choice


def _keeper(
    store: BaseStore | None, read: Read, old: Mapping[str, KnownRow]
) -> Callable[[Exchange], str | None] | None:
    """What keeps the base once the book was saved."""

    def keep(exchange: Exchange) -> str | None:
        """Keep it; the sentence of what failed."""
        if store is None:
            return None
        try:
            rows = list(next_base(exchange, old))
            if rows != list(old.values()):
                store.keep(read.base or read.source, rows)
        except UnwritableOutput as error:
            return error.message
        return None

    return keep if read.has_keys else None
