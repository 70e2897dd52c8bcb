"""シーケンス図: who sends what to whom, one diagram per 機能, on as many pages as it takes.

Arrows as in UML: 同期 solid with a filled head, 非同期 solid with an open head, 応答 dashed with an open head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmo_xl.charts.drawing import Drawing, block_height, broken, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Point
from pmo_xl.charts.sequence import ASYNCHRONOUS, REPLY, FunctionSequence, sequences
from pmo_xl.charts.style import LANDSCAPE, PORTRAIT, Area, Size
from pmo_xl.charts.tree_layout import fit
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour

TITLE = "シーケンス図"
_LEAST, _MOST = 64.0, 140.0
"""How far apart the lifelines may stand."""
_UPRIGHT = 6
"""Up to so many participants the page stands upright."""
_HEAD_PAD, _GAP, _LOOP, _LEGEND, _MARGIN = 5.0, 7.0, 14.0, 16.0, 3.0
_MOST_LINES = 8
_FRAME = 11.0
"""The room above the first message of a frame, for its condition."""
_MOST_HEADS = 11


def sequence_diagrams(project: Project) -> dict[str, tuple[Figure, ...] | NoFigure]:
    """By 機能, in the order of the sheet, the pages of its diagram."""
    return {sequence.function: sequence_diagram(sequence) for sequence in sequences(project)}


def sequence_diagram(sequence: FunctionSequence) -> tuple[Figure, ...] | NoFigure:
    """The pages of one function's diagram; each repeats the heads of the lifelines that it needs."""
    title = f"{TITLE} {sequence.function}"
    if not sequence.messages:
        return NoFigure(
            title, f"「{sequence.function}」には送信元と送信先のそろった行がないため、図は描けません。"
        )
    pages = [(diagram, rows) for diagram in map(_Diagram, _parts(sequence)) for rows in diagram.pages()]
    names = [f"{title} ({n}/{len(pages)})" if len(pages) > 1 else title for n in range(1, len(pages) + 1)]
    notes = [() for _ in pages[1:]] + [_notes(sequence)]
    return tuple(
        diagram.figure(rows, name, note)
        for (diagram, rows), name, note in zip(pages, names, notes, strict=True)
    )


def _parts(sequence: FunctionSequence) -> Iterator[FunctionSequence]:
    """The messages cut wherever more would take part than have room beside one another."""
    part: list[Message] = []
    heads: set[str | None] = set()
    for message in sequence.messages:
        if len(heads | {message.source, message.target}) > _MOST_HEADS:
            yield FunctionSequence(sequence.function, tuple(part))
            part, heads = [], set()
        part.append(message)
        heads |= {message.source, message.target}
    yield FunctionSequence(sequence.function, tuple(part))


def _notes(sequence: FunctionSequence) -> tuple[str, ...]:
    left_out = len(sequence.left_out)
    if not left_out:
        return ()
    return (f"「{sequence.function}」のうち、送信元または送信先が空欄の{left_out}行は描いていません。",)


@dataclass(frozen=True, slots=True)
class _Row:
    """A message laid out: its text broken to the room between its lifelines. opens: the frame that begins with it."""

    message: Message
    lines: tuple[str, ...]
    note: tuple[str, ...]
    height: float
    opens: str = ""


