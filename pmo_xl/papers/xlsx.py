"""An Excel file as a Document: the texts of its cells, and what lies behind them.

The cells are not read as a ledger's are (pmo_xl.workbook): a text in strikethrough or far outside of any table counts
here, for the customer reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.passage import Document, Passage, UnreadPart
from pmo_xl.papers.mark_columns import HEAD_ROW, MARK_COLUMN, WIDE, mark_columns
from pmo_xl.papers.ooxml import Package, Relation
from pmo_xl.papers.xlsx_links import connections, linked
from pmo_xl.papers.xlsx_sheet import (
    SheetText,
    address_of,
    place_of,
    read_sheet,
    rich_text,
    shared_texts,
)
from pmo_xl.papers.xlsx_state import facts_of_sheets, table_of
from pmo_xl.papers.xlsx_styles import YELLOW, CellLooks, read_looks
from pmo_xl.workbook.file.container import refusal
from pmo_xl.workbook.file.package import DefinedName, SheetEntry, defined_names, read_package
from pmo_xl.workbook.file.safe_xml import BrokenPart, children

READS: Final = frozenset(
    (
        "セル", "数式", "メモ", "図形", "シート名", "名前定義", "入力規則", "ヘッダー", "フッター", "プロパティ", "リンク先",
        "プログラム", "変更の記録", "隠し文字", "着色", "非表示シート", "非表示の行・列", "ファイルの状態", "開いた状態",
        "印刷の設定", "書体", "ページ", "エラー値", "空の頁",
    )
)  # fmt: skip
_IN_SHEET: Final = frozenset(
    ("セル", "数式", "入力規則", "ヘッダー", "フッター", "非表示の行・列", "リンク先", "非表示シート")
)
_HIDDEN: Final = {"hidden": "非表示シート", "veryHidden": "非表示シート(再表示の一覧に出ない)"}
_HEAD_CODES: Final = re.compile(r'&(?:"[^"]*"|[LCRPNDTFAZGBIUESXYOH&+\-]|K[0-9A-F]{6}|\d{1,3})')


def read_xlsx(path: str, data: bytes, password: str | None = None) -> Document:
    """The document in the bytes of an .xlsx or .xlsm. Raises UnreadableWorkbook with one sentence."""
    package = Package(path, data, "xl/", password)
    contents = read_package(package)
    try:
        shared = shared_texts(package.part(contents.shared_strings) if contents.shared_strings else None)
    except BrokenPart as error:
        raise refusal(path, error.message) from error
    sheets = [(sheet, _sheet_text(package, sheet, shared)) for sheet in contents.sheets]
    names = defined_names(package, contents)
    looks = _looks(package, contents.styles)
    passages = [*_in_cells(path, package, names, sheets, looks)]
    passages += _hidden_sheets(path, sheets, passages)
    passages += [
        *package.properties(path),
        *package.outside(path, _link_places(sheets)),
        *package.drawn(path),
    ]
    passages += [*connections(path, package), *linked(path, package), *package.programs(path)]
    named = {(each.name, each.sheet_title): each.refers_to for each in names}
    passages += facts_of_sheets(path, sheets, named, package.tree("xl/workbook.xml", ()))
    passages += [*package.state(path), *_fonts(path, sheets, looks)]
    shown = [(sheet, text) for sheet, text in sheets if text.cells and sheet.state == "visible"]
    return Document(
        path,
        path.rpartition(".")[2].lower(),
        tuple(passages),
        READS,
        tuple(dict.fromkeys(package.unread)),
        package.sha256,
        len(data),
        tables=tuple(table_of(sheet, text, looks, is_1904=contents.is_1904) for sheet, text in shown),
        saved_on=package.saved_on(),
    )


def _in_cells(
    path: str,
    package: Package,
    names: Sequence[DefinedName],
    sheets: Sequence[tuple[SheetEntry, SheetText]],
    looks: CellLooks,
) -> Iterator[Passage]:
    """What the sheets and the names hold."""
    titles = (sheet.title for sheet, _ in sheets)
    known = frozenset(name.casefold() for name in (*titles, *(each.name for each in names)))
    for sheet, text in sheets:
        yield from _of_sheet(path, package, sheet, text, known)
        yield from _looked_at(path, sheet, text, looks)
    for name in names:
        where = f"名前定義 {name.name}" + (f"({name.sheet_title})" if name.sheet_title else "")
        hidden = "非表示の名前" if name.is_hidden else None
        shown = f"{where}(非表示)" if name.is_hidden else where
        yield Passage(path, "名前定義", name.refers_to, shown, where, hidden=hidden)


def _fonts(path: str, sheets: Sequence[tuple[SheetEntry, SheetText]], looks: CellLooks) -> Iterator[Passage]:
    """The fonts of the cells that hold text, each once, at the first of them."""
    met: set[str] = set()
    for sheet, text in sheets:
        for address in text.texts:
            name = looks.fonts.get(text.styles.get(address, 0), "")
            if name and name not in met:
                met.add(name)
                place = f"{sheet.title}!{place_of(address)}"
                yield Passage(path, "書体", name, place, f"書体/{name}")


def _link_places(sheets: Sequence[tuple[SheetEntry, SheetText]]) -> dict[tuple[str, str], str]:
    """By part and relation, the cells that link there."""
    return {
        (sheet.part, number): f"{sheet.title}!{where}"
        for sheet, text in sheets
        if sheet.part
        for number, where in text.linked.items()
    }


def _sheet_text(package: Package, sheet: SheetEntry, shared: Sequence[str]) -> SheetText:
    """What a sheet holds; nothing, and told in `unread`, where it cannot be read."""
    if sheet.kind != "worksheet":
        if sheet.kind != "chartsheet":
            reason = f"シート「{sheet.title}」は点検しない種類のシートです({sheet.kind})"
            package.unread.append(UnreadPart(sheet.title, reason))
        return SheetText()
    try:
        if sheet.part is None:
            raise BrokenPart
        return read_sheet(package.part(sheet.part), shared)
    except (BrokenPart, ValueError) as error:
        reason = error.message if isinstance(error, BrokenPart) else BrokenPart.message
        package.unread.append(UnreadPart(sheet.title, f"シート「{sheet.title}」が{reason}", _IN_SHEET))
        return SheetText()


def _of_sheet(
    path: str, package: Package, sheet: SheetEntry, text: SheetText, known: frozenset[str]
) -> Iterator[Passage]:
    reason = _HIDDEN.get(sheet.state)
    name = sheet.title
    yield Passage(path, "シート名", name, f"シート「{name}」", name, hidden=reason)
    yield from _cells(path, name, text, reason)
    for address, formula in text.formulas.items():
        place = f"{name}!{place_of(address)}"
        yield Passage(path, "数式", formula, place, place, hidden=reason or "数式")
    for where, rule in text.drop_downs:
        yield Passage(
            path,
            "入力規則",
            rule,
            f"{name}!{where} の入力規則",
            f"{name}!{where}",
            hidden=reason or "入力規則",
        )
    for code, head in text.page_heads:
        kind = "ヘッダー" if code.lower().endswith("header") else "フッター"
        if plain := _HEAD_CODES.sub("", head).strip():
            yield Passage(path, kind, plain, f"{name} の{kind}", f"{name}/{code}", hidden=reason)
    for where, target in text.links:
        marks = frozenset(("ファイルの中", *(() if _leads_somewhere(target, known) else ("行き先なし",))))
        yield Passage(path, "リンク先", target, f"{name}!{where}", f"{name}!{where}", marks=marks)
    yield from _hidden_lines(path, name, text)
    for relation in package.relations(sheet.part) if sheet.part else ():
        yield from _beside(path, package, sheet, text, relation)


def _leads_somewhere(target: str, known: frozenset[str]) -> bool:
    """Whether a link inside the book has a sheet or a name to go to; an address alone is on its own sheet."""
    sheet, mark, cell = target.lstrip("#").rpartition("!")
    if mark:
        return sheet.strip("'").replace("''", "'").casefold() in known
    return cell.casefold() in known or all(address_of(each) for each in cell.split(":"))


def _looks(package: Package, part: str | None) -> CellLooks:
    """What the styles do to letters; nothing, and told in `unread`, where that cannot be read."""
    try:
        return read_looks(package.tree(part, ("隠し文字", "着色")) if part else None)
    except ValueError:
        package.unread.append(
            UnreadPart(part or "", f"{part} が{BrokenPart.message}", frozenset(("隠し文字", "着色")))
        )
        return CellLooks()


def _looked_at(path: str, sheet: SheetEntry, text: SheetText, looks: CellLooks) -> Iterator[Passage]:
    """The cells whose letters are not seen, and those that are marked."""
    marked = [address for address, style in text.styles.items() if looks.marking.get(style) == YELLOW]
    is_wide = len(marked) * 5 > len(text.filled)
    heads = _heads(text)
    for address, style in text.styles.items():
        place = f"{sheet.title}!{place_of(address)}"
        content = text.texts.get(address, "(数値)")
        if why := looks.hiding.get(style):
            yield Passage(path, "隠し文字", content, place, place, (sheet.title,), hidden=why)
        if mark := looks.marking.get(style):
            is_head = heads.get(address[1], (0, ""))[0] == address[0]
            more = {WIDE} if is_wide and mark == YELLOW else set[str]()
            marks = frozenset({mark, *more, *((HEAD_ROW,) if is_head else ())})
            hidden = _HIDDEN.get(sheet.state)
            yield Passage(path, "着色", content, place, place, (sheet.title,), hidden=hidden, marks=marks)


def _cells(path: str, name: str, text: SheetText, reason: str | None) -> Iterator[Passage]:
    marked = mark_columns(text.texts)
    heads = _heads(text)
    columns = {
        number: why
        for first, last, why in text.hidden_columns
        for number in range(first, min(last, 16_384) + 1)
    }
    for address, content in text.texts.items():
        row, column = address
        place = f"{name}!{place_of(address)}"
        why = reason or text.hidden_rows.get(row) or columns.get(column)
        marks = frozenset((MARK_COLUMN,)) if address in marked else frozenset[str]()
        head = heads.get(column, (0, ""))
        yield Passage(
            path, "セル", content, place, place, (name,), head[1] if head[0] < row else "", why, marks
        )


def _heads(text: SheetText) -> dict[int, tuple[int, str]]:
    """By column the row and the text of its heading: the first row with the most texts of the first twenty."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), content in text.texts.items():
        if row <= 20:
            rows.setdefault(row, {})[column] = content
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
    if len(rows.get(best, ())) < 2 or best >= max(row for row, _ in text.filled):
        return {}
    return {column: (best, content) for column, content in rows[best].items()}


