"""Any course of edits here and in files, collected, merged or imported as files are, ends as a plain second rule says.

PMO_XL_FULL=1 tries many courses; the suite tries a few: each is a dozen of workbooks written and read.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pmo_xl.exchange import Exchange
from pmo_xl.model.issue import Issue
from pmo_xl.operations.merge import merge
from tests.exchange.test_against_the_truth import DAYS, WORDS, truth
from tests.exchange.test_any_course_of_a_hand_out import NAMES, PLACES, Cells, Truth, edits
from tests.operations.test_collect import grid_of
from tests.operations.test_hand_out import DUE, ledger, question
from tests.support.master import opened

FEW, MANY = 3, 300
COURSES = settings(
    max_examples=MANY if os.environ.get("PMO_XL_FULL") else FEW,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
LABELS = {"answer": "回答", "answered_by": "回答者", "answered_on": "回答日"}
HANDLINGS = st.sampled_from(
    ("as it is", "sorted", "a column", "renamed", "days as text", "no properties", "a copy")
)


def returned(file: Path, said: Cells, handling: str, folder: Path) -> Path:
    """The file with what its reader says now, handled as readers do."""
    workbook, sheet, head, columns = grid_of(file, "QA表")
    rows = {
        sheet.cell(at, 1).value: at for at in range(head + 1, sheet.max_row + 1) if sheet.cell(at, 1).value
    }
    for (row_id, name), value in said.items():
        cell = sheet.cell(rows[row_id], columns[LABELS[name]])
        cell.value = f"{value:%Y/%m/%d}" if handling == "days as text" and isinstance(value, date) else value
    if handling == "a column":
        sheet.cell(head, sheet.max_column + 1).value = "社内メモ"
    if handling == "sorted":
        one, other = rows.values()
        for column in range(1, sheet.max_column + 1):
            first, second = sheet.cell(one, column), sheet.cell(other, column)
            first.value, second.value = second.value, first.value
    if handling == "renamed":
        sheet.title = "回答済み"
    if handling == "no properties":
        for name in list(workbook.custom_doc_props.names):
            del workbook.custom_doc_props[name]
    if handling == "a copy":
        workbook.copy_worksheet(sheet).title = "QA表 (2)"
    back = folder / f"Re_{file.name}"
    workbook.save(back)
    return back


def answers_of(path: Path) -> Cells:
    return {(str(row.id), name): getattr(row, name) for row in opened(path).questions for name in NAMES}


def collected_in(folder: Path, number: int, order: Sequence[Path]) -> Cells:
    """A copy of the whole project where the files are collected in an order, once and again."""
    there = folder.parent / f"{folder.name}_{number}"
    shutil.copytree(folder, there)
    path = next(there.glob("*.xlsx"))
    opened(path).collect([there / each.relative_to(folder) for each in order]).apply()
    before = path.read_bytes()
    opened(path).collect([there / each.relative_to(folder) for each in order]).apply()
    assert path.read_bytes() == before
    return answers_of(path)


WEEKS = st.lists(st.tuples(edits(), edits(), edits(), HANDLINGS), min_size=1, max_size=3)


@COURSES
@given(WEEKS)
def test_hand_outs_collected_week_by_week_are_the_plain_rule_in_any_order_and_twice_is_once(
    weeks: Sequence[tuple[Cells, Cells, Cells, str]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "案件0"
        rows = [question(n, None, requirements=("REQ-001", "REQ-002")) for n in (1, 2)]
        path = ledger(folder, questions=rows)
        made = opened(path).hand_out("QA表", by="列:対象要件", folder=folder / "配布", due_on=DUE)
        given_files = [folder / "配布" / str(each.file) for each in made]
        expected, said = Truth(), [dict.fromkeys(PLACES), dict.fromkeys(PLACES)]
        for number, (here, first, second, handling) in enumerate(weeks):
            with opened(path).edit() as changes:
                for row_id in {row_id for row_id, _ in here}:
                    values = {name: here[row_id, name] for name in NAMES if (row_id, name) in here}
                    changes.set(row_id, **values)
            expected.book |= here
            said = [said[0] | first, said[1] | second]
            (folder / "返信").mkdir(exist_ok=True)
            files = [
                returned(file, cells, handling, folder / "返信")
                for file, cells in zip(given_files, said, strict=True)
            ]
            orders = [
                collected_in(folder, number * 2 + at + 1, each)
                for at, each in enumerate((files, files[::-1]))
            ]
            expected.collect(said)
            assert orders[0] == orders[1] == expected.book
            folder = folder.parent / f"{folder.name}_{number * 2 + 1}"
            path = next(folder.glob("*.xlsx"))
            given_files = [folder / "配布" / each.name for each in given_files]


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "due_on": st.sampled_from(DAYS[1:]),
        "owner": st.sampled_from(WORDS[1:]),
        "raised_by": st.sampled_from(WORDS[1:]),
    },
)
TABLES = st.lists(CELLS, min_size=2, max_size=2)
KEYS = ("ISS-001", "ISS-002")


def issues() -> list[Issue]:
    usual = {"kind": "課題", "description": "本文", "status": "対応中", "raised_on": date(2026, 11, 2)}
    return [Issue.model_validate(usual | {"id": key, "title": f"{key} の件名"}) for key in KEYS]


def edited(path: Path, table: Sequence[Mapping[str, Any]]) -> None:
    with opened(path).edit() as changes:
        for row_id, cells in zip(KEYS, table, strict=True):
            if cells:
                changes.set(row_id, **cells)


def values_of(path: Path) -> dict[tuple[str, str], Any]:
    rows = {row.id: row for row in opened(path).issues}
    return {
        (key, name): getattr(rows[key], name) for key in KEYS for name in ("due_on", "owner", "raised_by")
    }


def written(exchange: Exchange, path: Path) -> dict[tuple[str, str], Any]:
    exchange.apply()
    return values_of(path)


@COURSES
@given(TABLES, st.lists(TABLES, min_size=1, max_size=3))
def test_copies_merged_over_files_are_the_plain_rule_in_any_order_and_twice_is_once(
    here: Sequence[Mapping[str, Any]], copies: Sequence[Sequence[Mapping[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        base = ledger(folder, issues=issues()).rename(folder / "元.xlsx")
        made = []
        for number, table in enumerate((here, *copies)):
            made.append(shutil.copy(base, folder / f"台帳_{number}.xlsx"))
            edited(made[-1], table)
        old, now = values_of(base), values_of(made[0])
        said = [values_of(each) for each in made[1:]]
        other = shutil.copy(made[0], folder / "台帳_逆.xlsx")
        found = written(merge(opened(made[0]), made[1:], base=str(base)).exchange, made[0])
        reversed_ = written(merge(opened(other), made[:0:-1], base=str(base)).exchange, other)
        for at, value in found.items():
            wanted, _ = truth(old[at], now[at], [each[at] for each in said], is_blank_taken=True)
            assert value == wanted, at
        assert reversed_ == found
        before = made[0].read_bytes()
        merge(opened(made[0]), made[1:], base=str(base)).exchange.apply()
        assert made[0].read_bytes() == before


TICKET = st.fixed_dictionaries({"期日": st.sampled_from(DAYS[1:]), "担当者": st.sampled_from(WORDS[1:])})
NAMED = {"期日": "due_on", "担当者": "owner"}


@COURSES
@given(st.lists(st.tuples(TABLES, st.lists(TICKET, min_size=2, max_size=2)), min_size=2, max_size=4))
def test_weekly_exports_imported_over_files_are_the_plain_rule_and_twice_is_once(
    weeks: Sequence[tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = ledger(Path(place), issues=issues())
        source = Path(place) / "チケット.csv"
        known: dict[tuple[int, str], Any] = {}
        for here, tickets in weeks:
            rows = [row for row in opened(path).issues if row.external_ids]
            with opened(path).edit() as changes:
                for row, cells in zip(rows, here, strict=False):
                    changes.set(row, **cells)
            export(source, tickets)
            now = dict(enumerate(imported_rows(path)))
            wanted = {}
            for number, said in enumerate(tickets):
                for heading, value in said.items():
                    at = number, NAMED[heading]
                    book = getattr(now[number], at[1]) if now else None
                    is_taken = not now or (value != known[at] and book == known[at])
                    wanted[at] = value if is_taken else book
                    if is_taken or value == book:
                        known[at] = value
            opened(path).import_rows(source).apply()
            after = imported_rows(path)
            assert {at: getattr(after[at[0]], at[1]) for at in wanted} == wanted
            bytes_before = path.read_bytes()
            opened(path).import_rows(source).apply()
            assert path.read_bytes() == bytes_before


def imported_rows(path: Path) -> list[Issue]:
    return sorted(
        (row for row in opened(path).issues if row.external_ids), key=lambda row: str(row.external_ids)
    )


def export(path: Path, tickets: Sequence[Mapping[str, Any]]) -> None:
    head = [
        "#",
        "プロジェクト",
        "トラッカー",
        "ステータス",
        "優先度",
        "題名",
        "作成者",
        "担当者",
        "期日",
        "説明",
    ]
    with path.open("w", encoding="cp932", newline="") as stream:
        made = csv.writer(stream)
        made.writerow(head)
        for number, said in enumerate(tickets, 1):
            title = ("夜間バッチの遅延が続く", "帳票の文字化けを直す")[number - 1]
            made.writerow(
                [
                    number,
                    "会員",
                    "バグ",
                    "進行中",
                    "高め",
                    title,
                    "佐藤 花子",
                    said["担当者"],
                    said["期日"],
                    "",
                ]
            )
