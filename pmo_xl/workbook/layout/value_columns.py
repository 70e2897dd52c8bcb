"""Value columns: fields whose value is not simply in the column their heading stands over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.task import Task
from pmo_xl.workbook.cells.flags import is_mark
from pmo_xl.workbook.cells.progress_words import says_done
from pmo_xl.workbook.cells.raw_cell import is_blank, says_nothing
from pmo_xl.workbook.cells.shown_number import shown_id
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_match import Match
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.headings import bare_key, without_number, words_of

# Rows below the heading that are looked at.
_ROWS_LOOKED_AT: Final = 200
# Also タスクLv3(小工程); 大工程 alone is the column 工程.
_LEVEL: Final = re.compile(
    "[親子孫](?:タスク|作業|項目)|(タスク|作業|wbs|工程)?([大中小細](項目|分類|工程|区分|タスク|作業)|(l|lv|level|レベル|階層)[0-9])"
)
_OUTLINE: Final = ("アウトラインレベル", "outlinelevel")
_LENGTH: Final = ("期間", "duration")
# A figure or a letter in any writing, and no word: 要確認 and - beside a split number are remarks.
_LONGEST_PART, _MOST_PARTS = 4, 0.6
_PART: Final = re.compile(
    "[0-9A-Za-z０-９Ａ-Ｚａ-ｚ①-⑳Ⅰ-Ⅻ.．_-]{0,3}[0-9A-Za-z０-９Ａ-Ｚａ-ｚ①-⑳Ⅰ-Ⅻ.．]|[ァ-ンぁ-ん一-龠]"
)
_NUMBER_OF_A_NAME: Final = re.compile(
    r"[0-9０-９]{1,3}([-.．][0-9０-９]{1,3}){0,6}[.．)）]?|[A-Za-z][.)）]?|[①-⑳]"
)
_BRANCHES: Final = frozenset(
    ("枝番", "枝番号", "枝no", "枝", "枝no.", "副番", "子番号", "子no", "サブno", "subno", "sub")
)
_LATER: Final = re.compile(
    "(変更|改訂|改定|修正|延期|延長|見直し|リスケ)後?|最新|再設定|今回|revised|new|current|updated"
)
_LATER_ALONE: Final = re.compile("(変更|延期|延長|見直し|リスケ|再設定)後")
_FIRST: Final = re.compile("当初|初期|初回|最初|元の|前回|original|initial|baseline|first")
_OF_DUE: Final = re.compile("期限|期日|予定日|納期|締切|完了予定|due|target|deadline")
_STATES: Final = "課題管理表.状態"
_DEPARTMENT: Final = re.compile("(?:部|課|室|班|係|局|社|チーム|グループ|センター|本部|支店|会社)$")
GROUPING: Final = ("phase", "category")
"""The fields that may stand once above the rows of their group."""
_INDENTED_KINDS: Final = frozenset((Kind.TEXT, Kind.LONGTEXT))


def spans(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, tuple[int, ...]]:
    """The fields whose value stands in the first filled one of several columns, and which those are."""
    found = {
        field: tuple(range(match.heading.column, _reach(grid, header, match, last) + 1))
        for field, match in header.matches.items()
    }
    if len(levels := _levels(grid, header, last)) > 1:
        found["title"] = levels
    if "due_on" in header.matches and (later := _later_due(header)):
        found["due_on"] = later
    if state := _state_beside(grid, header, last):
        found["progress"] = (header.matches["progress"].heading.column, state)
    return {field: columns for field, columns in found.items() if len(columns) > 1}


def _levels(grid: Grid, header: FoundHeader, last: int) -> tuple[int, ...]:
    """The columns that hold a task's name by level, the lowest level first: 小項目, 中項目, 大項目."""
    title = header.matches.get("title")
    if title is None or header.record_class is not Task:
        return ()
    taken = {match.heading.column for match in header.matches.values()} - {title.heading.column}
    phase = header.matches.get("phase")
    if phase and _holds_values(grid, header, title.heading.column, phase.heading.column, last):
        taken.discard(phase.heading.column)  # a name of its own where no lower level is named
    levels = [
        heading.column
        for heading in header.headings
        if heading.column not in taken and _LEVEL.fullmatch(bare_key(heading.own[-1]))
    ]
    without = _without_headings(title, header)
    if not levels and not without:
        levels = _going_on(grid, header, title, taken, last)
    own = [] if title.heading.column in levels else without or [title.heading.column]
    return (*reversed(own), *reversed(levels))


def _without_headings(title: Match, header: FoundHeader) -> list[int]:
    """The columns of a name that no heading stands over, up to the next one that has a heading."""
    own = title.heading
    if any(own.own):
        return []
    after = min(
        (h.column for h in header.headings if h.column > own.last_column), default=own.last_column + 1
    )
    return list(range(own.column, after))


