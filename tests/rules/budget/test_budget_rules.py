"""What the manual pages of BUD001–BUD010 leave out: unreadable cells, settings, thirds, whose budget it is."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits

BUDGET = """
予算枠
| 予算ID | 年度 | 負担部門 | 予算額 | 承認日 |
|---|---|---|---|---|
| BUD-001 | 2026 | 会員部 | 1,000,000 | 2026/4/1 |
"""


def orders(*rows: str, head: str = "見積金額 | 確度 | 発注金額 | 発注日") -> str:
    lines = "\n".join(f"| ORD-{n:03} | BUD-001 | 会員部 | 当初 | {row} |" for n, row in enumerate(rows, 1))
    columns = "---|" * (5 + head.count("|"))
    return f"{BUDGET}\n予算管理表\n| 発注ID | 予算ID | 負担部門 | 発注区分 | {head} |\n|{columns}\n{lines}\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["| | 1,000,000 | 2026/5/1"], {"適合": 1}),
        (["| | 1,000,001 | 2026/5/1"], {"違反": 1}),
        (["| | 約50万 | 2026/5/1"], {"判定不能": 1}),
        (["| | 約50万 | 2026/5/1", "| | 1,000,001 | 2026/5/1"], {"違反": 1, "判定不能": 1}),
        (["600,000 | 高い | |"], {"判定不能": 1}),
        (["600,000 | | | 来月"], {"判定不能": 1}),
        (["約50万 | | 600,000 | 2026/5/1"], {"適合": 1}),
        (["| 50% | |"], {"適合": 1}),
        (["2,000,001 | 50% | |"], {"違反": 1}),
        (["2,000,000 | 50% | |"], {"適合": 1}),
    ],
)
def test_bud001_says_nothing_of_a_budget_whose_orders_it_cannot_read(rows, expected):
    assert counts("BUD001", orders(*rows)) == expected


def test_bud001_cannot_judge_an_order_whose_kind_it_cannot_read():
    ledger = orders("| | 600,000 | 2026/5/1")
    assert counts("BUD001", ledger.replace("| 当初 |", "| #N/A |")) == {"判定不能": 1}


def test_bud001_cannot_judge_a_budget_without_its_amount():
    ledger = orders("| | 600,000 | 2026/5/1").replace("1,000,000", "")
    assert counts("BUD001", ledger) == {"判定不能": 1}


REQUEST = """
予算枠
| 予算ID | 年度 | 負担部門 | 区分 | 予算額 | 申請日 | 承認日 |
|---|---|---|---|---|---|---|
| BUD-001 | 2026 | 会員部 | {kind} | 1,000,000 | {asked} | {granted} |

予算管理表
| 発注ID | 予算ID | 負担部門 | 発注区分 | 発注金額 | 発注日 |
|---|---|---|---|---|---|
| ORD-001 | BUD-001 | 会員部 | 当初 | 950,000 | 2026/5/1 |
"""


@pytest.mark.parametrize(
    ("kind", "asked", "granted", "over", "nearly"),
    [
        ("補正", "2026/4/1", "", "会員部の2026年度の予算が 950,000 円足りません", {"対象外": 1}),
        ("却下", "2026/4/1", "2026/4/2", "会員部の2026年度の予算が 950,000 円足りません", {"対象外": 1}),
        ("補正", "2026/4/1", "2026/4/2", None, {"違反": 1}),
        ("当初", "", "", None, {"違反": 1}),
    ],
)
def test_a_budget_that_nobody_granted_holds_nothing(kind, asked, granted, over, nearly):
    ledger = REQUEST.format(kind=kind, asked=asked, granted=granted)
    said = [finding.message for finding in ask("BUD001", ledger).findings]
    assert len(said) == bool(over) and all(over in each for each in said)
    assert counts("BUD002", ledger) == nearly


def test_bud001_cannot_judge_a_request_whose_day_of_approval_it_cannot_read():
    ledger = REQUEST.format(kind="補正", asked="2026/4/1", granted="近いうち")
    assert not ask("BUD001", ledger).findings
    assert counts("BUD001", ledger)["判定不能"]


DEPARTMENTS = """
予算枠
| 予算ID | 年度 | 負担部門 | 予算額 |
|---|---|---|---|
| BUD-001 | 2026 | 会員部 | 1,000,000 |
| BUD-002 | 2026 | 営業部 | 1,000,000 |
| BUD-003 | 2027 | 会員部 | 1,000,000 |

