"""EST007: an estimate that was asked for and has not come."""

from __future__ import annotations

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

_LONG = 5


@rule(
    "EST007",
    judges=Estimate,
    reads=("amount", "status", "due_on"),
    severity=Severity.WARNING,
    message="{id}: {vendor}に頼んだ見積({system})が、{problem}。",
    remedy="提出者に催促し、いつ出せるかを回答期限に書いてください。辞退されたなら状態を「辞退」にし、別の会社に依頼してください。",
)
def estimate_request_unanswered(estimate: Estimate, project: Project) -> Judgement:
    """頼んだ見積は、回答期限までに受け取らなければならない。

    ## 要旨
    依頼中の見積(状態が「依頼中」、または状態も金額も空欄の行)について、回答期限を基準日が過ぎたときに指摘します。
    当日は過ぎていません。期限から5稼働日を超えるとエラーです。回答期限が空欄のときも指摘します(警告)。
    回答期限の列がない台帳では対象外です。

    ## なぜ問題か
    見積がそろわないと予算の差が分からず、予算の申請も対応案の比較も始められません。期限のない依頼は、後回しにされます。

    ## 違反例
    基準日: 2026-11-30

    見積一覧
    | 見積ID | システム | 提出者 | 金額 | 状態 | 回答期限 | 指摘 |
    |---|---|---|---|---|---|---|
    | EST-001 | 会員基盤 | 甲社 | | 依頼中 | 2026/11/29 | 回答期限 |
    | EST-002 | 会員基盤 | 乙社 | | | 2026/11/19 | 回答期限(エラー) |
    | EST-003 | 会員基盤 | 丙社 | | 依頼中 | | 回答期限 |
    | EST-004 | 会員基盤 | 丁社 | | 依頼中 | 2026/11/20 | 回答期限 |

    ## 適合例
    基準日: 2026-11-30

    見積一覧
    | 見積ID | システム | 提出者 | 金額 | 状態 | 回答期限 |
    |---|---|---|---|---|---|
    | EST-001 | 会員基盤 | 甲社 | | 依頼中 | 2026/11/30 |
    | EST-002 | 会員基盤 | 乙社 | 1000000 | | 2026/11/1 |
    | EST-003 | 会員基盤 | 丙社 | | 辞退 | 2026/11/1 |
    | EST-004 | 会員基盤 | 丁社 | 1000000 | 受領 | |
    """
    if not estimate.is_asked_for:
        return OUT_OF_SCOPE
    if estimate.due_on is None:
        return violation("due_on", problem="回答期限のないまま、まだ出ていません", expected="日付")
    if estimate.due_on >= project.as_of:
        return FITS
    severity = Severity.ERROR if is_over(estimate.due_on, _LONG, project) else None
    problem = f"{day(estimate.due_on)} の回答期限を過ぎても、まだ出ていません"
    return violation("due_on", severity=severity, problem=problem)