def _going_on(grid: Grid, header: FoundHeader, title: Match, taken: Collection[int], last: int) -> list[int]:
    """The column of a name and the one right of it that goes on under the same heading: 作業内容, 作業内容2."""
    own, key = title.heading, bare_key(title.heading.own[-1])
    right = next((h for h in header.headings if h.column > own.last_column), None)
    if right is None or right.column > own.last_column + 1 or right.column in taken:
        return []
    is_same = key in (bare_key(right.own[-1]), without_number(bare_key(right.own[-1])))
    goes_on = is_same and _holds_values(grid, header, own.column, right.column, last)
    return [own.column, right.column] if goes_on else []


def _later_due(header: FoundHeader) -> tuple[int, ...]:
    """The column of the 期限 as it was moved (変更後期限), then that of the first one (当初期限)."""
    own = header.matches["due_on"].heading
    taken = {match.heading.column for match in header.matches.values()} - {own.column}
    keys = {h.column: bare_key(h.own[-1]) for h in header.headings if h.column not in taken}
    dues = [
        (c, key)
        for c, key in keys.items()
        if c == own.column
        or _OF_DUE.search(key)
        or (c == own.last_column + 1 and _LATER_ALONE.fullmatch(key))
    ]
    later = next((column for column, key in dues if _LATER.search(key)), 0)
    first = next((c for c, key in dues if c != later and (_FIRST.search(key) or c == own.column)), 0)
    return (later, first) if later and first else ()


def _state_beside(grid: Grid, header: FoundHeader, last: int) -> int:
    """The column of states that says how far a task is where its progress is blank; 0 where there is none."""
    progress = header.matches.get("progress")
    if progress is None or header.record_class is not Task:
        return 0
    taken = {match.heading.column for match in header.matches.values()}
    meanings = words_of(Task)
    for heading in header.headings:
        named = meanings.get(bare_key(heading.own[-1]), ())
        is_state = heading.column not in taken and any(meaning.field == "progress" for meaning in named)
        if is_state and _says_more(grid, header, progress.heading.column, heading.column, last):
            return heading.column if _holds_states(grid, header, heading.column, last) else 0
    return 0


def _says_more(grid: Grid, header: FoundHeader, progress: int, state: int, last: int) -> bool:
    """Whether a row's state says what its progress does not: that is blank, or short of a task that is done."""
    rows = range(header.last + 1, last + 1)
    cells = ((grid.value(row, progress), grid.value(row, state)) for row in rows)
    return any(not is_blank(word) and (is_blank(share) or says_done(word)) for share, word in cells)


def _holds_states(grid: Grid, header: FoundHeader, column: int, last: int) -> bool:
    """Whether every text of the column is a word of a state."""
    cells = {grid.value(row, column) for row in range(header.last + 1, last + 1)}
    words = {cell for cell in cells if not is_blank(cell)}
    return bool(words) and all(isinstance(w, str) and common_word(_STATES, w) is not None for w in words)


def beside_department(grid: Grid, header: FoundHeader, match: Match, last: int) -> Match:
    """The match of a person, moved to the names where its heading stands over departments and names."""
    if header.record_class.columns[match.field].kind is not Kind.PERSON:
        return match
    first = match.heading.column
    after = min((h.column for h in header.headings if h.column > first), default=first + 1)
    end = min(max(match.heading.last_column, first + 1), after - 1)
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    texts = [_texts(grid, rows, column) for column in range(first, end + 1)]
    if end == first or not texts[0] or not all(map(_DEPARTMENT.search, texts[0])):
        return match
    names = (c for c, found in enumerate(texts, first) if found and not all(map(_DEPARTMENT.search, found)))
    column = next(names, first)
    heading = replace(match.heading, column=column)
    return replace(match, heading=heading, by="値") if column > first else match


def _texts(grid: Grid, rows: Iterable[int], column: int) -> list[str]:
    cells = (grid.value(row, column) for row in rows)
    return [cell.strip() for cell in cells if isinstance(cell, str) and not is_blank(cell)]


def _reach(grid: Grid, header: FoundHeader, match: Match, last: int) -> int:
    """The last column, before the next heading, that holds the value of a row whose own column is blank."""
    start = match.heading.column
    headed = [heading.column for heading in header.headings if heading.column > start]
    end = match.heading.last_column
    if end == start and header.record_class.columns[match.field].kind in _INDENTED_KINDS and headed:
        end = min(headed) - 1
        end = next((c - 1 for c in range(start + 1, end + 1) if _is_dated(grid, header, c)), end)
    end = min(end, min(headed, default=end + 1) - 1)
    is_name = match.field == "title"
    while end > start and not (
        _holds_values(grid, header, start, end, last)
        or (is_name and _is_numbered(grid, header, start, end, last))
    ):
        end -= 1
    return end


