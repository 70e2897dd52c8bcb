"""QST001: questions that nobody has answered by their due date."""

from __future__ import annotations

from pmo_xl.metrics.overdue import responsible
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where

GRAVE_AFTER = Threshold("回答遅れ日数", 5, "未回答のQAをエラーにする、回答期限からの稼働日数")


@rule(
    "QST001",
    judges=Question,
    screen=where("status", "未回答"),
    reads=("status", "due_on"),
    severity=Severity.WARNING,
    group=Group.BASIC,
    thresholds=(GRAVE_AFTER,),
    message="{id} は回答期限 {due_on} を {days} 日過ぎて未回答です(回答者 {who}、優先度 {priority})。",
    remedy="回答者に見通しを確かめてください。回答があれば回答・回答者・回答日・状態を書き、まだなら新しい回答期限を決めてください。",
)
def unanswered_overdue(qa: Question, project: Project) -> Judgement:
    """QAの回答期限が過ぎても回答がない。

    ## 要旨
    状態が「未回答」のQAの回答期限が基準日より前のときに指摘します。期限の当日は遅れではありません。
    ふつうは警告です。優先度「高」のQA、または期限から5稼働日(設定の `閾値.回答遅れ日数`)を超えて遅れた
    QAはエラーです。稼働日は土日・祝日・会社休日を除いた日です。回答期限が空欄のQAは DAT006 が指摘します。

    ## なぜ問題か
    回答を待つあいだ、質問した側は設計を止めるか、思い込みで進めるかしかありません。どちらも後戻りになります。
    回答が遅いQAほど、実は誰も答えを決められない論点であることが多く、早く場を設けるほど安く済みます。

    ## 違反例
    基準日: 2026-11-30

    QA表
    | QA-ID | 件名 | 優先度 | 回答者 | 回答期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | QA-001 | 退会時の会員番号の扱い | 中 | 佐藤 花子 | 2026/11/29 | 未回答 | 回答期限 |
    | QA-002 | 照会画面の件数の上限 | 高 | 佐藤 花子 | 2026/11/29 | 未回答 | 回答期限(エラー) |
    | QA-003 | 夜間バッチの開始時刻 | | | 2026/11/19 | 未回答 | 回答期限(エラー) |

    ## 違反例(5稼働日の数え方。土日と23日の祝日は数えない)
    基準日: 2026-11-30

    QA表
    | QA-ID | 優先度 | 回答期限 | 状態 | 指摘 |
    |---|---|---|---|---|
    | QA-004 | 低 | 2026/11/19 | 未回答 | 回答期限(エラー) |
    | QA-005 | 低 | 2026/11/20 | 未回答 | 回答期限 |

    ## 適合例
    基準日: 2026-11-30

    QA表
    | QA-ID | 件名 | 優先度 | 回答期限 | 状態 |
    |---|---|---|---|---|
    | QA-001 | 退会時の会員番号の扱い | 高 | 2026/11/30 | 未回答 |
    | QA-002 | 照会画面の件数の上限 | 高 | 2026/11/20 | 回答済 |
    | QA-003 | 夜間バッチの開始時刻 | 高 | 2026/11/20 | 取下げ |
    | QA-004 | 帳票の用紙の大きさ | 中 | | 未回答 |
    """
    if qa.status != "未回答" or qa.due_on is None or qa.is_being_checked:
        return OUT_OF_SCOPE
    if qa.due_on >= project.as_of:
        return FITS
    limit = project.settings.threshold(GRAVE_AFTER)
    is_grave = qa.priority == "高" or is_over(qa.due_on, limit, project)
    severity = Severity.ERROR if is_grave else None
    days = (project.as_of - qa.due_on).days
    return violation("due_on", severity=severity, days=days, who=_who(qa, project))


def _who(qa: Question, project: Project) -> str:
    """The one to ask: 回答者, else the 主担当 of 対象システム."""
    system = project.system(qa.system)
    return responsible(qa.answered_by or (system.owner if system else None), project) or "未定"
