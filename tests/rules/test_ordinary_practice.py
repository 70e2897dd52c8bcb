"""Ordinary practice raises nothing: what every project does and no tool may complain about."""

from __future__ import annotations

from inspect import cleandoc

from pmo_xl.rules.catalog import matching
from pmo_xl.rules.page import read_page
from pmo_xl.rules.run import run
from tests.support.examples import project_of


def complaints(ledger: str, *rules: str) -> list[str]:
    (example,) = read_page(f"例\n\n## 違反例\n{cleandoc(ledger)}").examples
    report = run(project_of(example), matching(rules))
    assert not report.failed_rules
    return [f"{finding.rule} {finding.row_id} {finding.message}" for finding in report.findings]


def test_a_release_on_a_saturday_and_a_milestone_on_its_predecessors_last_day() -> None:
    ledger = """
        基準日: 2026-11-02

        マスタスケジュール
        | 作業ID | 種別 | 工程 | 作業名 | 担当 | 先行作業 | 基準開始 | 基準終了 | 予定開始 | 予定終了 |
        |---|---|---|---|---|---|---|---|---|---|
        | WBS-001 | 作業 | 総合試験 | 総合試験 | 佐藤 | | 2026/11/02 | 2026/11/20 | 2026/11/02 | 2026/11/20 |
        | WBS-002 | マイルストーン | 総合試験 | 試験完了 | 佐藤 | WBS-001 | 2026/11/20 | 2026/11/20 | 2026/11/20 | 2026/11/20 |
        | WBS-003 | 作業 | リリース | 本番リリース | 佐藤 | WBS-002 | 2026/11/21 | 2026/11/21 | 2026/11/21 | 2026/11/21 |
        | WBS-004 | マイルストーン | リリース | サービスイン | 佐藤 | WBS-003 | 2026/11/21 | 2026/11/21 | 2026/11/21 | 2026/11/21 |
    """
    assert complaints(ledger, "WBS001", "WBS002", "WBS003", "WBS004", "WBS005", "WBS006", "WBS008") == []


VENDOR_AND_BUDGET = """
取引先一覧
| 取引先ID | 取引先名 | 登録番号 | 取適法 | 締め区分 | 支払方法 | 手数料負担 |
|---|---|---|---|---|---|---|
| VEN-001 | 株式会社あさひ | T7123456789012 | 対象 | 月締め | 振込 | 当社 |

予算枠
| 予算ID | 年度 | 負担部門 | 予算額 | 承認日 |
|---|---|---|---|---|
| BUD-001 | 2026 | 情報部 | 9,000,000 | 2026/04/01 |
"""


def test_one_invoice_over_several_orders() -> None:
    ledger = VENDOR_AND_BUDGET + cleandoc("""
        予算管理表
        | 発注ID | 予算ID | システム名 | 件名 | 発注区分 | 発注先 | 見積金額 | 見積日 | 発注金額 | 発注日 | 発注書番号 | 検収月 | 支払月 | 負担部門 |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        | ORD-001 | BUD-001 | 会員 | 設計 | 当初 | 株式会社あさひ | 1,000,000 | 2026/06/01 | 1,000,000 | 2026/06/10 | P-1 | 2026/09 | 2026/10 | 情報部 |
        | ORD-002 | BUD-001 | 会員 | 開発 | 当初 | 株式会社あさひ | 2,000,000 | 2026/06/01 | 2,000,000 | 2026/06/10 | P-2 | 2026/09 | 2026/10 | 情報部 |

        検収支払
        | 検収ID | 発注ID | 受領日 | 検収予定日 | 検収予定額 | 検収日 | 検収額 | 検収書 | 請求書番号 | 請求日 | 請求額 | 税率 | 消費税額 | 支払期日 | 支払日 | 支払額 |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        | ACC-001 | ORD-001 | 2026/09/10 | 2026/09/18 | 1,000,000 | 2026/09/18 | 1,000,000 | DOC-001 | A-77 | 2026/09/30 | 1,000,000 | 10% | 100,000 | 2026/10/30 | 2026/10/30 | 1,100,000 |
        | ACC-002 | ORD-002 | 2026/09/10 | 2026/09/18 | 2,000,000 | 2026/09/18 | 2,000,000 | DOC-001 | A-77 | 2026/09/30 | 2,000,000 | 10% | 200,000 | 2026/10/30 | 2026/10/30 | 2,200,000 |
    """)
    assert complaints(ledger, "BUD", "ACC") == []


def test_a_delivery_not_made_yet_and_an_additional_order_with_its_change() -> None:
    ledger = VENDOR_AND_BUDGET + cleandoc("""
        予算管理表
        | 発注ID | 予算ID | システム名 | 件名 | 発注区分 | 発注先 | 見積金額 | 見積日 | 発注金額 | 発注日 | 発注書番号 | 検収月 | 支払月 | 負担部門 | 起票元 |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        | ORD-001 | BUD-001 | 会員 | 追加開発 | 追加 | 株式会社あさひ | 1,000,000 | 2026/11/02 | 1,000,000 | 2026/11/10 | P-3 | 2027/01 | 2027/02 | 情報部 | CHG-001 |

        検収支払
        | 検収ID | 発注ID | 検収予定日 | 検収予定額 |
        |---|---|---|---|
        | ACC-001 | ORD-001 | 2027/01/29 | 1,000,000 |

        仕様変更管理表
        | 変更ID | 件名 | 状態 | 影響費用 |
        |---|---|---|---|
        | CHG-001 | 桁数の変更 | 承認済 | 1,000,000 |
    """)
    assert complaints(ledger, "BUD", "ACC", "CHG006") == []
