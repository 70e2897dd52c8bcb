"""KPI: the measures that are counts and shares of one sheet, the judgement, the improvement and the trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.second_look.cells import Cells, Row
from tests.second_look.quality import newest

LESS, MORE = "少ないほど良い", "多いほど良い"
DIRECTIONS = {
    "未完了課題件数": LESS,
    "恒久対応未完了件数": LESS,
    "未回答QA件数": LESS,
    "QA平均滞留日数": LESS,
    "不具合件数": LESS,
    "会議回数": LESS,
    "月平均会議回数": LESS,
    "クレーム件数": LESS,
    "再オープン率": LESS,
    "試験実施率": MORE,
    "合意済率": MORE,
    "周知確認率": MORE,
    "手入力": None,
}


def actual(row: Row, book: Cells) -> Fraction | None:
    """実績 of a row of KPI."""
    return row["手入力実績"] if row["算式"] == "手入力" else measure(row["算式"], book)


def measure(name: str, book: Cells) -> Fraction | None:
    """One of the measures above; None: 計算できません."""
    issues, asked, tests = book.rows("課題管理表"), book.rows("QA表"), book.rows("試験管理")
    met = {(row["会議名"], row["開催日"]) for row in book.rows("議事録") if row["会議名"] and row["開催日"]}
    wanted = [row for row in book.rows("要件一覧") if row["状態"] == "対象"]
    dated = [test for test in tests if test["予定日"]]
    told = [row for row in book.rows("周知記録") if row["確認期限"]]
    known = [row for row in newest(book) if None not in (row["再オープン数"], row["解決済数"])]
    match name:
        case "未完了課題件数":
            return Fraction(sum(row["状態"] in ("未着手", "対応中", "確認待ち") for row in issues))
        case "恒久対応未完了件数":
            return Fraction(sum(row["恒久対応要否"] == "要" and row["恒久完了日"] is None for row in issues))
        case "クレーム件数":
            return Fraction(sum(row["種別"] == "クレーム" and row["状態"] != "取下げ" for row in issues))
        case "未回答QA件数":
            return Fraction(sum(row["状態"] == "未回答" for row in asked))
        case "QA平均滞留日数":
            return _mean([_age(row, book) for row in asked if row["状態"] != "取下げ" and row["質問日"]])
        case "不具合件数":
            return sum((test["不具合数"] or 0 for test in tests), Fraction(0))
        case "会議回数":
            return Fraction(len(met))
        case "月平均会議回数":
            return _mean_per_month([day for _, day in met])
        case "試験実施率":
            return _share(sum(test["実施日"] is not None for test in dated), len(dated))
        case "合意済率":
            return _share(sum(row["合意状態"] == "合意済" for row in wanted), len(wanted))
        case "周知確認率":
            return _share(sum(row["確認日"] is not None for row in told), len(told))
        case "再オープン率":
            return _share(sum(row["再オープン数"] for row in known), sum(row["解決済数"] for row in known))
    raise KeyError(name)


def judged(row: Row, book: Cells) -> str:
    """判定."""
    found, direction = actual(row, book), row["向き"] or DIRECTIONS[row["算式"]]
    if None in (found, direction, row["目標"]):
        return "判定不能"
    return "達成" if (found >= row["目標"] if direction == MORE else found <= row["目標"]) else "未達"


def improved(row: Row, book: Cells) -> Fraction | None:
    """(基準値 − 実績) ÷ 基準値 in the 向き, in % to one decimal."""
    found, direction = actual(row, book), row["向き"] or DIRECTIONS[row["算式"]]
    if found is None or direction is None or not row["基準値"]:
        return None
    gain = row["基準値"] - found if direction == LESS else found - row["基準値"]
    return _tenth(gain * 100 / abs(row["基準値"]))


def trend(recorded: Sequence[tuple[date, str, Fraction | None]], formula: str) -> list[tuple[date, Fraction]]:
    """The last figure of each ISO week, over 26 weeks of each month; of what the 算式 of today computed without a break."""
    kept: list[tuple[date, Fraction]] = []
    for on, computed_by, value in recorded:
        if computed_by != formula:
            kept = []
        elif value is not None:
            kept.append((on, value))
    if not kept:
        return []
    is_long = (kept[-1][0] - kept[0][0]).days > 26 * 7
    last = {
        ((on.year, on.month) if is_long else tuple(on.isocalendar())[:2]): (on, value) for on, value in kept
    }
    return list(last.values())


def _age(row: Row, book: Cells) -> int:
    return ((row["回答日"] or book.as_of) - row["質問日"]).days


def _mean(values: Sequence[int]) -> Fraction | None:
    return _tenth(Fraction(sum(values), len(values))) if values else None


def _mean_per_month(days: Sequence[date]) -> Fraction | None:
    if not days:
        return None
    first, last = min(days), max(days)
    return _tenth(Fraction(len(days), (last.year - first.year) * 12 + last.month - first.month + 1))


def _share(part: int | Fraction, whole: int | Fraction) -> Fraction | None:
    return _tenth(Fraction(part) * 100 / whole) if whole else None


def _tenth(value: Fraction) -> Fraction:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
