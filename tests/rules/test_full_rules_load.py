"""The boundaries, blanks, unread cells, absent columns and sheets of the rule about 負荷, and the figure behind it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pmo_xl.metrics.load import capacity_of, load_of, loads
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task
from tests.support.ledger import ask
from tests.support.rule_table import cases_of, said_of

LEDGER = """
基準日: 2026-11-30

要員計画
| 計画ID | 氏名 | 月 | 計画工数 | 上限 |
|---|---|---|---|---|
| ALC-001 | 佐藤 花子 | 2026/12/1 | 24 | |

体制表
| 氏名 | 役割 | 着任日 | 離任日 | 稼働率 |
|---|---|---|---|---|
| 佐藤 花子 | PM | | | |

設定
| 項目 | 値 |
|---|---|
| 予定工数の意味 | チーム |

マスタスケジュール
| 作業ID | 種別 | 作業名 | 担当 | 予定開始 | 予定終了 | 実績終了 | 進捗率 | 予定工数 |
|---|---|---|---|---|---|---|---|---|
| WBS-001 | 作業 | 移行 | 佐藤 花子 | 2026/12/1 | 2026/12/31 | | | 24 |
"""
OF_ONE = "!要員計画; 設定.値=個人"
CASES = f"""
RES001 |                                  | 違反
       | 計画工数=23                       | 適合
       | 計画工数=23.01                    | 違反
       | 計画工数=27.6                     | 違反
       | 計画工数=27.61                    | 違反(エラー)
       | 計画工数=                         | 判定不能
       | 計画工数=たくさん                 | 判定不能
       | 月=2026/11/1                     | 違反(エラー)
       | 月=2026/10/1                     | 対象外
       | 月=2027/1/1                      | 違反
       | 月=                               | 判定不能
       | 月=年明け                         | 判定不能
       | 氏名=                             | 判定不能
       | 氏名=前川 実                      | 対象外
       | 上限=24                           | 適合
       | 上限=20                           | 違反
       | 上限=19.9                         | 違反(エラー)
       | 上限=たくさん                     | 判定不能
       | 上限=0                            | 違反(エラー)
       | 体制表.稼働率=50%; 計画工数=11.5  | 適合
       | 体制表.稼働率=50%; 計画工数=11.6  | 違反
       | 体制表.着任日=2026/12/2; 計画工数=22 | 適合
       | 体制表.着任日=2026/12/2; 計画工数=23 | 違反
       | 体制表.離任日=2026/12/30; 計画工数=22 | 適合
       | 体制表.離任日=2026/12/30; 計画工数=23 | 違反
       | 体制表.離任日=2026/11/30; 計画工数=1 | 違反(エラー)
       | 体制表.離任日=年末                | 判定不能
       | マスタスケジュール.予定工数=240; 計画工数=23 | 適合
       | 設定.値=個人; 計画工数=23; マスタスケジュール.予定工数=23 | 適合
       | 設定.値=個人; 計画工数=23; マスタスケジュール.予定工数=24 | 違反
       | 設定.値=個人; 計画工数=24; マスタスケジュール.予定工数= | 違反
       | {OF_ONE}                         | 違反
       | {OF_ONE}; マスタスケジュール.予定工数=23 | 適合
       | {OF_ONE}; マスタスケジュール.予定工数=30 | 違反(エラー)
       | {OF_ONE}; マスタスケジュール.進捗率=50% | 適合
       | {OF_ONE}; マスタスケジュール.担当=佐藤 花子、前川 実 | 適合
       | {OF_ONE}; マスタスケジュール.実績終了=2026/11/27 | 対象外
       | {OF_ONE}; マスタスケジュール.予定工数=たくさん | 判定不能
       | {OF_ONE}; -マスタスケジュール.予定工数 | 判定不能
       | {OF_ONE}; !マスタスケジュール     | 判定不能
       | 要員計画=∅                        | 対象外
       | !要員計画                         | 対象外
       | !体制表                           | 判定不能
       | -計画工数                         | 判定不能
       | -体制表.稼働率                    | 違反
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(CASES))
def test_a_rule_says_of_a_changed_ledger_what_its_page_promises(
    rule: str, changed: str, expected: str
) -> None:
    assert said_of(rule, LEDGER, changed) == expected


