"""Which of the five verdicts a row ends in where no finding tells it: 適合, 判定不能 or 対象外, as the report counts them."""

from __future__ import annotations

import pytest

from pmo_xl.rules.page import read_page
from pmo_xl.rules.run import run
from tests.support.examples import project_of
from tests.support.ledger import ask, counts, hits, rule_of

TASKS = "マスタスケジュール\n| 作業ID | 作業名 | {} |\n{}\n{}"


def tasks(head: str, *rows: str) -> str:
    """マスタスケジュール with these columns."""
    lines = "\n".join(f"| WBS-{n:03} | 製造 | {row} |" for n, row in enumerate(rows, 1))
    return TASKS.format(head, "|---|---|" + "---|" * (1 + head.count("|")), lines)


def test_wbs004_judges_only_tasks_that_name_a_predecessor():
    assert counts("WBS004", tasks("先行作業", "", "WBS-001")) == {"適合": 1, "対象外": 1}


def test_wbs007_cannot_judge_a_finish_that_it_cannot_read():
    rows = (" | | 来週", "50% | 2026/11/2 | 来週", "100% | 2026/11/2 | 来週", " | 2026/11/2 | ")
    assert counts("WBS007", tasks("進捗率 | 実績開始 | 実績終了", *rows)) == {"判定不能": 2, "対象外": 2}


def test_dat003_counts_a_row_without_a_wrong_cell_as_judged():
    assert counts("DAT003", "課題管理表\n| 課題ID | 期限 |\n|---|---|\n| ISS-001 | 2026/11/30 |") == {
        "適合": 1
    }


@pytest.mark.parametrize(
    ("rule", "ledger"),
    [
        ("ISS004", "課題管理表\n| 課題ID | 期限 | 状態 |\n|---|---|---|\n| ISS-001 | 2026/11/30 | 対応中 |"),
    ],
)
def test_without_earlier_runs_what_compares_with_them_judges_nothing(rule, ledger):
    assert counts(rule, ledger) == {"対象外": 1}


def test_org003_has_nothing_to_say_of_a_role_that_nobody_holds():
    assert counts("ORG003", "体制表\n| 氏名 | 役割 |\n|---|---|\n| 佐藤 花子 | 担当 |") == {"対象外": 1}


def test_bud006_needs_both_months():
    ledger = """
    予算管理表
    | 発注ID | 件名 | 検収月 | 支払月 |
    |---|---|---|---|
    | ORD-001 | 開発 | | 2026年10月 |
    | ORD-002 | 開発 | 2026年10月 | |
    | ORD-003 | 開発 | 2026年10月 | 2026年10月 |
    | ORD-004 | 開発 | 2026年10月 | 2026年9月 |
    """
    assert counts("BUD006", ledger) == {"適合": 1, "違反": 1, "対象外": 2}
    assert hits("BUD006", ledger) == ["ORD-004 支払月"]


def test_acc001_cannot_judge_an_order_whose_kind_or_day_it_cannot_read():
    ledger = """
    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 発注金額 | 検収月 |
    |---|---|---|---|---|---|
    | ORD-001 | 開発 | #N/A | 2026/5/1 | 100 | 2026年10月 |
    | ORD-002 | 開発 | 当初 | 先週 | 100 | 2026年10月 |
    """
    (count,) = ask("ACC001", ledger).rules
    assert (count.judged, count.undeterminable) == (0, 2)
    assert "発注区分" in count.reason and "発注日" in count.reason


def test_acc012_cannot_judge_a_note_without_the_day_of_the_order():
    ledger = """
    基準日: 2027-02-01

    検収支払
    | 検収ID | 発注ID | 支払方法 |
    |---|---|---|
    | ACC-001 | ORD-001 | 約束手形 |

    予算管理表
    | 発注ID | 件名 | 発注日 | 取適法 |
    |---|---|---|---|
    | ORD-001 | 開発 | 来週 | 対象 |
    """
    assert counts("ACC012", ledger) == {"判定不能": 1}


def test_req007_names_a_change_without_a_number_as_such():
    ledger = """
    要件一覧
    | 要件ID | 種別 | 要件内容 | 関連システム | 受入条件 | 合意状態 | 合意日 | 合意時指紋 |
    |---|---|---|---|---|---|---|---|
    | REQ-002 | 機能 | 再利用する。 | 会員基盤 | 一覧 | 合意済 | 2026/5/10 | 20260510:f95aed267199d9a3 |

    仕様変更管理表
    | 変更ID | 対象要件 | 状態 | 承認日 |
    |---|---|---|---|
    | | REQ-002 | 承認済 | 2026/5/10 |
    """
    (finding,) = ask("REQ007", ledger).findings
    assert "(番号なし)" in finding.message


@pytest.mark.parametrize(("stored", "expected"), [("3999998", {"違反": 1}), ("4000000", {"適合": 1})])
def test_dat008_checks_sums_of_money_even_where_the_workbook_does_not_say_its_day(stored, expected):
    ledger = f"""
    基準日: 2026-12-25

    予算枠(pmo_xl の台帳)
    | 予算ID | 予算額 | 発注済額 | 発注見込額 | 残予算 |
    |---|---|---|---|---|
    | BUD-001 | 5000000 | =A → 1000000 | =B → 0 | =C → {stored} |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 1000000 | 2026/5/1 |
    """
    found = counts("DAT008", ledger)
    assert {word: found.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("ordered", "expected"),
    [("1000000", {"違反": 1}), ("", {"判定不能": 1})],
    ids=["with 発注金額", "without"],
)
def test_dat008_minds_an_unreadable_estimate_only_where_the_order_has_no_amount_of_its_own(ordered, expected):
    ledger = f"""
    基準日: 2026-12-25

    予算枠(pmo_xl の台帳)
    | 予算ID | 予算額 | 発注済額 | 残予算 |
    |---|---|---|---|
    | BUD-001 | 5000000 | =A → 1000000 | =C → 3999998 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 見積金額 | 発注金額 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 約504万 | {ordered} | 2026/5/1 |
    """
    found = counts("DAT008", ledger)
    assert {word: found.get(word) for word in expected} == expected


def test_dat006_is_silent_only_at_the_cell_that_another_rule_names():
    ledger = "課題管理表\n| 課題ID | 件名 | 担当 | 状態 |\n|---|---|---|---|\n| ISS-001 | | | 対応中 |"
    (example,) = read_page(f"例\n\n## 違反例\n{ledger}").examples
    report = run(project_of(example), [rule_of("DAT006"), rule_of("ISS002")])
    blanks = {finding.column for finding in report.findings if finding.rule == "DAT006"}
    assert "件名" in blanks and "担当" not in blanks
    assert [count.violations for count in report.rules] == [1, 1]
