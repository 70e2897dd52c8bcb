"""DAT009: characters that nobody sees, or that only look like others."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where_seen


@rule(
    "DAT009",
    judges=Record,
    screen=where_seen(lambda place: place and place.invisible),
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="「{label}」に{kinds}が入っています。",
    remedy="セルを打ち直してください(pmo-xl fix が取り除き、半角カナと分かれた濁点は普通の字に直します)。",
)
def invisible_characters(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """目に見えない文字や、見た目だけ同じ文字が混ざっている。

    ## 要旨
    ゼロ幅の文字、制御文字、分かれた濁点・半濁点(か＋゛)、半角カナ、空白だけの欄を指摘します。

    ## なぜ問題か
    目では同じに見える名前や番号が、検索や集計では別のものになります。VLOOKUPが当たらない、件数が合わない原因です。

    ## 違反例
    課題管理表
    | 課題ID | 件名 | 担当 | 指摘 |
    |---|---|---|---|
    | ISS-001 | ﾃﾞｰﾀ移行の件数が合わない | 佐藤 花子 | 件名 |
    | ISS-002 | 帳票の文字化け​ | 鈴木 一郎 | 件名 |

    ## 適合例
    課題管理表
    | 課題ID | 件名 | 担当 |
    |---|---|---|
    | ISS-001 | データ移行の件数が合わない | 佐藤　花子 |
    """
    found = record.place.invisible if record.place else {}
    if not found:
        return FITS
    return [violation(name, label=record.columns[name].label, kinds=kinds) for name, kinds in found.items()]
