"""What the manual pages of ACC001–ACC020 leave out: unreadable cells, vendors' defaults, month ends, holidays."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits

ORDER = """
予算管理表
| 発注ID | 件名 | 発注区分 | 発注先 | 発注金額 | 発注日 | 取適法 | 支払月 |
|---|---|---|---|---|---|---|---|
| ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 | 対象 | 2026年10月 |
"""


def deliveries(head: str, *rows: str, as_of: str = "2026-11-30", vendor: str = "") -> str:
    """検収支払 with these columns, rows of ORD-001; vendor: a column of 取引先一覧 and its value, `head=value`."""
    lines = "\n".join(f"| ACC-{n:03} | ORD-001 | {row} |" for n, row in enumerate(rows, 1))
    columns = "---|" * (3 + head.count("|"))
    label, _, value = vendor.partition("=")
    master = (
        f"\n取引先一覧\n| 取引先名 | {label} |\n|---|---|\n| ㈱あさひシステム | {value} |\n" if vendor else ""
    )
    return f"基準日: {as_of}\n\n検収支払\n| 検収ID | 発注ID | {head} |\n|{columns}\n{lines}\n{ORDER}{master}"


@pytest.mark.parametrize(
    ("due", "as_of", "expected"),
    [
        ("2026/11/30", "2026-11-30", []),
        ("2026/11/29", "2026-11-30", ["ACC-001 検収予定日"]),
        ("2027/1/31", "2027-02-28", ["ACC-001 検収予定日"]),
        ("2027/1/31", "2027-03-01", ["ACC-001 検収予定日 (エラー)"]),
        ("2027/2/28", "2027-03-28", ["ACC-001 検収予定日"]),
        ("2027/2/28", "2027-03-29", ["ACC-001 検収予定日 (エラー)"]),
    ],
)
def test_acc001_becomes_an_error_after_the_same_day_of_the_next_month(due, as_of, expected):
    assert hits("ACC001", deliveries("検収予定日", due, as_of=as_of)) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2026/11/1 | ", {"違反": 1}),
        ("2026/11/1 | 先週", {"判定不能": 1}),
        ("11月上旬 | ", {"判定不能": 1}),
        (" | ", {"判定不能": 1}),
        ("11月上旬 | 2026/11/5", {"適合": 1}),
    ],
)
def test_acc001_never_calls_an_unknown_day_in_time(row, expected):
    assert counts("ACC001", deliveries("検収予定日 | 検収日", row)) == expected | {
        "対象外": 1  # the order has a row
    }


@pytest.mark.parametrize(
    ("row", "vendor", "expected"),
    [
        ("2026/11/29 | ", "", "違反"),
        ("2026/11/29 | ", "順延合意=○", "適合"),
        ("2026/11/29 | ", "順延合意=×", "違反"),
        ("2026/11/29 | ", "順延合意=#N/A", "判定不能"),
        ("2026/11/27 | ", "順延合意=#N/A", "違反"),
        ("2026/11/30 | ", "順延合意=#N/A", "適合"),
        ("2026/11/27 | 先週", "", "判定不能"),
        ("月末 | ", "", "判定不能"),
    ],
)
def test_acc002_waits_for_the_next_bank_day_only_where_that_is_agreed(row, vendor, expected):
    # 2026-11-29 is a Sunday: the payment may be made on the 30th
    ledger = deliveries("支払期日 | 支払日", row, vendor=vendor)
    assert counts("ACC002", ledger) == {expected: 1} | {"対象外": 1}


@pytest.mark.parametrize(
    ("as_of", "accepted_on", "invoiced_on", "expected"),
    [
        ("2026-10-31", "2026/9/30", "", "適合"),
        ("2026-11-01", "2026/9/30", "", "違反"),
        ("2026-11-01", "", "2026/9/30", "違反"),
        ("2026-11-01", "", "", "違反"),
        ("2026-11-01", "先月", "", "違反"),
    ],
)
def test_acc002_takes_the_month_of_the_order_where_there_is_no_due_day(
    as_of, accepted_on, invoiced_on, expected
):
    ledger = deliveries("検収日 | 請求日", f"{accepted_on} | {invoiced_on}", as_of=as_of)
    assert counts("ACC002", ledger).get(expected) == 1


PAID = "検収額 | 請求書番号 | 請求額 | 税率 | 消費税額 | 支払日 | 支払額 | 備考"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 110 |"], []),
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 109 |"], []),
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 111 |"], []),
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 108 |"], ["ACC-001 支払額"]),
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 112 |"], ["ACC-001 支払額"]),
        (["100 | S-1 | 101 | 10% | 10 | 2026/9/30 | 111 | 前回分と相殺"], ["ACC-001 請求額 (警告)"]),
        (["100 | | 100 | 10% | 10 | 2026/9/30 | 50 |", "100 | | 100 | 10% | 10 | 2026/9/30 | 170 |"],
         ["ACC-001 支払額", "ACC-002 支払額"]),
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 220 |", "100 | s-1 | 100 | 10% | 10 | 2026/9/30 | |"], []),
        (["100 | S-1 | 100 | 10% | | 2026/9/30 | 110 |"], []),
        (["100 | S-1 | 100 | 0% | | 2026/9/30 | 100 |"], []),
        (["100 | S-1 | 100 | 0% | | 2026/9/30 | 98 |"], ["ACC-001 支払額"]),
        (["100 | S-1 | 100 | 10% | 10 | 2026/9/30 | 50 |", "100 | S-1 | 100 | 10% | 10 | | |"], []),
        (["600,000 | | | | | | |", "400,000 | | | | | | |", "1 | | | | | | |"], ["ACC-003 検収額"]),
        (["999,999 | | | | | | |", "2 | | | | | | |", "5 | | | | | | |"], ["ACC-002 検収額"]),
    ],
)  # fmt: skip
def test_acc003_puts_order_acceptance_invoice_and_payment_together(rows, expected):
    assert hits("ACC003", deliveries(PAID, *rows)) == expected


@pytest.mark.parametrize(
    "row",
    [
        "100 | S-1 | 100 | 10% | | 2026/9/30 | 110 |",
        "100 | S-1 | 100 | 10% | 約10 | 2026/9/30 | 110 |",
        "100 | S-1 | 100 | 10% | 10 | 2026/9/30 | |",
        "100 | S-1 | 100 | 10% | 10 | 先月 | 110 |",
        "| S-1 | | 10% | 10 | 2026/9/30 | 110 |",
        "100 | S-1 | 約100 | 10% | 10 | 2026/9/30 | 110 |",
    ],
)
def test_acc003_cannot_judge_an_amount_that_is_missing_or_unreadable(row):
    assert counts("ACC003", deliveries(PAID, row)) == {"判定不能": 1}


def test_acc003_cannot_judge_deliveries_of_an_order_without_an_amount():
    ledger = deliveries("検収額", "100").replace("1,000,000", "約100万")
    assert counts("ACC003", ledger) == {"判定不能": 1}


@pytest.mark.parametrize(
    ("paid", "is_found"), [(109_890, False), (108_900, False), (108_899, True), (109_891, True)]
)
def test_acc003_allows_the_fee_that_the_vendor_bears(paid, is_found):
    row = f"100,000 | S-1 | 100,000 | 10% | 10,000 | 2026/9/30 | {paid} |"
    assert bool(hits("ACC003", deliveries(PAID, row, vendor="手数料負担=先方"))) is is_found


BILLED = "受領日 | 請求書番号 | 請求日 | 請求額 | 税率"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["| S-1 | 2026/9/30 | 100 | 10%"] * 3, ["ACC-002 請求書番号", "ACC-003 請求書番号"]),
        (["| S-1 | 2026/9/30 | 100 | 10%", "| S-1 | 2026/10/1 | 100 | 10%"], ["ACC-002 請求書番号"]),
        (["| S-1 | 2026/9/30 | 100 | 10%", "| S-2 | 2026/9/1 | 100 | 10%"], ["ACC-002 請求書番号 (要判断)"]),
        (["| S-1 | 2026/9/30 | 100 | 10%", "| S-2 | 2026/10/1 | 100 | 10%"], []),
        (["| S-1 | 2026/9/30 | 100 | 10%", "| S-2 | 2026/9/30 | 101 | 10%"], []),
        (["| S-1 | 2026/9/30 | | 10%", "| S-1 | 2026/9/30 | | 10%"], []),
        (["| | 2026/9/30 | 100 | 10%"] * 2, []),
        (["| S-1 | | 100 | 10%", "| S-1 | 2026/9/30 | 101 | 10%"], []),
    ],
)
def test_acc004_tells_a_second_invoice_from_a_second_line(rows, expected):
    assert hits("ACC004", deliveries(BILLED, *rows)) == expected


def test_acc004_cannot_clear_a_row_whose_day_or_rate_it_cannot_read():
    assert counts("ACC004", deliveries(BILLED, "| S-1 | 先月 | 100 | 10%")) == {"判定不能": 1}


TERMS = "受領日 | 検収日 | 締め区分 | 支払期日"


@pytest.mark.parametrize(
    ("row", "vendor", "expected"),
    [
        ("2026/7/1 | | | 2026/8/29", "締め区分=#N/A", "適合"),
        ("2026/7/1 | | | 2026/8/31", "締め区分=#N/A", "判定不能"),
        ("2026/7/1 | | | 2026/9/30", "締め区分=#N/A", "違反"),
        ("2026/7/1 | | | 2026/8/31", "締め区分=月締め", "適合"),
        ("2026/7/1 | | 都度 | 2026/8/31", "締め区分=月締め", "違反"),
        ("先月 | | | 2026/8/31", "締め区分=月締め", "判定不能"),
        ("| 先月 | | 2026/8/31", "締め区分=月締め", "判定不能"),
        ("| 2026/7/10 | | 2026/8/31", "締め区分=月締め", "判定不能"),
        ("2026/7/1 | 先月 | | 2026/9/30", "締め区分=月締め", "違反"),
    ],
)
def test_acc008_reads_a_blank_closing_from_the_vendor_and_never_guesses_one(row, vendor, expected):
    assert counts("ACC008", deliveries(TERMS, row, vendor=vendor)) == {expected: 1}


@pytest.mark.parametrize("rule_id", ["ACC007", "ACC008", "ACC009", "ACC010", "ACC012", "ACC013"])
def test_a_delivery_nobody_has_judged_under_the_law_is_never_green(rule_id):
    ledger = deliveries(f"{TERMS} | 支払方法", "2026/7/1 | 2026/7/5 | | 2026/8/1 | 振込")
    assert counts(rule_id, ledger.replace("| 対象 |", "| 未判定 |")) == {"判定不能": 1}
    assert counts(rule_id, ledger.replace("| 対象 |", "| #N/A |")) == {"判定不能": 1}
    assert counts(rule_id, ledger.replace("ORD-001 | 会", "ORD-009 | 会")) == {"判定不能": 1}
    assert counts(rule_id, ledger.replace("| 対象 |", "| 対象外 |")) == {"対象外": 1}


def test_acc009_says_both_counts_and_acc008_leaves_it_the_word():
    ledger = deliveries(TERMS, "2026/5/20 | 2026/6/5 | 月締め | 2026/7/31")
    (finding,) = ask("ACC009", ledger).findings
    assert "56 日" in finding.message and "72 日" in finding.message
    assert finding.expected == "2026/07/19 まで"
    assert counts("ACC008", ledger) == {"対象外": 1}


@pytest.mark.parametrize(
    ("due", "agreed", "expected"),
    [
        ("2026/10/31", "○", "適合"),
        ("2026/10/31", "", "違反"),
        ("2026/10/31", "#N/A", "判定不能"),
        ("2026/10/30", "#N/A", "対象外"),
        ("", "", "判定不能"),
    ],
)
def test_acc010_asks_for_the_agreement_only_on_a_bank_holiday(due, agreed, expected):
    ledger = deliveries("受領日 | 支払期日 | 順延合意", f"2026/9/2 | {due} | {agreed}")
    assert counts("ACC010", ledger) == {expected: 1}


def test_acc011_shows_the_late_charge_of_a_covered_payment_from_day_61():
    head = "受領日 | 支払期日 | 支払日 | 支払額"
    ledger = deliveries(head, "2026/8/20 | 2026/9/30 | 2026/11/30 | 1,100,000")
    (finding,) = ask("ACC011", ledger).findings
    # day 60 is 2026-10-18; 43 days × 1,100,000 × 14.6 % ÷ 365 = 18,920
    assert (
        "遅延利息の目安は 18,920 円です(受領日から61日目の 2026/10/19 から 43 日分、年 14.6%。率は告示で確かめてください)"
        in finding.message
    )
    (other,) = ask("ACC011", ledger.replace("| 対象 |", "| 対象外 |")).findings
    assert "遅延利息" not in other.message
    (early,) = ask("ACC011", deliveries(head, "2026/10/20 | 2026/10/30 | 2026/11/30 | 1,100,000")).findings
    assert "遅延利息" not in early.message


@pytest.mark.parametrize(
    ("due", "expected"),
    [("2026/10/30", "違反"), ("月末", "判定不能"), ("", "判定不能"), ("2026/11/2", "適合")],
)
def test_acc011_needs_the_day_that_was_agreed(due, expected):
    assert counts("ACC011", deliveries("支払期日 | 支払日", f"{due} | 2026/11/2")) == {expected: 1}


@pytest.mark.parametrize(
    ("vendor", "expected"),
    [
        ("支払方法=手形", "違反"),
        ("支払方法=", "判定不能"),
        ("支払方法=#N/A", "判定不能"),
        ("支払方法=振込", "適合"),
    ],
)
def test_acc012_reads_a_blank_method_from_the_vendor(vendor, expected):
    assert counts("ACC012", deliveries("件名", "納品", vendor=vendor)) == {expected: 1}


@pytest.mark.parametrize(
    ("invoiced_on", "share"),
    [("2026/9/30", "80% しか控除できません。"), ("2026/10/1", "70% しか控除できません(予定)。")],
)
def test_acc015_names_the_share_that_holds_on_the_day_of_the_invoice(invoiced_on, share):
    (finding,) = ask("ACC015", deliveries("請求日 | 税率", f"{invoiced_on} | 10%")).findings
    assert share in finding.message


def test_acc015_cannot_judge_a_vendor_whose_number_it_cannot_read():
    assert counts("ACC015", deliveries("税率", "10%", vendor="登録番号=#N/A")) == {"判定不能": 1}


TAXED = "請求書番号 | 請求額 | 税率 | 消費税額"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["S-1 | 105 | 10% | 10"], {"適合": 1}),
        (["S-1 | 105 | 10% | 11"], {"適合": 1}),
        (["S-1 | 105 | 10% | 12"], {"違反": 1}),
        (["S-1 | 105 | 10% | 9"], {"違反": 1}),
        (["S-1 | 105 | | 10"], {"判定不能": 1}),
        (["S-1 | 105 | 10% | "], {"判定不能": 1}),
        (["S-1 | 105 | 10% | 約10"], {"判定不能": 1}),
        (["S-1 | 105 | 10% | 10", "S-1 | 105 | 10% | 約10"], {"判定不能": 2}),
        (["S-1 | 105 | 10% | 10", "S-1 | 200 | 8% | 約16"], {"判定不能": 2}),
        (["S-1 | 105 | 10% | 10", "S-2 | 105 | 10% | 約10"], {"適合": 1, "判定不能": 1}),
        (["S-1 | 105 | 10% | 10"] * 3, {"違反": 1, "適合": 2}),
    ],
)
def test_acc016_rounds_once_per_invoice_and_rate(rows, expected):
    assert counts("ACC016", deliveries(TAXED, *rows)) == expected


def test_acc016_names_rounding_line_by_line():
    (finding,) = ask("ACC016", deliveries(TAXED, *["S-1 | 105 | 10% | 10"] * 3)).findings
    assert "明細ごとに切捨てして合計した額です" in finding.message


@pytest.mark.parametrize(
    ("as_of", "start", "expected"),
    [
        ("2027-05-30", "4", "要判断"),
        ("2027-05-31", "4", "対象外"),
        ("2027-03-31", "4", "対象外"),
        ("2027-05-30", "1", "対象外"),
    ],
)
def test_acc018_asks_in_the_sixty_days_after_the_fiscal_year(as_of, start, expected):
    setting = f"\n設定\n| 項目 | 値 |\n|---|---|\n| 会計年度開始月 | {start} |\n"
    ledger = deliveries("受領日 | 検収日", "2027/3/31 | 2027/4/1", as_of=as_of)
    assert counts("ACC018", ledger + setting) == {expected: 1}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2026/9/30 | 2026/9/30 | 2026/9/30 | 2026/9/30", {"適合": 1}),
        ("先月 | 2026/9/30 | 2026/9/30 | 2026/9/30", {"判定不能": 1}),
        ("先月 | 2026/9/30 | 2026/9/30 | 2026/9/29", {"違反": 1}),
        ("| 先月 | 2026/9/30 | 2026/9/29", {"判定不能": 1}),
        ("| | | 先月", {"判定不能": 1}),
        ("2026/9/30 | | | ", {"対象外": 1}),
    ],
)
def test_acc019_compares_the_days_it_can_read(row, expected):
    assert counts("ACC019", deliveries("受領日 | 検収日 | 請求日 | 支払日", row)) == expected


UNHEARD = """
予算管理表
| 発注ID | 発注区分 | 発注日 | 履行終了 | 検収月 |
|---|---|---|---|---|
| ORD-001 | 当初 | 2026/5/1 | {} | {} |
"""


@pytest.mark.parametrize(
    ("until", "month", "more", "expected"),
    [
        ("2026/11/12", "", "", "違反"),
        ("2026/11/13", "", "", "適合"),
        ("2026/11/12", "2026年11月", "", "違反"),
        ("2026/11/12", "2026年10月", "", "対象外"),
        ("2026/11/12", "来月", "", "判定不能"),
        ("2026/11/12", "", "休日\n| 日付 | 区分 |\n|---|---|\n| 2026/11/20 | 会社休日 |", "適合"),
        ("2026/11/13", "", "設定\n| 項目 | 値 |\n|---|---|\n| 閾値.納品遅れ日数 | 9 |", "違反"),
    ],
)
def test_acc020_waits_ten_business_days_of_the_project(until, month, more, expected):
    assert counts("ACC020", UNHEARD.format(until, month) + f"\n{more}\n") == {expected: 1}


def test_acc007_cannot_judge_what_may_have_happened_on_a_day_it_cannot_read():
    head = "受領日 | 検収予定日 | 検収日 | 請求日 | 支払日"
    for row in ("#N/A | 2026/12/4 | | |", "| #N/A | | |", "| 2026/12/4 | #N/A | |", "| 2026/12/4 | | | #N/A"):
        assert counts("ACC007", deliveries(head, row)) == {"判定不能": 1}
    assert counts("ACC007", deliveries(head, "| 2026/12/4 | | |")) == {"対象外": 1}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2026/11/2 | 2026/11/30 | | |", "対象外"),
        ("2026/11/2 | 2026/11/29 | | |", "要判断"),
        ("2026/11/2 | | 2026/11/20 | |", "要判断"),
        ("2026/11/2 | | | 2026/11/20 |", "要判断"),
        ("2026/10/2 | | | |", "対象外"),
        ("2026/10/1 | | | |", "違反"),
    ],
)
def test_acc007_leaves_a_delivery_that_is_only_received_until_its_last_day_has_passed(
    row: str, expected: str
) -> None:
    head = "受領日 | 検収予定日 | 検収日 | 請求日 | 支払日"
    ledger = deliveries(head, row).replace("2026年10月", "2026年12月")
    assert counts("ACC007", ledger) == {expected: 1}


def test_acc017_cannot_judge_a_vendor_it_cannot_read():
    ledger = deliveries("請求日 | 請求額 | 電子受領 | 保存先", "2026/9/30 | 100 | ○ | 共有/S-01.pdf")
    assert counts("ACC017", ledger) == {"適合": 1}
    assert counts("ACC017", ledger.replace("| あさひシステム |", "| #N/A |")) == {"判定不能": 1}
    assert counts("ACC017", ledger.replace("| ORD-001 | 2026", "| #N/A | 2026")) == {"判定不能": 1}
