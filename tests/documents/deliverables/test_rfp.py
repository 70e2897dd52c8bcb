"""RFP: what goes out to the proposers holds nothing of what other proposers answered."""

from __future__ import annotations

from datetime import date

from pmo_xl.documents.word.catalog import load
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
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
