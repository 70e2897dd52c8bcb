"""Runs an example of a rule of precheck: its little tables become documents as the readers would make them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from pmo_xl.model.passage import FACTS, KINDS, Delivery, Document, PaperTable, Passage, UnreadPart, unreadable
from pmo_xl.model.precheck_words import PrecheckWords, words_of
from pmo_xl.papers import docx, pdf, pptx, text, xlsx
from pmo_xl.papers.endings import ending_of
from pmo_xl.rules.page import Example, Expected
from pmo_xl.rules.paper_report import WHOLE, PaperReport
from pmo_xl.rules.paper_run import judge_delivery
from pmo_xl.rules.rule import Group, Rule
from pmo_xl.workbook.cells.address import column_number
from tests.support.examples import project_of

_NAMED = re.compile(r"(.+?\.\w+)(?:\((.*=.*)\))?")
_READS = {
    "docx": docx.READS,
    "docm": docx.READS,
    "xlsx": xlsx.READS,
    "xlsm": xlsx.READS,
    "pptx": pptx.READS,
    "pdf": pdf.READS,
}
_IN_TABLE = re.compile(r"(.*表\d+) (\d+)行(\d+)列")
_IN_SHEET = re.compile(r"(.*)!([A-Z]+)(\d+)")
_FORMULA = "式:"
_TOLD: dict[str, tuple[str, Callable[[str], Any]]] = {
    "大きさ": ("size", int),
    "中身": ("sha256", str),
    "保存": ("saved_on", date.fromisoformat),
    "格納先": ("filed_as", lambda text: frozenset((text,))),
    "点検しない": ("reads", lambda _: frozenset()),
    "読めない部分": ("unread", lambda text: (_unread(*text.partition(":")[::2]),)),
}
"""What a caption tells of the file itself; anything else in its brackets is a property."""
_COLUMNS = {"場所", "種類", "文", "書式", "列", "作成者"}


def delivery_of(example: Example) -> Delivery:
    """The delivery that an example shows."""
    documents = tuple(_document(name, rows) for name, rows in example.papers.items())
    project = project_of(example) if example.tables else None
    return Delivery(documents, _words(example), example.run_day, project)


def _words(example: Example) -> PrecheckWords:
    lines = [line.replace("] ", "]\n", 1).replace("; ", "\n") for line in example.words.splitlines()]
    return words_of(tomllib.loads("\n".join(lines))).for_customer(example.customer)


def _named(caption: str) -> re.Match[str]:
    found = _NAMED.fullmatch(caption)
    assert found, caption
    return found


def _unread(part: str, kinds: str) -> UnreadPart:
    """表:セル・数式 → the part, and what it could have held; nothing said: anything."""
    return UnreadPart(part, f"{part}が壊れています", frozenset(filter(None, kinds.split("・"))))


def _document(caption: str, rows: list[dict[str, str]]) -> Document:
    named = _named(caption)
    path = named[1]
    passages = [_passage(path, number, row) for number, row in enumerate(rows)]
    if named[2] and named[2].startswith("読めない="):
        reason = named[2].removeprefix("読めない=")
        return unreadable(path, ending_of(path), reason, is_failed=True, size=1)
    told = dict(pair.split("=", 1) for pair in filter(None, (named[2] or "").split("、")))
    passages += [
        Passage(path, "プロパティ", text, key, key) for key, text in told.items() if key not in _TOLD
    ]
    reads = _READS.get(ending_of(path), text.READS) | frozenset(FACTS)
    document = Document(path, ending_of(path), tuple(passages), reads, size=1, tables=tuple(_tables(rows)))
    return replace(
        document, **{_TOLD[key][0]: _TOLD[key][1](value) for key, value in told.items() if key in _TOLD}
    )


def _tables(rows: list[dict[str, str]]) -> Iterator[PaperTable]:
    """The tables that the places of the cells speak of."""
    found: dict[tuple[str, bool], dict[tuple[int, int], str]] = {}
    formulas: dict[str, dict[tuple[int, int], str]] = {}
    for row in rows:
        if match := _IN_TABLE.fullmatch(row["場所"]):
            found.setdefault((match[1], False), {})[int(match[2]), int(match[3])] = row["文"]
        elif (match := _IN_SHEET.fullmatch(row["場所"])) and row["種類"] == "セル":
            at = (int(match[3]), column_number(match[2]))
            found.setdefault((match[1], True), {})[at] = row["文"]
            if row["書式"].startswith(_FORMULA):
                formulas.setdefault(match[1], {})[at] = row["書式"].removeprefix(_FORMULA)
    for (place, is_sheet), cells in found.items():
        above = (place,) if is_sheet else tuple(place.split(" ＞ ")[:-1])
        heading = () if above in (("本文",), ("表紙",)) else above
        yield PaperTable(place, place, cells, is_sheet, heading, formulas.get(place, {}))


def _passage(path: str, number: int, row: dict[str, str]) -> Passage:
    assert set(row) <= _COLUMNS, row
    assert row["種類"] in KINDS, row
    marks = [mark for mark in row.get("書式", "").split("、") if mark]
    hidden = next((mark.removeprefix("隠:") for mark in marks if mark.startswith("隠:")), None)
    seen = frozenset(mark for mark in marks if not mark.startswith("隠:"))
    parts = tuple(row["場所"].split(" ＞ "))
    heading = parts if row["種類"] == "見出し" else parts[:-1]
    if (cell := _IN_SHEET.fullmatch(row["場所"])) and row["種類"] == "セル":
        heading = (cell[1],)
    is_kept = row["種類"] == "プロパティ" or "!" in row["場所"]
    key = row["場所"] if is_kept else str(number)
    author = row.get("作成者") or None
    return Passage(
        path, row["種類"], row["文"], row["場所"], key, heading, row.get("列", ""), hidden, seen, author
    )


def report_of(rule: Rule, example: Example) -> PaperReport:
    """What the rule says of the example."""
    return judge_delivery(delivery_of(example), (rule,), Group.STRICT)


def findings_in(rule: Rule, example: Example) -> list[Expected]:
    """The findings by document, row and weight, as the column 指摘 names them."""
    report = report_of(rule, example)
    rows: dict[tuple[str, str], int] = {}
    captions = {_named(caption)[1]: caption for caption in example.papers}
    for document in report.delivery.documents:
        for number, passage in reversed(list(enumerate(document.passages))):
            rows[document.path, passage.place_key] = number
            rows.setdefault((document.path, passage.place), number)
    assert not any(count.is_failed for count in report.rules), report.rules
    return [
        Expected(None, None, None, each.severity.label)
        if each.document == WHOLE
        else Expected(captions[each.document], rows[each.document, each.place_key], each.severity.label)
        for each in report.findings
    ]
