"""IFC003: an IF is to be tested before its ends are ready, or before it was connected."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.interfaces import TooEarly, end_keys, is_done, tested_too_early
from pmo_xl.metrics.phase_leaves import leaves_among
from pmo_xl.model.display import day
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "IFC003",
    judges=Interface,
    reads=("fixed_on", "connected_on", "source", "target", "status"),
    needs={Task: ("phase", "system", "planned_finish", "actual_finish")},
    severity=Severity.ERROR,
    message="{id} {title}: {problem}。",
    remedy="対向確定日を両端の試験の後に決め直し、疎通は対向試験より前に確かめて疎通確認日に書いてください。",
)
def test_before_ready(interface: Interface, project: Project) -> tuple[Judgement, ...] | Judgement:
    """対向試験の日が、両端の準備や疎通の確認より前になっている。

    ## 要旨
    状態が「完了」でなく対向確定日のあるIFについて、次のときに指摘します。

    - 対向確定日が、両端のシステムの単体試験の終わり(実績終了、なければ予定終了)より前: エラー。結合試験の終わりより
      前: 警告(結合試験の中で相手と試すこともあるため)。そのような作業のないシステムは見ません。
    - 対向確定日を過ぎたのに、疎通確認日が空欄: エラー
    - 疎通確認日が対向確定日より後: エラー

    どれも、ちょうど同じ日は指摘しません。

    ## なぜ問題か
    相手の時間を取って集まったのに、つながらない、自分の試験が終わっていない、では信用を失い、次の日程は取れません。

    ## 違反例
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 疎通確認日 | 対向確定日 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | 2026/11/20 | 2026/12/3 | 疎通済 | 対向確定日 |
    | IF-002 | 残高照会 | サイト | 帳票 | 2026/11/20 | 2026/12/3 | 疎通済 | 対向確定日(警告) |
    | IF-003 | 売上明細 | 会計 | 通知 | | 2026/11/27 | 設計中 | 疎通確認日 |
    | IF-004 | 認証 | 会計 | 通知 | 2026/11/28 | 2026/11/27 | 疎通済 | 疎通確認日 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 単体試験 | 会員基盤 | 2026/12/4 | |
    | WBS-002 | 作業 | 結合試験 | 帳票 | 2026/12/4 | |

    ## 適合例
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 疎通確認日 | 対向確定日 | 状態 |
    |---|---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | 2026/12/4 | 2026/12/4 | 疎通済 |
    | IF-002 | 残高照会 | サイト | 帳票 | 2026/11/20 | 2026/12/2 | 疎通済 |
    | IF-003 | 売上明細 | 会計 | 通知 | | 2026/11/30 | 設計中 |
    | IF-004 | 認証 | 会計 | 通知 | | 2026/11/2 | 完了 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 単体試験 | 会員基盤 | 2026/12/4 | |
    | WBS-002 | 作業 | 結合試験 | 帳票 | 2026/12/9 | 2026/12/2 |
    | WBS-003 | 作業 | 単体試験 | | 2026/12/25 | |
    """
    if cannot := unfilled(interface, "status"):
        return cannot
    if interface.fixed_on is None or is_done(interface, project):
        return OUT_OF_SCOPE
    return (*_too_early(interface, project), *_connected(interface, project)) or FITS


def _too_early(interface: Interface, project: Project) -> Iterator[Judgement]:
    found = tested_too_early(interface, project)
    if found:
        phase, ready = found
        problem = (
            f"対向確定日 {day(interface.fixed_on or ready)} が、{phase.value}の終わり {day(ready)} より前です"
        )
        severity = Severity.WARNING if phase is TooEarly.JOINT else None
        yield violation("fixed_on", severity=severity, expected=f"{day(ready)} 以降", problem=problem)
        return
    ends = end_keys(interface, project)
    doubt = project.cached(("tests of ends without an end", ends), lambda: _doubt(ends, project))
    yield from filter(None, (doubt,))


def _doubt(ends: frozenset[str], project: Project) -> Judgement | None:
    """判定不能 where a test of one of these systems does not say when it is done."""
    rows = (row for phase in TooEarly for row in leaves_among(phase.value, ends, project))
    return next(filter(None, map(_unknown_end, rows)), None)


def _unknown_end(task: Task) -> Judgement | None:
    """判定不能 where a task does not say when it is done."""
    if cannot := unknown(task, "actual_finish"):
        return cannot
    return None if task.actual_finish else unfilled(task, "planned_finish")


def _connected(interface: Interface, project: Project) -> Iterator[Judgement]:
    fixed_on = interface.fixed_on or project.as_of
    if interface.connected_on is None and fixed_on < project.as_of:
        yield violation(
            "connected_on", problem=f"対向確定日 {day(fixed_on)} を過ぎましたが、疎通確認日が空欄です"
        )
    elif interface.connected_on and interface.connected_on > fixed_on:
        on = day(interface.connected_on)
        yield violation("connected_on", problem=f"疎通確認日 {on} が、対向確定日 {day(fixed_on)} より後です")
