"""The numbers that the JSON of a command can have, and what number 2 puts around the books of a command."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.faces.commands.common import Reading, failed_json, output_format

if TYPE_CHECKING:
    from pmo_xl.operations.book import Book

NEWEST: Final = 2
NUMBERS: Final[Mapping[str, tuple[int, ...]]] = {
    **dict.fromkeys(
        ("check", "overdue", "budget", "schedule", "history", "month-end", "fix", "baseline", "doctor"),
        (NEWEST, 1),
    ),
    **dict.fromkeys(("import", "spec-scan", "rfp-scan", "merge", "collect", "upgrade", "diff"), (NEWEST,)),
    **dict.fromkeys(("hand-out", "remind", "new", "lessons", "precheck", "portfolio"), (NEWEST,)),
}
"""By command, the numbers that its JSON is written in, the usual one first; what a number means never changes.

docs/machine-results.md says what they hold.
"""


def number_of(options: argparse.Namespace) -> int:
    """The number that was asked for with --schema, else the newest."""
    asked: int | None = getattr(options, "schema_number", None)
    return NEWEST if asked is None else asked


def tells_of_none(options: argparse.Namespace) -> bool:
    """Whether the JSON is written although no workbook could be read: whoever reads it finds which and why in `failed`."""
    return output_format(options) == "json" and number_of(options) == NEWEST


def books_json(
    command: str,
    books: Sequence[Book],
    results: Sequence[Mapping[str, Any]],
    reading: Reading,
    **sums: object,
) -> dict[str, Any]:
    """One object for one workbook and for many. results: of each book. sums: what is told of all of them together."""
    from pmo_xl.documents.json_head import head
    from pmo_xl.operations.today import today_in_japan

    run_day = books[0].project.run_day if books else today_in_japan()
    days = [(book.project.as_of, book.project.as_of_source) for book in books]
    return {
        **head(command, run_day, days),
        "workbooks": list(results),
        **sums,
        "failed": failed_json(reading.failures),
    }
