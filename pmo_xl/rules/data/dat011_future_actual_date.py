"""DAT011: facts dated in the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.fact_days import FACTS
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Asked, Group, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import places_of_odd

_OPEN = (StateClass.NOT_STARTED, StateClass.IN_PROGRESS)
_MOST_FACTS = 0.2


def _late(sheet: type[Record], project: Project) -> Asked:
    """The rows with a fact after the last day that fits; a sheet without facts is 対象外."""
    last = max(project.as_of, project.run_day)
    is_late = places_of_odd(
        project.of(sheet), _facts(sheet), lambda _, on: on is not None and _day(on) > last
    )
    return Asked(is_late, FITS if _facts(sheet) else OUT_OF_SCOPE)


@rule(
    "DAT011",
    judges=Record,
    screen=_late,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="「{label}」は済んだことの日付なのに、{on} と未来の日付です。",
    remedy="実際の日付に直してください。まだ済んでいないなら空欄にし、予定は予定や期限の欄に書いてください。",
)
def future_actual_date(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """済んだことの日付が、未来になっている。

    ## 要旨
    回答日・完了日・発注日・検収日・支払日・実績終了など、済んだ事実の日付が、基準日よりも実行日よりも後のときに
    指摘します。どちらかの当日までは問題ありません(時刻のある日時は、その日で見ます)。pmo_xl が作ったものでない表では、終わっていない行の
    日付と、先の日付がいくつも並ぶ列は、予定を書く欄とみて指摘しません。請求日は先の日付のこともあるので問いません。

    ## なぜ問題か
    まだ起きていないことが済んだことになっていると、進捗も支払も実際より進んで見えます。年の打ち間違いも多い箇所です。

    ## 違反例
    基準日: 2026-11-30
    実行日: 2026-12-05

    課題管理表
    | 課題ID | 件名 | 状態 | 完了日 | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 完了 | 2026/12/06 | 完了日 |

    マスタスケジュール
    | 作業ID | 作業名 | 実績開始 | 実績終了 | 指摘 |
    |---|---|---|---|---|
    | WBS-001 | 基本設計 | 2027/01/10 | 2027/02/10 | 実績開始、実績終了 |

    ## 適合例
    基準日: 2026-11-30
    実行日: 2026-12-05

    課題管理表
    | 課題ID | 件名 | 状態 | 完了日 | 期限 |
    |---|---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 完了 | 2026/12/05 | 2027/03/31 |

    検収支払
    | 検収ID | 請求日 |
    |---|---|
    | ACC-001 | 2026/12/31 |
    """
    fields = _facts(record.__class__)
    if not fields:
        return OUT_OF_SCOPE
    last = max(project.as_of, project.run_day)
    late = [name for name in fields if (on := getattr(record, name)) is not None and _day(on) > last]
    return [_hit(record, name) for name in late if not _is_planned(record, name, last, project)] or FITS


def _is_planned(record: Record, name: str, last: date, project: Project) -> bool:
    """Whether a table that pmo_xl did not make writes plans into the column: 完了日 of what is open, 納品日 ahead."""
    table = record.place.table if record.place else None
    if table is None or table.is_ours:
        return False
    if "status" in record.columns and project.state_of(record) in _OPEN:
        return True
    key = ("ahead", record.__class__, table.sheet_title, table.header_row, name)

    def _is_ahead() -> bool:
        rows = (row for row in project.of(record.__class__) if row.place and row.place.table is table)
        days = [_day(on) for row in rows if (on := getattr(row, name)) is not None]
        ahead = sum(on > last for on in days)
        return ahead > 1 and _MOST_FACTS * len(days) <= ahead

    return project.cached(key, _is_ahead)


@cache
def _facts(sheet: type[Record]) -> tuple[str, ...]:
    names = sheet.fields_of_kind(Kind.DATE, Kind.DATETIME)
    return tuple(name for name in names if sheet.columns[name].label in FACTS)


def _day(on: date) -> date:
    """The day of a date, or of a day and time."""
    return on.date() if isinstance(on, datetime) else on


def _hit(record: Record, name: str) -> Judgement:
    return violation(
        name, expected="今日までの日付", label=record.columns[name].label, on=day(getattr(record, name))
    )
