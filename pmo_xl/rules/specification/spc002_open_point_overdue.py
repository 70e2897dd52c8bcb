"""SPC002: open points whose day has passed."""

from __future__ import annotations

from pmo_xl.metrics.milestones import is_passed
from pmo_xl.metrics.open_points import definition_milestone, is_late_point, is_open_point
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

GRAVE_AFTER = Threshold("仕様確認遅れ日数", 5, "未決の箇所をエラーにする、期限からの稼働日数")


@rule(
    "SPC002",
    judges=SpecReview,
    reads=("status", "due_on"),
    severity=Severity.WARNING,
    thresholds=(GRAVE_AFTER,),
    message="{id} は期限 {due_on} を {days} 日過ぎて{status}です(担当 {owner}、論点: {point}){milestone}。",
    remedy="担当に見通しを確かめてください。決まっていれば解消内容・解消根拠・解消日を書いて「解消」に、まだなら新しい期限を決めてください。",
)
def open_point_overdue(point: SpecReview, project: Project) -> Judgement:
    """仕様書の未決の箇所が、期限を過ぎても決着していない。

    ## 要旨
    仕様書確認の「未決」「確認中」の行の期限が基準日より前のときに指摘します。期限の当日は遅れではありません。
    ふつうは警告です。期限から5稼働日(設定の `閾値.仕様確認遅れ日数`)を超えて遅れたとき、または要件定義の
    マイルストーンの日が過ぎているときはエラーです。マイルストーンは対象システムのもの、なければ案件全体のもので見ます。
    期限が空欄の行は SPC001 が指摘します。

    ## なぜ問題か
    仕様書のあいまいな箇所を残したまま設計に入ると、作った後で解釈の違いが見つかり、手戻りになります。

    ## 違反例
    基準日: 2026-11-30

    仕様書確認
    | 確認ID | 対象システム | 論点 | 担当 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | SPC-001 | 会員基盤 | 会員番号の桁数 | 佐藤 花子 | 2026/11/27 | 未決 | 期限 |
    | SPC-002 | 会員基盤 | 再送の上限 | 佐藤 花子 | 2026/11/20 | 確認中 | 期限 |
    | SPC-003 | 会員基盤 | 抽出の時点 | 佐藤 花子 | 2026/11/19 | 未決 | 期限(エラー) |

    ## 違反例(要件定義のマイルストーンが過ぎている)
    基準日: 2026-11-30

    仕様書確認
    | 確認ID | 対象システム | 論点 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | SPC-001 | 会員基盤 | 会員番号の桁数 | 2026/11/27 | 未決 | 期限(エラー) |
    | SPC-002 | 決済連携 | トークンの桁数 | 2026/11/27 | 未決 | 期限 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 作業名 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | | 要件定義完了 | 2026/11/29 |
    | WBS-002 | マイルストーン | 要件定義 | 決済連携 | 決済連携の要件定義完了 | 2026/11/30 |

    ## 適合例
    基準日: 2026-11-30

    仕様書確認
    | 確認ID | 論点 | 期限 | 状態 |
    |---|---|---|---|
    | SPC-001 | 会員番号の桁数 | 2026/11/30 | 未決 |
    | SPC-002 | 再送の上限 | 2026/11/2 | 解消 |
    | SPC-003 | 抽出の時点 | 2026/11/2 | 対象外 |
    """
    if cannot := unfilled(point, "status"):
        return cannot
    if not is_open_point(point, project):
        return OUT_OF_SCOPE
    if cannot := unfilled(point, "due_on"):
        return cannot
    if point.due_on is None or not is_late_point(point, project):
        return FITS
    milestone = definition_milestone(point, project)
    is_too_late = milestone is not None and is_passed(milestone, project)
    is_grave = is_too_late or is_over(point.due_on, project.settings.threshold(GRAVE_AFTER), project)
    told = "。要件定義のマイルストーンも過ぎています" if is_too_late else ""
    days = (project.as_of - point.due_on).days
    return violation("due_on", severity=Severity.ERROR if is_grave else None, days=days, milestone=told)
