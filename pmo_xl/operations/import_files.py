"""What the files of an import hold, before it is compared with the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.exchange import Row, SourceFacts, rows_of
from pmo_xl.exchange.normal import EXTERNAL_IDS
from pmo_xl.exchange.source.convert import Converted, Settings, converted
from pmo_xl.exchange.source.mapping import ImportMap, load_map, refuse_unknown_words
from pmo_xl.exchange.source.names import Names
from pmo_xl.exchange.source.reading import BOOK, LIST, READ, ReadFile, Wanted, read_file
from pmo_xl.exchange.source.tools import UNVERIFIED, tool_faults
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.model.sheets import SHEETS, sheet_labelled
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.exchanged import own_headings
from pmo_xl.operations.opened_book import OpenedBook, read_book
from pmo_xl.workbook.grid import open_grids

if TYPE_CHECKING:
    from pmo_xl.operations.spec_rows import SpecOptions

SPECIFICATION: Final = "仕様書"
_SOURCE: Final = re.compile(r"[a-z0-9_-]{1,20}")
_FIRST: Final = (Member, System, Vendor)
_NEVER: Final = frozenset({"設定", "選択肢", "休日", "チェック結果"})
_UNSEEN_FORM: Final = "{} の書き出しは、実物で確かめていません。結果をよく見てください。"


@dataclass(frozen=True)
class ImportOptions:
    """What a caller said of an import; see Book.import_rows. kept: what must live as long as the files are read."""

    sheet: type[Record] | None = None
    tool: str | None = None
    source: str | None = None
    map_file: Path | None = None
    encoding: str | None = None
    tab: str | None = None
    key: str | None = None
    is_linked: bool = True
    comments: int = 3
    is_blank_taken: bool = False
    only: str | None = None
    close_gone: str | None = None
    password: str | None = None
    kept: object = None
    spec: SpecOptions | None = None

    @property
    def asked(self) -> dict[str, str | int | bool]:
        """What differs from the usual, plainly; a password is not told."""
        told: dict[str, str | int | bool] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default and each.name not in ("password", "kept", "spec"):
                is_sheet = each.name == "sheet" and self.sheet is not None
                told[each.name] = self.sheet.sheet.label if is_sheet and self.sheet else _plain(value)
        return told | (self.spec.asked if self.spec else {})

    @classmethod
    def as_asked(cls, told: Mapping[str, Any]) -> ImportOptions:
        """The options that were told so. BadOption where something is told that this version does not know."""
        from pmo_xl.operations.spec_rows import ASKED_OF_SPEC, SpecOptions

        values = {name: value for name, value in told.items() if not name.startswith(ASKED_OF_SPEC)}
        if spec := SpecOptions.as_asked(told):
            values["spec"] = spec
        if values.keys() - {each.name for each in fields(cls)}:
            raise BadOption("この案は、ほかの版の pmo_xl で作られています。案を作り直してください。")
        if "sheet" in values:
            values["sheet"] = sheet_labelled(str(values["sheet"]))
        if "map_file" in values:
            values["map_file"] = Path(str(values["map_file"]))
        return cls(**values)


def _plain(value: object) -> str | int | bool:
    return value if isinstance(value, bool | int) else str(value)


@dataclass
class Read:
    """What all files came to. rows: by sheet and file. key: what rows are told by, for people.

    ids: what the 外部ID of its rows begin with; base: what it is remembered as; both the source's name where not said.
    gone: what is said of a row that is not there any more. numbered: the IDs of ours that a list's rows bear.
    """

    facts: list[SourceFacts] = field(default_factory=list)
    rows: dict[type[Record], dict[str, list[Row]]] = field(default_factory=dict)
    unused: dict[str, None] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    source: str = LIST
    new_own: dict[type[Record], list[str]] = field(default_factory=dict)
    has_keys: bool = False
    are_ids_kept: bool = False
    is_stable: bool = True
    ids: str = ""
    base: str = ""
    gone: str | None = None
    numbered: set[str] = field(default_factory=set)


def expanded(files: Iterable[Path], book: Path) -> Iterator[Path]:
    """The files of a caller, folders taken apart. BadOption for an empty folder, or the book itself."""
    for path in files:
        found = sorted(_in_folder(path)) if path.is_dir() else [path]
        if not found:
            raise BadOption(f"{path} に取り込めるファイル({' '.join(READ)})がありません。")
        for each in found:
            if each.resolve() == book.resolve():
                raise BadOption(f"{each.name} は取り込む先の台帳そのものです。取り込み元を確かめてください。")
            yield each


def _in_folder(folder: Path) -> Iterator[Path]:
    for each in folder.iterdir():
        if each.suffix.lower() in READ and not each.name.startswith(("~$", ".")):
            yield each


def map_of(book: OpenedBook, options: ImportOptions) -> ImportMap:
    """The map that counts: the given one, or 取込_<source>.toml beside the book."""
    if options.map_file:
        return load_map(options.map_file)
    beside = book.path.parent / f"取込_{options.source or options.tool or ''}.toml"
    return load_map(beside) if (options.source or options.tool) and beside.is_file() else ImportMap()


def map_beside(book: Path, source: str) -> Path:
    """Where the map of a source lies that is taken without being asked for."""
    return book.parent / f"取込_{source}.toml"


def read_all(
    book: OpenedBook, paths: Sequence[Path], told: ImportMap, names: Names, options: ImportOptions
) -> Read:
    """What all files hold; of several one that cannot be read is only named."""
    read = Read(remarks=list(tool_faults()))
    for path in paths:
        try:
            _read_one(book, path, told, names, options, read)
        except PmoXlError as error:
            if len(paths) == 1:
                raise
            read.facts.append(SourceFacts(path.name, failed=error.message))
    if all(each.failed for each in read.facts):
        raise BadOption(" ".join(each.failed or "" for each in read.facts))
    return read


def _read_one(
    book: OpenedBook, path: Path, told: ImportMap, names: Names, options: ImportOptions, read: Read
) -> None:
    if path.suffix.lower() == ".docx" or (options.spec and options.spec.is_asked):
        _read_specification(book, path, options, read, has_others=bool(read.facts))
        return
    wanted = Wanted(
        options.sheet or Issue, told, options.tool, options.encoding, options.tab, options.password
    )
    file = read_file(path, wanted)
    source = _source(options, told, file)
    if told.path is None and map_beside(book.path, source).is_file():
        told = load_map(map_beside(book.path, source))
        names.settle(told)
    refuse_unknown_words(told, book.project.vocabulary)
    read.source = source
    if file.table is None:
        _read_book(book, file, source, options, read)
        return
    names.tool = file.tool
    sheet = options.sheet or _default_sheet(file)
    own = {each: own_headings(book, each) for each in book.project.tables}
    how = Settings(source, sheet, book.as_of, options.key, options.comments, own)
    result = converted(file.table, file.tool, told, names, how)
    read.numbered |= set(_numbered(result.rows, source, book))
    read.are_ids_kept = read.are_ids_kept or bool(read.numbered)
    _take(result, file, sheet, options, read)


def _numbered(rows: Iterable[Row], source: str, book: OpenedBook) -> Iterator[str]:
    """The keys of rows that are numbered as the book's are: they have such an ID, or one of the sheet's form."""
    for row in rows:
        if row.key and not row.key.startswith(f"{source}:"):
            prefix = row.sheet.sheet.prefix
            is_known = row.key in book.project.of(row.sheet).by_id
            if is_known or (prefix and row.key.startswith(id_key(f"{prefix}-"))):
                yield row.key


def _read_specification(
    book: OpenedBook, path: Path, options: ImportOptions, read: Read, *, has_others: bool
) -> None:
    """A specification: its open points, or drafts of requirements."""
    from pmo_xl.operations.spec_rows import SpecOptions, spec_rows  # reads papers; seldom asked for

    if has_others:
        raise BadOption(f"{path.name} は、1つずつ取り込んでください(仕様書は文書ごとに前回と比べます)。")
    sheet = options.sheet or SpecReview
    found = spec_rows(book, path, sheet, options.spec or SpecOptions(), options.password)
    read.source, read.has_keys, read.ids = found.ids.partition(":")[0], True, found.ids
    read.base = f"{found.ids.replace(':', '-').rstrip('#')}-{sheet.sheet.collection}".casefold()
    read.gone = found.gone
    read.rows.setdefault(sheet, {})[path.name] = found.rows
    told = (path.name, found.sha256, SPECIFICATION, None, None, found.seen, found.seen, "外部ID")
    read.facts.append(SourceFacts(*told))
    read.remarks += found.remarks


def _default_sheet(file: ReadFile) -> type[Record]:
    return Task if file.tool and file.tool.sheet == Task.sheet.label else Issue


def _source(options: ImportOptions, told: ImportMap, file: ReadFile) -> str:
    name = options.source or told.name
    if name is None:
        stem = file.path.stem.casefold()
        name = file.tool_name if file.tool else stem if _SOURCE.fullmatch(stem) else file.tool_name
    if not _SOURCE.fullmatch(name):
        raise BadOption(
            f"取り込み元の名前「{name}」は使えません。英小文字・数字・_・- で20字までにしてください。"
        )
    return name


def _take(result: Converted, file: ReadFile, sheet: type[Record], options: ImportOptions, read: Read) -> None:
    table = file.table
    if table is None:
        return
    has_keys = any(row.key for row in result.rows)
    read.has_keys = read.has_keys or has_keys
    is_numbered = any(row.key in read.numbered for row in result.rows)
    name = "ID" if is_numbered else "外部ID" if has_keys else "件名"
    read.facts.append(
        SourceFacts(
            file.path.name,
            file.sha256,
            file.tool_name,
            table.encoding,
            table.tab,
            table.seen,
            len(result.rows),
            name,
        )
    )
    for row in result.rows:
        read.rows.setdefault(row.sheet, {}).setdefault(file.path.name, []).append(row)
    if not result.rows:
        read.remarks.append(f"{file.path.name}: 見出しだけです。")
    if file.tool and file.tool.name in UNVERIFIED:
        read.remarks.append(_UNSEEN_FORM.format(file.tool.label))
    read.remarks += result.remarks
    read.unused |= dict.fromkeys(result.unused)
    read.columns |= result.columns
    for each, headings in result.new_own.items():
        known = read.new_own.setdefault(each, [])
        known += [heading for heading in headings if heading not in known]


def _read_book(book: OpenedBook, file: ReadFile, source: str, options: ImportOptions, read: Read) -> None:
    """An old ledger: all of its sheets, people and systems first."""
    other = read_other(file.path, book, options.password)
    code, own = other.settings.text("案件コード"), book.settings.text("案件コード")
    is_same = bool(code) and code == own
    if code and _SOURCE.fullmatch(code.casefold()) and not options.source:
        source = code.casefold()
    read.source, read.are_ids_kept, read.has_keys, read.is_stable = source, True, True, not is_same
    sheets: list[type[Record]] = [*_FIRST, *(sheet for sheet in SHEETS if sheet not in _FIRST)]
    seen = 0
    for sheet in sheets:
        wanted = options.sheet in (None, sheet) and sheet.sheet.label not in _NEVER
        beside = own_headings(book, sheet)
        rows = [
            _of_book(row, source, is_same)
            for row in rows_of(other.project.of(sheet), file.path.name, own=beside)
        ]
        if wanted and rows:
            seen += len(rows)
            read.rows.setdefault(sheet, {})[file.path.name] = rows
    if not seen:
        read.remarks.append(f"{file.path.name}: 取り込む行がありません。")
    read.remarks += other.remarks
    key = "ID" if is_same else "外部ID"
    read.facts.append(SourceFacts(file.path.name, file.sha256, BOOK, None, None, seen, seen, key))


def read_other(path: Path, book: OpenedBook, password: str | None = None) -> OpenedBook:
    """Another workbook, read by the days of this one. Raises UnreadableWorkbook, NoLedgerSheet."""
    grids = open_grids(path, password)
    source = FileSource(grids.path, grids.sha256, password)
    return read_book(
        OpenedBook,
        grids,
        grids,
        source,
        lambda settings: None,
        as_of=book.as_of,
        run_day=book.project.run_day,
    )


def _of_book(row: Row, source: str, is_same: bool) -> Row:
    """A row of an old ledger: by its ID in the same project, else by an 外部ID made of it."""
    if is_same or not row.row_id or EXTERNAL_IDS not in row.sheet.columns:
        return row
    key = f"{source}:{row.row_id}"
    values = {**row.values, EXTERNAL_IDS: "、".join(filter(None, (row.values.get(EXTERNAL_IDS), key)))}
    return replace(row, key=key, values=values)