def place_said(cells: Sequence[object], *, is_name: bool) -> int | None:
    """Which of several columns says the value: the first that is filled, one of a dash only where no other is.

    is_name: of columns from left to right, where the number of a name (2.1, a, ③) stands left of it.
    """
    filled = [place for place, cell in enumerate(cells) if not is_blank(cell)]
    said = [place for place in filled if not says_nothing(cells[place])] or filled
    if is_name and len(said) > 1 and numbers_a_name(cells[said[0]]):
        name = cells[said[1]]
        return said[1] if isinstance(name, str) and not numbers_a_name(name) else said[0]
    return said[0] if said else None


def is_left_to_right(field: str, columns: Sequence[int]) -> bool:
    """Whether the columns of a field may hold its number left of its name."""
    return field == "title" and list(columns) == sorted(columns)


def numbers_a_name(cell: object) -> bool:
    """Whether a cell left of a name holds its number alone: 2.1, a, ③."""
    is_text = isinstance(cell, str) and _NUMBER_OF_A_NAME.fullmatch(cell.strip()) is not None
    return is_text or isinstance(cell, int | float)


def _is_numbered(grid: Grid, header: FoundHeader, start: int, column: int, last: int) -> bool:
    """Whether most rows have a number in the first column of a name and a text in this one, and none a text in both."""
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    pairs = [(grid.value(row, start), grid.value(row, column)) for row in rows]
    filled = [(first, name) for first, name in pairs if not is_blank(first)]
    beside = [(first, name) for first, name in filled if not is_blank(name)]
    is_so = all(numbers_a_name(first) and isinstance(name, str) for first, name in beside)
    named = sum(not numbers_a_name(name) for _, name in beside)
    return is_so and 2 * named > len(filled)


def _is_dated(grid: Grid, header: FoundHeader, column: int) -> bool:
    """Whether a day or a figure heads a column: there the calendar of a ガント begins."""
    cells = (grid.value(row, column) for row in range(header.first, header.last + 1))
    return any(not isinstance(cell, str) for cell in cells)


def _holds_values(grid: Grid, header: FoundHeader, start: int, column: int, last: int) -> bool:
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    return any(is_blank(grid.value(row, start)) and not is_blank(grid.value(row, column)) for row in rows)


def marks(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, Mapping[int, str]]:
    """The person fields that have a column per person with a mark (○) in it: the persons by column."""
    persons = {field: _marked(grid, header, field, last) for field in header.matches}
    return {
        field: {heading.column: heading.own[-1] for heading in named}
        for field, named in persons.items()
        if len(named) > 1
    }


def _marked(grid: Grid, header: FoundHeader, field: str, last: int) -> Sequence[Heading]:
    """The persons under the heading of a field: the columns side by side with nothing but marks, none without any.

    Where the heading is not merged, further fields stand behind them that are no persons.
    """
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    found: list[Heading] = []
    is_any = False
    for heading in header.persons(field):
        values = (grid.value(row, heading.column) for row in rows)
        filled = [value for value in values if not is_blank(value) and value != heading.own[-1]]
        if not all(map(is_mark, filled)) or _is_another_field(header, heading, field):
            break
        found.append(heading)
        is_any = is_any or bool(filled)
    return found if is_any else ()


def _is_another_field(header: FoundHeader, heading: Heading, field: str) -> bool:
    return any(f != field and m.heading.column == heading.column for f, m in header.matches.items())


def parts(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, tuple[int, ...]]:
    """The fields whose value is put together of several columns: an ID of 大 中 小, the persons of 担当者1 担当者2."""
    found = {field: _numbered(header, match) for field, match in header.matches.items()}
    if "id" in header.matches:
        split = _split_id(grid, header, last)
        found["id"] = split if len(split) > 1 else _with_branch(grid, header, last)
    return {field: columns for field, columns in found.items() if len(columns) > 1}


def _numbered(header: FoundHeader, match: Match) -> tuple[int, ...]:
    if header.record_class.columns[match.field].kind is not Kind.PERSON:
        return ()
    own, taken = match.heading.column, {other.heading.column for other in header.matches.values()}
    stem = bare_key(match.heading.own[-1])
    stem = without_number(stem) or stem
    keys = ((heading.column, without_number(bare_key(heading.own[-1]))) for heading in header.headings)
    return tuple(c for c, key in keys if c == own or (c > own and c not in taken and key == stem))


