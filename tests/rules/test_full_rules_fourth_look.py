"""More faults in rules of the full profile that no example noticed: what a finding tells, and limits met exactly."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits


def said(rule_id: str, ledger: str) -> str:
    """The message of the only finding."""
    (finding,) = ask(rule_id, ledger).findings
    return finding.message


def ledger(sheet: str, *columns: str, rows: list[str], **others: str) -> str:
    """One table, and others below it."""
    head = f"{sheet}\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    return "\n\n".join([head + "\n".join(f"| {row} |" for row in rows), *others.values()]) + "\n"


SYSTEMS = "システム一覧\n| システム名 | 区分 | 外注 |\n|---|---|---|\n| 会員基盤 | 新規 | ○ |"


@pytest.mark.parametrize(
    ("estimate", "told"),
    [
        ("| EST-001 | 会員基盤 | | 依頼中 |", "依頼中"),
        ("| EST-001 | 会員基盤 | | 辞退 |", "辞退"),
        ("| EST-001 | 帳票 | 100 | 受領 |", "なし"),
    ],
)
def test_a_system_without_an_estimate_says_how_far_it_came(estimate: str, told: str):
    estimates = f"見積一覧\n| 見積ID | システム | 金額 | 状態 |\n|---|---|---|---|\n{estimate}"
    assert f"(見積: {told})" in said("EST001", f"{estimates}\n\n{SYSTEMS}\n")


ORDERS = """
見積一覧
| 見積ID | システム | 金額 |
|---|---|---|
| EST-001 | 帳票 | 100 |

予算管理表
| 発注ID | システム名 | 発注区分 | 発注日 | 見積金額 | 見積ID |
|---|---|---|---|---|---|
| ORD-001 | 会員基盤 | 当初 | 2026/5/1 | 100 | |
| ORD-002 | 会員基盤 | 当初 | 2026/5/1 | {amount} | {estimate} |

システム一覧
| システム名 | 区分 | 外注 |
|---|---|---|
| 会員基盤 | 新規 | ○ |
"""


@pytest.mark.parametrize(
    ("amount", "estimate", "severity"),
    [("100", "", ""), ("", "", " (エラー)"), ("100", "EST-009", " (エラー)")],
)
def test_only_orders_that_were_all_estimated_elsewhere_leave_it_a_warning(amount, estimate, severity):
    assert hits("EST001", ORDERS.format(amount=amount, estimate=estimate)) == [f"システム名{severity}"]


@pytest.mark.parametrize(("parts", "off"), [("1005", "5"), ("995", "5")])
def test_half_a_percent_either_way_is_within_and_one_more_is_told_with_its_difference(parts: str, off: str):
    table = "見積一覧\n| 見積ID | 金額 | 工数 | 単価 |\n|---|---|---|---|\n| EST-001 | 1000 | 1 | {} |\n"
    assert not hits("EST003", table.format(parts))
    further = str(int(parts) + (1 if int(parts) > 1000 else -1))
    assert f"{int(off) + 1} 円違います" in said("EST003", table.format(further))


WISHES = """
基準日: 2026-11-30

