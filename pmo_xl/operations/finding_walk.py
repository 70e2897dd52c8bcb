"""Going through チェック結果 one place after the other: the next one, seen from where the user stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.recorded_rows import GONE, WHOLE_PROJECT
from pmo_xl.rules.report import waiver_of


@dataclass(frozen=True, slots=True)
class Here:
    """Where the user stands.

    sheet, cell: the tab and the cell that is selected. chosen: 場所 of the row of チェック結果 that is selected,
    None on any other tab. last: 場所 of the last stop, None before the first.
    """

    sheet: str
    cell: str
    chosen: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class Stop:
    """One place with its findings. number: of this place among `count` places. is_round: the list began anew."""

    location: str
    findings: tuple[RecordedFinding, ...]
    number: int
    count: int
    is_round: bool = False

    @property
    def sheet(self) -> str | None:
        """The tab; None for findings about the whole project."""
        return cell_at(self.location)[0]

    @property
    def cell(self) -> str:
        """The cell to select on that tab: A1 where the finding names none."""
        return cell_at(self.location)[1]


def cell_at(location: str) -> tuple[str | None, str]:
    """The tab and the cell that a 場所 means: 課題管理表!K12, 課題管理表!12行, 課題管理表, 案件全体."""
    if location == WHOLE_PROJECT:
        return None, "A1"
    sheet, mark, where = location.rpartition("!")
    if not mark:
        return location, "A1"
    return sheet, f"A{where[:-1]}" if where.endswith("行") else where


def next_stop(rows: Iterable[RecordedFinding], here: Here, step: int, on: date) -> Stop | None:
    """The place after (step 1) or before (step -1) the one where the user stands; None when nothing is left.

    What is resolved, or waived on the day `on`, is passed over. A row chosen in チェック結果 is gone to itself.
    """
    places: dict[str, list[RecordedFinding]] = {}
    for row in rows:
        if row.location and _is_left(row, on):
            places.setdefault(row.location, []).append(row)
    if not places:
        return None
    order = list(places)
    wanted = _wanted(order, here, step)
    number = wanted % len(order)
    location = order[number]
    return Stop(location, tuple(places[location]), number + 1, len(order), wanted != number)


def _wanted(order: Sequence[str], here: Here, step: int) -> int:
    """The number of the next place; one outside the list means that it begins anew."""
    if here.chosen in order and here.chosen != here.last:
        return order.index(here.chosen)
    standing = next((n for n, place in enumerate(order) if cell_at(place) == (here.sheet, here.cell)), None)
    if standing is None and here.last in order:
        standing = order.index(here.last)
    if standing is None:
        return 0 if step > 0 else len(order) - 1
    return standing + step


def _is_left(row: RecordedFinding, on: date) -> bool:
    waiver = waiver_of(row)
    return row.state != GONE and (waiver is None or waiver.until < on)
