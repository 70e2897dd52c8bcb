"""HND001: rows that were handed out and have not come back in time."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

_LONG = 5


@rule(
    "HND001",
    judges=HandedOut,
    reads=("status", "due_on"),
    severity=Severity.WARNING,
    message="{id}: {counterpart}に配った{target_sheet}の答えが、回答期限 {due} を過ぎても{problem}。",
    remedy="相手に催促し、返った答えを回収してください。期限を延ばしたなら回答期限を書き直し、"
    "答えを求めないことにしたなら状態を「取消」にしてください。",
)
def hand_out_unanswered(row: HandedOut, project: Project) -> Judgement:
    """配った行の答えは、回答期限までに戻らなければならない。

    ## 要旨
    配布記録の状態が「配布済」か「一部回収」の行について、回答期限を基準日が過ぎたときに指摘します。
    当日は過ぎていません。期限から5稼働日を超えるとエラーです。回答期限が空欄の行は対象外です。

    ## なぜ問題か
    配ったまま戻らない質問や課題は、台帳の上では「こちらは聞いた」ことになり、だれも追いません。
    取引先と担当の答えが期限までにそろわないと、その答えを待つ設計と作業が後ろへずれます。

    ## 違反例
    基準日: 2026-11-30

    配布記録
    | 配布番号 | 対象シート | 相手 | 件数 | 回答期限 | 回答件数 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | H20261116-01 | QA表 | 甲社 | 12 | 2026/11/29 | | 配布済 | 回答期限 |
    | H20261116-02 | QA表 | 乙社 | 4 | 2026/11/20 | 3 | 一部回収 | 回答期限 |
    | H20261109-01 | 課題管理表 | 鈴木 一郎 | 5 | 2026/11/19 | | 配布済 | 回答期限(エラー) |

    ## 適合例
    基準日: 2026-11-30

    配布記録
    | 配布番号 | 対象シート | 相手 | 件数 | 回答期限 | 回答件数 | 状態 |
    |---|---|---|---|---|---|---|
    | H20261116-01 | QA表 | 甲社 | 12 | 2026/11/30 | | 配布済 |
    | H20261116-02 | QA表 | 乙社 | 4 | 2026/11/20 | 4 | 回収済 |
    | H20261109-01 | 課題管理表 | 鈴木 一郎 | 5 | 2026/11/19 | | 取消 |
    | H20261109-02 | IF一覧 | 丙社 | 6 | | | 配布済 |
    """
    if not project.is_open(row) or row.due_on is None:
        return OUT_OF_SCOPE
    if row.due_on >= project.as_of:
        return FITS
    severity = Severity.ERROR if is_over(row.due_on, _LONG, project) else None
    return violation("due_on", severity=severity, due=day(row.due_on), problem=_what_lacks(row))


def _what_lacks(row: HandedOut) -> str:
    given, answered = row.rows_given, row.rows_answered
    if given is None:
        return "そろっていません"
    if not answered:
        return f"戻っていません({given} 件)"
    return f"{given} 件中 {answered} 件しか戻っていません"
