"""Faults of チェックリスト, 振り返り, ナレッジ and KPI (CHK001, KNW001, KNW002, KPI001, KPI002)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pmo_xl.metrics.kpi import MISSED, is_by_hand, is_worse_than_base, kpi_judgement
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.retro_item import RetroItem
from tests.sample.maker.faults.field import Field, Plant


def _not_confirmed(field: Field) -> None:
    """Never confirmed, and the kick-off is long past."""
    item = field.pick(ChecklistItem, lambda row: row.kind == "立ち上げ")
    item = field.put(item, result=None, checked_by=None, checked_on=None)
    field.broken("CHK001", item, "result", "キックオフの後も、立ち上げの確認項目の結果が空欄")


def _without_phase(field: Field) -> None:
    item = field.pick(ChecklistItem, lambda row: row.kind == "工程完了")
    item = field.put(item, phase=None, result="済")
    field.broken("CHK001", item, "phase", "区分が工程完了なのに工程が空欄")


def _left_out_without_reason(field: Field) -> None:
    item = field.pick(ChecklistItem, lambda row: row.kind == "終結")
    field.broken("CHK001", field.put(item, result="対象外"), "remarks", "対象外なのに備考に理由がない")


def _forgotten_problem(field: Field) -> None:
    item = field.put(field.pick(RetroItem, lambda row: row.kind == "Problem"), lessons=())
    field.broken("KNW001", item, "lessons", "Problemなのに教訓が空欄")


def _nobody_tries(field: Field) -> None:
    item = field.put(field.pick(RetroItem, lambda row: row.kind == "Try"), issues=())
    field.broken("KNW001", item, "issues", "Tryなのに教訓も対応課題も空欄")


def _not_read(field: Field) -> None:
    lesson = field.put(field.pick(Lesson, lambda row: row.project is not None), confirmed_on=None)
    field.broken("KNW002", lesson, "confirmed_on", "ほかの案件の教訓なのに、目を通した日がない")


def _no_such_measure(field: Field) -> None:
    like = field.all(Kpi)[0]
    kpi = field.add(like.model_copy(update={"title": "品質を高める", "formula": "品質", "base": None}))
    field.broken("KPI001", kpi, "formula", "算式が、計算できる指標でも手入力でもない")


def _measured_some_day(field: Field) -> None:
    kpi = field.put(_asked_anew(field, "使いやすさを高める"), measured_on=None)
    field.broken("KPI001", kpi, "measured_on", "手入力実績があるのに測定日がない")


def _worse_than_before(field: Field) -> None:
    """Worse than before; and, once the service has begun, what other faults keep from its target."""
    kpi = _asked_anew(field, "問い合わせの待ち時間を短くする")
    field.put(kpi, direction="少ないほど良い", base=Decimal(3), target=Decimal(5))
    project = field.project()
    ends_on = project.settings.day("サービスイン日")
    is_over = ends_on is not None and ends_on < field.as_of
    for each in project.kpis:
        if is_worse_than_base(each, project) or (is_over and kpi_judgement(each, project) == MISSED):
            place = "manual_actual" if is_by_hand(each) else "actual"
            field.broken("KPI002", each, place, "基準値より悪いか、サービス開始の後も目標に届いていない")


def _asked_anew(field: Field, title: str) -> Kpi:
    like = next(row for row in field.all(Kpi) if is_by_hand(row))
    return field.add(like.model_copy(update={"title": title}))


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "CHK001": (_not_confirmed, _without_phase, _left_out_without_reason),
    "KNW001": (_forgotten_problem, _nobody_tries),
    "KNW002": (_not_read,),
    "KPI001": (_no_such_measure, _measured_some_day),
}
LAST_PLANTS: Mapping[str, tuple[Plant, ...]] = {"KPI002": (_worse_than_before,)}
"""Reads the figures of the whole project as every other fault leaves them."""
