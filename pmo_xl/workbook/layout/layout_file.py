"""Layout file: the TOML file in which a person settles what detection could not, or wants fixed.

A column is written as 台帳の列 = Excel's letter ("" = there is none); what the file does not say is detected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.toml_file import BadToml, read_toml
from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.visible import visible_json, visible_line
from pmo_xl.workbook.cells.address import MAX_COLUMN, MAX_ROW, column_letters, column_number
from pmo_xl.workbook.layout.layout_facts import Layout, Layouts

_KEYS: Final = {"table": ("sheet", "kind", "header", "columns", "units"), "leave": ("sheet",)}
_PREFACE: Final = """\
# このブックの表をどう読むかを決めるファイルです。「ブックの名前.layout.toml」の名前でブックの隣に置くと、いつもこのとおりに読みます
# (ほかの場所なら pmo-xl check ブック --layout このファイル)。
# sheet  = シートの名前
# kind   = どの台帳として読むか(課題管理表、QA表、マスタスケジュール など)
# header = 見出しの最初の行と最後の行
# [table.columns] 台帳の列 = Excelの列の文字。"" はその列がないこと。書かない列は見出しから探します。
# [table.units]   金額の列が何円単位か(千円なら 1000)
# [[leave]]       読まないシート
"""


@dataclass(frozen=True)
class SettledTable:
    """What the file says of one sheet. columns: by field, None = there is no such column.

    header: first and last row of the heading, None = to be found.
    """

    sheet: str
    record_class: type[Record]
    header: tuple[int, int] | None = None
    columns: Mapping[str, int | None] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LayoutFile:
    """What a person settled: the tables by sheet, and the sheets to leave alone."""

    tables: tuple[SettledTable, ...] = ()
    leave: frozenset[str] = frozenset()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Every sheet the file names, each once."""
        return tuple(dict.fromkeys((*(table.sheet for table in self.tables), *sorted(self.leave))))


def beside(book: Path) -> Path:
    """Where the layout file of a workbook lies that is taken without being asked for: 課題一覧.layout.toml."""
    return book.with_name(f"{book.stem}.layout.toml")


def load_layout(path: Path) -> LayoutFile:
    """Read the file. Raises BadOption with what is wrong in it."""
    try:
        content = read_toml(path)
    except BadToml as error:
        raise BadOption(
            f"{path.name}: --layout のファイルを読めません({error})。"
            "場所と書き方を確かめ、UTF-8 で保存してください。"
        ) from error
    parser = _Parser(path.name)
    parser.only_keys(content, tuple(_KEYS), "ファイル")
    tables = tuple(parser.table(entry) for entry in parser.entries(content, "table"))
    leave = frozenset(parser.sheet(entry) for entry in parser.entries(content, "leave"))
    return LayoutFile(tables, leave)


def save_layout(layouts: Layouts, path: Path) -> None:
    """Write what was found, for a person to mend. Raises UnwritableOutput.

    Tables that pmo_xl made are not in it: they are known by themselves, wherever rows are inserted.
    """
    tables = (_table_text(layout) for layout in layouts.tables if not layout.is_ours)
    left = (f"[[leave]]\nsheet = {_quoted(item.title)} # {_one_line(item.reason)}\n" for item in layouts.left)
    try:
        path.write_text("\n".join((_PREFACE, *tables, *left)), encoding="utf-8", newline="\r\n")
    except OSError as error:
        raise UnwritableOutput(f"{path}: 書き込めません。フォルダとファイル名を確かめてください。") from error


def _table_text(layout: Layout) -> str:
    columns = layout.record_class.columns
    lines = [
        "[[table]]",
        f"sheet = {_quoted(layout.title)}",
        f"kind = {_quoted(layout.record_class.sheet.label)}",
        f"header = [{layout.header_rows[0]}, {layout.header_rows[1]}]",
        "[table.columns]",
        *(_column_line(layout, name) for name in columns if name not in layout.below),
    ]
    if layout.units:
        units = (f"{_quoted(columns[name].label)} = {unit}" for name, unit in layout.units.items())
        lines += ["[table.units]", *units]
    return "\n".join(lines) + "\n"


