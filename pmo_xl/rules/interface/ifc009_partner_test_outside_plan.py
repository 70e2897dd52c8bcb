"""IFC009: the day of the test with the partner lies outside the plan of the whole."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.interfaces import COUNTERPART_TEST, end_keys, is_done, tested_too_early
from pmo_xl.metrics.phase_leaves import leaves_among
from pmo_xl.metrics.release import is_released, release_moment, released_systems
from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "IFC009",
    judges=Interface,
    reads=("fixed_on", "source", "target", "status"),
    needs={Task: ("phase", "system", "planned_start", "planned_finish")},
    severity=Severity.WARNING,
    message="{id} {title} の対向確定日 {fixed_on} は、{problem}。",
    remedy="対向試験の日を全体の日程に合わせて決め直すか、日程のほうを引き直してください。",
)
def partner_test_outside_plan(interface: Interface, project: Project) -> Judgement:
    """対向試験の日が、全体の日程から外れている。

    ## 要旨
    状態が「完了」でなく対向確定日のあるIFについて、対向確定日が次のときに指摘します。

    - リリースの日(設定の停止開始、なければ最初の作業)以後、または設定のサービスイン日より後で、どちらかの端がリリース
      計画の作業にあるシステムのとき: エラー。リリース計画にシステムのある作業がなければ、どのIFも見ます。
    - 両端のシステム(またはシステムが空欄)の対向試験の作業の、いちばん早い予定開始からいちばん遅い予定終了までの外: 警告。
      IFC003 が同じ欄を指摘しているときと、そのような作業がないときは指摘しません。

    ## なぜ問題か
    1つのIFの試験が後ろにこぼれると、総合試験に間に合わず、全体の日程が崩れます。

    ## 違反例
    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 対向確定日 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | 2026/12/12 | 設計中 | 対向確定日 |
    | IF-002 | 残高照会 | サイト | 会員基盤 | 2026/11/30 | 設計中 | 対向確定日 |
    | IF-003 | 売上明細 | 会計 | 帳票 | 2027/2/19 | 設計中 | 対向確定日(エラー) |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 対向試験 | 会員基盤 | 2026/12/1 | 2026/12/11 |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム |
    |---|---|---|
    | REL-001 | 作業 | 会員基盤 |

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 対向確定日 | 状態 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | 2026/12/1 | 設計中 |
    | IF-002 | 残高照会 | サイト | 会員基盤 | 2026/12/11 | 設計中 |
    | IF-003 | 売上明細 | 会計 | 帳票 | 2027/2/19 | 設計中 |
    | IF-004 | 認証 | サイト | 会員基盤 | 2027/2/19 | 完了 |
    | IF-005 | 通知 | サイト | 会員基盤 | | 設計中 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 対向試験 | 会員基盤 | 2026/12/1 | 2026/12/4 |
    | WBS-002 | 作業 | 対向試験 | サイト | 2026/12/7 | 2026/12/11 |
    """
    if cannot := unfilled(interface, "status"):
        return cannot
    if interface.fixed_on is None or is_done(interface, project):
        return OUT_OF_SCOPE
    if late := _after_release(interface, project):
        return violation("fixed_on", severity=Severity.ERROR, problem=late)
    return _outside(interface, project)


def _after_release(interface: Interface, project: Project) -> str | None:
    released = released_systems(project)
    if released and not end_keys(interface, project) & released.keys():
        return None
    moment, service = release_moment(project), project.settings.day("サービスイン日")
    if moment and is_released(interface.fixed_on, project):
        return f"リリースの日 {day(moment.date())} 以後です"
    is_late = service is not None and interface.fixed_on is not None and interface.fixed_on > service
    return f"サービスイン日 {day(service)} より後です" if is_late and service else None


def _outside(interface: Interface, project: Project) -> Judgement:
    systems = end_keys(interface, project) | {""}
    planned = project.cached(("partner tests", systems), lambda: _planned(systems, project))
    if isinstance(planned, Judgement):
        return planned
    if planned is None or interface.fixed_on is None:
        return FITS
    first, last = planned
    if first <= interface.fixed_on <= last or tested_too_early(interface, project):
        return FITS
    return violation("fixed_on", problem=f"対向試験の予定 {day(first)}～{day(last)} の外です")


def _planned(systems: frozenset[str], project: Project) -> tuple[date, date] | Judgement | None:
    """From when to when the 対向試験 of these systems is planned; 判定不能 where a task does not say; None without any."""
    rows = leaves_among(COUNTERPART_TEST, systems, project)
    doubts = (unfilled(row, "planned_start", "planned_finish") for row in rows)
    if cannot := next(filter(None, doubts), None):
        return cannot
    first = min((row.planned_start for row in rows if row.planned_start), default=None)
    last = max((row.planned_finish for row in rows if row.planned_finish), default=None)
    return (first, last) if first and last else None
