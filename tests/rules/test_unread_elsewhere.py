"""A cell of another row or sheet that cannot be read is never taken for blank in silence: by any rule, by the light."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import pmo_xl
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED, Record, Unread
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.task import Task
from pmo_xl.model.unread_reads import noted
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.light import UNSEEN, project_light
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from tests.support.ledger import project_in, rule_of
from tests.support.month_end_books import is_full
from tests.support.one_change import FOLDER, OTHER
from tests.support.random_full_books import random_full_book

WORK = [each for each in all_rules() if each.prefix != "DAT"]
SOURCE = Path(pmo_xl.__file__).parent
_SAID = re.compile("判定不能|読み取れない|読み取れず|列がないか")


@pytest.mark.parametrize("rule", WORK, ids=lambda rule: rule.id)
def test_no_finding_of_an_example_goes_with_an_unread_cell_unless_the_rule_says_so(rule: Rule) -> None:
    for line in (FOLDER / f"{rule.id}.txt").read_text(encoding="utf-8").splitlines():
        what, _, difference = line.partition(": ")
        is_renamed = (
            OTHER in difference
        )  # the row's own ID is what cannot be read: its finding stands under 〓
        if "読めない" in what and "−" in difference and not is_renamed:
            assert _SAID.search(difference), line


_FOUND = re.compile(r"(?:^| )((?:[^ ]+ )?[^ ]+) \((?:エラー|警告|要判断|情報)\)")
_CELL = re.compile(r"((?!基準日).+? \d+行目 (?!写しの)[^=:]+)=([^:]+): (.*)")


@pytest.mark.parametrize("rule", WORK, ids=lambda rule: rule.id)
def test_where_another_value_of_a_cell_would_be_found_an_unread_cell_is_told_of(rule: Rule) -> None:
    """Whether the rule read the cell, asked `is_known` first or looked into `unread`: a row without a finding is not clear."""
    found: set[str] = set()
    said: dict[str, dict[str, str]] = {}
    for line in (FOLDER / f"{rule.id}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            assert list(_silent(said, found)) == []
            found, said = set(), {}
        elif changed := _CELL.fullmatch(line):
            cell, words, difference = changed.groups()
            said.setdefault(cell, {}).update(dict.fromkeys(words.split("・"), difference))
        elif (place := _FOUND.match(line)) and not said:
            found.add(place[1])
    assert list(_silent(said, found)) == []


def _silent(said: dict[str, dict[str, str]], found: set[str]) -> Iterator[tuple[str, set[str]]]:
    """The cells of which nothing is said when unread, and the rows that another value would put among the findings."""
    rows = {place.partition(" ")[0] for place in found}
    for cell, differences in said.items():
        unread = differences.pop("読めない", "")
        if cell.endswith(("ID", "配布番号")) or _SAID.search(unread):
            continue  # an unread ID is itself what the finding is told under
        told = {each for difference in differences.values() for each in _FOUND.findall(difference)}
        other = {place for place in told - set(_FOUND.findall(unread)) if place.partition(" ")[0] not in rows}
        if other:
            yield cell, other


GATES = """
チェックリスト
| 項目ID | 区分 | 確認項目 | 結果 |
|---|---|---|---|
| CHK-001 | 立ち上げ | 目的を説明できる | |
| CHK-002 | 立ち上げ | 体制を説明できる | |

マスタスケジュール
| 作業ID | 種別 | 作業名 | 予定終了 |
|---|---|---|---|
| WBS-001 | マイルストーン | キックオフ | 2026/11/2 |
| WBS-002 | 作業 | 基本設計 | 2026/12/25 |
"""


def unread(
    project: Project, sheet: type[Record], at: int, field: str, why: str = "読み取れません。"
) -> Project:
    """The project in which a cell of a row could not be read."""
    rows = project.records[sheet]
    place = rows[at].place
    assert place
    place = replace(place, unread={**place.unread, field: Unread("〓", why)})
    blank = {field: sheet.columns[field].blank, "place": place}
    changed = (*rows[:at], rows[at].model_copy(update=blank), *rows[at + 1 :])
    return replace(project, records={**project.records, sheet: changed}, _shared={}, _sets={})


def test_a_rule_says_once_which_cell_of_another_sheet_it_needed_and_what_to_do():
    project = project_in(GATES)
    assert len(run(project, [rule_of("CHK001")]).findings) == 2
    report = run(unread(project, Task, 0, "kind"), [rule_of("CHK001")])
    (count,) = report.rules
    assert (report.findings, count.undeterminable) == ((), 1)
    assert count.unsettled == ("マスタスケジュール C2(種別)",)
    assert count.reason == (
        "ほかの行の判定に要る「マスタスケジュール」C2(種別)を読み取れません。DAT003 の指摘を直してください"
    )


def test_several_unread_cells_of_a_column_are_one_and_a_formula_is_to_be_saved_again():
    project = unread(project_in(GATES), Task, 0, "kind", UNCACHED)
    project = unread(project, Task, 1, "kind", UNCACHED)
    (count,) = run(project, [rule_of("CHK001")]).rules
    assert count.undeterminable == 1
    assert count.reason == f"ほかの行の判定に要る「マスタスケジュール」C2(種別)ほか 1の{UNCACHED}"


def test_a_column_that_a_rule_does_not_read_leaves_it_as_it_was():
    report = run(unread(project_in(GATES), Task, 0, "owner"), [rule_of("CHK001")])
    assert (len(report.findings), report.rules[0].undeterminable) == (2, 0)


def test_who_reads_a_cell_that_could_not_be_read_is_told_apart_and_gets_a_blank():
    row = unread(project_in(GATES), Task, 0, "kind").tasks["WBS-001"]
    assert noted(lambda: (row.title, row.is_known("kind")))[1] == {}
    assert noted(lambda: row.kind) == (None, {(Task, "kind"): (row,)})
    for again in (
        pickle.loads(pickle.dumps(row)),  # noqa: S301 - our own
        row.model_copy(update={"title": "始まり"}),
    ):
        value, reads = noted(lambda again=again: again.kind)
        assert (value, list(reads)) == (None, [(Task, "kind")])
    with pytest.raises(AttributeError, match="'Task' object has no attribute 'colour'"):
        row.colour  # noqa: B018


def test_what_is_kept_of_a_project_tells_its_unread_cells_at_every_use():
    project = unread(project_in(GATES), Task, 0, "kind")
    for _ in range(2):
        assert list(noted(lambda: project.cached("kinds", lambda: _kinds(project)))[1])
        assert list(noted(lambda: project.tasks.naming("kind", "作業"))[1])
        assert list(noted(lambda: project.tasks.places_of("kind", ["作業"]))[1])


def _kinds(project: Project) -> list[str | None]:
    return [task.kind for task in project.tasks]


GREEN = """
マスタスケジュール
| 作業ID | 種別 | 作業名 | 予定終了 | 担当 |
|---|---|---|---|---|
| WBS-001 | 作業 | 基本設計 | 2026/12/25 | 佐藤 花子 |

