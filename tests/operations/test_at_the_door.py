"""What callers of the Python API give is taken in every sensible form, or refused in Japanese; nothing else happens."""

from __future__ import annotations

import inspect
import re
import sys
import typing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pmo_xl
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.operations.book import Book
from pmo_xl.operations.fields import fields_of_document
from pmo_xl.operations.history import changes_between, runs_of
from pmo_xl.rules.catalog import all_rules
from tests.support.master import small_book
from tests.support.small_project import D

BAD: dict[str, object] = {
    "None": None,
    "NaN": float("nan"),
    "NaT": pd.NaT,
    "NA": pd.NA,
    "empty text": "",
    "blank text": "  ",
    "a word": "らくだ",
    "a NUL": "a\0b",
    "half a pair": "\ud800",
    "a very long text": "あ" * 5000,
    "bytes": b"2026-11-30",
    "[]": [],
    "{}": {},
    "[None]": [None],
    "object": object(),
    "a class": int,
    "-1": -1,
    "0": 0,
    "True": True,
    "1.5": 1.5,
    "infinity": float("inf"),
    "10**9": 10**9,
    "10**30": 10**30,
    "Decimal NaN": Decimal("NaN"),
    "the last day": date.max,
    "a moment at the end": datetime.max,  # noqa: DTZ901 - a time without a zone is what callers have
    "numpy's NaT": np.datetime64("NaT"),
    "an array": np.array([1, 2]),
    "a frame": pd.DataFrame({"a": [1]}),
}
Call = Callable[[Book, Path, typing.Any], object]
CALLS: dict[str, Call] = {
    "open_workbook path": lambda b, f, v: pmo_xl.open_workbook(v),
    "open_workbook as_of": lambda b, f, v: pmo_xl.open_workbook(b.path, as_of=v),
    "open_workbook run_day": lambda b, f, v: pmo_xl.open_workbook(b.path, run_day=v),
    "open_workbook password": lambda b, f, v: pmo_xl.open_workbook(b.path, password=v),
    "open_workbook layout": lambda b, f, v: pmo_xl.open_workbook(b.path, layout=v),
    "open_workbook history": lambda b, f, v: pmo_xl.open_workbook(b.path, history=v),
    "open_workbook sheets": lambda b, f, v: pmo_xl.open_workbook(b.path, sheets=v),
    "open_live book": lambda b, f, v: pmo_xl.open_live(v),
    "check rules": lambda b, f, v: b.check(v),
    "pmo_xl.check book": lambda b, f, v: pmo_xl.check(v),
    "pmo_xl.check rules": lambda b, f, v: pmo_xl.check(b, v),
    "overdue within": lambda b, f, v: b.overdue(v),
    "slip task": lambda b, f, v: b.slip(v, 1),
    "slip days": lambda b, f, v: b.slip("WBS-004", v),
    "fix apply": lambda b, f, v: v is True or b.fix(apply=v),
    "fix rules": lambda b, f, v: b.fix(rules=v),
    "baseline apply": lambda b, f, v: v is True or b.baseline(apply=v),
    "baseline again": lambda b, f, v: b.baseline(again=v, reason="計画の見直し"),
    "baseline reason": lambda b, f, v: b.baseline(again="WBS-003", reason=v),
    "export name": lambda b, f, v: b.export(v, f / "文書.docx"),
    "export ids": lambda b, f, v: b.export("検収書", f / "検収書", ids=v, force=True),
    "export template": lambda b, f, v: b.export("要件一覧書", f / "文書.docx", template=v),
    "export force": lambda b, f, v: b.export("要件一覧書", f / "文書.docx", force=v),
    "of": lambda b, f, v: b.of(v),
    "by ID": lambda b, f, v: b.issues[v],
    "get": lambda b, f, v: b.issues.get(v),
    "naming field": lambda b, f, v: b.issues.naming(v, "対応中"),
    "naming value": lambda b, f, v: b.issues.naming("status", v),
    "month_end paths": lambda b, f, v: pmo_xl.month_end(v, jobs=1),
    "month_end month": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", v, jobs=1),
    "month_end executor": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", None, v, jobs=1),
    "month_end jobs": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", jobs=v),
    "month_end policy": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", policy=v, jobs=1),
    "month_end previous": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", previous=v, jobs=1),
    "month_end as_of": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", as_of=v, jobs=1),
    "month_end run_day": lambda b, f, v: pmo_xl.month_end(f / "ない.xlsx", run_day=v, jobs=1),
    "month_end on_progress": lambda b, f, v: (
        v is int or pmo_xl.month_end(f / "ない.xlsx", on_progress=v, jobs=1)
    ),
    "write_month_end result": lambda b, f, v: pmo_xl.write_month_end(v, f / "月次"),
    "new_workbook path": lambda b, f, v: pmo_xl.new_workbook(v),
    "new_workbook profile": lambda b, f, v: pmo_xl.new_workbook(f / "新.xlsx", profile=v),
    "new_workbook macros": lambda b, f, v: pmo_xl.new_workbook(f / "新.txt", macros=v),
    "new_workbook force": lambda b, f, v: pmo_xl.new_workbook(f / "新.txt", force=v),
    "add_buttons path": lambda b, f, v: pmo_xl.add_buttons(v, f / "写し.xlsm"),
    "add_buttons output": lambda b, f, v: pmo_xl.add_buttons(b.path, v),
    "fields": lambda b, f, v: fields_of_document(v),
    "runs_of path": lambda b, f, v: runs_of(v),
    "changes since": lambda b, f, v: changes_between(runs_of(b.path, history=f / "記録"), since=v),
    "changes until": lambda b, f, v: changes_between(runs_of(b.path, history=f / "記録"), until=v),
}
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return pmo_xl.open_workbook(small_book(tmp_path_factory.mktemp("台帳")), as_of=D, run_day=D)


