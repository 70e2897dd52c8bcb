"""DAT008: cached values of formulas that are not what the rest of the workbook says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pmo_xl.metrics.derived import DERIVED, Derived, are_inputs_readable, unreadable_inputs
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table
from pmo_xl.model.setting_keys import CALCULATION_DAY
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.finding import shown
from pmo_xl.rules.rule import (
    EVERY_ROW,
    FITS,
    OUT_OF_SCOPE,
    Asked,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)


def _with_derived_columns(sheet: type[Record], _: Project) -> Asked:
    """All rows of a sheet with derived columns, none of another."""
    return EVERY_ROW if _derived_fields(sheet) else Asked((), OUT_OF_SCOPE)


@rule(
    "DAT008",
    judges=Record,
    screen=_with_derived_columns,
    severity=Severity.ERROR,
    message="自動計算の「{label}」に「{stored}」と出ていますが、ほかの欄から計算すると「{figure}」です。",
    remedy="Excel で開いて F9(再計算)を押し、保存し直してください。計算方法が「手動」なら「自動」に戻してください。それでも違うときは、列のほかの行から数式を写してください。",
)
def displayed_total_differs(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """自動計算の欄に表示されている値が、ほかの欄から計算した値と違う。

    ## 要旨
    pmo_xl が作った台帳の自動計算の欄(滞留日数、超過日数、発注済額、残予算、状態など)について、保存されている計算結果を
    同じ定義で計算し直した値と比べます。金額は1円を超える差、日数や状態は少しでも違えば指摘します。
    空欄に見える結果は空欄とみなします。

    日数は、基準日ではなく、台帳が保存している設定の計算日で計算し直します。古い台帳を後で点検しても、そのときの
    表示が正しければ指摘しません。計算日が空欄なら、日数は判定不能です。計算の元になる欄を読み取れないときも判定不能です。
    数式が上書きされている欄、エラーの欄は DAT007 が指摘し、ここでは見ません。ほかの道具で作った台帳は対象外です。

    ## なぜ問題か
    再計算が止まった台帳や、行の範囲が切れた合計は、見た目ではわかりません。その残予算で発注してしまいます。

    ## 違反例
    予算枠(pmo_xl の台帳)
    | 予算ID | 予算額 | 発注済額 | 発注見込額 | 残予算 | 指摘 |
    |---|---|---|---|---|---|
    | BUD-001 | 5000000 | =A → 1000000 | =B → 0 | =C → 4000002 | 残予算 |
    | BUD-002 | 3000000 | =A → 2 | =B → 0 | =C → 3000000 | 発注済額 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 1000000 | 2026/5/1 |

    課題管理表(pmo_xl の台帳)
    | 課題ID | 期限 | 状態 | 超過日数 | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 2026/11/20 | 対応中 | =A → 9 | 超過日数 |
    | ISS-002 | 2026/11/20 | 完了 | =A → 10 | 超過日数 |

    設定
    | 項目 | 値 |
    |---|---|
    | 計算日 | 2026-11-30 |

    ## 適合例
    基準日: 2026-12-25

    予算枠(pmo_xl の台帳)
    | 予算ID | 予算額 | 発注済額 | 発注見込額 | 残予算 |
    |---|---|---|---|---|
    | BUD-001 | 5000000 | =A → 1000000 | =B → 0 | =C → 4000001 |
    | BUD-002 | 3000000 | 2 | =B → 0 | =C → 3000000 |

    予算管理表
    | 発注ID | 予算ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | BUD-001 | 当初 | 1000000 | 2026/5/1 |

    課題管理表(pmo_xl の台帳)
    | 課題ID | 期限 | 状態 | 超過日数 |
    |---|---|---|---|
    | ISS-001 | 2026/11/20 | 対応中 | =A → 10 |
    | ISS-002 | 2026/11/20 | 完了 | =A → |
    | ISS-003 | 2026/12/20 | 対応中 | =A → 0 |

    設定
    | 項目 | 値 |
    |---|---|
    | 計算日 | 2026-11-30 |
    """
    place = record.place
    if place is None or not place.table.is_ours:
        return OUT_OF_SCOPE
    readings = project.cached(("derived", id(place.table)), lambda: _derived_columns(place.table, project))
    if place.formulas:
        readings = tuple(column for column in readings if column.field not in place.formulas)
    said = [_judge(record, column, project) for column in readings]
    hits = [judgement for judgement in said if judgement is not FITS]
    return hits or (FITS if said else OUT_OF_SCOPE)


@cache
def _derived_fields(sheet: type[Record]) -> tuple[str, ...]:
    return tuple(
        name for name in sheet.columns if (sheet, name) in DERIVED and DERIVED[sheet, name].is_checked
    )


@dataclass(frozen=True, slots=True)
class _DerivedColumn:
    """What is the same for every row of a table: how the figure is made, and of which day.

    on_that_day: the project on the day of the stored values; None when it says none. is_readable: every input of
    every row can be read.
    """

    field: str
    kind: Kind
    derived: Derived
    on_that_day: Project | None
    is_readable: bool


def _derived_columns(table: Table, project: Project) -> tuple[_DerivedColumn, ...]:
    """The derived columns that the table has."""
    sheet = table.record_class
    that_day = project.cached("on the stored day", lambda: _on_stored_day(project))
    return tuple(
        _DerivedColumn(
            name,
            sheet.columns[name].kind,
            DERIVED[sheet, name],
            that_day,
            are_inputs_readable(sheet, name, project),
        )
        for name in _derived_fields(sheet)
        if name in table.columns
    )


def _on_stored_day(project: Project) -> Project | None:
    """The project on the day with which its cached values were computed; None when it says none."""
    day = project.settings.day(CALCULATION_DAY)
    return project.on(day) if day else None


def _judge(record: Record, of: _DerivedColumn, project: Project) -> Judgement:
    field = of.field
    if of.on_that_day is None and of.derived.counts_days:
        return undeterminable(f"設定の「{CALCULATION_DAY}」がないため、日数を計算し直せません")
    for row, name in () if of.is_readable else unreadable_inputs(record, field, project):
        return unknown(row, name) or FITS
    figure, stored = of.derived.figure(record, of.on_that_day or project), getattr(record, field)
    if (figure == stored or _agree(of.kind, figure, stored)) and field not in record.unread:
        return FITS
    column = record.columns[field]
    seen, expected = shown(record, field) or "空欄", display(column.kind, figure) or "空欄"
    return violation(field, expected=expected, label=column.label, stored=seen, figure=expected)


def _agree(kind: Kind, figure: object, stored: object) -> bool:
    """Whether two different values are one but for what was cut off of a yen."""
    if kind is Kind.MONEY and isinstance(figure, int) and isinstance(stored, int):
        return abs(figure - stored) <= 1
    return False
