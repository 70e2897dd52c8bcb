"""要件新旧対照: what became of the requirements since the list went out, and since when it can be told at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.documents.deliverables.requirement_changes import marked
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Changes, Fields, Source
from pmo_xl.history.comparison import Difference
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.export import export_all
from tests.documents.deliverables.test_true_papers import book
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample

SENT = date(2026, 11, 6)
SOURCE = book(
    Requirement(id="REQ-001", title="会員登録", statement="二秒で答える", status="対象"),
    Requirement(id="REQ-002", title="通知", statement="知らせる", status="対象"),
    Requirement(id="REQ-003", title="印刷", statement="刷る", status="対象外"),
    SpecChange(
        id="CHG-001",
        title="速くする",
        status="承認済",
        requirements=("REQ-001",),
        approved_on=date(2026, 11, 10),
    ),
    SpecChange(
        id="CHG-002",
        title="前の話",
        status="承認済",
        requirements=("REQ-002",),
        approved_on=date(2026, 10, 1),
    ),
    Announcement(id="ANN-001", kind="要件一覧", recipient="佐藤", sent_on=SENT),
    Announcement(id="ANN-002", kind="文書", recipient="佐藤", sent_on=date(2026, 11, 20)),
)


def differ(
    name: str, kind: str, column: str | None = None, before: str | None = None, after: str | None = None
) -> Difference:
    return Difference("要件一覧", name, kind, column, before, after)


FOUND = (
    differ("REQ-001", "変更", "要件内容", "三秒で答える", "二秒で答える"),
    differ("REQ-001", "変更", "備考", "あ", "い"),
    differ("REQ-002", "追加", after="通知"),
    differ("REQ-003", "変更", "状態", "対象", "対象外"),
    differ("REQ-003", "変更", "要件内容", "印す", "刷る"),
    differ("REQ-004", "削除", before="検索"),
    Difference("QA表", "QA-001", "変更", "件名", "あ", "い"),
)


def paper(compare: Callable[[date], object], source: Source = SOURCE, since: date | None = None) -> Fields:
    source = replace(source, compare_since=compare, since=since)
    return load("要件新旧対照").content(source).fields


def test_added_changed_and_dropped_requirements_stand_with_the_change_that_ordered_them():
    asked: list[date] = []
    said = paper(lambda day: asked.append(day) or Changes("2026/11/06 18:00", FOUND))
    assert asked == [SENT]
    assert said["前文"].startswith("2026/11/06 の要件一覧から")
    assert [(row["要件ID"], row["項目"], row["前"], row["後"]) for row in said["変更"]] == [
        ("REQ-001", "要件内容", "【三】秒で答える", "【二】秒で答える")
    ]
    assert said["変更"][0]["仕様変更"] == "CHG-001 速くする(2026/11/10 承認)"
    assert [(row["要件ID"], row["仕様変更"]) for row in said["追加"]] == [
        ("REQ-002", "対応する仕様変更はありません")
    ]
    assert [(row["要件ID"], row["要件名"], row["どうなったか"]) for row in said["廃止"]] == [
        ("REQ-003", "印刷", "対象 → 対象外"),
        ("REQ-004", "検索", "一覧からなくなりました"),
    ]


def test_a_named_day_counts_more_than_the_last_sending():
    asked: list[date] = []
    paper(lambda day: asked.append(day) or Changes("2026/11/18 09:00", ()), since=date(2026, 11, 18))
    assert asked == [date(2026, 11, 18)]


def test_nothing_is_said_to_be_unchanged_where_the_list_of_that_day_is_not_kept():
    said = paper(lambda _: date(2026, 11, 13))
    assert (
        said["前文"]
        == "2026/11/06 の要件一覧が残っていないため、新旧の違いは示せません。2026/11/13 からの違いは示せます。"
    )
    assert said["比べた"] is False
    never = paper(lambda _: None, book(Requirement(id="REQ-001", title="会員登録")))
    assert never["前文"] == "要件一覧をお渡しした日が分からないため、新旧の違いは示せません。"
    unsent = paper(
        lambda _: Changes("2026/11/06 18:00", FOUND), book(Requirement(id="REQ-001", title="会員登録"))
    )
    assert unsent["比べた"] is False


@pytest.mark.parametrize(("before", "after"), [("", "新しい"), ("古い", ""), ("あ" * 5000, "い" * 5000)])
def test_a_text_that_was_not_there_and_one_too_long_are_not_marked(before: str, after: str):
    assert marked(before, after) == (before, after)


def test_among_all_papers_it_is_left_out_with_the_reason_where_it_would_tell_nothing(tmp_path: Path):
    ledger = open_workbook(write_sample(tmp_path / "台帳.xlsx", clean_project(profile="full")))
    made = export_all(ledger, tmp_path / "文書", pack="月次", has_rows=False)
    assert not [path for path in made.files if "要件新旧対照" in path.name]
    (left,) = [each for each in made.left_out if each.name == "要件新旧対照"]
    assert re.fullmatch(
        r"\S+ の要件一覧が残っていないため、新旧の違いは示せません。",
        left.message,
    )
    can = load("要件新旧対照").unready
    assert can and can(replace(SOURCE, compare_since=lambda _: Changes("2026/11/06 18:00", FOUND))) is None