予算管理表
| 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 | 負担部門 |
|---|---|---|---|---|---|
| ORD-001 | BUD-001 | 当初 | 600,000 | 2026/5/1 | 会員部 |
| ORD-002 | BUD-002 | 当初 | 600,000 | 2026/5/1 | {} |
| ORD-003 | BUD-003 | 当初 | 600,000 | 2027/5/1 | 会員部 |
"""


def test_bud001_counts_an_order_for_the_department_that_bears_it():
    (finding,) = ask("BUD001", DEPARTMENTS.format("会 員 部")).findings
    assert (finding.sheet, finding.row, finding.cell) == ("予算枠", None, None)
    assert finding.id == "BUD001/予算枠/会員部・2026年度"
    assert "会員部の2026年度" in finding.message and "200,000 円足りません" in finding.message
    assert not hits("BUD001", DEPARTMENTS.format("営業部"))
    assert not hits("BUD001", DEPARTMENTS.format(""))


def test_bud001_speaks_of_a_department_that_bears_orders_without_a_budget():
    (finding,) = ask("BUD001", DEPARTMENTS.format("経理部")).findings
    assert finding.id == "BUD001/予算枠/経理部・2026年度"
    assert "経理部の2026年度の予算が 600,000 円足りません(予算 0 円" in finding.message


@pytest.mark.parametrize(
    ("spent", "threshold", "expected"),
    [
        ("900,000", "10", {"適合": 1}),
        ("900,001", "10", {"違反": 1}),
        ("1,000,000", "10", {"違反": 1}),
        ("1,000,001", "10", {"適合": 1}),
        ("800,001", "20", {"違反": 1}),
        ("900,001", "5", {"適合": 1}),
        ("約90万", "10", {"判定不能": 1}),
    ],
)
def test_bud002_speaks_below_the_share_that_the_workbook_sets(spent, threshold, expected):
    setting = f"\n設定\n| 項目 | 値 |\n|---|---|\n| 閾値.残予算割合 | {threshold} |\n"
    assert counts("BUD002", orders(f"| | {spent} | 2026/5/1") + setting) == expected


def test_bud002_says_how_much_is_left():
    (finding,) = ask("BUD002", orders("| | 901,000 | 2026/5/1")).findings
    assert (
        "BUD-001(会員部 2026年度)の残予算は 99,000 円で、予算額 1,000,000 円の 9.9% しか" in finding.message
    )


def test_bud002_leaves_a_transfer_out_of_a_budget_alone():
    assert counts("BUD002", orders().replace("1,000,000", "-1,000,000")) == {"対象外": 1}


@pytest.mark.parametrize(
    ("estimated", "ordered", "remarks", "expected"),
    [
        ("100", "101", "", "違反"),
        ("100", "101", "#N/A", "判定不能"),
        ("100", "100", "#N/A", "適合"),
        ("約100", "101", "", "判定不能"),
        ("-300", "-200", "", "違反"),
        ("-300", "-400", "", "適合"),
    ],
)
def test_bud003_needs_the_remark_only_where_the_order_is_higher(estimated, ordered, remarks, expected):
    ledger = orders(f"{estimated} | {ordered} | {remarks}", head="見積金額 | 発注金額 | 備考")
    assert counts("BUD003", ledger) == {expected: 1}


@pytest.mark.parametrize(
    ("estimated_on", "approved_on", "expected"),
    [
        ("2026/5/1", "2026/5/1", "適合"),
        ("2026/5/2", "先月", "違反"),
        ("先月", "2026/5/2", "違反"),
        ("先月", "2026/5/1", "判定不能"),
        ("2026/5/1", "先月", "判定不能"),
        ("", "", "対象外"),
        ("", "2026/5/1", "適合"),
    ],
)
def test_bud004_compares_what_it_can_read(estimated_on, approved_on, expected):
    ledger = orders(f"{estimated_on} | 2026/5/1", head="見積日 | 発注日").replace("2026/4/1", approved_on)
    assert counts("BUD004", ledger) == {expected: 1}


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        ("| | 2026/4/20", {"違反": 1}),
        ("| 2026/4/25 | 2026/4/20", {"適合": 1}),
        ("却下 | 2026/4/25 | 2026/4/20", {"違反": 1}),
        ("| 先月 | 2026/4/20", {"判定不能": 1}),
        ("| | ", {"対象外": 1}),
    ],
)
def test_bud004_lets_nobody_order_on_a_budget_that_is_only_asked_for_or_turned_down(budget, expected):
    placed = orders("2026/5/1", head="発注日").removeprefix(BUDGET)
    granted = f"""