def _hidden_lines(path: str, name: str, text: SheetText) -> Iterator[Passage]:
    """Hidden rows and columns that hold something, neighbours as one."""
    filled_rows = {row for row, _ in text.filled}
    rows = sorted(row for row in text.hidden_rows if row in filled_rows)
    for first, last in _runs(rows, text.hidden_rows):
        where = f"{first}行目" if first == last else f"{first}〜{last}行目"
        yield _hidden_line(path, name, where, text.hidden_rows[first], _first(text, rows=(first, last)))
    filled_columns = {column for _, column in text.filled}
    for first, last, why in text.hidden_columns:
        if any(first <= column <= last for column in filled_columns):
            where = (
                f"{column_letters(first)}列"
                if first == last
                else f"{column_letters(first)}〜{column_letters(last)}列"
            )
            yield _hidden_line(path, name, where, why, _first(text, columns=(first, last)))


def _hidden_line(path: str, name: str, where: str, why: str, sample: str) -> Passage:
    return Passage(path, "非表示の行・列", sample, f"{name} {where}", f"{name}!{where}", (name,), "", why)


def _first(
    text: SheetText, rows: tuple[int, int] = (1, 1 << 20), columns: tuple[int, int] = (1, 1 << 14)
) -> str:
    found = (
        t for (r, c), t in text.texts.items() if rows[0] <= r <= rows[1] and columns[0] <= c <= columns[1]
    )
    return next(found, "(数値)")


