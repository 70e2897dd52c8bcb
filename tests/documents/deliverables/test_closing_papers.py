"""完了報告書 and 振り返り資料: result against plan, causes and measures, with the figures of the commands and the check."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.kpi import kpi_actual, kpi_judgement
from pmo_xl.metrics.quality import failure_rate
from pmo_xl.metrics.schedule.delay_causes import delay_causes
from pmo_xl.model.display import number, yen
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_true_papers import D, book, said
from tests.support.word import made, sample_source, texts_of


def look_back(*rows: Record) -> Fields:
    return load("振り返り資料").content(book(*rows)).fields


def closing(*rows: Record) -> Fields:
    return load("完了報告書").content(book(*rows)).fields


# 完了報告書


def test_the_measures_have_the_value_and_the_judgement_of_the_check():
    source = sample_source()
    rows = load("完了報告書").content(source).fields["KPI"]
    for row, kpi in zip(rows, source.project.kpis, strict=True):
        actual, word = kpi_actual(kpi, source.project), kpi_judgement(kpi, source.project)
        assert row["実績"] == number(actual) and word in row["判定"]
        assert ("途中" in row["判定"]) is (word == "未達")


@pytest.mark.parametrize(
    ("target", "closed", "expected"),
    [(5, False, "× 未達(途中)"), (5, True, "× 未達"), (9, False, "○ 達成"), (None, True, "－")],
)
def test_a_missed_target_is_under_way_until_the_project_is_closed(
    target: int | None, closed: bool, expected: str
):
    kpi = Kpi(
        id="KPI-001",
        title="満足度",
        formula="手入力",
        target=target,
        manual_actual=7,
        direction="少ないほど良い",
    )
    rows = [kpi, Setting(key="案件状態", value="終結")] if closed else [kpi]
    assert closing(*rows)["KPI"][0]["判定"] == expected


def test_the_causes_of_delay_are_those_of_the_metrics_in_both_papers():
    source = sample_source()
    found = delay_causes(source.project)
    for name in ("完了報告書", "振り返り資料"):
        rows = load(name).content(source).fields["遅延原因"]
        assert (
            [(row["日数"], row["件数"]) for row in rows]
            == [(line.days, len(line.tasks)) for line in found.lines]
            != []
        )


def test_a_customer_reads_totals_but_no_department_and_no_word_about_what_was_not_judged():
    text = "\n".join(texts_of(made("完了報告書", sample_source())))
    assert "部門ごと" not in text and "会員サービス部" not in text
    odd = said(
        "完了報告書",
        Task(id="WBS-001", kind="マイルストーン", title="完了", planned_finish=D + timedelta(9)),
        Kpi(id="KPI-001", title="謎", formula="なし", target=1),
    )
    assert "判定不能" not in odd and "という指標はありません" not in odd and "記入待ち 1 件" in odd


# 振り返り資料


def test_the_money_is_that_of_the_budget_command():
    source = sample_source()
    total = budget_report(source.project).total
    shown = {row["項目"]: row["金額"] for row in load("振り返り資料").content(source).fields["費用"]}
    assert shown == {
        "予算額": yen(total.amount),
        "発注済額": yen(total.ordered),
        "発注見込額": yen(total.expected),
        "検収額": yen(total.accepted),
        "支払額": yen(total.paid),
        "残予算": yen(total.remaining),
    }


def test_a_milestone_is_told_against_its_baseline_in_business_days():
    def milestone(number: int, end: date | None) -> Task:
        """A milestone planned for a Friday."""
        return Task(
            id=f"WBS-{number:03}",
            kind="マイルストーン",
            title="x",
            baseline_finish=date(2026, 10, 2),
            planned_finish=date(2026, 10, 2),
            actual_finish=end,
        )

    ends = (date(2026, 10, 5), date(2026, 10, 1), date(2026, 10, 2), None)
    assert [row["差"] for row in look_back(*(milestone(n, end) for n, end in enumerate(ends)))["日程"]] == [
        "1 日遅い",
        "1 日早い",
        "予定どおり",
        "未達成",
    ]


def test_what_stayed_open_longest_counts_up_to_its_end_or_to_the_day():
    rows = (
        Issue(
            id="ISS-001", title="a", raised_on=D - timedelta(30), closed_on=D - timedelta(20), status="完了"
        ),
        Issue(id="ISS-002", title="b", raised_on=D - timedelta(25), status="対応中", owner="佐藤"),
        Issue(id="ISS-003", title="c", raised_on=D - timedelta(90), status="取下げ"),
        Issue(id="ISS-004", title="d", raised_on=D - timedelta(80), status="完了"),
        Question(
            id="QA-001", title="e", asked_on=D - timedelta(9), answered_on=D - timedelta(2), status="回答済"
        ),
    )
    found = look_back(*rows)
    assert [(row["番号"], row["日数"], row["印"]) for row in found["長い課題"]] == [
        ("ISS-002", 25, "続いている"),
        ("ISS-001", 10, ""),
    ]
    assert [(row["番号"], row["日数"]) for row in found["長い質問"]] == [("QA-001", 7)]


def test_changes_are_counted_by_the_sheet_that_raised_them_and_blank_costs_are_said():
    rows = (
        Question(id="QA-001"),
        Issue(id="ISS-001"),
        SpecChange(id="CHG-001", origin=("QA-001",), cost_impact=100, status="承認済"),
        SpecChange(id="CHG-002", origin=("QA-001", "ISS-001"), status="起票"),
        SpecChange(id="CHG-003", origin=("経理部からの依頼",), cost_impact=0, status="却下"),
        SpecChange(id="CHG-004"),
    )
    assert [
        (row["起票元"], row["件数"], row["承認"], row["費用"]) for row in look_back(*rows)["変更の起票元"]
    ] == [
        ("QA表", 2, 1, "100(未評価 1 件)"),
        ("課題管理表", 1, 0, "未評価"),
        ("(番号のない起票元)", 1, 0, "0"),
        ("(起票元 未記入)", 1, 0, "未評価"),
    ]


def test_estimates_and_orders_are_compared_where_both_are_known():
    def order(number: int, estimated: int | None, ordered: int, **more: object) -> Order:
        """A placed order."""
        return Order(
            **{
                "id": f"ORD-{number:03}",
                "system": "会員基盤",
                "order_kind": "当初",
                "estimated": estimated,
                "ordered": ordered,
                "ordered_on": D,
            }
            | more
        )

    rows = (
        System(id="SYS-001", name="会員基盤"),
        order(1, 100, 120),
        order(2, None, 50),
        order(3, 100, 90, order_kind="取消"),
        order(4, 100, 1, ordered_on=None),
    )
    (row,) = look_back(*rows)["見積と発注"]
    assert (row["発注"], row["両方"], row["見積"], row["発注額"], row["差"], row["率"]) == (
        2,
        1,
        "100",
        "120",
        "20",
        "+20.0%",
    )


def test_failed_tests_by_phase_have_the_rate_of_the_metrics():
    source = sample_source()
    for row in load("振り返り資料").content(source).fields["不合格率"]:
        rate = failure_rate(row["工程"], None, source.project)
        assert row["不合格率"] == ("計算できません" if rate is None else f"{float(rate * 100):.1f}%")


def test_release_minutes_stand_beside_the_plan_where_both_were_written():
    at = datetime.fromisoformat
    done = ReleaseStep(
        id="REL-001",
        kind="作業",
        minutes=30,
        actual_start=at("2027-02-20T01:00"),
        actual_finish=at("2027-02-20T01:45"),
    )
    (row,) = look_back(done, ReleaseStep(id="REL-002", kind="作業", minutes=30))["リリース"]
    assert (row["予定分"], row["実績分"], row["差"]) == ("30", "45", "+15")


def test_findings_that_came_back_and_tries_with_who_does_them_stand_there():
    back, new = (
        RecordedFinding(id="a", rule="ISS001", state="再発", message="x"),
        RecordedFinding(id="b", rule="ISS001", state="新規"),
    )
    issue = Issue(id="ISS-001", title="手順を直す", owner="佐藤", due_on=D, status="対応中")
    tries = (
        RetroItem(id="KPT-001", kind="Try", statement="早く測る", issues=("ISS-001",)),
        RetroItem(id="KPT-002", kind="Try", statement="聞く"),
        RetroItem(id="KPT-003", kind="Keep", statement="朝会"),
    )
    found = look_back(back, new, issue, *tries)
    assert [row["規則"] for row in found["戻った指摘"]] == ["ISS001"] and len(found["戻った指摘"]) == 1
    assert [(row["区分"], row["対応"]) for row in found["振り返り"]] == [
        ("Keep", ""),
        ("Try", "ISS-001 手順を直す 佐藤 2026/11/30 対応中"),
        ("Try", "対応課題の記入がありません"),
    ]


def test_money_and_effort_of_sheets_that_lack_are_not_nothing():
    text = said("振り返り資料", without=(Task, Order))
    assert "マスタスケジュールシートがないため調べていません。" in text
    assert "予算管理表シートがないため調べていません。" in text and "予算額" not in text


def test_every_part_asks_a_question():
    text = said("振り返り資料")
    assert text.count("問い: ") == 11