@pytest.mark.parametrize("call", CALLS)
def test_a_value_gives_a_result_or_a_japanese_sentence_and_nothing_else(
    call: str, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = book.path.read_bytes()
    for name, value in BAD.items():
        try:
            CALLS[call](book, tmp_path, value)
        except PmoXlError as refusal:
            assert JAPANESE.search(refusal.message) and str(refusal) == refusal.message, (call, name)
            assert refusal.message.isprintable(), (call, name, refusal.message)
    assert book.path.read_bytes() == before


@pytest.mark.parametrize(
    "given",
    [
        date(2026, 11, 30),
        datetime(2026, 11, 30, 17, 5),  # noqa: DTZ001 - a time without a zone is what callers have
        pd.Timestamp("2026-11-30 09:00"),
        datetime(2026, 11, 29, 20, tzinfo=UTC),
        np.datetime64("2026-11-30"),
        "2026-11-30",
        "2026/11/30",
        "20261130",
        "2026年11月30日",
        "R8.11.30",
    ],
    ids=repr,
)
def test_the_day_is_the_same_in_every_form(given: typing.Any, book: Book) -> None:
    read = pmo_xl.open_workbook(str(book.path), as_of=given, run_day=given)
    assert (type(read.as_of), read.as_of, read.project.run_day) == (date, D, D)
    assert read.check().summary == book.check().summary
    assert not read.check().failed_rules


@pytest.mark.parametrize(
    "given", [pd.NaT, "", "11/30", 20261130, 46327.0, True, b"2026-11-30", date(1, 1, 1)]
)
def test_what_is_no_day_is_refused(given: typing.Any, book: Book) -> None:
    with pytest.raises(BadOption, match=r"as_of に.*2026-11-30"):
        pmo_xl.open_workbook(book.path, as_of=given)


@pytest.mark.parametrize(
    "given", ["2026-11", "202611", "R8.11", "2026年11月", "2026-11-15", date(2026, 11, 3)]
)
def test_the_month_is_the_same_in_every_form(given: typing.Any, book: Book) -> None:
    with ThreadPoolExecutor(1) as one:
        result = pmo_xl.month_end(book.path, given, one, run_day="2026-12-05")
    assert result.month.first == date(2026, 11, 1)


def test_a_workbook_is_opened_and_checked_in_one_call_as_in_two(book: Book) -> None:
    once = next(rule for rule in all_rules() if rule.id == "QST003")
    mine = replace(once, id="MY003")
    for given in ("QST003", ["QST"], [mine], ["QST003", mine]):
        assert pmo_xl.check(book, given) == book.check(given)
    from_file = pmo_xl.check(book.path, rules=[mine])
    assert [each.rule for each in from_file.rules] == ["MY003"]


def test_one_name_is_one_name_and_not_its_letters(book: Book, tmp_path: Path) -> None:
    assert book.check("QST003").rules == book.check(["QST003"]).rules
    assert [count.rule for count in book.check(rules={"QST003"}).rules] == ["QST003"]
    assert {count.rule for count in book.check("ＱＳＴ003、iss001").rules} == {"QST003", "ISS001"}
    for nothing in ("、", "QST003、ZZZ"):
        with pytest.raises(BadOption, match="はありません"):
            book.check(nothing)
    assert book.fix(rules="DAT002").items == book.fix(rules=["DAT002"]).items
    (one,) = book.export("課題管理票", tmp_path / "票.docx", ids="ISS-001")
    assert one.exists()


def test_a_number_of_days_below_nothing_never_hides_what_is_late(book: Book) -> None:
    assert len(book.overdue()) > 0
    with pytest.raises(BadOption, match="within に -5 は使えません"):
        book.overdue(-5)


def test_everything_that_an_annotation_of_the_api_needs_is_exported() -> None:
    functions = [getattr(pmo_xl, name) for name in pmo_xl.__all__ if name[0].islower()]
    functions += [each for _, each in inspect.getmembers(Book, inspect.isfunction) if each.__name__[0] != "_"]
    needed = {
        each.__name__
        for function in functions
        for each in _classes(_hints(function))
        if each.__module__.startswith("pmo_xl.")
    }
    assert len(needed) > 10
    assert needed <= set(pmo_xl.__all__)


INSIDE = {
    "Book": ("source", "history", "layouts", "of", "vocabulary"),
    "MonthEndResult": ("cache", "ready"),
    "ProjectMonthEnd": ("month_end",),
    "RuleCount": ("manual",),
    "Schedule": ("network", "nodes", "spans"),
}
"""What stands on a public object for the library's own use, or as a whole of many small parts; no promise is made of it."""


def test_everything_that_a_result_holds_can_be_named_by_its_caller(book: Book) -> None:
    """The results of the verbs, their items, and what the fields and properties of each are."""
    results = [getattr(pmo_xl, name) for name in RESULTS]
    missing = {
        f"{result.__name__}.{name}: {found.__name__}"
        for result in results
        for name, hint in _held(result)
        if name not in INSIDE.get(result.__name__, ())
        for found in _classes([hint])
        if found.__module__.startswith("pmo_xl.") and found.__name__ not in pmo_xl.__all__
    }
    assert missing == set()


RESULTS = (
    "BudgetLine",
    "BudgetMonth",
    "BudgetReport",
    "Finding",
    "FailedBook",
    "LeftOutCopy",
    "Leniency",
    "MonthDifference",
    "MonthEndResult",
    "Move",
    "OverdueItem",
    "OverdueReport",
    "Plan",
    "PlannedChange",
    "PreviousMonth",
    "ProjectLight",
    "ProjectMonthEnd",
    "Reading",
    "RecordChange",
    "Recorded",
    "Report",
    "RuleCount",
    "SaveReport",
    "Schedule",
    "ScheduledActivity",
    "Slip",
    "Undated",
    "Waiver",
)


def _held(result: type) -> list[tuple[str, object]]:
    """The public fields and properties of a class with their types."""
    held: list[tuple[str, object]] = []
    for each in (c for c in result.__mro__ if c.__module__.startswith("pmo_xl.")):
        namespace = {**vars(typing), **vars(sys.modules[each.__module__])}
        namespace |= {name: getattr(pmo_xl, name) for name in pmo_xl.__all__ if name not in namespace}
        for name, hint in inspect.get_annotations(each).items():
            if not name.startswith("_"):
                held.append((name, eval(hint, namespace)))  # noqa: S307 - an annotation of ours
        for name, found in vars(each).items():
            getter = getattr(found, "fget", None) or getattr(found, "func", None)
            if not name.startswith("_") and getter and "return" in getter.__annotations__:
                held.append((name, eval(getter.__annotations__["return"], namespace)))  # noqa: S307
    return held


@pytest.mark.parametrize(
    "verb",
    [
        lambda book: book.check(),
        lambda book: book.overdue(30),
        lambda book: book.budget(),
        lambda book: book.schedule(),
        lambda book: book.slip("WBS-004", 3),
        lambda book: book.fix(),
        lambda book: book.baseline(),
        lambda book: book.propose_links(),
    ],
    ids=["check", "overdue", "budget", "schedule", "slip", "fix", "baseline", "propose_links"],
)
def test_every_report_has_the_one_shape(verb: typing.Any, book: Book) -> None:
    report = verb(book)
    assert isinstance(report, pmo_xl.ItemReport)
    assert all(isinstance(number, int) for number in report.counts.values()) and report.counts
    assert isinstance(report.undated, tuple)
    frame = report.to_frame()
    assert len(frame) == len(report.items)
    assert list(frame.columns) == [column.label for column in report.columns] != []
    shown = report._repr_html_()
    assert all(str(number) in shown for number in report.counts.values())
    assert shown.count("<tr>") == 1 + min(len(frame), 60)
    assert type(report).__name__ in repr(report) and "\n" not in repr(report)


def _hints(function: typing.Any) -> list[object]:
    source = inspect.unwrap(function)
    namespace = {**vars(pmo_xl), **source.__globals__, **{n: getattr(pmo_xl, n) for n in pmo_xl.__all__}}
    import xlwings

    return list(typing.get_type_hints(source, {**namespace, "xlwings": xlwings}).values())


def _classes(hints: list[object]) -> list[type]:
    found: list[type] = []
    for hint in hints:
        found += [hint] if isinstance(hint, type) else []
        found += _classes([each for each in typing.get_args(hint) if each is not ...])
    return found
