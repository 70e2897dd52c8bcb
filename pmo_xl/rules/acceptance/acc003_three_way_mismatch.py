"""ACC003: order, acceptance, invoice and payment must tell the same amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.metrics.invoice import Settlement, invoice_of, settlement_at
from pmo_xl.metrics.payment_defaults import effective
from pmo_xl.metrics.payment_method import VENDOR_BEARS, is_fee_sized
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import yen
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)

_ALLOWED_YEN = 1
_OFFSETS = ("源泉", "相殺")


@rule(
    "ACC003",
    judges=Acceptance,
    reads=("order", "accepted", "invoiced"),
    needs={Order: ("id", "ordered")},
    severity=Severity.ERROR,
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
    over = project.cached("accepted beyond orders", lambda: _beyond_orders(project)).get(id(row))
    said = (*((over,) if over else ()), *_invoiced_otherwise(row), *_paid_otherwise(row, project))
    if row.accepted is None and row.paid_on is None and not said:
        return OUT_OF_SCOPE
    return said or FITS


def _beyond_orders(project: Project) -> Mapping[int, Judgement]:
    """By row, what there is to say of Σ検収額 against the order: at most one violation per order."""
    found: dict[int, Judgement] = {}
    for order in project.orders:
        limit = order.estimated if order.ordered is None else order.ordered
        rows = [row for row in project.acceptances.naming("order", order.id) if row.accepted is not None]
        if not order.is_known("ordered") or limit is None:
            found |= {id(row): undeterminable("発注金額が空欄か、読み取れない発注があります") for row in rows}
        elif hit := _first_beyond(rows, limit):
            found[id(hit[0])] = violation(
                "accepted",
                expected=f"合計 {yen(limit)} 円以下",
                problem=f"{order.id} の検収額の合計 {yen(hit[1])} 円が発注金額 {yen(limit)} 円を超えています",
            )
    return found


def _first_beyond(rows: list[Acceptance], limit: int) -> tuple[Acceptance, int] | None:
    """The row with which the sum passes the limit, and the whole sum. A negative order has a lower limit."""
    total, sign = 0, -1 if limit < 0 else 1
    whole = sum(row.accepted or 0 for row in rows)
    if whole * sign <= limit * sign:
        return None
    for row in rows:
        total += row.accepted or 0
        if total * sign > limit * sign:
            return row, whole
    return None


def _invoiced_otherwise(row: Acceptance) -> Iterator[Judgement]:
    if row.accepted is None or row.invoiced is None or row.invoiced == row.accepted:
        return
    yield violation(
        "invoiced",
        expected=f"{yen(row.accepted)} 円",
        severity=_severity(row),
        problem=f"請求額 {yen(row.invoiced)} 円が検収額 {yen(row.accepted)} 円と違います",
    )


def _paid_otherwise(row: Acceptance, project: Project) -> Iterator[Judgement]:
    """Said once per invoice, at the line to look at first."""
    if cannot := unknown(row, "paid_on"):
        yield cannot
        return
    settled = settlement_at(row, project)
    if settled is None:
        return
    if settled.unknown:
        yield undeterminable(
            f"支払済みで「{row.columns[settled.unknown].label}」が分からない請求書があります"
        )
    elif abs(settled.short) > _ALLOWED_YEN and not _is_fee(row, settled, project):
        yield violation(
            "paid",
            expected=f"合計 {yen(settled.due)} 円",
            severity=_severity(*invoice_of(row, project).lines),
            problem=f"支払額の合計 {yen(settled.paid)} 円が、請求額と消費税額の合計 {yen(settled.due)} 円と違います",
        )


def _is_fee(row: Acceptance, settled: Settlement, project: Project) -> bool:
    """Whether the vendor bears the transfer fee and just that may be missing."""
    return effective(row, "fee_borne_by", project).value == VENDOR_BEARS and is_fee_sized(settled.short)


def _severity(*rows: Acceptance) -> Severity | None:
    is_offset = any(word in (row.remarks or "") for row in rows for word in _OFFSETS)
    return Severity.WARNING if is_offset else None