IF一覧
| IF-ID | 接続元希望日 | 接続先希望日 | 状態 |
|---|---|---|---|
| IF-001 | 2026/12/9 | {later} | 設計中 |
"""


@pytest.mark.parametrize(("later", "proposed"), [("2026/12/10", "2026/12/10"), ("2026/12/12", "2026/12/14")])
def test_the_day_proposed_is_the_first_business_day_on_or_after_the_later_wish(later: str, proposed: str):
    assert f"案: {proposed}" in said("IFC002", WISHES.format(later=later))


def points(count: int) -> str:
    rows = [f"SPC-{n:03} | 会員基盤 | 2026/11/2 | 2026/12/11 | 未決" for n in range(1, count + 1)]
    milestone = (
        "マスタスケジュール\n| 作業ID | 種別 | 工程 | 作業名 | 予定終了 |\n|---|---|---|---|---|\n"
        "| WBS-001 | マイルストーン | 要件定義 | 要件定義完了 | 2026/11/26 |"
    )
    table = ledger(
        "仕様書確認", "確認ID", "対象システム", "起票日", "期限", "状態", rows=rows, schedule=milestone
    )
    return f"基準日: 2026-11-27\n\n{table}"


def test_open_points_at_the_milestone_are_counted_and_five_of_them_named():
    five, seven = said("SPC006", points(5)), said("SPC006", points(7))
    assert "「会員基盤」の要件定義のマイルストーン(2026/11/26)" in five
    assert "5 件" in five and "SPC-005" in five and "ほか" not in five
    assert "7 件" in seven and "SPC-005、ほか 2 件" in seven and "SPC-006" not in seven
    assert counts("SPC006", points(3)) == {"違反": 1, "適合": 2}


def test_a_point_not_followed_tells_since_the_later_of_the_two_days():
    table = ledger(
        "仕様書確認", "確認ID", "起票日", "最終確認日", "期限", "状態",
        rows=["SPC-001 | 2026/10/5 | 2026/11/12 | 2026/12/25 | 未決"],
    )  # fmt: skip
    assert "2026/11/12 から" in said("SPC007", table)


STOP = """
設定
| 項目 | 値 |
|---|---|
| 停止開始 | 2027-02-19 22:00 |
| 停止終了 | 2027-02-20 12:30 |
| サービスイン日 | {service} |

リリース計画
| 手順ID | 種別 | システム | 内容 | 開始予定 | 所要分 | 切戻し手順 | 切戻し所要分 | 不可逆 |
|---|---|---|---|---|---|---|---|---|
| REL-001 | 作業 | 会員基盤 | 移行する | 2027/2/19 22:00 | 60 | 戻す | 180 | |
| REL-002 | 判断点 | | 続けるか | 2027/2/20 10:00 | 30 | | | |
"""


def test_a_decision_that_comes_too_late_tells_the_last_moment_to_turn_back():
    told = said("REL003", STOP.format(service="2027-02-22"))
    assert "02/20 10:30 に終わります" in told and "180 分" in told
    assert "停止終了 02/20 12:30 に間に合いません" in told and "遅くとも 02/20 09:30 です" in told


def test_days_of_the_service_that_differ_are_told_with_their_time():
    assert "停止終了 2027/02/20 12:30" in said("WBS019", STOP.format(service="2027-02-18"))


IRREVERSIBLE = """
リリース計画
| 手順ID | 種別 | システム | 内容 | 開始予定 | 所要分 | 切戻し手順 | 不可逆 |
|---|---|---|---|---|---|---|---|
| REL-001 | 判断点 | | 続けるか | 2027/2/20 0:00 | 30 | | |
| REL-002 | 作業 | 会員基盤 | 切り替える | 2027/2/20 0:30 | 60 | | ○ |
| REL-003 | 作業 | 会員基盤 | 公開する | {start} | 60 | | |
| REL-004 | 判断点 | | 消すか | 2027/2/20 7:00 | 30 | | |
| REL-005 | 作業 | 会員基盤 | 旧データを消す | 2027/2/20 8:00 | 60 | | ○ |
"""


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2027/2/20 5:00", []), ("2027/2/20 0:30", []), ("2027/2/20 0:00", ["REL-003 切戻し手順"])],
)
def test_a_way_back_is_asked_for_only_before_the_first_irreversible_step(start: str, expected: list[str]):
    found = [each for each in hits("REL004", IRREVERSIBLE.format(start=start)) if "切戻し" in each]
    assert found == expected


QUALITY = """
品質
| 品質ID | 測定日 | システム | 工程 | 規模 | 規模単位 | 消化項目数 | 不具合数 | 解決済数 | 再オープン数 |
|---|---|---|---|---|---|---|---|---|---|
| QLT-001 | 2026/11/6 | | 結合試験 | 10 | KL | 10 | 1 | 0 | |
| QLT-002 | 2026/11/13 | | 結合試験 | 10 | KL | 20 | 2 | 0 | |
| QLT-003 | 2026/11/20 | | 結合試験 | 10 | KL | 30 | 3 | 0 | |
| QLT-004 | 2026/11/27 | {system} | 結合試験 | 10 | KL | {cases} | {defects} | {resolved} | {reopened} |

