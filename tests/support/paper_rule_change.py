"""What a rule of precheck says when one thing in a paper is another: a row gone, a number off, a bracket gone, a mark more.

Every rule's page shows papers that break and papers that fit; tests/rules/paper_cases/<rule>.md shows more, at each limit
on both sides. In all of them each row is in turn taken away and written once and six times more, each text changed by a
number, a bracket or a letter, each kind, mark, column and heading exchanged, 実行日 moved, each line of the words file, each
ledger row and cell taken away; and what the rule then says otherwise is one line.

    python -m tests.support.paper_rule_change

writes tests/rules/paper_change/<rule>.txt anew, to be read line by line in the difference: `−` is a finding that is gone,
`＝` the counts, everything else a finding as it reads now. A change without a line changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pmo_xl.errors import BadOption
from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.page import Example, read_page
from pmo_xl.rules.rule import Rule
from tests.support.paper_examples import delivery_of, report_of

CASES = Path(__file__).parents[1] / "rules" / "paper_cases"
FOLDER = Path(__file__).parents[1] / "rules" / "paper_change"
OTHER = "〓"
Row = dict[str, str]
Changes = Iterator[tuple[str, str, Example]]
"""Where something is another, what it is now, and the example with it."""

_NUMBER = re.compile(r"\d+")
_SIGNS = re.compile(r"[()（）「」『』【】\[\]。、:：・ 　_.,/-]")
_MOST_PLACES = 12
_KINDS = ("見出し", "本文", "表セル", "ヘッダー", "コメント", "プロパティ")
_HEADINGS = ("変更履歴", "記入例", OTHER)
_COLUMNS = ("", "備考", "記入例")
_ENDINGS = ("docx", "xlsx", "pdf", "csv", "zzz")


def cases_of(rule: Rule) -> tuple[Example, ...]:
    """The examples of the rule's page, and those that stand beside it for the tests alone."""
    path = CASES / f"{rule.id}.md"
    more = read_page(path.read_text(encoding="utf-8")).examples if path.exists() else ()
    return (*rule.page.examples, *more)


def lines_of(rule: Rule) -> list[str]:
    """What the rule says of its examples, and of each change what it says otherwise."""
    return [line for number, example in enumerate(cases_of(rule), 1) for line in _of(rule, number, example)]


def _of(rule: Rule, number: int, example: Example) -> Iterator[str]:
    before = said(rule, example)
    yield f"## {rule.id} {number} {example.heading}"
    yield from (f"{place} {text}".strip() for place, text in before.items())
    yield from _whole(rule, example)
    told: dict[tuple[str, str], list[str]] = {}
    for where, now, changed in changes_of(rule, example):
        after = said(rule, changed)
        if after != before:
            told.setdefault((where, _difference(before, after)), []).append(now)
    yield from (f"{where} {'・'.join(words)}: {what}" for (where, what), words in told.items())


def _whole(rule: Rule, example: Example) -> Iterator[str]:
    """What else the machine tells of the example: of each finding all it knows, and the verdict."""
    report = report_of(rule, example)
    for each in report.findings:
        beside = (
            each.kind,
            each.hidden,
            "/".join(each.heading),
            each.excerpt,
            each.verdict,
            each.waiver and each.waiver.approver,
        )
        yield f"{each.id} | {' | '.join(str(told) for told in beside)}"
    unread = "・".join(each.path for each in report.unread)
    counts = " ".join(f"{word}{number}" for word, number in report.counts.items())
    told = (
        report.verdict,
        f"エラー{len(report.errors)}",
        counts,
        f"他 {len(report.not_asked)}",
        "・".join(report.off),
        unread,
    )
    yield " | ".join((*told, *report.unmet))