課題管理表
| 課題ID | 件名 | 優先度 | 期限 | 状態 |
|---|---|---|---|---|
| ISS-001 | 帳票の文字化け | 中 | 2026/12/25 | 対応中 |

予算枠
| 予算ID | 予算額 |
|---|---|
| BUD-001 | 1,000,000 |

予算管理表
| 発注ID | 予算ID | 発注金額 | 発注日 |
|---|---|---|---|
| ORD-001 | BUD-001 | 100,000 | 2026/5/1 |
"""


def test_the_light_is_not_green_where_it_or_a_rule_needed_a_cell_that_could_not_be_read():
    project, rules = project_in(GREEN), [rule_of("ISS001")]
    assert project_light(project, run(project, rules)).light is Light.GREEN
    blind = unread(project, Issue, 0, "priority")
    light = project_light(blind, run(blind, rules))
    assert (light.light, light.reasons) == (Light.GREY, (f"{UNSEEN}: 課題管理表 G2(優先度)",))


def _cells(project: Project, chance: Random) -> Iterator[tuple[type[Record], int, str]]:
    """Some cells of a book that hold something and are no ID and no derived figure."""
    for sheet, rows in project.records.items():
        names = [name for name, column in sheet.columns.items() if name != "id" and not column.is_derived]
        at = chance.randrange(len(rows)) if rows else None
        held = [name for name in names if at is not None and getattr(rows[at], name) not in (None, "", ())]
        if at is not None and held:
            yield sheet, at, chance.choice(held)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30 if is_full() else 3))
def test_a_rule_says_the_same_alone_as_after_all_the_others_have_filled_what_is_kept(seed: int):
    project, chance = random_full_book(seed), Random(seed)
    for sheet, at, field in _cells(project, chance):
        project = unread(project, sheet, at, field)
    together = {count.rule: count for count in run(project, WORK).rules}
    for rule in chance.sample(WORK, 25):
        (alone,) = run(replace(project, _shared={}, _sets={}), [rule]).rules
        assert replace(alone, reason=None) == replace(together[rule.id], reason=None), rule.id


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30 if is_full() else 2))
def test_no_finding_of_a_random_book_goes_with_an_unread_cell_unless_the_rule_says_so(seed: int):
    project, chance = random_full_book(seed), Random(seed)
    before = run(project, WORK)
    for sheet, at, field in chance.sample(list(_cells(project, chance)), 3):
        after = run(unread(project, sheet, at, field), WORK)
        found = {each.id for each in after.findings}
        counts = {count.rule: count for count in after.rules}
        blind = {count.rule: count.undeterminable for count in before.rules}
        for each in before.findings:
            if each.id not in found and "(" not in each.id:
                is_said = counts[each.rule].undeterminable > blind[each.rule] or counts[each.rule].unsettled
                assert is_said, (each.id, sheet.sheet.label, at, field)


CIRCLE = """
リリース計画
| 手順ID | 種別 | 内容 | 先行手順 | 開始予定 | 所要分 |
|---|---|---|---|---|---|
| REL-001 | 作業 | 止める | REL-002 | | |
| REL-002 | 作業 | 移す | REL-001 | | |
"""


def test_a_circle_through_a_step_whose_number_cannot_be_read_is_doubted():
    assert len(run(project_in(CIRCLE), [rule_of("REL001")]).findings) == 1
    report = run(unread(project_in(CIRCLE), ReleaseStep, 1, "id"), [rule_of("REL001")])
    assert report.findings == ()
    assert report.rules[0].unsettled == ("リリース計画 A3(手順ID)",)


def test_no_rule_and_no_figure_looks_rows_up_past_what_tells_of_an_unread_id():
    uses = [
        (path.name, line.strip())
        for folder in ("rules", "metrics", "conditions")
        for path in sorted((SOURCE / folder).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\.by_id\b", line)
    ]
    assert uses == [
        (
            "dat005_unknown_reference.py",
            "self._by_id = [project.of(target).by_id for target in present if target not in _FOUND_BY_NAME]",
        ),
        ("rel001_order_violated.py", "steps = numbered.by_id"),
    ], (
        "take RecordSet.get, .of_key or `in`; DAT005 is of the cells, REL001 only counts the steps and looks up with `in`"
    )
