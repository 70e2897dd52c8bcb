"""DAT003: cells that cannot be read as what their column holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pmo_xl.model.display import ratio
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNSTORED, Record
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, undeterminable, violation

_KIND_WORDS = {
    "date": "日付",
    "datetime": "日時",
    "month": "年月",
    "money": "金額",
    "percent": "割合",
    "int": "整数",
    "number": "数",
    "flag": "○か×",
}


@rule(
    "DAT003",
    judges=Record,
    severity=Severity.ERROR,
    message="「{label}」の「{text}」を{kind}として読めません。{reason}。",
    remedy="セルの値を直してください。元の文字を残したいときは備考に写してください。",
)
def value_not_understood(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """日付・金額・割合などの欄には、そう読める値が入っていなければならない。

    ## 要旨
    「4月上旬」という日付、「約100万」という金額のように、列の種類として読めない値があるときに指摘します。
    値は消さずにそのまま示します。進捗率が0%から100%の外にあるときも指摘します。

    ## なぜ問題か
    読めない期限は「遅れていない」ではなく「分からない」です。黙って空欄と同じに扱うと、遅れや超過が隠れます。

    ## 違反例
    課題管理表
    | 課題ID | 件名 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 4月上旬 | 対応中 | 期限 |

    予算管理表
    | 発注ID | 件名 | 見積金額 | 指摘 |
    |---|---|---|---|
    | ORD-001 | 結合試験の支援 | 約100万 | 見積金額 |

    マスタスケジュール
    | 作業ID | 作業名 | 進捗率 | 指摘 |
    |---|---|---|---|
    | WBS-001 | 基本設計 | 120% | 進捗率 |

    ## 適合例
    課題管理表
    | 課題ID | 件名 | 期限 | 状態 |
    |---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | R8.4.1 | 対応中 |
    | ISS-002 | 帳票の文字化け | － | 取下げ |

    予算管理表
    | 発注ID | 件名 | 見積金額 |
    |---|---|---|
    | ORD-001 | 結合試験の支援 | 1,200千円 |

    マスタスケジュール
    | 作業ID | 作業名 | 進捗率 |
    |---|---|---|
    | WBS-001 | 基本設計 | 100% |
    """
    if not record.unread:
        return _out_of_range(record) if type(record) is Task else FITS
    hits = [_hit(record, name) for name in record.unread if not record.columns[name].is_derived]
    return hits or FITS


def _hit(record: Record, name: str) -> Judgement:
    unread = record.unread[name]
    if unread.reason == UNSTORED:
        return undeterminable(UNSTORED)
    column = record.columns[name]
    kind = _KIND_WORDS.get(column.kind, "値")
    return violation(
        name,
        expected=f"{kind}として読める値",
        label=column.label,
        text=_short(unread.text),
        kind=kind,
        reason=unread.reason,
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _out_of_range(task: Task) -> Judgement:
    if task.progress is None or Decimal(0) <= task.progress <= Decimal(1):
        return FITS
    reason = "0%から100%で書いてください"
    text = ratio(task.progress)
    return violation("progress", expected="0%から100%", label="進捗率", text=text, kind="進捗", reason=reason)