class _Diagram:
    """The lifelines of one function, and its messages as rows."""

    def __init__(self, sequence: FunctionSequence) -> None:
        self.sequence = sequence
        self.names = sequence.participants
        self.page = PORTRAIT if len(self.names) <= _UPRIGHT else LANDSCAPE
        room = (self.page.width - 2 * _MARGIN) / len(self.names)
        self.step = min(max(room, _LEAST), _MOST)
        self.heads = {name: broken(name, self.step - 12, Size.NORMAL, 5).lines for name in self.names}
        most = max(map(len, self.heads.values()))
        self.head_height = block_height(most, Size.NORMAL) + 2 * _HEAD_PAD
        self.width = self.step * len(self.names) + 2 * _MARGIN
        self.scale = min(1.0, self.page.width / self.width)
        self.rows = [
            self._row(message, opening)
            for message, opening in zip(sequence.messages, openings(sequence.messages), strict=True)
        ]

    def x(self, name: str | None) -> float:
        """Where the lifeline of a participant stands."""
        return _MARGIN + self.step * (self.names.index(name or "") + 0.5)

    def _row(self, message: Message, opens: str) -> _Row:
        span = abs(self.x(message.source) - self.x(message.target)) or self.step
        lines = broken(_text(message), span - 12, Size.SMALL, _MOST_LINES).lines
        stored = _note(message)
        note = broken(stored, self.step - 16, Size.SMALL, _MOST_LINES).lines if stored else ()
        height = block_height(len(lines), Size.SMALL) + _GAP
        height += _LOOP if message.source == message.target else 0
        height += block_height(len(note), Size.SMALL) + _GAP if note else 0
        return _Row(message, lines, note, height + (_FRAME if opens else 0), opens)

    def pages(self) -> Iterator[list[_Row]]:
        """The rows, as many on a page as fit."""
        room = self.page.height / self.scale - self.head_height - _LEGEND - 3 * _GAP
        page: list[_Row] = []
        for row in self.rows:
            if page and sum(each.height for each in page) + row.height > room:
                yield page
                page = []
            page.append(row)
        yield page

    def figure(self, rows: Sequence[_Row], title: str, notes: tuple[str, ...]) -> Figure:
        """The diagram: a lifeline for each name, the rows from top to bottom."""
        bottom = _MARGIN + self.head_height + sum(row.height for row in rows) + 2 * _GAP
        drawing = Drawing(Area(self.width, bottom + _LEGEND))
        for name in self.names:
            self._draw_lifeline(drawing, name, bottom)
        y = _MARGIN + self.head_height + _GAP
        self._draw_frames(drawing, rows, y)
        for row in rows:
            self._draw_row(drawing, row, y + (_FRAME if row.opens else 0))
            y += row.height
        _draw_legend(drawing, rows, bottom + _LEGEND / 2)
        scale = fit(drawing.area, self.page)
        return drawing.figure(title, _alt(self.sequence, [row.message for row in rows]), notes).scaled(scale)

    def _draw_frames(self, drawing: Drawing, rows: Sequence[_Row], top: float) -> None:
        """A frame around neighbouring messages with one condition, and the condition in its corner."""
        y = top
        for number, row in enumerate(rows):
            if row.opens or (number == 0 and row.message.condition):
                inside = list(_framed(rows[number:]))
                height = sum(each.height for each in inside) - 1
                ends = [self.x(end) for each in inside for end in (each.message.source, each.message.target)]
                left = min(ends) - self.step / 2 + 2
                width = max(ends) + self.step / 2 - 2 - left
                drawing.box(left, y - 2, width, height, edge=Colour.QUIET, line_width=0.7, dashes=(2, 1.5))
                told = fitted(f"[{row.message.condition}]", width - 8, Size.SMALL)
                if row.opens:
                    drawing.text(left + 3, y + _FRAME / 2 - 2, told, size=Size.SMALL, is_bold=True)
            y += row.height

    def _draw_lifeline(self, drawing: Drawing, name: str, bottom: float) -> None:
        x, lines = self.x(name), self.heads[name]
        top = _MARGIN + self.head_height
        drawing.line([(x, top), (x, bottom)], colour=Colour.QUIET, width=0.6, dashes=(4, 3))
        width = self.step - 6
        drawing.box(
            x - width / 2, _MARGIN, width, self.head_height, fill=Colour.PALE, edge=Colour.NAVY, name=name
        )
        text = block_height(len(lines), Size.NORMAL)
        drawing.lines(x, _MARGIN + (self.head_height - text) / 2, lines, align="center", is_bold=True)

    def _draw_row(self, drawing: Drawing, row: _Row, top: float) -> None:
        start, end = self.x(row.message.source), self.x(row.message.target)
        text = block_height(len(row.lines), Size.SMALL)
        if start == end:
            self._draw_loop(drawing, row, start, top)
            y = top + text + _LOOP
        else:
            y = top + text + 1
            _draw_ground(drawing, (start + end) / 2, top, row.lines)
            _draw_arrow(drawing, row.message.kind, [(start, y), (end, y)])
        if row.note:
            self._draw_note(drawing, row.note, end, y + _GAP / 2)

    def _draw_loop(self, drawing: Drawing, row: _Row, x: float, top: float) -> None:
        """A message to oneself: the text over the lifeline, the arrow out and back below it."""
        _draw_ground(drawing, x, top, row.lines)
        y = top + block_height(len(row.lines), Size.SMALL) + 1
        out = x + min(20.0, self.step / 2 - 6)
        _draw_arrow(drawing, row.message.kind, [(x, y), (out, y), (out, y + _LOOP - 5), (x, y + _LOOP - 5)])

    def _draw_note(self, drawing: Drawing, lines: Sequence[str], x: float, top: float) -> None:
        """What the receiver keeps, as a box on its lifeline."""
        width = self.step - 10
        height = block_height(len(lines), Size.SMALL) + 3
        drawing.box(x - width / 2, top, width, height, fill=Colour.PAPER, edge=Colour.QUIET, line_width=0.5)
        drawing.lines(x - width / 2 + 3, top + 1.5, lines, size=Size.SMALL)


