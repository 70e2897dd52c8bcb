"""DAT003: cells that cannot be read as what their column holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pmo_xl.model.display import ratio, shortened
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED, Record, Unread
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import KIND_WORDS
from pmo_xl.rules.rule import FITS, Asked, Group, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.screens import places_of_odd

_ERROR = "Excelのエラーです"
_REPEATED = ("として読めません", "整数ではありません", "○か×のどちらか分かりません")
_NOT_TO_KEEP = (_ERROR, "文章が入っています", "Excelが日付や時刻に変えています")
_KEEP = "元の文字を残したいときは備考に写してください。"


def _unreadable(sheet: type[Record], project: Project) -> Asked:
    """The rows with a cell that could not be read, and the tasks whose progress is out of range."""
    rows = project.of(sheet)
    is_odd = places_of_odd(rows, ("progress",), lambda _, share: _is_no_share(share)) if sheet is Task else ()
    return Asked({*rows.unread_places, *is_odd})


@rule(
    "DAT003",
    judges=Record,
    screen=_unreadable,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="「{label}」{what}。",
    remedy="{how}",
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
    if not record.unread and record.__class__ is not Task:
        return FITS
    hits = [_hit(record, name) for name in record.unread if not record.columns[name].is_derived]
    if record.__class__ is Task and _is_out_of_range(record):
        hits.append(_out_of_range(record))
    return hits or FITS


def _hit(record: Record, name: str) -> Judgement:
    unread, column = record.unread[name], record.columns[name]
    if unread.is_uncached:
        return undeterminable(f"「{column.label}」の{UNCACHED}")
    kind = KIND_WORDS.get(column.kind, "値")
    return violation(
        name,
        expected=f"{kind}として読める値",
        label=column.label,
        what=_what(unread, kind),
        how=f"{unread.how or '値を直してください'}。{'' if unread.why in _NOT_TO_KEEP else _KEEP}",
    )


def _what(unread: Unread, kind: str) -> str:
    """What is wrong with the cell, said once: a reason that only repeats what the column holds is left out."""
    text = shortened(unread.text, 40)
    if unread.why == _ERROR:
        return f"がExcelのエラー({text})になっています"
    if any(word in unread.why for word in _REPEATED):
        return f"の「{text}」を{kind}として読めません"
    return f"の「{text}」を{kind}として読めません。{unread.why}"


def _is_out_of_range(task: Task) -> bool:
    return _is_no_share(task.progress)


def _is_no_share(share: Decimal | None) -> bool:
    return share is not None and not Decimal(0) <= share <= Decimal(1)


def _out_of_range(task: Task) -> Judgement:
    what = f"が {ratio(task.progress or Decimal(0))} で、0%から100%の外です"
    how = "0%から100%の間で書いてください。"
    return violation("progress", expected="0%から100%", label="進捗率", what=what, how=how)
