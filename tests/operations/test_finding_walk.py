"""Walking through チェック結果: forward, back, round the end, from wherever the user stands."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.finding_walk import Here, Stop, cell_at, next_stop

D = date(2026, 11, 30)


def row(location: str, **values: object) -> RecordedFinding:
    return RecordedFinding.model_validate({"id": f"X/{location}", "location": location} | values)


ROWS = [row("QA表!K5"), row("QA表!K5"), row("課題管理表!F4"), row("課題管理表!9行"), row("案件全体")]
ELSEWHERE = Here("メニュー", "A1")


def go(here: Here, step: int = 1, rows: list[RecordedFinding] | None = None) -> Stop:
    stop = next_stop(ROWS if rows is None else rows, here, step, D)
    assert stop is not None
    return stop


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("課題管理表!K12", ("課題管理表", "K12")),
        ("課題管理表!12行", ("課題管理表", "A12")),
        ("課題管理表", ("課題管理表", "A1")),
        ("進捗!確認!K12", ("進捗!確認", "K12")),
        ("案件全体", (None, "A1")),
    ],
)
def test_a_place_is_read_as_the_sheet_shows_it(location, place):
    assert cell_at(location) == place


def test_from_anywhere_the_walk_begins_at_the_first_finding_and_backwards_at_the_last():
    assert go(ELSEWHERE).location == "QA表!K5"
    assert go(ELSEWHERE, -1).location == "案件全体"


def test_findings_of_one_cell_are_one_stop():
    stop = go(ELSEWHERE)
    assert (len(stop.findings), stop.number, stop.count) == (2, 1, 4)
    assert go(Here("QA表", "K5")).location == "課題管理表!F4"


def test_back_from_a_finding_leads_to_the_one_before():
    assert go(Here("課題管理表", "A9"), -1).location == "課題管理表!F4"


def test_someone_who_moved_on_continues_after_the_last_stop():
    assert go(Here("課題管理表", "F5", last="課題管理表!F4")).location == "課題管理表!9行"


def test_after_the_last_finding_the_first_comes_again_and_it_is_said():
    stop = go(Here("チェック結果", "D8", chosen="案件全体", last="案件全体"))
    assert (stop.location, stop.is_round) == ("QA表!K5", True)
    assert go(Here("QA表", "K5"), -1).is_round


def test_a_row_chosen_in_the_list_is_gone_to_itself():
    chosen = Here("チェック結果", "D6", chosen="課題管理表!F4", last="QA表!K5")
    assert go(chosen).location == "課題管理表!F4"
    assert not go(chosen).is_round


def test_what_is_resolved_or_waived_is_passed_over_and_an_expired_waiver_is_not():
    waived = {"response": "免除", "waiver_reason": "合意済", "waived_by": "田中 美咲"}
    rows = [
        row("QA表!K5", state="解消"),
        row("QA表!K6", waived_until=D, **waived),
        row("QA表!K7", waived_until=date(2026, 11, 29), **waived),
    ]
    assert (go(ELSEWHERE, rows=rows).location, go(ELSEWHERE, rows=rows).count) == ("QA表!K7", 1)


def test_with_nothing_left_there_is_no_stop():
    assert next_stop([row("QA表!K5", state="解消")], ELSEWHERE, 1, D) is None
    assert next_stop([], ELSEWHERE, 1, D) is None