def said(rule: Rule, example: Example) -> dict[str, str]:
    """What the rule finds, by place, and how much it judged, with the reasons for what it could not."""
    report = report_of(rule, example)
    (count,) = report.rules
    assert not count.is_failed, count
    told: dict[str, Counter[str]] = {}
    for each in report.findings:
        remedy = f" → {each.remedy}" if "{" in rule.remedy else ""
        text = f"({each.severity.label}) {each.message}{remedy} [{each.match}]"
        text += f" 正 {each.expected}" if each.expected else ""
        told.setdefault(f"{each.document} {each.place}", Counter())[text] += 1
    found = {place: "".join(map(_times, texts.items())) for place, texts in told.items()}
    numbers = {"判定": count.judged, "判定不能": count.undeterminable, "対象外": count.out_of_scope}
    counted = " ".join(f"{word}{number}" for word, number in numbers.items() if number)
    return found | {"＝": f"{counted} {count.reason or ''}".strip()}


def _times(told: tuple[str, int]) -> str:
    return told[0] if told[1] == 1 else f"{told[0]}×{told[1]}"


def _difference(before: dict[str, str], after: dict[str, str]) -> str:
    gone = [f"−{place}" for place in before if place not in after]
    return " ".join([*gone, *(f"{at} {text}" for at, text in after.items() if before.get(at) != text)])


def changes_of(rule: Rule, example: Example) -> Changes:
    """Every example in which one thing is another."""
    yield from _of_frame(example)
    marks = sorted({mark for each in cases_of(rule) for mark in _marks_in(each)})
    for name, rows in example.papers.items():
        path = re.split(r"\(.*=", name)[0]
        yield f"{path}", "なし", _with_paper(example, name, None)
        for now, other in _names(name):
            renamed = {other if each == name else each: told for each, told in example.papers.items()}
            yield f"{path} 名", now, replace(example, papers=renamed)
        for at, row in enumerate(rows):
            where = f"{path} {at + 1}行目"
            for word, more in (("なし", 0), ("もう1行", 2), ("もう6行", 7)):
                copied = [*rows[:at], *([row] * more), *rows[at + 1 :]]
                yield where, word, _with_paper(example, name, copied)
            for label, now, other in _others(row, marks):
                changed = [*rows[:at], other, *rows[at + 1 :]]
                yield f"{where} {label}", now, _with_paper(example, name, changed)


def _of_frame(example: Example) -> Changes:
    """The day, the words file, the customer and the ledger."""
    for days in (-365, -1, 1, 365):
        yield "実行日", f"{days:+}日", replace(example, run_day=example.run_day + timedelta(days=days))
    lines = example.words.splitlines()
    for at, line in enumerate(lines):
        rest = [*lines[:at], *lines[at + 1 :]]
        yield "語", f"{line} なし", replace(example, words="\n".join(rest))
        for now, text in _texts(line):
            changed = replace(example, words="\n".join([*rest[:at], text, *rest[at:]]))
            if _is_understood(changed):
                yield f"語 {at + 1}", now, changed
    if example.customer:
        yield "顧客", "なし", replace(example, customer="")
    for label, rows in example.tables.items():
        for at, row in enumerate(rows):
            rest_of = [*rows[:at], *rows[at + 1 :]]
            yield f"{label} {at + 1}行目", "なし", replace(example, tables={**example.tables, label: rest_of})
            for column in row:
                blank = [*rows[:at], {**row, column: ""}, *rows[at + 1 :]]
                yield (
                    f"{label} {at + 1}行目 {column}",
                    "空欄",
                    replace(example, tables={**example.tables, label: blank}),
                )


def _is_understood(example: Example) -> bool:
    try:
        delivery_of(example)
    except (ValueError, BadOption):
        return False
    return True


def _with_paper(example: Example, name: str, rows: list[Row] | None) -> Example:
    papers = {each: told for each, told in example.papers.items() if each != name or rows is not None}
    return replace(example, papers=papers if rows is None else {**papers, name: rows})


def _marks_in(example: Example) -> Iterator[str]:
    for rows in example.papers.values():
        for row in rows:
            yield from filter(None, row.get("書式", "").split("、"))


