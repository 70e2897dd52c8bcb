"""Runs an example of a rule of precheck: its little tables become documents as the readers would make them."""

from __future__ import annotations

import re
import tomllib

from pmo_xl.model.passage import KINDS, Delivery, Document, Passage
from pmo_xl.model.precheck_words import PrecheckWords, words_of
from pmo_xl.papers import docx, text, xlsx
from pmo_xl.papers.reading import ending_of
from pmo_xl.rules.page import Example, Expected
from pmo_xl.rules.paper_run import PaperReport, judge_delivery
from pmo_xl.rules.rule import Rule

_NAMED = re.compile(r"(.+?\.\w+)(?:\((.*=.*)\))?")
_READS = {"docx": docx.READS, "docm": docx.READS, "xlsx": xlsx.READS, "xlsm": xlsx.READS}
_COLUMNS = {"場所", "種類", "文", "書式", "列", "作成者"}


def delivery_of(example: Example) -> Delivery:
    """The delivery that an example shows."""
    documents = tuple(_document(name, rows) for name, rows in example.papers.items())
    return Delivery(documents, _words(example), example.run_day)


def _words(example: Example) -> PrecheckWords:
    lines = [line.replace("] ", "]\n", 1).replace("; ", "\n") for line in example.words.splitlines()]
    return words_of(tomllib.loads("\n".join(lines))).for_customer(example.customer)


def _document(caption: str, rows: list[dict[str, str]]) -> Document:
    named = _NAMED.fullmatch(caption)
    assert named, caption
    path = named[1]
    passages = [_passage(path, number, row) for number, row in enumerate(rows)]
    for pair in filter(None, (named[2] or "").split("、")):
        label, _, value = pair.partition("=")
        passages.append(Passage(path, "プロパティ", value, label, label))
    return Document(path, ending_of(path), tuple(passages), _READS.get(ending_of(path), text.READS))


def _passage(path: str, number: int, row: dict[str, str]) -> Passage:
    assert set(row) <= _COLUMNS, row
    assert row["種類"] in KINDS, row
    marks = [mark for mark in row.get("書式", "").split("、") if mark]
    hidden = next((mark.removeprefix("隠:") for mark in marks if mark.startswith("隠:")), None)
    seen = frozenset(mark for mark in marks if not mark.startswith("隠:"))
    heading = tuple(row["場所"].split(" ＞ ")[:-1])
    is_kept = row["種類"] == "プロパティ" or "!" in row["場所"]
    key = row["場所"] if is_kept else str(number)
    author = row.get("作成者") or None
    return Passage(
        path, row["種類"], row["文"], row["場所"], key, heading, row.get("列", ""), hidden, seen, author
    )


def report_of(rule: Rule, example: Example) -> PaperReport:
    """What the rule says of the example."""
    return judge_delivery(delivery_of(example), (rule,))


def findings_in(rule: Rule, example: Example) -> list[Expected]:
    """The findings by document, row and weight, as the column 指摘 names them."""
    report = report_of(rule, example)
    rows = {
        (document.path, passage.place_key): number
        for document in report.delivery.documents
        for number, passage in enumerate(document.passages)
    }
    assert not any(count.is_failed for count in report.rules), report.rules
    return [
        Expected(each.document, rows[each.document, each.place_key], each.severity.label)
        for each in report.findings
    ]