def openings(messages: Sequence[Message]) -> list[str]:
    """For each message the condition whose frame begins with it; empty inside a frame and without one."""
    before: str | None = None
    found = []
    for message in messages:
        condition = (message.condition or "").strip()
        found.append(condition if condition != before else "")
        before = condition
    return found


def _framed(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The first row and those behind it with the same condition."""
    first = (rows[0].message.condition or "").strip()
    for row in rows:
        if (row.message.condition or "").strip() != first:
            return
        yield row


def _note(message: Message) -> str:
    """What the receiver must be able to do, and what it keeps."""
    parts = (("機能", message.target_function), ("保持", message.stored_data))
    return " / ".join(f"{label}: {text}" for label, text in parts if text)


def _text(message: Message) -> str:
    """順序, 情報 and IF-ID as one label."""
    number = f"{message.order}. " if message.order is not None else ""
    return f"{number}{message.data or ''}{f' [{message.interface}]' if message.interface else ''}".strip()


def _draw_ground(drawing: Drawing, x: float, top: float, lines: Sequence[str]) -> None:
    """Text on a ground of paper, so that lifelines do not run through it."""
    labels = Drawing(drawing.area)
    labels.lines(x, top, lines, size=Size.SMALL, align="center")
    for mark in labels.marks:
        area = mark.area  # type: ignore[union-attr] # lines() makes labels only
        drawing.box(area.x - 1, area.y - 0.5, area.width + 2, area.height + 1, fill=Colour.PAPER)
    drawing.marks += labels.marks


def _draw_arrow(drawing: Drawing, kind: str | None, points: Sequence[Point]) -> None:
    is_reply = kind == REPLY
    drawing.line(points, width=0.9, dashes=(4, 2.5) if is_reply else ())
    direction = 1.0 if points[-1][0] > points[-2][0] else -1.0
    is_filled = kind not in (ASYNCHRONOUS, REPLY)
    drawing.arrow_head(points[-1], (direction, 0.0), is_filled=is_filled)


def _draw_legend(drawing: Drawing, rows: Sequence[_Row], y: float) -> None:
    x = _MARGIN
    for kind in dict.fromkeys(row.message.kind for row in rows if row.message.kind):
        _draw_arrow(drawing, kind, [(x, y), (x + 24, y)])
        x += 28 + drawing.text(x + 28, y, kind, size=Size.SMALL).width + 12


def _alt(sequence: FunctionSequence, messages: Sequence[Message]) -> str:
    """Every message in words, in full."""
    steps = "。".join(
        f"{row.source}から{row.target}へ{row.kind or ''} {_text(row)}"
        + (f"、{row.target}の機能 {row.target_function}" if row.target_function else "")
        + (f"、{row.target}が保持 {row.stored_data}" if row.stored_data else "")
        + (f"(条件 {row.condition})" if row.condition else "")
        for row in messages
    )
    heads = "、".join(sequence.participants)
    return f"「{sequence.function}」のシーケンス図。登場するもの: {heads}。{steps}。"
