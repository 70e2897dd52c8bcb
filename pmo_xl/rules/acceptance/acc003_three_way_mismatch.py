"""ACC003: order, acceptance, invoice and payment must tell the same amounts."""

from __future__ import annotations

from pmo_xl.metrics.payment.three_way_match import Mismatch, is_begun, mismatches
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Group,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)


@rule(
    "ACC003",
    judges=Acceptance,
    reads=("order", "accepted", "invoiced"),
    needs={Order: ("id", "ordered")},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} の金額が合いません。{problem}。",
    remedy="発注書・検収書・請求書・支払の記録を突き合わせ、誤っている金額を直してください。源泉徴収や相殺による差なら備考にそう書いてください。",
)
def three_way_mismatch(row: Acceptance, project: Project) -> Judgement | tuple[Judgement, ...]:
    """発注・検収・請求・支払の金額が合わない。

    ## 要旨
    次のどれかのときに指摘します。

    - 1つの発注IDの検収額の合計が、発注金額(空欄なら見積金額)を超える。合計が超えた行を指摘します。
    - 請求額と検収額が両方あって違う。
    - 請求書(同じ発注先で同じ請求書番号の行)の全部の行に支払日があり、支払額の合計が請求額と消費税額の合計と違う。
      1円までの差は認めます。1枚の請求書が複数の発注にわたってもかまいません。

    備考に「源泉」か「相殺」とあれば、請求と支払の違いは警告にします。手数料負担(空欄なら取引先一覧)が「先方」で、
    支払額が振込手数料ほど(110円から1,100円)少ないときは指摘しません(取適法の対象なら ACC013 が問います)。

    ## なぜ問題か
    頼んだ額、受け取った額、請求された額、払った額の4つがそろって初めて、正しく払ったと言えます。
    過払いも払い不足も、年度末や監査で見つかると、取り戻すのに大変な手間がかかります。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 検収日 | 検収額 | 請求書番号 | 請求額 | 税率 | 消費税額 | 支払日 | 支払額 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 600,000 | | | | | | | |
    | ACC-002 | ORD-001 | 2026/10/30 | 400,001 | | | | | | | 検収額 |
    | ACC-003 | ORD-002 | 2026/9/30 | 500,000 | S-01 | 500,001 | 10% | 50,000 | | | 請求額 |
    | ACC-004 | ORD-003 | 2026/9/30 | 500,000 | S-02 | 500,000 | 10% | 50,000 | 2026/10/30 | 549,998 | 支払額 |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注先 | 発注金額 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 |
    | ORD-002 | 移行の支援 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 |
    | ORD-003 | 試験の支援 | 当初 | みどり情報 | 1,000,000 | 2026/5/1 |

    ## 違反例(1枚の請求書が2つの発注にわたる。備考に源泉とある差は警告。手数料より大きい不足)
    検収支払
    | 検収ID | 発注ID | 検収日 | 検収額 | 請求書番号 | 請求額 | 税率 | 消費税額 | 支払日 | 支払額 | 手数料負担 | 備考 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 100,000 | S-01 | 100,000 | 10% | 10,000 | 2026/10/30 | 110,000 | | | |
    | ACC-002 | ORD-002 | 2026/9/30 | 200,000 | S-01 | 200,000 | 10% | 20,000 | 2026/10/30 | 200,000 | | | 支払額 |
    | ACC-003 | ORD-001 | 2026/9/30 | 100,000 | S-02 | 100,000 | 10% | 10,000 | 2026/10/30 | 99,790 | | 源泉徴収 10,210円 | 支払額(警告) |
    | ACC-004 | ORD-001 | 2026/9/30 | 100,000 | S-03 | 100,000 | 10% | 10,000 | 2026/10/30 | 108,899 | 先方 | | 支払額 |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注先 | 発注金額 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 |
    | ORD-002 | 移行の支援 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 検収日 | 検収額 | 請求書番号 | 請求額 | 税率 | 消費税額 | 支払日 | 支払額 | 手数料負担 |
    |---|---|---|---|---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 600,000 | S-01 | 600,000 | 10% | 100,000 | 2026/10/30 | 1,100,000 | |
    | ACC-002 | ORD-001 | 2026/9/30 | 400,000 | S-01 | 400,000 | 10% | | 2026/10/30 | | |
    | ACC-003 | ORD-002 | 2026/9/30 | 500,000 | S-02 | 500,000 | 10% | 50,000 | 2026/10/30 | 549,999 | |
    | ACC-004 | ORD-002 | 2026/9/30 | 100,000 | S-03 | 100,000 | 10% | 10,000 | 2026/10/30 | 110,000 | |
    | ACC-005 | ORD-002 | 2026/9/30 | 200,000 | S-03 | 200,000 | 10% | 20,000 | | | |
    | ACC-006 | ORD-002 | 2026/9/30 | 50,000 | S-04 | 50,000 | 10% | 5,000 | 2026/10/30 | 54,560 | 先方 |
    | ACC-007 | ORD-003 | 2026/9/30 | -200,000 | | | | | | | |
    | ACC-008 | ORD-004 | | | | | | | | | |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注先 | 発注金額 | 発注日 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 |
    | ORD-002 | 移行の支援 | 当初 | あさひシステム | 1,000,000 | 2026/5/1 |
    | ORD-003 | 範囲の縮小 | 減額 | あさひシステム | -300,000 | 2026/5/1 |
    | ORD-004 | 試験の支援 | 当初 | みどり情報 | 1,000,000 | 2026/5/1 |
    """
    found = mismatches(row, project)
    if not is_begun(row) and not found:
        return OUT_OF_SCOPE
    return tuple(_judgement(mismatch) for mismatch in found) or FITS


def _judgement(mismatch: Mismatch) -> Judgement:
    reason = mismatch.ruling.reason
    if mismatch.ruling.verdict is Verdict.UNDETERMINABLE:
        return undeterminable(reason)
    severity = Severity.WARNING if mismatch.is_offset else None
    return violation(mismatch.field, expected=mismatch.expected, severity=severity, problem=reason)
