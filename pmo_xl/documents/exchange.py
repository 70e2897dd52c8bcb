"""An exchange as headed rows, as data, and as a workbook of proposals in which a person decides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, cast

from pmo_xl.documents.exchange_shape import (
    ExchangeFieldJson,
    ExchangeJson,
    ExchangeRowJson,
    FindingsChangedJson,
    SourceJson,
    saved_json,
)
from pmo_xl.documents.list_book import ListBook
from pmo_xl.documents.list_file import open_book
from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.errors import BadOption
from pmo_xl.exchange import Exchange, Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.lines import COLUMNS, Line, external_id
from pmo_xl.exchange.result import CHOICES, DecisionKey, SourceFacts, decision_key
from pmo_xl.exchange.words import words_of
from pmo_xl.model.column import Kind
from pmo_xl.model.list_column import ListColumn
from pmo_xl.version import __version__
from pmo_xl.workbook.grid import open_grids

SCHEMA: Final = 2
PROPOSALS, NEW_ROWS, FINDINGS, PROOF = "案", "新しい行", "指摘", "照合"
_WORDS: Final = {choice: word for word, choice in CHOICES.items()}
_CHOICE: Final = "採用"
_HIDDEN: Final = ("鍵", "欄")
_WORK, _SOURCE, _ASKED = "仕事", "取り込み元", "指定"
BY_BUTTON: Final = ("import", "spec-scan", "collect")
"""The commands of whose proposals the button 取り込む knows to write them."""
_MOST_REMARKS: Final = 12


def exchange_listing(exchange: Exchange, title: str) -> Listing:
    """The lines as headed rows, under what was read and how much came of it."""
    return Listing(
        title=title, columns=COLUMNS, rows=rows_of(COLUMNS, exchange.items), note=counts_line(exchange)
    )


def counts_line(exchange: Exchange) -> str:
    """新規 3 行 / 変更 5 行 7 か所 / 衝突 1 …"""
    found = exchange.summary
    linked = sum(row.is_linked for row in exchange.rows)
    parts = [f"新規 {found['new']} 行", f"変更 {found['changed']} 行 {found['cells']} か所"]
    parts += [f"合わせ {linked} 行"] if linked else []
    parts += [f"衝突 {found['conflict']} 行", f"要確認 {found['doubtful']} 行", f"同じ {found['same']} 行"]
    parts += [f"取り込み元にない {found['gone']} 行"] if found["gone"] else []
    parts += [f"読めない {found['unread']} か所"] if found["unread"] else []
    parts += [f"書けない {found['blocked']} か所"] if found["blocked"] else []
    return " / ".join(parts)


def head_lines(exchange: Exchange) -> Iterator[str]:
    """What was read, of what kind, by which key, and what of it was not understood."""
    for each in exchange.sources:
        if each.failed:
            yield f"{each.file}: 読めません。{each.failed}"
            continue
        told = [
            each.tool,
            each.encoding,
            each.sheet and f"シート {each.sheet}",
            f"{each.rows_read}/{each.rows_seen} 行",
        ]
        key = f"  鍵: {each.key}" if each.key else ""
        yield f"{each.file}({'、'.join(filter(None, told))})→ {exchange.target.name}{key}"
    yield from _added_columns(exchange)
    if exchange.unused_columns:
        yield f"使わない列: {'、'.join(exchange.unused_columns)}"
    for word in exchange.unknown_words:
        near = f"「{word.nearest}」に近い言葉です。" if word.nearest else ""
        yield (
            f"「{word.column}」の言葉「{word.word}」({word.count} か所)は分かりません。台帳のままにします。{near}"
            f'地図(--map)の [words."{word.column}"] に "{word.word}" = "…" と書くと読めます。'
        )
    yield from exchange.remarks[:_MOST_REMARKS]
    if len(exchange.remarks) > _MOST_REMARKS:
        yield f"ほか {len(exchange.remarks) - _MOST_REMARKS} 件の注意があります(--format json ですべて見られます)。"


def _added_columns(exchange: Exchange) -> Iterator[str]:
    for sheet, heading in exchange.new_columns:
        yield f"列を足す: {sheet} の表の右端に「{heading}」を足し、行ごとの値を書きます。"


def exchange_json(exchange: Exchange, findings: FindingsChangedJson | None = None) -> ExchangeJson:
    """`import --format json`, and of merge and collect alike."""
    project, saved = exchange.target.project, exchange.saved
    lines = {(id(line.row), line.field.name if line.field else None): line for line in exchange.items}
    return {
        "schema": SCHEMA,
        "command": exchange.command,
        "version": __version__,
        "workbook": exchange.target.name,
        "as_of": project.as_of.isoformat(),
        "as_of_source": project.as_of_source,
        "run_day": project.run_day.isoformat(),
        "applied": saved is not None,
        "sources": [_source_json(each) for each in exchange.sources],
        "summary": dict(exchange.summary),
        "rows": [
            _row_json(exchange, row, lines)
            for row in exchange.rows
            if row.state is not RowState.SAME or row.fields
        ],
        "remarks": list(exchange.remarks),
        "new_columns": [{"sheet": sheet, "heading": heading} for sheet, heading in exchange.new_columns],
        "unused_columns": list(exchange.unused_columns),
        "unknown_words": [
            {"column": each.column, "word": each.word, "count": each.count, "nearest": each.nearest}
            for each in exchange.unknown_words
        ],
        "findings": findings or {"new": [], "gone": []},
        "saved": saved_json(saved),
        "failed": [
            {"workbook": each.file, "message": each.failed} for each in exchange.sources if each.failed
        ],
    }


def _source_json(each: SourceFacts) -> SourceJson:
    return cast("SourceJson", {name: getattr(each, name) for name in SourceJson.__annotations__})


def _row_json(exchange: Exchange, row: RowOutcome, lines: Mapping[Any, Line]) -> ExchangeRowJson:
    theirs = row.theirs[0].where if row.theirs else None
    return {
        "state": row.state.value,
        "sheet": row.sheet.sheet.label,
        "row": row.ours.where.row if row.ours else None,
        "row_id": exchange.writing.ids.get(id(row)) or row.row_id,
        "external_id": external_id(row),
        "title": row.title or None,
        "reason": (lines[id(row), None].reason if (id(row), None) in lines else row.reason) or None,
        "source": {"file": theirs.file, "sheet": theirs.tab, "row": theirs.row} if theirs else None,
        "fields": [_field_json(exchange, row, each, lines) for each in row.fields],
    }


def _field_json(
    exchange: Exchange, row: RowOutcome, told: Field, lines: Mapping[Any, Line]
) -> ExchangeFieldJson:
    line = lines.get((id(row), told.name))
    state = exchange.state_of(row, told)
    place = exchange.writing.places.get((id(row), told.name))
    change = exchange.changes.fields.get(place) if place else None
    year = exchange.target.project.as_of.year
    return {
        "column": row.column(told.name).label,
        "field": told.name,
        "cell": line.cell if line else None,
        "state": state.value,
        "base": _plain(told.base),
        "book": _plain(told.book),
        "other": _plain(told.other),
        "others": {name: _plain(value) for name, value in told.others} or None,
        "after": _plain(change.value) if change and state is not FieldState.BLOCKED else None,
        "reason": (line.reason if line else told.reason) or None,
        "words": words_of(
            row.sheet, told.name, told.book, told.other, row.theirs[0].values if row.theirs else {}, year=year
        ),
    }


def _plain(value: object) -> Any:  # noqa: ANN401 - plain JSON
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case tuple():
            return list(value)
    return value


def write_proposals(path: Path, exchange: Exchange, findings: FindingsChangedJson) -> None:
    """A workbook of proposals: 採用 is filled with what would be done, and a person changes it.

    findings: those that would come (new) and go (gone).
    """
    lines = list(exchange.items)
    with open_book(path) as book:
        writer = ListBook(book, path.absolute().parent)
        columns = (
            *COLUMNS,
            ListColumn(_CHOICE, width=10),
            *(ListColumn(each, width=4, is_printed=False) for each in _HIDDEN),
        )
        rows = [
            (*row, *_choice(exchange, line)) for row, line in zip(rows_of(COLUMNS, lines), lines, strict=True)
        ]
        button = "台帳の「取り込む」ボタンでこのファイルを選ぶか、" if exchange.command in BY_BUTTON else ""
        way = f"上書き保存して、{button}同じコマンドの --decided にこのファイルを渡して"
        added = "".join(f"  {line}" for line in _added_columns(exchange))
        note = (
            f"{counts_line(exchange)}{added}  「採用」を 台帳・相手・両方・書かない から選び、{way}ください。"
        )
        writer.sheet(Listing(title=PROPOSALS, columns=columns, rows=rows, note=note))
        sheet = book.get_worksheet_by_name(PROPOSALS)
        at = len([c for c in COLUMNS if c.is_printed])
        sheet.data_validation(
            4,
            at,
            4 + max(len(rows), 1),
            at,
            {"validate": "list", "source": list(CHOICES), "error_title": "採用"},
        )
        writer.sheet(_new_rows(exchange))
        writer.sheet(_findings(findings))
        writer.sheet(_proof(exchange))


def _proof(exchange: Exchange) -> Listing:
    """What the proposals were made of: by which command, how it was asked, of which rows of the book and which sources."""
    columns = (
        ListColumn("種類"),
        ListColumn("ファイル", width=40),
        ListColumn("SHA-256", width=66),
        ListColumn("場所", width=60),
    )
    rows = [(_WORK, exchange.command, "", ""), ("台帳", exchange.target.name, exchange.book_sha256, "")]
    if exchange.asked:
        rows.append((_ASKED, json.dumps(dict(exchange.asked), ensure_ascii=False), "", ""))
    for number, each in enumerate(exchange.sources):
        place = str(exchange.places[number].absolute()) if number < len(exchange.places) else ""
        rows.append((_SOURCE, each.file, each.sha256 or "", place))
    note = "この案を作ったときのファイルです。変えないでください。"
    return Listing(title=PROOF, columns=columns, rows=rows, note=note)


@dataclass(frozen=True)
class MadeOf:
    """What a list of proposals was made of. command: import, collect or merge. files: where they lay. asked: how."""

    command: str
    files: tuple[Path, ...]
    asked: Mapping[str, Any]


def proposals_made_of(path: Path) -> MadeOf | None:
    """What a workbook of proposals was made of; None for any other file."""
    if path.suffix.lower() != ".xlsx":
        return None
    grids = open_grids(path)
    if not {PROPOSALS, PROOF} <= set(grids.titles):
        return None
    rows = [[str(cell or "") for cell in row] for row in grids.grid(PROOF).rows]
    command = next((row[1] for row in rows if len(row) > 1 and row[0] == _WORK), "import")
    places = (row[3] or row[1] for row in rows if len(row) > 3 and row[0] == _SOURCE)
    asked = next((row[1] for row in rows if len(row) > 1 and row[0] == _ASKED), "{}")
    try:
        told = json.loads(asked)
    except ValueError:
        raise BadOption(
            f"{path.name} の「{PROOF}」シートが変わっています。案を作り直してください。"
        ) from None
    return MadeOf(command, tuple(Path(place) for place in places), told)


def _choice(exchange: Exchange, line: Line) -> tuple[str, str, str]:
    sheet, name, field = decision_key(line.row, line.field)
    if line.row.state is RowState.GONE or (
        line.field and line.field.state in (FieldState.UNREAD, FieldState.KEEP)
    ):
        return "", name, field
    chosen = exchange.decisions.get((sheet, name, field)) or exchange.usual(line.row, line.field)
    return _WORDS.get(chosen, chosen), name, field


def _new_rows(exchange: Exchange) -> Listing:
    """Every value of the rows that would be added."""
    columns = (
        ListColumn("シート", width=16),
        ListColumn("ID", width=11),
        ListColumn("件名", Kind.LONGTEXT, 30),
        ListColumn("列", width=14),
        ListColumn("値", Kind.LONGTEXT, 60),
    )
    rows = [
        (
            row.sheet.sheet.label,
            exchange.writing.ids.get(id(row)),
            row.title,
            row.column(name).label,
            _text(row, name),
        )
        for row in exchange.rows
        if row.state is RowState.NEW
        for name in row.theirs[0].values
        if _text(row, name)
    ]
    return Listing(title=NEW_ROWS, columns=columns, rows=rows)


def _findings(findings: FindingsChangedJson) -> Listing:
    """What writing as proposed would bring and end."""
    columns = (
        ListColumn("区分", width=10, is_judged=True),
        ListColumn("規則", width=10),
        ListColumn("シート", width=16),
        ListColumn("ID", width=11),
        ListColumn("指摘", Kind.LONGTEXT, 70),
    )
    rows = [
        (word, each["rule"], each["sheet"], each["row_id"], each["message"])
        for word, those in (("増える", findings["new"]), ("消える", findings["gone"]))
        for each in those
    ]
    note = "「採用」のとおりに書いたときに、増える指摘と消える指摘です。"
    return Listing(title=FINDINGS, columns=columns, rows=rows, note=note)


def _text(row: RowOutcome, name: str) -> str:
    from pmo_xl.exchange.row import shown

    return shown(row.theirs[0], name)


def read_decided(path: Path, exchange: Exchange) -> dict[DecisionKey, str]:
    """The decisions in a workbook of proposals. BadOption where it is none, or was made of other files."""
    grids = open_grids(path)
    if not {PROPOSALS, PROOF} <= set(grids.titles):
        raise BadOption(f"{path.name} は取り込みや回収の案ではありません。")
    told = {(str(row[1]), str(row[2])) for row in grids.grid(PROOF).rows if len(row) > 2 and row[2]}
    current = [(exchange.target.name, exchange.book_sha256)]
    current += [(each.file, each.sha256 or "") for each in exchange.sources if not each.failed]
    for name, sha256 in current:
        if (name, sha256) not in told:
            raise BadOption(
                f"{name} は、案 {path.name} を作ったときのものではありません。案を作り直してください。"
            )
    return dict(_decisions(grids.grid(PROPOSALS).rows, path))


def _decisions(rows: Sequence[Sequence[Any]], path: Path) -> Iterator[tuple[DecisionKey, str]]:
    at = next((number for number, row in enumerate(rows) if _CHOICE in row and "区分" in row), None)
    if at is None:
        raise BadOption(f"{path.name} に「{_CHOICE}」の列がありません。")
    places = {str(label): place for place, label in enumerate(rows[at]) if label}
    for row in rows[at + 1 :]:
        cell = {label: str(row[place]).strip() if place < len(row) else "" for label, place in places.items()}
        word = cell[_CHOICE]
        if word and cell.get("欄"):
            yield (cell["シート"], cell["鍵"], cell["欄"]), CHOICES.get(word, word)
