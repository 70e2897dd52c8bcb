"""Layout: what stands where in a document, as data. From it the template in workbook_templates/word/ is built.

Text may hold tags in the words of the document's own fields ({{ 案件名 }}). Widths are millimetres; the columns
of a table are scaled to the width of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_COLUMN = re.compile(r"(?P<label>[^:=\s]+)(?:=(?P<field>[^:\s]+))?:(?P<width>\d+)(?P<align>[rcl]?)")


def identifier(label: str) -> str:
    """A label as a field's name in a tag: QA-ID → QA_ID, 支払額(税込) → 支払額_税込."""
    return re.sub(r"\W+", "_", label).strip("_")


def sheets_key(of: str) -> str:
    """The name under which 調べた and 調べていない tell of these sheets."""
    return identifier("_".join(of.split()))


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. style: the name of a paragraph style of the template.

    of: the sheets it tells of, set apart by blanks; where the workbook has none of them it is left out.
    """

    text: str
    style: str = "Body Text"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the field it shows, its width, and r, c or l."""

    label: str
    field: str
    width: int
    align: str = "l"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row for each element of the list `rows`, or a sentence when there is none.

    columns: `見出し:幅` or `見出し=項目:幅` with r or c for right or centre, set apart by blanks.
    marks: the list of headings of narrow columns behind them; a row has their texts in its list 印.
    of: the sheets its rows come from, set apart by blanks, where the document can be made without them: what
    was not looked into is then said, and the sentence that there is nothing only of sheets that are there.
    is_dense: in small letters and low rows, for a form that must be one sheet.
    """

    rows: str
    columns: str
    caption: str
    empty: str = "該当するものはありません。"
    each: str = "行"
    marks: str = ""
    of: str = ""
    is_dense: bool = False

    @property
    def parsed(self) -> tuple[Column, ...]:
        """The columns, read."""
        found = (_COLUMN.fullmatch(part) for part in self.columns.split())
        return tuple(
            Column(m["label"], identifier(m["field"] or m["label"]), int(m["width"]), m["align"] or "l")
            for m in found
            if m
        )


@dataclass(frozen=True, slots=True)
class Pairs:
    """A form: labels beside their values. rows: each a text of `見出し` or `見出し=項目`, one or two of them.

    height: the least height of a row in millimetres, for what is written in by hand.
    """

    rows: tuple[str, ...]
    of: str = ""
    height: int = 0

    @property
    def parsed(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """By row, the labels and the fields they show."""
        return tuple(tuple(self._pair(part) for part in row.split()) for row in self.rows)

    def _pair(self, part: str) -> tuple[str, str]:
        label, _, name = part.partition("=")
        prefix = f"{self.of}." if self.of else ""
        return label, prefix + identifier(name or label)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the list `rows`, each with its caption and notes, or the reason why there is none.

    of: the sheets they are drawn of, as of a `Table`.
    """

    rows: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page."""


@dataclass(frozen=True, slots=True)
class Approval:
    """承認欄: 作成, 確認 and 承認, each with a name, a day and room for a seal."""


@dataclass(frozen=True, slots=True)
class When:
    """Blocks that stand only where the condition holds."""

    condition: str
    blocks: tuple[Block, ...]
    otherwise: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Each:
    """Blocks repeated for each element of a list, which their tags call `each`."""

    rows: str
    each: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on wide pages of their own. is_last: the document ends with them."""

    blocks: tuple[Block, ...]
    is_last: bool = False


Block = Heading | Text | Table | Pairs | Figures | PageBreak | Approval | When | Each | Landscape


@dataclass(frozen=True)
class Layout:
    """A whole document.

    is_form: one sheet without cover and contents. has_cover: a cover, or only the title above the text.
    has_contents: the contents behind the cover. has_approval: 承認欄 on the cover.
    """

    blocks: tuple[Block, ...]
    is_form: bool = False
    has_cover: bool = True
    has_contents: bool = True
    has_approval: bool = False
    is_landscape: bool = field(default=False)


def named_sheets(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Every `of` of the blocks and of what they hold, in their order: the sheets that the document tells of."""
    return tuple(dict.fromkeys(_named(blocks)))


def _named(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table | Text | Figures) and block.of:
            yield block.of
        elif isinstance(block, When):
            yield from _named((*block.blocks, *block.otherwise))
        elif isinstance(block, Each | Landscape):
            yield from _named(block.blocks)