def _project(*tasks: Task, meaning: str = "個人", plan: tuple[Allocation, ...] = ()) -> Project:
    records = {
        Member: (Member(name="佐藤 花子"), Member(name="鈴木 一郎")),
        Setting: (Setting(key="予定工数の意味", value=meaning),),
        Task: tasks,
        Allocation: plan,
    }
    return Project(date(2026, 11, 30), date(2026, 11, 30), records=records)


def _task(number: int = 1, owner: str | None = "佐藤 花子、鈴木一郎様", **values: object) -> Task:
    plain = {"planned_start": date(2026, 12, 28), "planned_finish": date(2027, 1, 6), "planned_effort": 12}
    made = Task(id=f"WBS-{number:03}", kind="作業", title="移行", owner=owner)
    return made.model_copy(update={**plain, **values})


DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)


def test_work_is_shared_by_the_names_in_charge_and_spread_over_the_business_days_of_each_month():
    found = loads(_project(_task())).by_person
    days = {key: month.work for key, month in found.items()}
    sato, suzuki = person_key("佐藤 花子"), person_key("鈴木 一郎")
    assert days == {
        (name, month): share
        for name in (sato, suzuki)
        for month, share in ((DECEMBER, Fraction(24, 7)), (JANUARY, Fraction(18, 7)))
    }


def test_plan_and_work_are_never_added_and_a_team_s_work_stands_beside():
    plan = (Allocation(member="佐藤 花子", month=DECEMBER, planned_effort=2),)
    key = (person_key("佐藤 花子"), DECEMBER)
    for meaning, expected in (("個人", Fraction(24, 7)), ("チーム", 2), ("", 2)):
        project = _project(_task(), meaning=meaning, plan=plan)
        month = loads(project).by_person[key]
        assert (load_of(month, project), month.work) == (expected, Fraction(24, 7))
    alone = loads(project).by_person[person_key("鈴木 一郎"), DECEMBER]
    assert load_of(alone, project) is None
    assert capacity_of("鈴木 一郎", alone, project) == 23


def test_who_is_not_in_the_list_of_people_and_what_has_no_figure_is_counted_apart():
    tasks = (_task(1, "前川 実"), _task(2, None), _task(3, planned_effort=None), _task(4, planned_start=None))
    found = loads(_project(*tasks))
    assert found.by_person == {}
    assert found.elsewhere == {DECEMBER: Fraction(48, 7), JANUARY: Fraction(36, 7)}
    assert [task.id for task in found.unowned] == ["WBS-002"]
    assert [task.id for task in found.unmeasured] == ["WBS-003", "WBS-004"]


TASK = "| WBS-00{0} | 作業 | 作業{0} | 佐藤 花子 | 2026/12/1 | 2026/12/31 | | | {0} |"
FIRST_TASK = "| WBS-001 | 作業 | 移行 | 佐藤 花子 | 2026/12/1 | 2026/12/31 | | | 24 |"


def test_the_finding_names_the_tasks_behind_it_the_largest_first_and_how_far_it_is_over():
    tasks = "\n".join(TASK.format(number) for number in range(1, 8))
    ledger = LEDGER.replace(FIRST_TASK, tasks).replace("チーム", "個人").replace("| 24 | |", "| 1 | 16 |")
    (finding,) = ask("RES001", ledger).findings
    assert finding.message == (
        "佐藤 花子 さんの2026年12月の負荷は 28 人日で、働ける 16 人日を超えています(175%)。"
        "この月の作業: WBS-007 作業7、WBS-006 作業6、WBS-005 作業5、WBS-004 作業4、WBS-003 作業3 ほか 2 件。"
    )


def test_without_a_task_the_finding_names_the_rows_of_the_plan():
    more = "| ALC-001 | 佐藤 花子 | 2026/12/1 | 24 | |\n| ALC-002 | 佐藤 花子 | 2026/12/1 | 16 | |"
    ledger = LEDGER.replace("| ALC-001 | 佐藤 花子 | 2026/12/1 | 24 | |", more).replace(FIRST_TASK, "")
    (finding,) = ask("RES001", ledger).findings
    assert finding.message == (
        "佐藤 花子 さんの2026年12月の負荷は 40 人日で、働ける 23 人日を超えています(173%)。"
        "要員計画の行: ALC-001、ALC-002。"
    )