def _runs(rows: Sequence[int], why: dict[int, str]) -> Iterator[tuple[int, int]]:
    start = last = 0
    for row in rows:
        if start and row == last + 1 and why[row] == why[start]:
            last = row
            continue
        if start:
            yield start, last
        start = last = row
    if start:
        yield start, last


def _beside(
    path: str, package: Package, sheet: SheetEntry, text: SheetText, relation: Relation
) -> Iterator[Passage]:
    if relation.is_external or not relation.target:
        return
    if relation.kind == "comments":
        yield from _notes(path, package, sheet.title, relation.target, _heads(text))
    elif relation.kind == "threadedComment":
        yield from _threads(path, package, sheet.title, relation.target)
    elif relation.kind in ("drawing", "vmlDrawing"):
        yield from _shapes(path, package, sheet, relation.target)


def _notes(
    path: str, package: Package, name: str, part: str, heads: dict[int, tuple[int, str]]
) -> Iterator[Passage]:
    root = package.tree(part, ("メモ",))
    authors = [] if root is None else [each.text or "" for each in children(root, "authors", "author")]
    for note in [] if root is None else children(root, "commentList", "comment"):
        place = f"{name}!{note.get('ref', '')}"
        text = "".join(rich_text(each) for each in children(note, "text"))
        number = note.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else None
        address = address_of(note.get("ref", "")) or (0, 0)
        is_head = heads.get(address[1], (-1, ""))[0] == address[0]
        marks = frozenset(("見出しのメモ",)) if is_head else frozenset[str]()
        if author and author.startswith("tc="):  # the copy of a thread for old versions
            continue
        yield Passage(path, "メモ", text, f"{place} のメモ", place, (name,), "", "メモ", marks, author)


