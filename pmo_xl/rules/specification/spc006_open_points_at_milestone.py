"""SPC006: open points that are left when 要件定義 ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pmo_xl.metrics.milestones import day_of, is_passed
from pmo_xl.metrics.open_points import definition_milestone, is_late_point, is_open_point
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

NOTICE_DAYS = Threshold("要件定義前の日数", 3, "要件定義のマイルストーンの前に、残る未決を知らせる稼働日数")


@rule(
    "SPC006",
    judges=Project,
    needs={SpecReview: ("status",), Task: ("kind", "phase", "planned_finish")},
    severity=Severity.WARNING,
    thresholds=(NOTICE_DAYS,),
    message="{target}の要件定義のマイルストーン({on})までに決着していない箇所が、仕様書に {count} 件残っています({ids})。",
    remedy="残った箇所を担当と1件ずつ確かめ、解消するか、いつまでにどう決めるかを関係者と合意してください。",
)
def open_points_at_milestone(project: Project) -> Iterator[tuple[SpecReview, Judgement]]:
    """要件定義のマイルストーンになっても、仕様書の未決の箇所が残っている。

    ## 要旨
    要件定義のマイルストーンまで3稼働日(設定の `閾値.要件定義前の日数`)以内か、過ぎた、または終えたのに、仕様書確認に
    「未決」「確認中」の行が残っているときに、対象システムごとに1件、初めの行を指摘します。件数は文に書きます。
    ふつうは警告、マイルストーンの日が過ぎたか実績終了があればエラーです。マイルストーンは対象システムのもの、なければ案件全体のもので見ます。
    マイルストーンの日より後に起票した行と、期限が過ぎた行(SPC002 が指摘します)は数えません。

    ## なぜ問題か
    要件定義の終わりに残った未決は、設計の前提の抜けです。要件の漏れはリリースの遅れになります。

    ## 違反例
    基準日: 2026-11-27

    仕様書確認
    | 確認ID | 対象システム | 起票日 | 論点 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | SPC-001 | 会員基盤 | 2026/11/2 | 会員番号の桁数 | 2026/12/11 | 未決 | 状態 |
    | SPC-002 | 会員基盤 | 2026/11/2 | 再送の上限 | 2026/12/11 | 確認中 | |
    | SPC-003 | 決済連携 | 2026/11/26 | トークンの桁数 | 2026/12/11 | 未決 | 状態(エラー) |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 作業名 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | | 要件定義完了 | 2026/12/2 |
    | WBS-002 | マイルストーン | 要件定義 | 決済連携 | 決済連携の要件定義完了 | 2026/11/26 |

    ## 違反例(終えたことになっている)
    基準日: 2026-11-27

    仕様書確認
    | 確認ID | 論点 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|
    | SPC-001 | 会員番号の桁数 | 2026/12/11 | 未決 | 状態(エラー) |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | 要件定義完了 | 2026/12/25 | 2026/11/27 |

    ## 適合例
    基準日: 2026-11-27

    仕様書確認
    | 確認ID | 対象システム | 起票日 | 論点 | 期限 | 状態 |
    |---|---|---|---|---|---|
    | SPC-001 | 会員基盤 | 2026/11/2 | 会員番号の桁数 | 2026/12/11 | 未決 |
    | SPC-002 | 決済連携 | 2026/11/27 | トークンの桁数 | 2026/12/11 | 未決 |
    | SPC-003 | 決済連携 | 2026/11/2 | 与信の保留 | 2026/11/26 | 未決 |
    | SPC-004 | 決済連携 | 2026/11/2 | 取消の期限 | 2026/12/11 | 解消 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 作業名 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | | 要件定義完了 | 2026/12/3 |
    | WBS-002 | マイルストーン | 要件定義 | 決済連携 | 決済連携の要件定義完了 | 2026/11/26 |
    """
    left: dict[str, list[SpecReview]] = {}
    for point in project.spec_reviews:
        judgement = _judged(point, project)
        if judgement is not None:
            yield point, judgement
        else:
            left.setdefault(name_key(point.system or ""), []).append(point)
    for points in left.values():
        yield points[0], _left(points, project)
        yield from ((point, FITS) for point in points[1:])  # told with the first


def _judged(point: SpecReview, project: Project) -> Judgement | None:
    """What is said of a row that does not count among those left; None of one that does."""
    if cannot := unfilled(point, "status"):
        return cannot
    if not is_open_point(point, project):
        return OUT_OF_SCOPE
    milestone = definition_milestone(point, project)
    if milestone is None:
        return OUT_OF_SCOPE
    cannot = unknown(milestone, "planned_finish", "actual_finish") or unknown(point, "raised_on", "due_on")
    ends_on = day_of(milestone)
    if cannot or ends_on is None:
        return cannot or unfilled(milestone, "planned_finish")
    is_before = point.raised_on is None or point.raised_on <= ends_on
    is_counted = is_before and not is_late_point(point, project) and _is_near(milestone, ends_on, project)
    return None if is_counted else FITS


def _is_near(milestone: Task, ends_on: date, project: Project) -> bool:
    """Whether the milestone is reached, passed or a few business days ahead."""
    days = project.settings.threshold(NOTICE_DAYS)
    last = project.calendar.add_business_days(project.as_of, days)
    return milestone.actual_finish is not None or ends_on <= last


def _left(points: list[SpecReview], project: Project) -> Judgement:
    """The finding about the points of one system, which stands at the first of them."""
    milestone, system = definition_milestone(points[0], project), points[0].system
    ids = [point.row_id or f"{point.row}行目" for point in points]
    is_grave = milestone is not None and (bool(milestone.actual_finish) or is_passed(milestone, project))
    on = day_of(milestone) if milestone else None
    found = violation(
        "status",
        severity=Severity.ERROR if is_grave else None,
        key=system or "案件全体",
        target=f"「{system}」" if system else "案件",
        on=day(on) if on else "",
        count=len(points),
        ids="、".join(ids[:5]) + (f"、ほか {len(ids) - 5} 件" if len(ids) > 5 else ""),
    )
    return replace(found, is_named_by_key=True)