試験管理
| 試験ID | 工程 | 予定件数 |
|---|---|---|
| TST-001 | 結合試験 | 50 |

設定
| 項目 | 値 |
|---|---|
| 品質基準.結合試験.不具合 | ≤0.3/KL |
"""


def quality(
    cases: int = 40, defects: int = 5, resolved: int = 0, reopened: str = "", system: str = ""
) -> str:
    told = {"cases": cases, "defects": defects, "resolved": resolved, "reopened": reopened, "system": system}
    return QUALITY.format(**told)


def test_density_and_convergence_are_looked_at_from_exactly_eighty_percent_on():
    assert hits("QLT001", quality(40)) == ["QLT-004 不具合数"]
    assert hits("QLT002", quality(40)) == ["QLT-004 不具合数"]
    assert not hits("QLT001", quality(39)) and not hits("QLT002", quality(39))


def test_defects_that_do_not_converge_are_told_with_the_share_and_whose_they_are():
    told = said("QLT002", quality(40))
    assert told.startswith("案件全体の結合試験は消化率 80% です")
    assert "最後の 10 項目で不具合が 2 件" in told
    assert "未解決の不具合が 1 件から 5 件へ、3回続けて増えています" in told


def test_one_new_defect_is_no_pace():
    assert "最後の" not in said("QLT002", quality(40, 4))


@pytest.mark.parametrize(
    ("resolved", "reopened", "expected"),
    [
        (9, "9", []),
        (10, "1", []),
        (10, "2", ["QLT-004 再オープン数"]),
        (10, "3", ["QLT-004 再オープン数 (エラー)"]),
    ],
)
def test_reopening_counts_from_ten_resolved_defects_on(resolved: int, reopened: str, expected: list[str]):
    assert hits("QLT003", quality(resolved=resolved, reopened=reopened)) == expected


def test_whose_defects_are_opened_again_is_told():
    assert said("QLT003", quality(resolved=10, reopened="3")).startswith("案件全体の結合試験は、")
    own = quality(resolved=10, reopened="3", system="会員基盤")
    assert said("QLT003", own).startswith("会員基盤の結合試験は、")


RFP = """
RFP照合表
| RFP-ID | 要求 | 要件 | 必須任意 | 発行日 |
|---|---|---|---|---|
| RFP-001 | 登録 | REQ-001 | 必須 | 2026/4/1 |
| RFP-002 | 照会 | REQ-002 | 必須 | 2026/6/1 |

要件一覧
| 要件ID | 要件名 | 状態 | 関連システム |
|---|---|---|---|
| REQ-001 | 登録 | 対象 | 会員基盤 |
| REQ-002 | 照会 | 対象 | 会員基盤 |
| REQ-003 | 退会 | 対象 | 会員基盤 |

仕様変更管理表
| 変更ID | 起票日 | 対象要件 | 状態 |
|---|---|---|---|
| CHG-001 | {raised} | REQ-003 | 承認済 |

システム一覧
| システム名 | 外注 |
|---|---|
| 会員基盤 | ○ |
"""


@pytest.mark.parametrize(("raised", "is_hit"), [("2026/5/1", True), ("2026/6/1", True), ("2026/6/2", False)])
def test_a_requirement_that_came_after_the_last_issue_of_the_rfp_is_not_missing_in_it(
    raised: str, is_hit: bool
):
    assert (hits("RFP001", RFP.format(raised=raised)) == ["REQ-003 要件ID"]) == is_hit


DATES = """
設定
| 項目 | 値 |
|---|---|
| 目的 | 統合 |
| サービス概要 | 会員 |
| RFP.提出先 | 購買部 |
| RFP.質問期限 | {questions} |
| RFP.提案期限 | {proposals} |
| RFP.評価基準 | 価格 |
| RFP.契約条件 | 請負 |