def _split_id(grid: Grid, header: FoundHeader, last: int) -> tuple[int, ...]:
    """The columns side by side under the ID's heading (項目番号: 大 中 小) that hold a short number each."""
    own = header.matches["id"].heading
    group = own.over[-1:] or own.own[:1]
    if not group or not any(
        meaning.field == "id" for meaning in words_of(header.record_class).get(bare_key(group[0]), ())
    ):
        return ()
    beside = [h.column for h in header.headings if group[0] in (*h.over, *h.own[:1])]
    rows = list(range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1))
    title = header.matches.get("title")
    if title is not None:  # no legend or note below the table
        rows = [row for row in rows if not is_blank(grid.value(row, title.heading.column))]
    others = {match.heading.column for field, match in header.matches.items() if field != "id"}
    columns = (c for c in takewhile(lambda c: c not in others, (c for c in beside if c >= own.column)))
    return tuple(takewhile(lambda c: _holds_short_parts(grid, c, rows), columns))


def _with_branch(grid: Grid, header: FoundHeader, last: int) -> tuple[int, ...]:
    """The column of the ID and the 枝番 right of it: 1 and 2 are the ID 1.2."""
    own = header.matches["id"].heading
    taken = {match.heading.column for match in header.matches.values()}
    right = next((h for h in header.headings if h.column == own.last_column + 1), None)
    if right is None or right.column in taken or bare_key(right.own[-1]) not in _BRANCHES:
        return ()
    rows = list(range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1))
    return (own.column, right.column) if _holds_short_parts(grid, right.column, rows) else ()


def _holds_short_parts(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    values = [value for row in rows if not is_blank(value := grid.value(row, column))]
    texts = [text for value in values if (text := str(value).strip()) and not isinstance(value, int | float)]
    is_short = all(len(text) <= _LONGEST_PART for text in texts)
    parts = sum(_PART.fullmatch(text) is not None for text in texts) + len(values) - len(texts)
    return bool(values) and is_short and parts >= _MOST_PARTS * len(values)


def carried(grid: Grid, header: FoundHeader, last: int) -> frozenset[str]:
    """The fields that stand once at the top of their group and go on for the rows below: 大項目, 工程.

    So it is where the first row has one, others are blank, and hardly a value stands twice, one below the other.
    """
    named = (f for f in GROUPING if f in header.matches)
    return frozenset(field for field in named if _stands_once(grid, header, field, last))


def _stands_once(grid: Grid, header: FoundHeader, field: str, last: int) -> bool:
    column = header.matches[field].heading.column
    own = {match.heading.column for match in header.matches.values()}
    rows = [
        row for row in range(header.last + 1, last + 1) if any(not is_blank(grid.value(row, c)) for c in own)
    ]
    values = [grid.value(row, column) for row in rows]
    is_merged = any(m.first_column == column and m.last_row > m.first_row > header.last for m in grid.merges)
    if is_merged or not values or is_blank(values[0]) or not any(map(is_blank, values)):
        return False
    repeated = sum(upper == lower and not is_blank(upper) for upper, lower in pairwise(values))
    return 2 * repeated <= sum(map(is_blank, values))


def shown(grid: Grid, header: FoundHeader, last: int) -> frozenset[str]:
    """The ID fields whose numbers a format shows with text of its own or leading zeros, by the first of them."""
    kinds = (Kind.ID, Kind.REF, Kind.REFS)
    columns = header.record_class.columns
    fields = [field for field in header.matches if columns[field].kind in kinds]
    return frozenset(field for field in fields if _is_shown_as_text(grid, header, field, last))


def _is_shown_as_text(grid: Grid, header: FoundHeader, field: str, last: int) -> bool:
    column = header.matches[field].heading.column
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    values = {row: value for row in rows if isinstance(value := grid.value(row, column), float)}
    first = next(iter(values), None)
    told = [first, *(row for row, value in values.items() if value % 1)]  # 1.1 and, under 0.00, 1.10
    return any(row and shown_id(values[row], grid.number_format(row, column)) for row in told)


def outlined(grid: Grid, header: FoundHeader, last: int) -> Mapping[str, int]:
    """What follows from the level and the length of a task (MS Project): 親作業 by the level, 種別 by the length."""
    if header.record_class is not Task or "id" not in header.matches:
        return {}
    taken = {match.heading.column for match in header.matches.values()}
    keys = {bare_key(h.own[-1]): h.column for h in header.headings if h.column not in taken}
    level = next((keys[key] for key in _OUTLINE if key in keys), None)
    rows = range(header.last + 1, min(last, header.last + _ROWS_LOOKED_AT) + 1)
    if level is None or not all(isinstance(grid.value(row, level), float | str) for row in rows):
        return {}
    length = next((keys[key] for key in _LENGTH if key in keys), level)
    found = {"parent": level, "kind": length}
    return {field: column for field, column in found.items() if field not in header.matches}
