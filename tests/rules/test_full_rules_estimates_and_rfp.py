"""The rules on 見積一覧, 対応案比較 and RFP照合表: what is in their scope, and what nobody can tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_xl.metrics.budget.budget_gap import budget_gaps
from pmo_xl.rules.run import run
from tests.support.examples import project_of
from tests.support.ledger import ask, counts, counts_of, hits, project_in, rule_of
from tests.support.staff_book import staff_book

SCOPE = [
    ("EST001", {"適合": 2, "対象外": 2}),
    ("EST002", {"適合": 2, "対象外": 3}),
    ("EST003", {"適合": 4, "対象外": 3}),
    ("EST004", {"適合": 2, "対象外": 3}),
    ("EST005", {"適合": 4, "対象外": 1}),
    ("EST006", {"適合": 3, "対象外": 2}),
    ("EST007", {"適合": 1, "対象外": 3}),
]


@pytest.mark.parametrize(("rule_id", "said"), SCOPE)
def test_the_rows_of_the_fitting_example_are_counted_by_what_is_said_of_them(
    rule_id: str, said: dict[str, int]
) -> None:
    rule = rule_of(rule_id)
    example = next(each for each in rule.page.examples if each.heading.startswith("適合例"))
    assert counts_of(run(project_of(example), [rule])) == said


SYSTEMS = """
システム一覧
| システム名 | 区分 | 外注 |
|---|---|---|
| 会員基盤 | 新規 | ○ |
"""
BUDGET = """
予算枠
| 予算ID | 予算額 | 承認日 |
|---|---|---|
| BUD-001 | 1000 | 2026/4/1 |
"""
OPTIONS = """
対応案比較
| 案ID | 論点 | 起票元 | 工数差 | 費用差 | 日程差 | メリット | デメリット |
|---|---|---|---|---|---|---|---|
| OPT-001 | 超過 | BUD-001 | 0 | 0 | 0 | 長所 | 短所 |
"""
UNTOLD = [
    ("EST001", SYSTEMS + "\n見積一覧\n| システム | 金額 |\n|---|---|\n| 会員基盤 | 約100万 |"),
    ("EST002", "見積一覧\n| 見積ID | 採用 | 有効期限 |\n|---|---|---|\n| EST-001 | ○ | 月末 |"),
    (
        "EST002",
        "見積一覧\n| 見積ID | 採用 | 有効期限 |\n|---|---|---|\n| EST-001 | ○ | 2026/5/1 |\n\n"
        "予算管理表\n| 発注ID | 見積ID | 発注日 |\n|---|---|---|\n| ORD-001 | EST-001 | 6月上旬 |",
    ),
    ("EST003", "見積一覧\n| 金額 | 内訳合計 |\n|---|---|\n| 約100万 | 1000000 |"),
    ("EST003", "見積一覧\n| 金額 | 工数 | 単価 |\n|---|---|---|\n| 1000 | 十数人月 | 100 |"),
    ("EST003", "見積一覧\n| 状態 | 金額 | 内訳合計 |\n|---|---|---|\n| 受領 | | 1000000 |"),
    ("EST004", "見積一覧\n| 採用 | 金額 | 税区分 |\n|---|---|---|\n| ○ | 1000 | |"),
    ("EST005", BUDGET + "\n見積一覧\n| 採用 | 金額 | 税区分 | 予算ID |\n|---|---|---|---|\n| ○ | 900 | 税込 | BUD-001 |"),
    (
        "EST006",
        "体制表\n| 氏名 | 役割 |\n|---|---|\n| 田中 誠 | 事業責任者 |\n\n"
        "対応案比較\n| 論点 | 採否 | 決定者 | 決定日 |\n|---|---|---|---|\n| | 採用 | 田中 誠 | 2026/11/2 |",
    ),
    (
        "EST006",
        "不在: 体制表\n\n対応案比較\n| 論点 | 採否 | 決定者 | 決定日 |\n|---|---|---|---|\n"
        "| 方式 | 採用 | 田中 誠 | 2026/11/2 |",
    ),
    ("EST007", "見積一覧\n| 状態 | 回答期限 |\n|---|---|\n| 依頼中 | 来週 |"),
]  # fmt: skip


@pytest.mark.parametrize(("rule_id", "ledger"), UNTOLD)
def test_what_cannot_be_read_or_is_not_there_fits_nothing_and_breaks_nothing(
    rule_id: str, ledger: str
) -> None:
    said = counts(rule_id, ledger)
    assert said.get("判定不能") == 1 and not said.keys() & {"適合", "違反", "要判断"}, said


@pytest.mark.parametrize("rule_id", [rule_id for rule_id, _ in SCOPE])
def test_a_book_without_the_full_sheet_is_out_of_scope_and_never_silent_green(rule_id: str) -> None:
    (count,) = ask(rule_id, SYSTEMS).rules
    assert count.is_out_of_scope and not count.is_not_evaluated and count.reason


def test_an_estimate_that_was_asked_for_and_marked_adopted_is_not_received() -> None:
    assert hits(
        "EST001",
        SYSTEMS
        + "\n見積一覧\n| 見積ID | システム | 金額 | 採用 | 状態 |\n|---|---|---|---|---|\n"
        + "| EST-001 | 会員基盤 | 1000 | ○ | 依頼中 |",
    ) == ["システム名"]


def test_orders_placed_before_the_sheet_was_kept_are_told_from_one_placed_without_an_estimate() -> None:
    estimates = "\n見積一覧\n| システム | 金額 |\n|---|---|\n| 帳票 | 1 |\n\n"
    orders = "予算管理表\n| 発注ID | システム名 | 見積金額 | 発注日 |\n|---|---|---|---|\n| ORD-001 | 会員基盤 | {} | 2026/6/1 |"
    assert hits("EST001", SYSTEMS + estimates + orders.format("500")) == ["システム名"]
    assert hits("EST001", SYSTEMS + estimates + orders.format("")) == ["システム名 (エラー)"]


def test_one_option_in_numbers_is_too_few_and_two_are_enough() -> None:
    estimate = (
        "\n見積一覧\n| 採用 | 金額 | 税区分 | 予算ID |\n|---|---|---|---|\n| ○ | 1001 | 税抜 | BUD-001 |\n"
    )
    second = "| OPT-002 | 超過 | BUD-001 | 1 | 1 | 1 | 長所 | 短所 |\n"
    ledger = BUDGET + estimate + OPTIONS
    assert hits("EST005", ledger) == ["BUD-001 予算額"]
    assert hits("EST005", ledger.rstrip() + "\n" + second) == []


def test_a_request_for_money_is_no_money() -> None:
    asked = BUDGET.replace("承認日 |", "承認日 | 申請日 |").replace("2026/4/1 |", "| 2026/4/1 |")
    asked = asked.replace("|---|---|---|", "|---|---|---|---|")
    estimate = (
        "\n見積一覧\n| 採用 | 金額 | 税区分 | 予算ID |\n|---|---|---|---|\n| ○ | 1 | 税抜 | BUD-001 |\n"
    )
    assert hits("EST005", asked + estimate + OPTIONS) == ["BUD-001 予算額"]


def test_each_budget_is_held_against_the_estimates_that_name_it_and_the_rest_together(tmp_path: Path) -> None:
    day = date(2026, 4, 1)
    project = staff_book(
        tmp_path,
        {
            "予算枠": [
                ["予算ID", "年度", "負担部門", "予算額", "承認日"],
                ["BUD-001", 2026, "営業部", 100, day],
                ["BUD-002", 2026, "営業部", 200, day],
                ["BUD-003", 2027, "営業部", 400, day],
            ],
            "予算管理表": [
                ["発注ID", "予算ID", "システム名", "件名", "発注区分", "発注先", "発注金額", "発注日"],
                ["ORD-001", "BUD-001", "会員基盤", "開発", "当初", "甲社", 70, date(2026, 6, 1)],
                ["ORD-002", "BUD-001", "会員基盤", "追加", "追加", "甲社", 20, date(2026, 6, 1)],
                ["ORD-003", "BUD-002", "会員基盤", "開発", "当初", "甲社", 75, date(2026, 6, 1)],
            ],
            "見積一覧": [
                ["見積ID", "システム", "提出者", "種別", "税区分", "金額", "取得日", "採用", "予算ID"],
                ["EST-001", "会員基盤", "甲社", "正式", "税抜", 75, day, "○", "BUD-001"],
                ["EST-002", "帳票", "乙社", "正式", "税抜", 500, day, "○", None],
            ],
        },
    ).project
    named, rest = budget_gaps(project)
    assert (named.adopted, named.others, named.amount, named.gap) == (75, 20, 100, -5)
    assert (rest.adopted, rest.others, rest.amount, rest.gap) == (500, 75, 600, -25)


BUDGETS = (
    "予算枠\n| 予算ID | 年度 | 負担部門 | 予算額 | 承認日 |\n|---|---|---|---|---|\n"
    "| BUD-001 | 2026 | 営業部 | 100 | 2026/4/1 |\n| BUD-002 | 2026 | 情報部 | 400 | 2026/4/1 |\n"
)
TWO_ESTIMATES = (
    "見積一覧\n| 見積ID | システム | 提出者 | 採用 | 金額 | 税区分 | 予算ID |\n|---|---|---|---|---|---|---|\n"
    "| EST-001 | 会員基盤 | 甲社 | ○ | 75 | 税抜 | BUD-001 |\n| EST-002 | 帳票 | 乙社 | ○ | 50 | 税抜 | |\n"
)
ORDER = "予算管理表\n| 発注ID | 見積ID | 予算ID | システム名 | 発注先 | 発注金額 | 発注日 |\n|---|---|---|---|---|---|---|\n"


@pytest.mark.parametrize("named", ["EST-002", ""], ids=["named by the order", "found by system and vendor"])
def test_an_order_counts_against_the_budget_it_names_though_its_estimate_names_none(named: str) -> None:
    order = f"| ORD-001 | {named} | BUD-001 | 帳票 | 乙社 | 40 | 2026/6/1 |\n"
    (gap,) = budget_gaps(project_in(f"{BUDGETS}\n{TWO_ESTIMATES}\n{ORDER}{order}"))
    assert (gap.adopted, gap.others, gap.amount, gap.is_over) == (75, 40, 100, True)


def test_an_estimate_without_a_budget_counts_once_where_its_order_names_one_that_no_estimate_names() -> None:
    order = "| ORD-001 | EST-002 | BUD-002 | 帳票 | 乙社 | 40 | 2026/6/1 |\n"
    named, rest = budget_gaps(project_in(f"{BUDGETS}\n{TWO_ESTIMATES}\n{ORDER}{order}"))
    assert (named.adopted, named.others) == (75, 0)
    assert (rest.adopted, rest.others, rest.amount) == (50, 0, 400)


def test_an_order_of_an_estimate_of_another_budget_counts_where_the_order_stands() -> None:
    order = "| ORD-001 | EST-001 | BUD-002 | 会員基盤 | 甲社 | 70 | 2026/6/1 |\n"
    one, other = budget_gaps(project_in(f"{BUDGETS}\n{TWO_ESTIMATES}\n{ORDER}{order}"))
    assert (one.adopted, one.others) == (75, 0)
    assert (other.adopted, other.others) == (50, 70)
