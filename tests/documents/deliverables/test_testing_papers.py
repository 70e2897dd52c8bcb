"""試験計画書 and 試験状況報告: every test, requirement and IF of the ledger, and the figures of its own rows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields, Source
from pmo_xl.metrics.quality import planned_cases
from pmo_xl.metrics.testing_counts import growth_of_testing
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.verification import Verification
from tests.documents.deliverables.test_true_papers import D, book, said, unread
from tests.support.word import sample_source


def plan(source: Source) -> Fields:
    return load("試験計画書").content(source).fields


def status(source: Source) -> Fields:
    return load("試験状況報告").content(source).fields


def one(number: int, **more: object) -> Verification:
    fields = {"id": f"TST-{number:03}", "phase": "結合試験", "scope": "確かめる", "planned_on": D}
    return Verification(**fields | more)


def requirement(number: int, **more: object) -> Requirement:
    return Requirement(
        **{"id": f"REQ-{number:03}", "title": "登録", "status": "対象", "systems": ("会員基盤",)} | more
    )


# 試験計画書


def test_every_test_of_the_sample_stands_in_its_phase_and_the_cases_add_up():
    source = sample_source()
    tests, fields = source.project.verifications, plan(source)
    shown = {each["名前"]: [row["試験ID"] for row in each["試験"]] for each in fields["工程"]}
    assert shown == {name: [t.row_id for t in tests if t.phase == name] for name in shown}
    assert sum(map(len, shown.values())) == len(tests) > 100
    for row in fields["一覧"]:
        assert row["予定件数"] == f"{planned_cases(row['工程'], None, source.project):,}"
        assert row["試験"] == len(shown[row["工程"]])


def test_what_no_test_covers_is_what_the_check_finds_untested():
    named = one(1, requirements=("REQ-001",), interfaces=("IF-001",))
    source = book(
        requirement(1),
        requirement(2),
        requirement(3, status="取下げ"),
        named,
        Interface(id="IF-001", title="照会", change_kind="新規"),
        Interface(id="IF-002", title="通知", change_kind="改修"),
    )
    fields = plan(source)
    found = {each.row_id for each in source.report.findings if each.rule == "TST001"}
    assert {row["要件ID"] for row in fields["試験のない要件"]} == found == {"REQ-002"}
    assert (fields["要件件数"], fields["要件なし件数"], fields["IF件数"], fields["IFなし件数"]) == (
        2,
        1,
        2,
        1,
    )
    assert [(row["ID"], row["結合試験"], row["試験"]) for row in fields["要件の表"]] == [
        ("REQ-001", "TST-001", "あり"),
        ("REQ-002", "－", "なし"),
    ]


def test_a_test_whose_targets_cannot_be_read_makes_the_gap_doubtful():
    text = said("試験計画書", requirement(1), one(1, place=unread(Verification, requirements="?")))
    assert "対象要件か対象IFを読めない試験が 1 件あり" in text


def test_blank_cases_and_conditions_are_shown_as_such_and_never_as_none():
    text = said("試験計画書", one(1, planned_cases=5), one(2))
    assert "5\n(未記入 1 件)" in text and "工程定義に記入がありません" in text


# 試験状況報告


def test_the_counts_by_phase_are_those_of_the_rows():
    source = sample_source()
    tests, fields = source.project.verifications, status(source)
    for row in fields["工程別"]:
        own = [t for t in tests if t.phase == row["工程"]]
        results = Counter(t.result for t in own)
        assert (row["試験"], row["合格"], row["不合格"], row["保留"]) == (
            len(own),
            results["合格"],
            results["不合格"],
            results["保留"],
        )
        assert row["実施"] == sum(t.executed_on is not None for t in own)
        assert row["実施件数"] == f"{sum(t.executed_cases or 0 for t in own):,}"
    assert sum(row["試験"] for row in fields["工程別"]) == len(tests)


def test_executed_cases_that_nobody_wrote_are_not_zero_once_a_test_was_made():
    done = one(1, executed_on=D, result="合格", planned_cases=5)
    (row,) = status(book(done))["工程別"]
    assert (row["実施"], row["実施件数"], row["消化率"]) == (1, "未記入", "計算できません")
    (row,) = status(book(one(1, planned_cases=5)))["工程別"]
    assert (row["実施件数"], row["消化率"]) == ("0", "0.0%")


def test_a_test_of_two_systems_counts_in_both_and_one_of_none_stands_last():
    both = one(1, requirements=("REQ-001",))
    fields = status(
        book(
            System(id="SYS-001", name="会員基盤"),
            System(id="SYS-002", name="決済"),
            both,
            one(2),
            requirement(1, systems=("決済", "会員基盤")),
        )
    )
    assert [(row["システム"], row["試験"]) for row in fields["システム別"]] == [
        ("会員基盤", 1),
        ("決済", 1),
        ("(システム 未記入)", 1),
    ]


def test_a_failed_test_names_its_repeat_or_that_there_is_none():
    failed = one(1, requirements=("REQ-001",), executed_on=D - timedelta(9), result="不合格")
    again = one(2, requirements=("REQ-001",), planned_on=D + timedelta(2))
    (row,) = status(book(requirement(1), failed, again))["不合格"]
    assert row["再試験"] == "TST-002 2026/12/02 予定"
    (row,) = status(book(requirement(1), failed))["不合格"]
    assert row["再試験"] == "やり直しの記録も予定もありません"


def test_the_retests_that_changes_ask_for_are_those_that_the_check_asks_for():
    passed = one(1, requirements=("REQ-001",), executed_on=D - timedelta(20), result="合格", evidence="あり")
    change = SpecChange(
        id="CHG-001",
        title="桁数",
        kind="変更",
        status="反映済",
        requirements=("REQ-001",),
        reflected_on=D - timedelta(5),
    )
    source = book(requirement(1), passed, change)
    assert [(row["変更ID"], row["対象"]) for row in status(source)["変更の再試験"]] == [
        ("CHG-001", "REQ-001")
    ]
    assert [each.row_id for each in source.report.findings if each.rule == "TST002"] == ["CHG-001"]
    after = one(2, requirements=("REQ-001",), executed_on=D, result="合格")
    assert status(book(requirement(1), passed, after, change))["変更の再試験"] == []


def test_grave_defects_that_nobody_counted_are_not_none():
    text = said("試験状況報告", one(1, executed_on=D, open_critical_defects=2), one(2, executed_on=D))
    assert "重大な未解決の不具合は 2 件です。" in text
    assert "未解決高の記入がない実施済みの試験が 1 件あります(0 件とは数えていません)" in text


def quality(days: int, executed: int, defects: int, **more: object) -> QualityRecord:
    fields = {
        "id": f"QLT-{days:03}",
        "measured_on": D - timedelta(days),
        "phase": "結合試験",
        "executed_cases": executed,
        "defects": defects,
    }
    return QualityRecord(**fields | more)


def test_the_growth_adds_the_newest_rows_of_every_system_by_then():
    rows = [
        quality(14, 10, 2, system="会員基盤"),
        quality(7, 5, 1, system="決済"),
        quality(3, 20, 3, system="会員基盤"),
        quality(-2, 99, 9),
    ]
    points = growth_of_testing(book(*rows).project)
    assert [(p.executed, p.defects, p.resolved) for p in points] == [
        (10, 2, None),
        (15, 3, None),
        (25, 4, None),
    ]


def test_without_quality_the_growth_is_that_of_the_tests():
    rows = [
        one(1, executed_on=D - timedelta(3), executed_cases=4, defects=1),
        one(2, executed_on=D, executed_cases=6),
        one(3),
    ]
    assert [(p.executed, p.defects) for p in growth_of_testing(book(*rows).project)] == [(4, 1), (10, 1)]


def test_a_density_is_told_against_the_range_of_the_organisation_or_that_there_is_none():
    row = quality(1, 10, 30, size=10, size_unit="KL", review_findings=5)
    limit = Setting(key="品質基準.結合試験.不具合", value="1-2/KL")
    (shown,) = status(book(row, limit))["品質"]
    assert shown["不具合密度"] == "3.00 上回る\n(基準 1~2/KL)" and shown["指摘密度"] == "0.50\n(基準なし)"
    (shown,) = status(book(quality(1, 10, 30)))["品質"]
    assert shown["不具合密度"] == "計算できません"


def test_reviews_count_what_was_held_and_say_how_many_wrote_no_findings():
    held = ReviewRecord(id="REV-001", kind="設計書", reviewed_on=D, comments=3, result="合意")
    blank = ReviewRecord(id="REV-002", kind="設計書", reviewed_on=D, result="差戻し")
    (row,) = status(book(held, blank, ReviewRecord(id="REV-003", kind="設計書")))["レビュー"]
    assert (row["予定"], row["実施"], row["指摘数"], row["未実施"]) == (3, 2, "3(未記入 1 件)", 1)


def test_the_partner_tests_stand_system_against_system_with_how_many_are_done():
    rows = [
        Interface(id="IF-001", source="A", target="B", status="完了"),
        Interface(id="IF-002", source="A", target="B", status="設計中"),
    ]
    fields = status(
        book(*rows, one(1, phase="対向試験", interfaces=("IF-001",), executed_on=D, result="合格"))
    )
    assert [(row["接続元"], row["印"]) for row in fields["対向"]] == [("A", ["", "1/2"]), ("B", ["", ""])]
    assert [row["試験"] for row in fields["対向の明細"]] == [
        "TST-001 2026/11/30 合格",
        "試験管理に試験がありません",
    ]


def test_open_defects_of_the_issue_list_stand_there():
    rows = [
        Issue(id="ISS-001", kind="障害", title="停止", status="対応中"),
        Issue(id="ISS-002", kind="課題", status="対応中"),
    ]
    assert [row["課題ID"] for row in status(book(*rows))["障害"]] == ["ISS-001"]
