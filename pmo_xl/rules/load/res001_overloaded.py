"""RES001: more work in a month than a person has days."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pmo_xl.metrics.load import MonthLoad, capacity_of, is_effort_of_one, load_of, loads
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.calendar import add_months
from pmo_xl.model.display import month as in_words
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled, unknown
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, undeterminable, violation

GRAVE_FROM = Fraction(120, 100)
_NEEDED: dict[type[Record], tuple[str, ...]] = {
    Allocation: ("member", "month", "planned_effort"),
    Member: ("name", "joined_on", "left_on"),
    Task: ("owner", "planned_start", "planned_finish", "actual_finish", "planned_effort"),
}
_SHOWN = 5

Where = Record | type[Record]


@rule(
    "RES001",
    judges=Project,
    severity=Severity.WARNING,
    message="{name} さんの{month}の負荷は {load} 人日で、働ける {capacity} 人日を超えています{share}。{behind}",
    remedy="仕事をほかの人か月に移すか、応援を求めてください。働ける日数が違うなら、要員計画の上限か体制表の稼働率を直してください。",
)
def overloaded(project: Project) -> Iterator[tuple[Where, Judgement]]:
    """1人の1か月の負荷が、働ける日数を超えている。

    ## 要旨
    基準日の月からあとの月について、1人の負荷が働ける日数を超えているときに指摘します(ちょうど同じなら満杯で、超過ではありません)。
    基準日の月と翌月で120%を超えるものはエラーです。

    - 負荷は、設定の「予定工数の意味」が「チーム」(空欄も)なら要員計画の計画工数の合計です。その月に要員計画の行がない人は見ません。
      「個人」なら、計画工数の合計と、マスタスケジュールの残りの工数(予定工数×(1−進捗率)を担当で等分し、予定開始か翌稼働日から
      見込終了までの稼働日に均した分)の大きいほうです。
    - 働ける日数は要員計画の上限(空欄なら、着任日から離任日までのその月の稼働日×体制表の稼働率。稼働率の空欄は100%)です。

    体制表にない人は DAT005 が指摘するので見ません。要員計画に行がなく「チーム」のときは対象外です。

    ## なぜ問題か
    1人に1か月分より多い仕事を置いた計画は、初めから遅れています。早く見つければ、人か日程を動かせます。

    ## 違反例
    基準日: 2026-11-30

    要員計画
    | 計画ID | 氏名 | 月 | 計画工数 | 上限 | 指摘 |
    |---|---|---|---|---|---|
    | ALC-001 | 佐藤 花子 | 2026/12/1 | 15.6 | | 計画工数(エラー) |
    | ALC-002 | 佐藤 花子 | 2026/12/1 | 12.1 | | |
    | ALC-003 | 鈴木 一郎 | 2026/11/1 | 10.1 | 10 | 計画工数 |
    | ALC-004 | 高橋 健太 | 2027/1/1 | 12 | | 計画工数 |

    体制表
    | 氏名 | 役割 | 稼働率 |
    |---|---|---|
    | 佐藤 花子 | PM | |
    | 鈴木 一郎 | PMO | |
    | 高橋 健太 | システム担当 | 50% |

    ## 違反例(予定工数が個人のもの)
    基準日: 2026-11-30

    設定
    | 項目 | 値 |
    |---|---|
    | 予定工数の意味 | 個人 |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 担当 | 予定開始 | 予定終了 | 予定工数 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 移行の設計 | 佐藤 花子 | 2026/12/1 | 2026/12/14 | 15 |
    | WBS-002 | 作業 | 移行の試験 | 佐藤 花子、鈴木 一郎 | 2026/12/15 | 2026/12/28 | 20 |

    体制表
    | ID | 氏名 | 役割 | 指摘 |
    |---|---|---|---|
    | PER-001 | 佐藤 花子 | PM | 氏名 |
    | PER-002 | 鈴木 一郎 | PMO | |

    ## 適合例
    基準日: 2026-11-30

    要員計画
    | 計画ID | 氏名 | 月 | 計画工数 | 上限 |
    |---|---|---|---|---|
    | ALC-001 | 佐藤 花子 | 2026/12/1 | 10 | 22 |
    | ALC-002 | 佐藤 花子 | 2026/12/1 | 12 | 8 |
    | ALC-003 | 鈴木 一郎 | 2026/10/1 | 40 | |
    | ALC-004 | 体制表にない人 | 2026/12/1 | 40 | |

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 担当 | 予定開始 | 予定終了 | 予定工数 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 移行の設計 | 佐藤 花子 | 2026/12/1 | 2026/12/14 | 150 |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | PM |
    | 鈴木 一郎 | PMO |
    """
    is_of_one = is_effort_of_one(project)
    if not is_of_one and not project.allocations:
        return
    needed: list[type[Record]] = [
        Member,
        *([Allocation] if project.allocations else []),
        *([Task] if is_of_one else []),
    ]
    lacking = [sheet for sheet in needed if not project.knows(sheet, *_NEEDED[sheet])]
    if lacking:
        what = lacking[0].sheet.label
        yield lacking[0], undeterminable(f"「{what}」のシートか、負荷の計算に要る列がありません")
        return
    yield from _unplaced(project)
    for (person, month), load in loads(project).by_person.items():
        if month >= project.as_of.replace(day=1) and load_of(load, project) is not None:
            yield _where(person, load, project), _judge(person, load, project)


def _unplaced(project: Project) -> Iterator[tuple[Where, Judgement]]:
    """Rows of 要員計画 that nobody can count, and with 個人 the leaves whose cells could not be read."""
    for row in loads(project).unplaced:
        yield row, unfilled(row, "member", "month") or FITS
    if is_effort_of_one(project):
        for task in loads(project).unmeasured:
            cannot = unknown(task, "planned_effort", "planned_start", "planned_finish")
            if cannot:
                yield task, cannot


def _where(person: str, load: MonthLoad, project: Project) -> Record:
    return load.rows[0] if load.rows else project.roles_of(person)[0]


def _judge(person: str, load: MonthLoad, project: Project) -> Judgement:
    rows = project.roles_of(person)
    doubts = [unknown(row, "joined_on", "left_on", "availability") for row in rows if row.unread]
    doubts += [unknown(row, "capacity", "planned_effort") for row in load.rows if row.unread]
    if cannot := next(filter(None, doubts), None):
        return cannot
    days, capacity = load_of(load, project) or Fraction(0), capacity_of(person, load, project)
    if days <= capacity:
        return undeterminable("「計画工数」が空欄の行があります") if load.is_doubtful else FITS
    soon = load.month <= add_months(project.as_of.replace(day=1), 1)
    return violation(
        "planned_effort" if load.rows else "name",
        key=None if load.rows else f"{load.month:%Y-%m}",
        severity=Severity.ERROR if soon and days > capacity * GRAVE_FROM else None,
        name=rows[0].name,
        month=in_words(load.month),
        load=_figure(days),
        capacity=_figure(capacity),
        share=f"({int(days * 100 / capacity)}%)" if capacity else "",
        behind=_behind(load),
    )


def _figure(days: Fraction) -> str:
    """Person-days with one decimal at most (exact halves up); 20, not 20.0."""
    tenths = Decimal(int(days * 10 + Fraction(1, 2))) / 10
    return f"{tenths.normalize():f}"


def _behind(load: MonthLoad) -> str:
    """What stands behind it, the largest first; without a task the rows of 要員計画."""
    tasks = sorted(load.tasks, key=lambda each: -each[1])
    names = [f"{task.row_id or ''} {task.title or ''}".strip() for task, _ in tasks]
    if not names:
        return f"要員計画の行: {'、'.join(row.row_id or f'{row.row}行目' for row in load.rows)}。"
    more = f" ほか {len(names) - _SHOWN} 件" if len(names) > _SHOWN else ""
    return f"この月の作業: {'、'.join(names[:_SHOWN])}{more}。"
