"""ISS001: open issues past their due date."""

from __future__ import annotations

from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "ISS001",
    judges=Issue,
    reads=("status", "due_on"),
    severity=Severity.WARNING,
    group=Group.BASIC,
    message="{id} は期限 {due_on} を {days} 日過ぎて未完了です(担当 {owner}、優先度 {priority})。",
    remedy="担当に状況を確かめ、終わっていれば状態・完了日・対応内容を書き、まだなら見通しと新しい期限を決めてください。",
)
def overdue(issue: Issue, project: Project) -> Judgement:
    """未完了の課題が期限を過ぎている。

    ## 要旨
    状態が完了・取下げでない課題の期限が基準日より前のときに指摘します。期限の当日は遅れではありません。
    ふつうは警告、優先度「高」はエラーです。期限が空欄の課題は DAT006 が指摘します。

    ## なぜ問題か
    期限を過ぎた課題は、担当が困っているか、忘れられているかのどちらかです。早く気づくほど打てる手が多くなります。

    ## 違反例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 件名 | 優先度 | 担当 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | ISS-001 | 決済連携の応答が遅い | 中 | 佐藤 花子 | 2026/11/29 | 対応中 | 期限 |
    | ISS-002 | 移行データの件数が合わない | 高 | 鈴木 一郎 | 2026/11/20 | 未着手 | 期限(エラー) |

    ## 適合例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 件名 | 優先度 | 担当 | 期限 | 状態 |
    |---|---|---|---|---|---|
    | ISS-001 | 決済連携の応答が遅い | 中 | 佐藤 花子 | 2026/11/30 | 対応中 |
    | ISS-002 | 移行データの件数が合わない | 高 | 鈴木 一郎 | 2026/11/20 | 完了 |
    | ISS-003 | 帳票の文字化け | 高 | 鈴木 一郎 | 2026/11/20 | 取下げ |
    """
    if not project.is_open(issue) or issue.due_on is None:
        return OUT_OF_SCOPE
    if issue.due_on >= project.as_of:
        return FITS
    severity = Severity.ERROR if issue.priority == "高" else None
    return violation("due_on", severity=severity, days=(project.as_of - issue.due_on).days)
