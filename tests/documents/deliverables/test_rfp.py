"""RFP: what goes out to the proposers holds nothing of what other proposers answered."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.documents.deliverables.rfp_readiness import draft_of
from pmo_xl.documents.word.catalog import load
from pmo_xl.metrics.fingerprint import fingerprint
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_true_papers import book
from tests.support.word import content_of, made, source_of, texts_of

D = date(2026, 11, 30)


def answer(
    number: int, vendor: str | None, kind: str | None, statement: str = "3秒以内に応答する。"
) -> RfpItem:
    return RfpItem(id=f"RFP-{number:03}", statement=statement, requirement="REQ-001", obligation="必須",
                   vendor=vendor, answer_kind=kind, answer_location="提案書 9.9")  # fmt: skip


def answered() -> Project:
    items = (
        answer(1, "港システム株式会社", "適合"),
        answer(2, "千鳥テクノ株式会社", "不適合"),
        answer(3, None, None, "毎日控えを取る。"),
    )
    wanted = tuple(Requirement(id=f"REQ-{n:03}", title=f"要件{n}", status="対象") for n in (1, 2))
    return Project(D, D, records={RfpItem: items, Requirement: wanted})


def test_the_request_tells_no_proposer_and_no_answer():
    shown = " ".join(texts_of(made("RFP", source_of(answered()))))
    assert "3秒以内に応答する。" in shown and "毎日控えを取る。" in shown
    assert not [word for word in ("港システム", "千鳥テクノ", "提案書 9.9") if word in shown]


def test_a_demand_that_two_proposers_answered_is_asked_once():
    fields = content_of(load("RFP"), source_of(answered())).fields
    assert [row["RFP_ID"] for row in fields["要求"]] == ["RFP-001", "RFP-003"]
    assert (fields["件数"], fields["必須件数"]) == (2, 2)


def test_the_comparison_counts_the_answers_and_names_the_requirements_not_asked():
    fields = content_of(load("RFP回答比較書"), source_of(answered())).fields
    assert [(row["提案者"], row["適合"], row["不適合"]) for row in fields["回答状況"]] == [
        ("港システム株式会社", 1, 0),
        ("千鳥テクノ株式会社", 0, 1),
    ]
    assert [row["RFP_ID"] for row in fields["確認が要る回答"]] == ["RFP-002"]
    assert [row["要件ID"] for row in fields["照合のない要件"]] == ["REQ-002"]


def ready(**without: object) -> Project:
    """An RFP of which all eight are there, but for what is named."""
    keys = {
        "目的": "1つにまとめる", "サービス概要": "会員の登録", "RFP.提出先": "購買部", "RFP.質問期限": "2026-12-04",
        "RFP.提案期限": "2026-12-18", "RFP.評価基準": "価格と体制", "RFP.契約条件": "請負",
    } | {key: value for key, value in without.items() if isinstance(value, str)}  # fmt: skip
    asked = Requirement(id="REQ-001", title="応答", statement="3秒以内", status="対象", systems=("会員基盤",))
    kept = f"20261130:{fingerprint(asked)}" if without.get("is_kept", True) else None
    item = RfpItem(id="RFP-001", statement="3秒以内", requirement="REQ-001", issued_on=D, issued_fingerprint=kept,
                   obligation="必須" if without.get("is_graded", True) else None)  # fmt: skip
    time = Task(id="WBS-001", kind="作業", title="RFPの作成", phase="RFP・調達",
                planned_start=date(2026, 11, 2), planned_finish=date(2026, 12, 25))  # fmt: skip
    left_out = Requirement(id="REQ-002", title="控え", statement="毎日", status="対象", systems=("会員基盤",))
    return book(
        *(Setting(key=key, value=value) for key, value in keys.items()),
        System(id="SYS-001", name="会員基盤", change_kind="新規", is_outsourced=True),
        asked,
        *(() if without.get("is_whole", True) else (left_out,)),
        item,
        *((time,) if without.get("has_time", True) else ()),
    ).project


def test_an_rfp_of_which_all_eight_are_there_is_no_draft():
    assert draft_of(ready()) == ()


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        ({"目的": ""}, "目的"),
        ({"サービス概要": " "}, "サービス概要"),
        ({"RFP.契約条件": ""}, "提出先・期限・評価基準・契約条件"),
        ({"is_whole": False}, "頼む要件がすべてRFPにあること"),
        ({"is_graded": False}, "必須・任意の記入"),
        ({"RFP.質問期限": "2026-11-27"}, "発行日・質問期限・提案期限の順"),
        ({"has_time": False}, "日程にあるRFPの期間"),
        ({"is_kept": False}, "発行したときの要件の控え"),
    ],
)
def test_each_of_the_eight_keeps_the_rfp_a_draft(without: dict[str, object], lacks: str):
    project = ready(**without)
    assert draft_of(project) == (f"RFPの用意は 8 のうち 7 です。足りないもの: {lacks}。",)
    assert content_of(load("RFP"), source_of(project)).letter.draft == draft_of(project)


def test_the_request_says_where_until_when_and_by_what_it_is_judged():
    fields = content_of(load("RFP"), source_of(ready(**{"RFP.提出先": ""}))).fields
    assert (fields["RFP_提出先"], fields["RFP_提案期限"]) == ("(未記入)", "2026年12月18日")
    assert (fields["RFP_評価基準"], fields["RFP_契約条件"]) == ("価格と体制", "請負")
