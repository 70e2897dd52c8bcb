"""納品前指摘件数 and 納品前是正件数: first and last look of each delivery, and what is not counted as mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from pmo_xl.metrics.measures import measure
from pmo_xl.model.precheck_run import PrecheckedError, PrecheckRun
from pmo_xl.model.project import Project

DAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
A, B = PrecheckedError("a", "PRE001", "設計書.docx"), PrecheckedError("b", "PRE004", "一覧.xlsx")
READ = {"設計書.docx": True, "一覧.xlsx": True}


def look(
    *errors: PrecheckedError, days: int = 0, delivery: str = "納品", found: Iterable[str] = ()
) -> PrecheckRun:
    """A whole look, so many days after the first of November."""
    seen = frozenset((*found, *(each.id for each in errors)))
    judged = frozenset(("PRE001", "PRE004"))
    moment = NOON + timedelta(days=days)
    return PrecheckRun(moment, delivery, "fail", "標準", True, errors, seen, judged, READ)


def figures(*looks: PrecheckRun, day: date = DAY) -> tuple[Decimal | None, Decimal | None]:
    project = Project(day, day, prechecks=looks)
    return measure("納品前指摘件数", project).value, measure("納品前是正件数", project).value


def test_without_a_record_neither_is_a_figure_and_both_say_why():
    project = Project(DAY, DAY)
    for name in ("納品前指摘件数", "納品前是正件数"):
        told = measure(name, project)
        assert told.value is None and "納品前点検の記録がありません" in (told.reason or "")


@pytest.mark.parametrize(
    ("last", "mended"),
    [
        (look(days=1), 2),
        (look(B, days=1), 1),
        (look(A, B, days=1), 0),
        (look(days=1, found="a"), 1),  # waived or weighed less: still there
        (replace(look(days=1), judged=frozenset(("PRE001",))), 1),
        (replace(look(days=1), judged=frozenset()), 0),
        (replace(look(days=1), documents={**READ, "一覧.xlsx": False}), 1),
        (replace(look(days=1), documents={"設計書.docx": True}), 2),  # taken out, all others read
        (replace(look(days=1), documents={"設計書.docx": True, "納品.zip": False}), 1),
    ],
)
def test_what_the_last_look_no_longer_holds_is_mended_only_where_it_could_see(last: PrecheckRun, mended: int):
    assert figures(look(A, B), last) == (2, mended)


def test_the_looks_between_do_not_count_nor_their_order_in_the_folder():
    assert figures(look(days=2), look(B, days=1), look(A)) == (1, 1)


def test_each_delivery_has_a_first_and_a_last_look():
    looks = (look(A), look(days=1), look(A, B, delivery="別納品"), look(B, days=1, delivery="別納品"))
    assert figures(*looks) == (3, 2)


def test_a_single_look_with_errors_says_nothing_of_mending():
    project = Project(DAY, DAY, prechecks=(look(A), look(delivery="別納品")))
    told = measure("納品前是正件数", project)
    assert (told.value, told.rows, told.total) == (0, 1, 2)
    alone = measure("納品前是正件数", Project(DAY, DAY, prechecks=(look(A),)))
    assert alone.value is None and "2回以上" in (alone.reason or "")


def test_looks_of_chosen_rules_and_of_days_to_come_are_none():
    part = replace(look(A, B), is_whole=False)
    assert figures(part, look(A, days=1)) == (1, None)
    assert figures(look(A), look(days=1), day=date(2026, 11, 1)) == (1, None)
    assert figures(look(A), day=date(2026, 10, 31)) == (None, None)
    late = replace(look(A), made_at=datetime(2026, 11, 1, 15, 0, tzinfo=UTC))  # the second, in Japan
    assert figures(late, day=date(2026, 11, 1)) == (None, None)
