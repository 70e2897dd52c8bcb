"""Any edits on both sides come to what a plain second implementation of the three-way rule says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.exchange import FieldState, KeyedBase, Policy, Sides, combined, compare
from pmo_xl.exchange.outcome import WRITTEN
from pmo_xl.model.issue import Issue
from tests.support.exchange_rows import row

DAYS = [None, *(date(2026, 11, 1) + timedelta(days=n) for n in range(3))]
WORDS = [None, "佐藤 花子", "鈴木 一郎"]
PLANS = [None, "案一", "案二"]
LINES = ["甲", "乙", "丙", "丁"]
CELLS = st.fixed_dictionaries(
    {
        "due_on": st.sampled_from(DAYS),
        "owner": st.sampled_from(WORDS),
        "cause_kind": st.sampled_from(PLANS),
    }
)
NUMBER = 4
TABLES = st.lists(CELLS, min_size=NUMBER, max_size=NUMBER)
MUST = frozenset(Issue.must_fields)


def as_rows(file, table):
    return tuple(row(f"ISS-{n:03}", file, n, **cells) for n, cells in enumerate(table, 1))


def truth(base, book, others, *, is_blank_taken):
    """Per cell: what will stand there and whether a person has to look. others: what each source says."""
    changed = [other for other in others if other != base]
    if not changed or all(other == book for other in changed):
        return book, False
    asking = [other for other in changed if other != book]
    if any(other != asking[0] for other in asking):
        return book, True
    if book != base:
        return book, True
    if asking[0] is None and not is_blank_taken:
        return book, True
    return asking[0], False


def result(outcomes, book):
    """Per cell what will stand there, and whether it is asked about."""
    found = {}
    for number, cells in enumerate(book, 1):
        for name, value in cells.items():
            found[f"ISS-{number:03}", name] = (value, False)
    for outcome in outcomes:
        for told in outcome.fields:
            old = found[outcome.row_id, told.name][0]
            is_asked = told.state in (FieldState.CONFLICT, FieldState.DOUBTFUL)
            found[outcome.row_id, told.name] = (told.after if told.state in WRITTEN else old, is_asked)
    return found


def compared(base, book, others, policy):
    known = KeyedBase({each.key: each for each in as_rows("元", base)})
    ours = as_rows("台帳", book)
    return combined(
        compare(Sides(Issue, ours, as_rows(file, table), known), policy).rows for file, table in others
    )


@given(TABLES, TABLES, st.lists(TABLES, min_size=1, max_size=3), st.booleans())
def test_every_cell_is_what_the_plain_rule_says_whatever_the_order_of_the_files(base, book, tables, taken):
    policy = Policy(is_blank_taken=taken, are_must_kept=False)
    others = [(f"写し{n}", table) for n, table in enumerate(tables)]
    found = result(compared(base, book, others, policy), book)
    for (row_id, name), got in found.items():
        at = int(row_id[-3:]) - 1
        said = [table[at][name] for table in tables]
        assert got == truth(base[at][name], book[at][name], said, is_blank_taken=taken), (row_id, name)
    assert result(compared(base, book, others[::-1], policy), book) == found


@given(TABLES, TABLES, TABLES)
def test_what_was_written_once_is_not_written_again(base, book, other):
    policy = Policy(is_blank_taken=True, are_must_kept=False)
    found = result(compared(base, book, [("写し", other)], policy), book)
    after = [{name: found[f"ISS-{n:03}", name][0] for name in cells} for n, cells in enumerate(book, 1)]
    settled = [
        {name: cells[name] if found[f"ISS-{n:03}", name][1] else other[n - 1][name] for name in cells}
        for n, cells in enumerate(base, 1)
    ]
    again = compared(settled, after, [("写し", other)], policy)
    assert not [told for each in again for told in each.fields if told.state in WRITTEN]


@st.composite
def texts(draw):
    base = draw(st.lists(st.sampled_from(LINES), max_size=3, unique=True))
    return base, *(added(draw, base, side) for side in ("こ", "あ"))


def added(draw, base, side):
    lines = list(base)
    for number in range(draw(st.integers(0, 2))):
        lines.insert(draw(st.integers(0, len(lines))), f"{side}{number}")
    return lines


@given(texts())
def test_no_line_is_lost_and_none_stands_twice(sides):
    base, mine, yours = ("\n".join(lines) or None for lines in sides)
    known = KeyedBase({"ISS-001": row(remarks=base)})
    (outcome,) = compare(Sides(Issue, (row(remarks=mine),), (row(file="写し", remarks=yours),), known)).rows
    told = outcome.fields[0] if outcome.fields else None
    text = told.after if told and told.state in WRITTEN else mine
    if told and told.state in (FieldState.CONFLICT, FieldState.DOUBTFUL):
        return
    assert sorted((text or "").split("\n")) == sorted(
        {*(mine or "").split("\n"), *(yours or "").split("\n")} - ({""} if text else set())
    )
