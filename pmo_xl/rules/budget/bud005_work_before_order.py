"""BUD005: work that began before it was ordered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.budget.order_money import is_chased, is_placed
from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.display import day
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import SHARED_LISTS
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    Subject,
    question,
    rule,
    undeterminable,
    violation,
)

_PHASES = SHARED_LISTS["工程"]
_VENDOR_PHASES = frozenset(_PHASES[_PHASES.index("基本設計") : _PHASES.index("受入試験") + 1])


@rule(
    "BUD005",
    judges=Project,
    needs={Order: ("id", "order_kind", "ordered_on")},
    severity=Severity.ERROR,
    message="{id} は{problem}。",
    remedy="発注が済んでいれば発注日を書き、日付の誤りなら直してください。本当に発注前に始まっているなら、すぐに作業を止めて発注の手続きをしてください。",
)
def work_before_order(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """発注する前に作業が始まっている。

    ## 要旨
    次のときに指摘します。取消と減額の行は見ません。

    - 予算管理表の履行開始が発注日より前。
    - 履行開始が基準日より前なのに、発注日が空欄。
    - 外注が ○ のシステムで、工程が基本設計から受入試験までの作業に実績開始があるのに、その日までに発注された
      そのシステムの発注が1件もない。作業が社内の仕事かもしれないので「要判断」とし、いちばん早い作業に1件だけ出します。

    ## なぜ問題か
    発注前の作業は、契約のない仕事を相手にさせることになります。取適法の対象なら、発注の内容を書面で示す義務に
    反します。断られても支払の根拠がなく、事故が起きたときの責任もはっきりしません。

    ## 違反例
    基準日: 2026-11-30

    予算管理表
    | 発注ID | 件名 | システム名 | 発注区分 | 発注日 | 履行開始 | 指摘 |
    |---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 会員基盤 | 当初 | 2026/5/2 | 2026/5/1 | 履行開始 |
    | ORD-002 | 移行の支援 | 会員基盤 | 当初 | | 2026/11/29 | 発注日 |

    ## 違反例(作業の実績から推し量る)
    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | システム | 実績開始 | 指摘 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 基本設計 | 画面の設計 | 会員基盤 | 2026/5/11 | |
    | WBS-002 | 作業 | 基本設計 | 帳票の設計 | 会員基盤 | 2026/4/30 | 実績開始(要判断) |
    | WBS-003 | 作業 | 受入試験 | 受入の準備 | 営業支援 | 2026/4/30 | 実績開始(要判断) |

    システム一覧
    | ID | システム名 | 区分 | 外注 |
    |---|---|---|---|
    | SYS-001 | 会員基盤 | 改修 | ○ |
    | SYS-002 | 営業支援 | 改修 | ○ |

    予算管理表
    | 発注ID | 件名 | システム名 | 発注区分 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 会員基盤 | 当初 | 2026/5/1 |
    | ORD-002 | 営業支援の開発 | 営業支援 | 取消 | 2026/4/1 |

    ## 適合例
    基準日: 2026-11-30

    予算管理表
    | 発注ID | 件名 | システム名 | 発注区分 | 発注日 | 履行開始 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 会員基盤 | 当初 | 2026/5/1 | 2026/5/1 |
    | ORD-002 | 移行の支援 | 会員基盤 | 当初 | | 2026/11/30 |
    | ORD-003 | やめた開発 | 会員基盤 | 取消 | | 2026/5/1 |
    | ORD-004 | 範囲の縮小 | 会員基盤 | 減額 | 2026/9/1 | 2026/5/1 |
    | ORD-005 | 保守 | 会員基盤 | 当初 | | |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | システム | 実績開始 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 基本設計 | 画面の設計 | 会員基盤 | 2026/5/1 |
    | WBS-002 | 作業 | 要件定義 | 要件の整理 | 会員基盤 | 2026/4/1 |
    | WBS-003 | 作業 | 移行 | 移行の計画 | 営業支援 | 2026/4/1 |
    | WBS-004 | 作業 | 開発 | 社内での開発 | 経理 | 2026/4/1 |
    | WBS-005 | マイルストーン | 基本設計 | 設計の開始 | 会員基盤 | 2026/4/1 |
    | WBS-006 | 作業 | 基本設計 | 帳票の設計 | 営業支援 | |

    システム一覧
    | ID | システム名 | 区分 | 外注 |
    |---|---|---|---|
    | SYS-001 | 会員基盤 | 改修 | ○ |
    | SYS-002 | 営業支援 | 改修 | ○ |
    | SYS-003 | 経理 | 改修 | |
    """
    for order in project.orders:
        yield order, _of_order(order, project)
    if project.knows(System, "name", "is_outsourced") and project.knows(
        Task, "system", "phase", "actual_start"
    ):
        yield from _of_tasks(project)
    else:
        yield None, undeterminable("システム一覧かマスタスケジュールに要る列がありません")


def _of_order(order: Order, project: Project) -> Judgement:
    if cannot := unknown(order, "order_kind", "ordered_on", "performs_from"):
        return cannot
    begins, placed = order.performs_from, order.ordered_on
    if begins is None or not is_chased(order):
        return OUT_OF_SCOPE
    if placed is not None and begins < placed:
        problem = f"履行開始 {day(begins)} が発注日 {day(placed)} より前です"
        return violation("performs_from", expected=f"{day(placed)} 以降", problem=problem)
    if placed is None and begins < project.as_of:
        problem = f"履行開始 {day(begins)} を過ぎましたが、発注日が{blank_word(order, 'ordered_on')}です"
        return violation("ordered_on", expected=f"{day(begins)} 以前", problem=problem)
    return FITS


def _of_tasks(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """One answer per outsourced system that a vendor's work has begun on, at the earliest task."""
    earliest: dict[str, tuple[date, bool, Task]] = {}
    for task in project.tasks:
        system = project.system(task.system) if task.phase in _VENDOR_PHASES else None
        if system is None or not system.is_outsourced or task.kind == MILESTONE:
            continue
        if cannot := unknown(task, "actual_start"):
            yield task, cannot
        elif task.actual_start:
            found = (task.actual_start, not is_leaf(task, project), task)
            earliest[system.name or ""] = min(
                earliest.get(system.name or "", found), found, key=lambda t: t[:2]
            )
    orders = _orders_by_system(project)
    for name, (start, _, task) in earliest.items():
        yield task, _of_start(name, start, orders.get(name, []))


def _of_start(name: str, start: date, orders: list[Order]) -> Judgement:
    placed = [order.ordered_on for order in orders if order.ordered_on and is_placed(order)]
    if placed and min(placed) <= start:
        return FITS
    if cannot := next(filter(None, (unknown(order, "ordered_on") for order in orders)), None):
        return cannot
    first = f"{name} の最初の発注は {day(min(placed))} です" if placed else f"{name} の発注がありません"
    return question("actual_start", problem=f"実績開始 {day(start)} ですが、{first}")


def _orders_by_system(project: Project) -> dict[str, list[Order]]:
    orders: dict[str, list[Order]] = {}
    for order in project.orders:
        if is_chased(order) and (system := project.system(order.system)):
            orders.setdefault(system.name or "", []).append(order)
    return orders
