"""Faults of リリース計画, while the release lies ahead (REL001–REL007)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from pmo_xl.metrics.release import ends_at, is_release_over, is_release_within
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.verification import Verification
from tests.sample.maker.faults.field import Field, NoRoom, Plant


def _step(field: Field, title: str) -> ReleaseStep:
    """The step of this title, while the release is not over."""
    if is_release_over(field.project()):
        raise NoRoom(ReleaseStep.sheet.label)
    return field.pick(ReleaseStep, lambda row: row.title == title)


def _starts(step: ReleaseStep) -> datetime:
    if step.starts_at is None:
        raise NoRoom(ReleaseStep.sheet.label)
    return step.starts_at


def _too_early(field: Field) -> None:
    step = _step(field, "通知配信の接続先を切り替える")
    step = field.put(step, starts_at=_starts(step) - timedelta(minutes=15))
    field.broken("REL001", step, "starts_at", "先行手順が終わる15分前に始まる")


def _without_criteria(field: Field) -> None:
    step = field.put(_step(field, "移行の照合結果を見て、続けるか戻すかを決める"), criteria=None)
    field.broken("REL002", step, "criteria", "判断点の判断基準が空欄")


def _slow_to_undo(field: Field) -> None:
    """As long to undo as lies between the decision and the end of the stop (another fault may have moved it)."""
    decision = _step(field, "動作確認の結果を見て、公開するか戻すかを決める")
    decided_at, end = ends_at(decision), field.project().settings.moment("停止終了")
    left = int((end - decided_at).total_seconds()) // 60 if decided_at and end else 0
    field.put(_step(field, "会員ポータルサイトを入れ替える"), rollback_minutes=max(900, left + 60))
    field.broken("REL003", decision, "starts_at", "戻すのに15時間以上かかり、停止終了に間に合わない")


def _without_way_back(field: Field) -> None:
    step = field.put(_step(field, "旧会員基盤の更新を止め、退避を取る"), rollback=None)
    field.broken("REL004", step, "rollback", "不可逆の作業より前なのに切戻し手順が空欄")


def _not_met(field: Field) -> None:
    if not is_release_within(1, field.project()):
        raise NoRoom(ReleaseStep.sheet.label)
    step = field.put(_step(field, "総合試験・受入試験が完了している"), is_met=None)
    field.broken("REL005", step, "is_met", "開始予定を過ぎた前提に充足の○がない")


def _at_once(field: Field) -> None:
    like = _step(field, "主要20項目の動作を確認する")
    values: dict[str, object] = {
        "title": "停止の案内を更新する",
        "predecessors": (),
        "starts_at": _starts(like) + timedelta(minutes=60),
        "minutes": 30,
        "rollback": "不要",
        "rollback_minutes": 0,
    }
    field.broken(
        "REL006", field.add(like.model_copy(update=values)), "owner", "同じ人が動作の確認と同じ時間に受け持つ"
    )


def _untested(field: Field) -> None:
    """No test that names the requirement was passed, a few days before the release."""
    if not is_release_within(2, field.project()) or is_release_over(field.project()):
        raise NoRoom(ReleaseStep.sheet.label)
    changed = {target for change in field.project().spec_changes for target in change.requirements}
    requirement = field.pick(Requirement, lambda row: row.status == "対象" and row.id not in changed)
    for test in field.free(Verification, lambda row: requirement.id in row.requirements):
        left = tuple(each for each in test.requirements if each != requirement.id)
        field.put(test, requirements=left)
    like = field.all(Verification)[0]
    values: dict[str, object] = {
        "phase": "受入試験",
        "requirements": (requirement.id,),
        "interfaces": (),
        "planned_on": field.story.day(field.as_of, 1),
        "executed_on": None,
        "result": None,
        "evidence": None,
        "executed_cases": None,
        "passed_cases": None,
    }
    field.add(like.model_copy(update=values))
    field.broken("REL007", requirement, "id", "リリースの対象なのに、合格した試験がない")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "REL001": (_too_early,),
    "REL002": (_without_criteria,),
    "REL003": (_slow_to_undo,),
    "REL004": (_without_way_back,),
    "REL005": (_not_met,),
    "REL006": (_at_once,),
    "REL007": (_untested,),
}
ONLY_NEAR_RELEASE = frozenset({"REL005", "REL007"})
"""Those that only a project a few days before its release bears."""
