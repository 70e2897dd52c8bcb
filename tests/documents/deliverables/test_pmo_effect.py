"""PMO効果報告 over recorded runs: figures that the runs really hold, and hours only where the office says some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pmo_xl.documents.catalog import load_paper
from pmo_xl.documents.deliverables.pmo_effect import meetings_by_month
from pmo_xl.documents.findings import finding_json
from pmo_xl.history import run_of
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.past import Past
from pmo_xl.model.project import Project
from pmo_xl.operations.export import export
from pmo_xl.operations.paper_source import source_of
from pmo_xl.workbook.office_file import HourlyFigures
from tests.support.master import opened, small_book
from tests.support.small_project import D


def records(owners: Sequence[str | None]) -> dict[Any, list[Any]]:
    """Five issues, those without an owner being found."""
    issues = [
        Issue(id=f"ISS-{n:03}", kind="課題", title=f"課題 {n}", priority="高", raised_by="佐藤 花子", owner=owner,
              raised_on=date(2026, 9, 1), due_on=date(2026, 10, 1), status="対応中")
        for n, owner in enumerate(owners, 1)
    ]  # fmt: skip
    held = [
        MeetingItem(
            meeting="定例会", held_on=on, kind="決定", statement="決めた", attendees="佐藤 花子、鈴木 一郎"
        )
        for on in (date(2026, 10, 7), date(2026, 11, 4), date(2026, 11, 11))
    ]
    return {
        Issue: issues,
        Kpi: [Kpi(id="KPI-001", title="課題の遅れ", formula="課題期限内完了率", target=Decimal(90))],
        Meeting: [Meeting(id="MET-001", name="定例会", minutes=90)],
        MeetingItem: held,
    }


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A book of today, with three runs before: owners were missing, then less so."""
    folder = tmp_path_factory.mktemp("記録のある台帳")
    weeks = {21: [None] * 5, 14: ["鈴木 一郎", None, None, None, None], 7: ["鈴木 一郎"] * 4 + [None]}
    for days, owners in weeks.items():
        on = D - timedelta(days=days)
        path = small_book(folder, records(owners), "会員基盤刷新.xlsx")
        then = opened(path, on)
        findings = [finding_json(each) for each in then.check().findings]
        made = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
        history = then.history
        assert history is not None
        history.add(run_of(then.project, findings, Past(), workbook=path.name, sha256="", made_at=made))
    return opened(small_book(folder, records(["鈴木 一郎"] * 4 + [None])))


def fields_of(book: Any) -> dict[str, Any]:
    return dict(load_paper("PMO効果報告").content(source_of(book)).fields)


def test_every_missing_owner_is_found_once_and_mended_when_it_was(book: Any) -> None:
    from pmo_xl.metrics.effect import courses

    source = source_of(book)
    runs = source.recorded_before
    assert [each.on for each in runs] == [D - timedelta(days=n) for n in (21, 14, 7)]
    found = [
        each
        for each in courses(runs)
        if each.sighting.column == "担当" and each.sighting.sheet == "課題管理表"
    ]
    assert len(found) == 5
    assert sorted(each.days or 0 for each in found) == [0, 7, 14, 14, 14]


def test_the_months_agree_with_the_check_of_today_and_with_overdue(book: Any) -> None:
    fields = fields_of(book)
    last = fields["月別"][-1]
    report = book.check()
    assert last["残り"] == sum(each.waived is None for each in report.findings) == fields["残っている件数"]
    assert last["期限超過"] == sum(item.is_late for item in book.overdue())
    assert sum(row["見つかった"] for row in fields["月別"]) == fields["見つかった件数"]
    assert fields["見つかった件数"] >= fields["直った件数"] + fields["残っている件数"]


def test_ten_findings_that_mattered_say_where_and_what_followed(book: Any) -> None:
    rows = fields_of(book)["重要な指摘"]
    assert 0 < len(rows) <= 10
    assert all(row["規則"] and row["指摘"] and row["その後"] for row in rows)


def test_meetings_are_counted_by_month_with_the_hours_of_those_who_were_there() -> None:
    project = Project(D, D, records=records([]))
    assert [
        (row["月"], row["会議回数"], row["延べ時間"], row["対象"]) for row in meetings_by_month(project)
    ] == [
        ("2026年10月", 1, "3 時間", "1 / 1 回"),
        ("2026年11月", 2, "6 時間", "2 / 2 回"),
    ]


def test_hours_stand_there_only_where_the_office_says_some_and_they_are_printed(book: Any) -> None:
    assert fields_of(book)["時間"] == []
    office = replace(book.office, hours=HourlyFigures(per_finding=Decimal("0.5"), yen_per_hour=Decimal(5000)))
    fields = fields_of(replace(book, office=office))
    (row,) = fields["時間"]
    count = fields["見つかった件数"]
    assert (row["数"], row["単位時間"]) == (f"{count} 件", "0.5 時間")
    assert row["金額"] == f"{int(Decimal(count) * 2500):,}"


def test_without_records_it_says_so_and_is_left_out_of_all_papers(tmp_path: Path) -> None:
    new = opened(small_book(tmp_path))
    fields = fields_of(new)
    assert (
        "比べる前の日の記録がありません" in fields["記録の文"]
        and fields["月別"] == []
        and fields["時間"] == []
    )
    unready = load_paper("PMO効果報告").unready
    assert unready and "pmo-xl record" in (unready(source_of(new)) or "")
    assert export(new, "PMO効果報告", tmp_path / "効果.docx").files
