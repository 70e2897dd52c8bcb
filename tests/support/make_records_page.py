"""Makes docs/reference/records.md from the declarations: every sheet with its columns, fields, types and help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pmo_xl.model.column import Column
from pmo_xl.model.record import Record
from pmo_xl.model.record_type import TYPES, need_of
from pmo_xl.model.sheets import SHEETS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "records.md"
_HEAD = """# The records

Made from the declarations in `pmo_xl/model/` (`make regenerate`); do not edit. Every field may be None (a tuple: empty):
an empty must cell is a finding, not an exception. *must*: a row without it is a finding. *auto*: filled by Excel or the
library; *derived*: a live formula whose value the library computes itself. Amounts are 税抜 unless a name ends in
`_with_tax`.
"""


def records_page() -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *(line for sheet in SHEETS for line in _section(sheet))]) + "\n"


def _section(sheet: type[Record]) -> Iterator[str]:
    about = sheet.sheet
    yield f"## {sheet.__name__}: {about.label}\n"
    prefix = f" IDs: {about.prefix}-001." if about.prefix else ""
    yield f"`book.{about.collection}`, profile {about.profile}.{prefix} {about.help}\n"
    yield "| field | label | type | need | help |"
    yield "|---|---|---|---|---|"
    yield from (_line(name, column) for name, column in sheet.columns.items())
    yield ""


def _line(name: str, column: Column) -> str:
    refers = f" → {'、'.join(column.refers_to)}" if column.refers_to else ""
    return f"| `{name}` | {column.label} | {TYPES[column.kind]}{refers} | {need_of(column)} | {column.help.replace('|', '&#124;')} |"


def main() -> None:
    """Write the page."""
    PAGE.write_text(records_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
