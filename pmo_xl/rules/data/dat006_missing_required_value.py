"""DAT006: must cells that are empty."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.blanks import KIND_WORDS
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Asked, Group, Judgement, Severity, rule, violation

EMPTY: tuple[object, ...] = (None, (), "")


def _with_blanks(sheet: type[Record], project: Project) -> Asked:
    """The rows with a blank in a must column; a sheet without must columns is 対象外."""
    if not sheet.must_fields:
        return Asked((), OUT_OF_SCOPE)
    rows, found = project.of(sheet), set[int]()
    for field in sheet.must_fields:
        column = rows.column(field)
        if not all(column):
            found.update(at for at, value in enumerate(column) if value in EMPTY)
    return Asked(found)


@rule(
    "DAT006",
    judges=Record,
    screen=_with_blanks,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="必須の「{label}」が{state}です。{lack}",
    remedy="「{label}」を書いてください。{help}",
)
def missing_required_value(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """必須の欄が空のままになっている。

    ## 要旨
    内容のある行で、必須の欄(件名、担当、期限、状態など)が空のとき、または「未定」のように値がまだない印だけのときに
    指摘します。その欄について別の規則が
    指摘しているときは、二重には出しません。

    ## なぜ問題か
    担当や期限のない行は、だれも動かず、遅れても気づかれません。

    ## 違反例
    休日
    | 日付 | 区分 | 指摘 |
    |---|---|---|
    | 2026/12/29 | | 区分 |

    課題管理表
    | 課題ID | 件名 | 種別 | 起票日 | 起票者 | 影響システム | 内容 | 優先度 | 担当 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 課題 | 2026/11/2 | 佐藤 花子 | 会員基盤 | 差が3件 | 高 | 佐藤 花子 | 未定 | 対応中 | 期限 |

    取引先一覧
    | 取引先ID | 取引先名 | 備考 | 指摘 |
    |---|---|---|---|
    | VEN-001 | | 保守の再委託先 | 取引先名 |

    ## 適合例
    休日
    | 日付 | 区分 |
    |---|---|
    | 2026/12/29 | 会社休日 |

    取引先一覧
    | 取引先ID | 取引先名 |
    |---|---|
    | VEN-001 | 株式会社あさひシステム |
    | VEN-002 | |
    """
    must = record.must_fields
    if not must:
        return OUT_OF_SCOPE
    empty = [name for name in must if getattr(record, name) in EMPTY and record.is_known(name)]
    return [_hit(record, name) for name in empty] or FITS


def _hit(record: Record, name: str) -> Judgement:
    column = record.columns[name]
    kind = KIND_WORDS.get(column.kind, "値")
    lack = f"{kind}が入っていません。" if name in record.undecided else ""
    return violation(
        name, expected=kind, label=column.label, state=blank_word(record, name), lack=lack, help=column.help
    )
