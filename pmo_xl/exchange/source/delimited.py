"""Delimited text: .csv, .tsv and .txt as tools and people write them → a table. Nothing is guessed in silence."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.exchange.source.raw import RawTable

MOST_BYTES: Final = 50 << 20
MOST_ROWS: Final = 100_000
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS: Final = ("\t", ",", ";")
_TOLD: Final = re.compile(r"sep=(.)", re.IGNORECASE)
_NOT_TEXT: Final = "文字の表(CSV)ではありません。元の道具から CSV か Excel で書き出し直してください。"
_HTML: Final = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)


def read_delimited(data: bytes, name: str, encoding: str | None = None) -> RawTable:
    """The table of a text file. BadOption in one sentence: no text, an encoding that does not fit, too large, no rows.

    encoding: as Python names it; without it by its BOM, else strict UTF-8, else strict cp932.
    """
    if len(data) > MOST_BYTES:
        raise BadOption(f"{name} は 50 MB を超えています。期間などで分けて書き出してください。")
    text, found = _decoded(data, name, encoding)
    if "\0" in text or _HTML.match(text):
        raise BadOption(f"{name} は{_NOT_TEXT}")
    return _table(text, name, found)


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    boms = [told for mark, told in _BOMS if data.startswith(mark)]
    if b"\0" in data and not boms and not encoding:
        raise BadOption(f"{name} は{_NOT_TEXT}")
    tried = [encoding] if encoding else [*boms] or ["utf-8", "cp932"]
    places: list[str] = []
    for each in tried:
        try:
            return data.decode(each), each.removesuffix("-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            places.append(f"{each} では {line} 行目({error.start + 1} バイト目)")
        except LookupError as error:
            raise BadOption(
                f"文字コード「{each}」はありません。utf-8 か cp932 などを書いてください。"
            ) from error
    raise BadOption(
        f"{name} の文字コードが分かりません({'、'.join(places)}を読めません)。--encoding で指定してください。"
    )


def _table(text: str, name: str, encoding: str) -> RawTable:
    told = _TOLD.fullmatch(text.split("\n", 1)[0].strip())
    first = 1 + bool(told)
    body = text.split("\n", 1)[1] if told and "\n" in text else "" if told else text
    separator = told[1] if told else _separator(body)
    rows = list(_numbered(body, separator, first, name))
    if not rows:
        raise BadOption(f"{name} は空です。")
    (header_row, headings), *rest = rows
    remarks = _misquoted(body, separator, first, name)
    fitted = [(number, _fitted(row, headings, number, remarks)) for number, row in rest]
    return RawTable(
        name,
        [each.strip() for each in headings],
        fitted,
        None,
        encoding,
        header_row,
        remarks=tuple(remarks[:5]),
    )


def _separator(text: str) -> str:
    """The one of tab, comma and semicolon that the heading line has most of, outside quotes."""
    line = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    counts = Counter({each: line.count(each) for each in _SEPARATORS})
    return max(_SEPARATORS, key=lambda each: counts[each]) if any(counts.values()) else ","


def _numbered(text: str, separator: str, first: int, name: str) -> Iterator[tuple[int, list[str]]]:
    """The filled rows with the line they begin on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    csv.field_size_limit(1 << 20)
    at, count = first, 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                count += 1
                if count > MOST_ROWS + 1:
                    raise BadOption(
                        f"{name} は 100,000 行を超えています。期間などで分けて書き出してください。"
                    )
                yield at, row
            at = reader.line_num + first
    except csv.Error as error:
        raise BadOption(f"{name} の {at} 行目を CSV として読めません。書き出し直してください。") from error


def _misquoted(text: str, separator: str, first: int, name: str) -> list[str]:
    """A sentence where a quotation mark stands inside a quoted cell; BadOption where one is never closed.

    Either way the cells behind it may stand in wrong columns, or a row may have swallowed the next.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = first
    try:
        for _ in reader:
            begun = reader.line_num + first
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise BadOption(
                f'{name} の {begun} 行目の引用符(")が閉じていません。途中で切れていないか、元の道具の書き出しを確かめてください。'
            ) from error
        return [
            f'{begun} 行目の引用符(")の閉じ方が正しくありません。その行から後の列がずれていないか、見てください。'
        ]
    return []


def _fitted(row: list[str], headings: Sequence[str], number: int, remarks: list[str]) -> list[str]:
    """A row as wide as the headings: short ones are filled, surplus goes to the last heading when that one repeats."""
    surplus = [cell for cell in row[len(headings) :] if cell.strip()]
    kept = [*row[: len(headings)], *[""] * (len(headings) - len(row))]
    if surplus and headings.count(headings[-1]) > 1:
        kept[-1] = "、".join(filter(None, (kept[-1], *surplus)))
    elif surplus:
        remarks.append(f"{number} 行目は見出しより {len(surplus)} 列多く、右の列を使っていません。")
    return kept