def _column_line(layout: Layout, name: str) -> str:
    label = _quoted(layout.record_class.columns[name].label)
    if name in layout.columns:
        return f"{label} = {_quoted(column_letters(layout.columns[name]))} # {_one_line(layout.headings.get(name, ''))}"
    return f"# {label} = {_quoted('')}"


def _quoted(text: str) -> str:
    """The text as a TOML basic string."""
    return visible_json(json.dumps(text, ensure_ascii=False))


def _one_line(text: str) -> str:
    """The text as a TOML comment, which holds no control characters and no end of a line."""
    return visible_line(text)


class _Parser:
    """Turns the file's plain values into what they mean, or says what is wrong in one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def wrong(self, what: str) -> BadOption:
        """The error that names the file."""
        return BadOption(f"{self._name}: {what}")

    def only_keys(self, entry: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        """Refuse a key that means nothing here."""
        for key in entry:
            if key not in known:
                raise self.wrong(f"{where}に「{key}」は書けません。書けるのは {'、'.join(known)} です。")

    def entries(self, content: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
        """The entries under [[key]], each with known keys only."""
        entries = content.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.wrong(f"{key} は [[{key}]] と書いてください。")
        for entry in entries:
            self.only_keys(entry, _KEYS[key], f"[[{key}]] ")
            yield entry

    def sheet(self, entry: Mapping[str, Any]) -> str:
        """The title of the sheet that an entry is about."""
        title = entry.get("sheet")
        if not isinstance(title, str) or not title:
            raise self.wrong('シートの名前がありません。sheet = "シートの名前" と書いてください。')
        return title

    def table(self, entry: Mapping[str, Any]) -> SettledTable:
        """One [[table]] as it is settled."""
        title = self.sheet(entry)
        record_class = self._record_class(entry.get("kind"), title)
        columns = self._by_field(entry, "columns", record_class, title)
        units = self._by_field(entry, "units", record_class, title)
        return SettledTable(
            title,
            record_class,
            self._header(entry.get("header"), title),
            {name: self._column(letters, title) for name, letters in columns.items()},
            {name: self._unit(unit, title) for name, unit in units.items()},
        )

    def _record_class(self, label: object, title: str) -> type[Record]:
        found = next((sheet for sheet in SHEETS if sheet.sheet.label == label), None)
        if found is None:
            labels = "、".join(sheet.sheet.label for sheet in SHEETS)
            raise self.wrong(f"シート「{title}」の kind が「{label}」です。次から選んでください: {labels}。")
        return found

    def _by_field(
        self, entry: Mapping[str, Any], key: str, record_class: type[Record], title: str
    ) -> Mapping[str, object]:
        values = entry.get(key, {})
        fields = {column.label: name for name, column in record_class.columns.items()}
        if not isinstance(values, dict):
            raise self.wrong(f"シート「{title}」の {key} は [table.{key}] と書いてください。")
        self.only_keys(values, tuple(fields), f"シート「{title}」の [table.{key}] ")
        return {fields[label]: value for label, value in values.items()}

    def _header(self, rows: object, title: str) -> tuple[int, int] | None:
        if rows is None:
            return None
        match rows:
            case [int(first), int(last)] if 1 <= first <= last <= MAX_ROW:
                return first, last
        raise self.wrong(f"シート「{title}」の header は [最初の行, 最後の行] と書いてください。")

    def _column(self, letters: object, title: str) -> int | None:
        if letters == "":
            return None
        if isinstance(letters, str) and letters.isascii() and letters.isalpha() and len(letters) <= 3:
            number = column_number(letters)
            if number <= MAX_COLUMN:
                return number
        raise self.wrong(
            f'シート「{title}」の列「{letters}」は "A" や "AB" のように列の文字で書いてください。'
        )

    def _unit(self, unit: object, title: str) -> int:
        if isinstance(unit, int) and not isinstance(unit, bool) and unit > 0:
            return unit
        raise self.wrong(f"シート「{title}」の単位「{unit}」は 1000 のように円の数で書いてください。")