RFP照合表
| RFP-ID | 要求 | 必須任意 | 発行日 |
|---|---|---|---|
| RFP-001 | 登録 | 必須 | 2026/4/1 |
| RFP-002 | 照会 | 必須 | 2026/6/1 |
"""


@pytest.mark.parametrize(
    ("questions", "proposals", "told"),
    [
        ("2026-06-01", "2026-06-01", None),
        ("2026-05-31", "2026-06-30", "「RFP.質問期限」2026/05/31 が、最後の発行日 2026/06/01 より前"),
        ("2026-06-15", "2026-06-14", "「RFP.提案期限」2026/06/14 が、質問期限 2026/06/15 より前"),
        ("", "2026-05-31", "「RFP.提案期限」2026/05/31 が、最後の発行日 2026/06/01 より前"),
    ],
)
def test_the_days_of_the_rfp_are_held_against_its_last_issue(questions, proposals, told):
    text = DATES.format(questions=questions, proposals=proposals)
    messages = [f.message for f in ask("RFP005", text).findings if "より前です" in f.message]
    assert [told in each for each in messages] == ([True] if told else [])


PAYMENT = """
基準日: 2026-11-30

検収支払
| 検収ID | 発注ID | 受領日 | 検収日 | 支払期日 | 支払日 | 順延合意 |
|---|---|---|---|---|---|---|
| ACC-001 | ORD-001 | 2026/10/1 | 2026/10/5 | {due} | {paid} | {deferred} |

予算管理表
| 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 | 支払月 |
|---|---|---|---|---|---|
| ORD-001 | 当初 | 甲社 | 2026/5/1 | {covered} | {month} |
"""


@pytest.mark.parametrize(
    ("due", "deferred", "covered", "month", "told"),
    [
        ("2026/11/20", "", "対象外", "", "支払期日 2026/11/20 を 10 日過ぎました"),
        ("2026/11/14", "○", "対象外", "", "支払期日 2026/11/14 (順延後の 2026/11/16)を 14 日過ぎました"),
        ("", "", "対象外", "2026/10/1", "支払月 2026年10月の末日を 30 日過ぎました"),
        ("2026/11/20", "", "対象", "", "取適法の支払遅延です(60日の最終日 2026/11/29)"),
    ],
)
def test_a_payment_overdue_is_told_by_the_day_that_was_passed(due, deferred, covered, month, told):
    text = PAYMENT.format(due=due, deferred=deferred, covered=covered, month=month, paid="")
    assert told in said("ACC002", text)
    if covered == "対象外":
        assert "取適法" not in said("ACC002", text)


def test_a_day_of_payment_that_cannot_be_read_is_not_called_unpaid():
    text = PAYMENT.format(due="2026/11/20", deferred="", covered="対象外", month="", paid="支払済")
    assert not hits("ACC002", text)
    assert counts("ACC002", text)["判定不能"] == 1


def test_a_placed_order_without_a_month_or_a_delivery_cannot_be_judged():
    table = ledger(
        "予算管理表", "発注ID", "発注区分", "発注日", "支払月", rows=["ORD-001 | 当初 | 2026/5/1 | "],
        acceptances="検収支払\n| 検収ID | 発注ID |\n|---|---|\n| ACC-001 | ORD-002 |",
    )  # fmt: skip
    assert counts("ACC002", table)["判定不能"] >= 1


def test_minutes_that_lack_are_told_with_their_days():
    table = """
会議体
| 会議ID | 会議名 | 頻度 | 初回日時 |
|---|---|---|---|
| MET-001 | 進捗会議 | 毎週 | 2026/11/10 10:00 |

議事録
| 議事ID | 会議名 | 開催日 | 区分 |
|---|---|---|---|
| MTG-001 | 進捗会議 | 2026/11/10 | 情報 |
"""
    assert "2 回分ありません(2026/11/17、2026/11/24)" in said("MTG004", table)


@pytest.mark.parametrize("minutes", ["999999999999999", "-999999999999999"])
@pytest.mark.parametrize(
    "rule", ["REL001", "REL003", "REL004", "REL005", "REL006", "REL007", "WBS019", "RAG001"]
)
def test_minutes_beyond_all_days_break_no_rule(rule: str, minutes: str):
    text = STOP.format(service="2027-02-22").replace("| 30 |", f"| {minutes} |")
    ask(rule, text.replace("| 180 |", f"| {minutes} |"))


def test_a_decision_that_never_ends_comes_too_late():
    text = STOP.format(service="2027-02-22").replace("| 30 |", "| 999999999999999 |")
    assert hits("REL003", text) == ["REL-002 開始予定"]