def _threads(path: str, package: Package, name: str, part: str) -> Iterator[Passage]:
    root = package.tree(part, ("メモ",))
    for note in [] if root is None else children(root, "threadedComment"):
        place = f"{name}!{note.get('ref', '')}"
        text = "".join(each.text or "" for each in children(note, "text"))
        marks = frozenset(("解決済み",)) if note.get("done") in ("1", "true") else frozenset[str]()
        yield Passage(path, "メモ", text, f"{place} のコメント", place, (name,), "", "メモ", marks)


def _shapes(path: str, package: Package, sheet: SheetEntry, part: str) -> Iterator[Passage]:
    if part.lower().endswith(".vml"):  # notes are drawn here; their text stands in comments.xml
        return
    root = package.tree(part, ("図形",))
    for each in [] if root is None else list(root.iter("{*}cNvPr")):
        is_control = (
            next(each.iter("{*}compatExt"), None) is not None
        )  # of a form: it is drawn elsewhere, and seen
        if each.get("hidden") in ("1", "true") and not is_control:
            where = f"{sheet.title} 図形「{each.get('name', '')}」"
            shown = each.get("descr") or each.get("name") or ""
            yield Passage(path, "隠し文字", shown, where, where, (sheet.title,), hidden="非表示の図形")
    for number, body in enumerate([] if root is None else list(root.iter("{*}txBody")), 1):
        lines = ["".join(each.text or "" for each in line.iter("{*}t")) for line in children(body, "p")]
        if text := "\n".join(lines).strip():
            where = f"{sheet.title} 図形{number}"
            yield Passage(path, "図形", text, where, where, (sheet.title,), hidden=_HIDDEN.get(sheet.state))


def _hidden_sheets(
    path: str, sheets: Sequence[tuple[SheetEntry, SheetText]], passages: Sequence[Passage]
) -> Iterator[Passage]:
    """Every sheet that is not shown, and whether something that is shown leans on it."""
    leaning = [
        each.text for each in passages
        if (each.kind in ("数式", "入力規則") and each.hidden in ("数式", "入力規則")) or each.kind == "名前定義"
    ]  # fmt: skip
    is_indirect = any("INDIRECT(" in text.upper() for text in leaning)
    for sheet, text in sheets:
        if sheet.state == "visible":
            continue
        is_used = any(_names(sheet.title, formula) for formula in leaning)
        marks = {"使われている" if is_used else "使われていない", *(("INDIRECT",) if is_indirect else ())}
        marks |= {"再表示の一覧に出ない"} if sheet.state == "veryHidden" else set()
        sample = next(iter(text.texts.values()), "(空のシート)" if not text.filled else "(数値)")
        where = f"シート「{sheet.title}」"
        yield Passage(
            path, "非表示シート", sample, where, sheet.title, (), "", _HIDDEN[sheet.state], frozenset(marks)
        )


def _names(title: str, formula: str) -> bool:
    """Whether a formula names the sheet, plain or in quotes."""
    quoted = f"'{title.replace(chr(39), chr(39) * 2)}'!"
    return quoted in formula or re.search(rf"(?<![\w'\]]){re.escape(title)}!", formula) is not None
