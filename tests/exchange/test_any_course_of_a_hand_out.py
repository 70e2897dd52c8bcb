"""Any course of edits here and answers there, collected again and again, ends where a plain second implementation ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.exchange import FieldState, combined
from pmo_xl.exchange.collecting import Collecting, Gathered
from pmo_xl.exchange.hand_out_plan import plan_of
from pmo_xl.exchange.outcome import OPEN, WRITTEN
from pmo_xl.exchange.returned import ReturnedRow
from pmo_xl.exchange.stored_hand_outs import StoredHandOut
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.operations.returned_counts import next_stored

D = date(2026, 11, 30)
IDS = ("QA-001", "QA-002")
NAMES = ("answer", "answered_by", "answered_on")
VALUES = {
    "answer": (None, "十二桁です", "別紙のとおり", "確認中です"),
    "answered_by": (None, "山田 奈々", "村上 和也"),
    "answered_on": (None, date(2026, 11, 27), date(2026, 11, 28)),
}
PLACES = [(row_id, name) for row_id in IDS for name in NAMES]
Cells = dict[tuple[str, str], Any]


@st.composite
def edits(draw: st.DrawFn) -> Cells:
    """What one side changes in a week: some of its cells."""
    return {
        place: draw(st.sampled_from(VALUES[place[1]])) for place in draw(st.sets(st.sampled_from(PLACES)))
    }


WEEKS = st.lists(st.tuples(edits(), edits(), edits()), min_size=1, max_size=4)


@dataclass
class Truth:
    """The plain second implementation: the book, and for each addressee what it was known to say last."""

    book: Cells = field(default_factory=lambda: dict.fromkeys(PLACES))
    known: list[Cells] = field(default_factory=lambda: [dict.fromkeys(PLACES), dict.fromkeys(PLACES)])
    before: list[Cells] = field(default_factory=lambda: [{}, {}])

    def collect(self, said: Sequence[Cells]) -> set[tuple[str, str]]:
        """Take what may be taken; the cells that a person has to look at."""
        asked = set()
        for place in PLACES:
            here = self.book[place]
            voices = [voice for i, each in enumerate(said) if (voice := self._voice(i, place, each[place]))]
            may = all(is_taken for is_taken, _ in voices) and len({value for _, value in voices}) == 1
            if may:
                self.book[place] = voices[0][1]
            elif voices:
                asked.add(place)
            for i, each in enumerate(said):
                if each[place] in (here, self.book[place]):
                    self.known[i][place] = each[place]
                if may and each[place] == self.book[place]:
                    self.before[i][place] = here
        return asked

    def _voice(self, number: int, place: tuple[str, str], value: Any) -> tuple[bool, Any] | None:
        """Whether what one says can be written, and what it is; None where nothing new is said."""
        here, known = self.book[place], self.known[number][place]
        if value == here:
            return None
        if value == known:  # written once, and here it stands as it did before: somebody took it back
            is_undone = place in self.before[number] and self.before[number][place] == here
            return (False, value) if is_undone else None
        return known == here and value is not None, value


def hand_out(number: int) -> StoredHandOut:
    plan = plan_of("QA表", is_outside=True)
    blank = {row_id: dict.fromkeys(plan.answers) for row_id in IDS}
    return StoredHandOut(
        f"H20261130-0{number}", plan, "取引先", f"相手{number}", None, D, None, True, blank, {}, {}
    )


def project(book: Cells) -> Project:
    rows = [
        Question(
            id=row_id, title=f"件名 {row_id}", status="回答済", **{name: book[row_id, name] for name in NAMES}
        )
        for row_id in IDS
    ]
    return Project(D, D, records={Question: tuple(rows)})


def returned(said: Cells) -> list[ReturnedRow]:
    return [
        ReturnedRow("QA表", n, row_id, {name: said[row_id, name] for name in NAMES}, {}, None)
        for n, row_id in enumerate(IDS, 5)
    ]


def collected(book: Cells, kept: Sequence[StoredHandOut], said: Sequence[Cells], order: Sequence[int]) -> Any:
    """The book, what is kept and what is asked after one collecting, of files in an order."""
    now, ours = project(book), {}
    found: dict[int, Gathered] = {}
    for number in order:
        at_work = Collecting(kept[number], now, "案件", None, ours=ours)
        found[number] = at_work.gathered(f"返信{number}.xlsx", returned(said[number]), ())
    rows = combined([each.rows for each in found.values()])
    after, asked = dict(book), set()
    for row in rows:
        for told in row.fields:
            if told.state in WRITTEN:
                after[str(row.row_id), told.name] = told.after
            elif told.state in OPEN:
                asked.add((row.row_id, told.name))
    made = SimpleNamespace(
        rows=rows, is_settled=lambda row, told: told.state in WRITTEN, writing=SimpleNamespace(ids={})
    )
    return after, [next_stored(kept[i], [found[i]], made) for i in range(len(kept))], asked


def test_the_plain_rule_takes_keeps_and_asks():
    truth = Truth()
    place = ("QA-001", "answer")
    said = [dict.fromkeys(PLACES) | {place: "十二桁です"}, dict.fromkeys(PLACES)]
    assert truth.collect(said) == set() and truth.book[place] == "十二桁です"
    truth.book[place] = "別紙のとおり"
    assert truth.collect(said) == set() and truth.book[place] == "別紙のとおり"
    said[0][place] = "確認中です"
    assert truth.collect(said) == {place} and truth.book[place] == "別紙のとおり"


@given(WEEKS)
def test_any_course_ends_as_the_plain_rule_says_in_any_order_of_the_files_and_twice_is_once(weeks):
    truth, book = Truth(), dict.fromkeys(PLACES)
    kept = [hand_out(1), hand_out(2)]
    said: list[Cells] = [dict.fromkeys(PLACES), dict.fromkeys(PLACES)]
    for here, first, second in weeks:
        book |= here
        truth.book |= here
        said = [said[0] | first, said[1] | second]
        one = collected(book, kept, said, (0, 1))
        other = collected(book, kept, said, (1, 0))
        assert one == other
        book, kept, asked = one
        asked_there = truth.collect(said)
        assert book == truth.book
        assert (
            asked_there <= asked
        )  # an undone import and a cell emptied there are asked about beside conflicts
        assert collected(book, kept, said, (0, 1))[0] == book


def test_the_states_of_a_field_are_all_known_to_the_test():
    assert {*WRITTEN, *OPEN, FieldState.KEEP, FieldState.UNREAD, FieldState.BLOCKED} == set(FieldState)