def _names(name: str) -> Iterator[tuple[str, str]]:
    """The name of a file with a word before or behind it, or another ending."""
    stem, dot, rest = name.partition(".") if name.count(".") == 1 else _cut(name)
    kind = re.match(r"\w+", rest)
    yield from (
        ("様式", f"様式_{name}"),
        (f"{OTHER}…", f"{OTHER}{name}"),
        (f"…{OTHER}", f"{stem}{OTHER}{dot}{rest}"),
    )
    for ending in _ENDINGS:
        if kind and kind[0] != ending:
            yield f".{ending}", f"{stem}{dot}{ending}{rest[kind.end() :]}"
    if (bare := re.split(r"\(.*=", name)[0]) != name:
        yield "プロパティなし", bare


def _cut(name: str) -> tuple[str, str, str]:
    bare = re.split(r"\(.*=", name)[0]
    stem, dot, ending = bare.rpartition(".")
    return stem, dot, f"{ending}{name[len(bare) :]}"


def _others(row: Row, marks: Iterable[str]) -> Iterator[tuple[str, str, Row]]:
    is_count = row["種類"] == "ページ"  # readers write nothing but a number there
    for now, text in _texts(row["文"]):
        if not is_count or text.isdecimal():
            yield "文", now, {**row, "文": text}
    for kind in _KINDS:
        if kind != row["種類"]:
            yield "種類", kind, {**row, "種類": kind}
    own = list(filter(None, row.get("書式", "").split("、")))
    for mark in marks:
        if mark.startswith("深さ") and mark not in own and any(each.startswith("深さ") for each in own):
            continue  # a heading has one
        there = [each for each in own if each != mark] if mark in own else [*own, mark]
        yield "書式", f"{'−' if mark in own else '＋'}{mark}", {**row, "書式": "、".join(there)}
    for column in _COLUMNS:
        if column != row.get("列", ""):
            yield "列", column or "なし", {**row, "列": column}
    _, arrow, rest = row["場所"].rpartition(" ＞ ")
    for other in _HEADINGS if arrow else ():
        yield "見出し", other, {**row, "場所": f"{other}{arrow}{rest}"}
    for found in list(_NUMBER.finditer(row["場所"]))[-2:]:
        for step in (-1, 1):
            place = (
                f"{row['場所'][: found.start()]}{max(1, int(found[0]) + step)}{row['場所'][found.end() :]}"
            )
            if place != row["場所"]:
                yield "場所", place, {**row, "場所": place}
    if "!" in row["場所"] and "隠:非表示" not in own:
        yield "書式", "＋隠:非表示", {**row, "書式": "、".join([*own, "隠:非表示"])}


def _texts(text: str) -> Iterator[tuple[str, str]]:
    """The text with a number one off, a sign gone, a letter more or less at either end, or said twice."""
    for found in list(_NUMBER.finditer(text))[:_MOST_PLACES]:
        for step in (-1, 1):
            number = str(max(0, int(found[0]) + step)).zfill(len(found[0]))
            if number != found[0]:
                yield f"…{number}…", f"{text[: found.start()]}{number}{text[found.end() :]}"
    for found in list(_SIGNS.finditer(text))[:_MOST_PLACES]:
        yield f"−{found[0]}", f"{text[: found.start()]}{text[found.end() :]}"
    if len(text) > 1:
        yield from (("先頭なし", text[1:]), ("末尾なし", text[:-1]))
    yield from (
        (f"{OTHER}…", f"{OTHER}{text}"),
        (f"…{OTHER}", f"{text}{OTHER}"),
        ("A…", f"A{text}"),
        ("…A", f"{text}A"),
    )
    yield from (("。…", f"。{text}"), ("…(例)", f"{text}(例)"), ("2度", f"{text} {text}"))


def kept_of(rule: Rule) -> str:
    """The file of one rule."""
    return "".join(f"{line}\n" for line in lines_of(rule)).replace("\r", "␍")


def main() -> None:
    """Write what every rule says now; the differences are to be read before they are kept."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for rule in paper_rules():
        (FOLDER / f"{rule.id}.txt").write_text(kept_of(rule), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
