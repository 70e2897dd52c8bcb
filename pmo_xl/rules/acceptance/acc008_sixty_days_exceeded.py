"""ACC008: a covered payment due later than sixty days from receipt."""

from __future__ import annotations

from pmo_xl.metrics.payment.payment_defaults import rule_on
from pmo_xl.metrics.payment.payment_terms import counted_from_acceptance, sixty_days
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "ACC008",
    judges=Acceptance,
    reads=("order", "received_on", "payment_due_on"),
    needs={Order: ("id", "toritekihou", "vendor")},
    severity=Severity.ERROR,
    message="{id} は取適法の対象です。{reason}",
    remedy="支払期日を受領日から60日以内に改め、相手に知らせて支払を早めてください。月締めの契約なら締め区分に「月締め」と書いてください。",
)
def sixty_days_exceeded(row: Acceptance, project: Project) -> Judgement:
    """支払期日が、受領の日から60日を超えている。

    ## 要旨
    取適法が「対象」の発注で、支払期日が受領日から数えて60日を超えるときに指摘します。受領した日を1日目と数えるので、
    60日目は受領日の59日後です。検収が済んでいるかどうかは関係ありません。

    - 59日後までなら適合です。
    - 締め区分(空欄なら取引先一覧)が「月締め」なら、60日を2か月と数えます。受領日の2か月後の前日までは適合です。
      月末締め翌月末払いは、31日の月をはさんで61日後になることがあっても、この範囲に収まります。
    - それ以外で60日後(61日目)は、数え方を人が確かめる「要判断」、61日後からはエラーです。

    検収日から数えたための超過は ACC009 が、より詳しく指摘します。受領日か支払期日が空欄なら判定不能で、ACC007 が
    指摘します。率や日数の根拠は同梱の法令の表にあります。法律の助言ではないので、迷ったら法務に確かめてください。

    ## なぜ問題か
    受領から60日以内の支払は取適法3条の義務です。検収に時間がかかったことも、請求書が遅れたことも理由になりません。
    超えると年14.6%の遅延利息を払わなければならず、勧告と社名の公表もあり得ます。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 締め区分 | 支払期日 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/5/20 | 2026/5/20 | 都度 | 2026/7/19 | 支払期日(要判断) |
    | ACC-002 | ORD-001 | 2026/5/20 | 2026/5/20 | 都度 | 2026/7/20 | 支払期日 |
    | ACC-003 | ORD-001 | 2026/7/1 | 2026/7/1 | | 2026/8/31 | 支払期日 |
    | ACC-004 | ORD-001 | 2026/7/1 | 2026/7/1 | 月締め | 2026/9/1 | 支払期日 |
    | ACC-005 | ORD-001 | 2026/7/10 | | 月締め | 2026/9/30 | 支払期日 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 締め区分 | 支払期日 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/5/20 | 2026/5/20 | 都度 | 2026/7/18 |
    | ACC-002 | ORD-001 | 2026/7/1 | 2026/7/10 | | 2026/8/31 |
    | ACC-003 | ORD-001 | 2026/7/2 | 2026/7/10 | 月締め | 2026/8/31 |
    | ACC-004 | ORD-001 | 2026/5/20 | 2026/6/5 | 月締め | 2026/7/31 |
    | ACC-005 | ORD-001 | | | | 2026/12/31 |
    | ACC-006 | ORD-002 | 2026/5/20 | 2026/5/20 | 都度 | 2026/9/30 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/5/1 | |
    | ORD-002 | 当初 | みどり情報 | 2026/5/1 | 対象外 |

    取引先一覧
    | 取引先ID | 取引先名 | 取適法 | 締め区分 |
    |---|---|---|---|
    | VEN-001 | あさひシステム | 対象 | 月締め |
    | VEN-002 | みどり情報 | 対象 | 月締め |
    """
    if row.received_on is None and (cannot := unknown(row, "accepted_on", "paid_on")):
        return cannot
    ruling = rule_on(row, project, sixty_days)
    if ruling.verdict is Verdict.VIOLATION:
        from_acceptance = rule_on(row, project, counted_from_acceptance)
        if from_acceptance.verdict is Verdict.VIOLATION:
            return OUT_OF_SCOPE
    return judged(ruling, "payment_due_on")