予算枠
| 予算ID | 年度 | 区分 | 承認日 | 申請日 |
|---|---|---|---|---|
| BUD-001 | 2026 | {budget} |
"""
    assert counts("BUD004", granted + placed) == expected


def test_bud004_names_every_day_that_comes_too_late():
    ledger = orders("2026/5/10 | 2026/5/1", head="見積日 | 発注日").replace("2026/4/1", "2026/5/20")
    (finding,) = ask("BUD004", ledger).findings
    assert "見積日 2026/05/10、予算の承認日 2026/05/20 より前" in finding.message
    assert finding.expected == "2026/05/20 以降"


STARTED = """
マスタスケジュール
| 作業ID | 親作業 | 種別 | 工程 | システム | 実績開始 |
|---|---|---|---|---|---|
| WBS-001 | | 工程 | 開発 | 会員基盤 | 2026/5/1 |
| WBS-002 | WBS-001 | 作業 | {} | 会員基盤 | 2026/5/1 |

システム一覧
| ID | システム名 | 外注 |
|---|---|---|
| SYS-001 | 会員基盤 | ○ |

予算管理表
| 発注ID | システム名 | 発注区分 | 発注日 |
|---|---|---|---|
"""


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("| ORD-001 | 会員基盤 | 当初 | 2026/5/1 |", []),
        ("| ORD-001 | ＳＹＳ－００１ | 当初 | 2026/5/1 |", []),
        ("| ORD-001 | 会員基盤 | 当初 | 2026/5/2 |", ["WBS-002 実績開始 (要判断)"]),
        ("| ORD-001 | 会員基盤 | 減額 | 2026/5/1 |", ["WBS-002 実績開始 (要判断)"]),
        ("| ORD-001 | 営業支援 | 当初 | 2026/5/1 |", ["WBS-002 実績開始 (要判断)"]),
    ],
)
def test_bud005_asks_once_per_system_at_the_work_itself(order, expected):
    assert hits("BUD005", STARTED.format("開発") + order) == expected


@pytest.mark.parametrize(("phase", "is_asked"), [("基本設計", True), ("受入試験", True), ("移行", False)])
def test_bud005_looks_at_the_phases_that_a_vendor_works_in(phase, is_asked):
    ledger = STARTED.format(phase).replace("| 工程 | 開発 |", "| 工程 | 要件定義 |")
    assert bool(hits("BUD005", ledger)) is is_asked


def test_bud005_cannot_judge_work_while_an_order_has_no_readable_day():
    unread = "| ORD-001 | 会員基盤 | 当初 | 先月 |"
    assert counts("BUD005", STARTED.format("開発") + unread) == {"判定不能": 2}
    early = unread + "\n| ORD-002 | 会員基盤 | 当初 | 2026/4/1 |"
    assert counts("BUD005", STARTED.format("開発") + early) == {"判定不能": 1, "適合": 1, "対象外": 1}


def test_bud005_still_judges_the_orders_of_a_workbook_without_a_schedule():
    head = "発注日 | 履行開始"
    ledger = "不在: マスタスケジュール\n" + orders("2026/5/2 | 2026/5/1", head=head)
    assert counts("BUD005", ledger) == {"違反": 1, "判定不能": 1}


@pytest.mark.parametrize(
    ("accepted", "paid", "rows", "expected"),
    [
        ("2026年5月", "2026年5月", "", []),
        ("2026年4月", "2026年5月", "", ["ORD-001 検収月"]),
        ("2026年6月", "2026年5月", "", ["ORD-001 支払月"]),
        ("", "2026年6月", "", ["ORD-001 検収月"]),
        ("", "", "| ACC-001 | ORD-001 | 2026/6/1 | 2026/7/31 |", []),
        ("", "", "| ACC-001 | ORD-002 | 2026/6/1 | 2026/7/31 |", ["ORD-001 検収月", "ORD-001 支払月"]),
        ("", "2026年6月", "| ACC-001 | ORD-001 | 6月中旬 | |", []),
    ],
)
def test_bud006_takes_the_days_of_the_deliveries_for_a_month_left_blank(accepted, paid, rows, expected):
    ledger = orders(f"2026/5/31 | {accepted} | {paid}", head="発注日 | 検収月 | 支払月")
    deliveries = f"\n検収支払\n| 検収ID | 発注ID | 検収予定日 | 支払期日 |\n|---|---|---|---|\n{rows}\n"
    assert sorted(hits("BUD006", ledger + deliveries)) == sorted(expected)


@pytest.mark.parametrize(
    ("year", "start", "month", "expected"),
    [
        ("2026", "4", "2027年3月", "適合"),
        ("2026", "4", "2027年4月", "違反"),
        ("2026", "10月", "2027年9月", "適合"),
        ("2026", "10月", "2026年9月", "違反"),
        ("2026", "13", "2026年4月", "適合"),
        ("8年度", "4", "2026年4月", "判定不能"),
        ("", "4", "2026年4月", "対象外"),
        ("2026", "4", "来月", "判定不能"),
    ],
)
def test_bud007_counts_fiscal_years_from_the_month_the_workbook_sets(year, start, month, expected):
    ledger = orders(month, head="検収月").replace("| 2026 |", f"| {year} |")
    setting = f"\n設定\n| 項目 | 値 |\n|---|---|\n| 会計年度開始月 | {start} |\n"
    assert counts("BUD007", ledger + setting) == {expected: 1}


def shares(*rows: str) -> str:
    return orders(*rows, head="発注書番号 | 発注金額 | 負担率")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["PO-1 | 334 | 33.3333333333333%", "PO-1 | 333 | 33.3333333333333%", "PO-1 | 333 | 33.3333333333333%"], []),
        (["PO-1 | 501 | 50%", "ｐｏ－１ | 499 | 50%"], []),
        (["PO-1 | 502 | 50%", "PO-1 | 498 | 50%"], ["ORD-001 負担率", "ORD-002 負担率"]),
        (["PO-1 | 2 | 60%", "PO-1 | 2 | 60%"], ["ORD-001 負担率"]),
        (["PO-1 | 500 | 50%", "PO-1 | 500 | 40%"], ["ORD-002 負担率"]),
        (["PO-1 | 500 |", "PO-1 | 500 |"], ["ORD-001 負担率", "ORD-002 負担率"]),
        (["PO-1 | 500 | 50%", "PO-2 | 500 | 50%"], []),
        (["PO-1 | 500 | 半分", "PO-1 | 500 | 50%"], []),
        (["PO-1 | 約500 | 50%", "PO-1 | 500 | 50%"], []),
    ],
)  # fmt: skip
def test_bud008_wants_shares_that_make_up_the_whole_order(rows, expected):
    assert hits("BUD008", shares(*rows)) == expected


def test_bud008_cannot_judge_shares_it_cannot_read():
    assert counts("BUD008", shares("PO-1 | 500 | 半分", "PO-1 | 500 | 50%")) == {"判定不能": 2}
    assert counts("BUD008", shares("PO-1 | 約500 | 50%", "PO-1 | 500 | 50%")) == {"判定不能": 2}
    assert counts("BUD008", shares("PO-1 | | 50%", "PO-1 | 500 | 50%")) == {"判定不能": 2}


def test_bud008_names_the_rate_that_the_amounts_give():
    first, _ = ask("BUD008", shares("PO-1 | 250 | 50%", "PO-1 | 750 | 50%")).findings
    assert "負担率 50% が金額の割合 25% と合いません" in first.message


def test_bud008_compares_departments_as_names_compare():
    other = orders("PO-1 | 100", head="発注書番号 | 発注金額")
    assert not hits("BUD008", other.replace("| 会員部 | 当初", "| 会 員 部 | 当初"))
    assert hits("BUD008", other.replace("| 会員部 | 当初", "| 会員部第一 | 当初")) == ["ORD-001 負担部門"]


def test_bud010_cannot_judge_an_amount_it_cannot_read():
    ledger = orders("約50万 | 2026/5/1 | PO-1", head="発注金額 | 発注日 | 発注書番号")
    assert counts("BUD010", ledger) == {"判定不能": 1}
