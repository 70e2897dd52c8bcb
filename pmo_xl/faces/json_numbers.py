"""--schema: by which number of its shape a program asks for the JSON of a command; a number that is not written is refused.

What a number means never changes: fields come, and none goes or means something else. So one number is written for each
command today, and whoever asks for it is safe from a later one.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import a_whole

NUMBERS: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        ("check", "overdue", "budget", "schedule", "history", "month-end", "fix", "baseline", "doctor"), 1
    ),
    **dict.fromkeys(("import", "spec-scan", "rfp-scan", "merge", "collect", "upgrade", "diff"), 2),
    **dict.fromkeys(("hand-out", "remind", "new", "lessons", "precheck", "portfolio"), 2),
}
"""By command, the number that its JSON says of itself (docs/machine-results.md)."""


def add_schema(parser: argparse.ArgumentParser, command: str) -> None:
    """Declare --schema on a command that writes JSON; on another nothing."""
    if command in NUMBERS:
        help_text = f"JSON の形の番号(今は {NUMBERS[command]} だけ)。ほかの番号なら何もせずに断る"
        parser.add_argument("--schema", dest="schema_number", type=a_whole, metavar="番号", help=help_text)


def refuse_other_schema(options: argparse.Namespace) -> None:
    """BadOption for a number that the command does not write."""
    asked, written = getattr(options, "schema_number", None), NUMBERS.get(options.command)
    if asked is not None and asked != written:
        raise BadOption(
            f"{options.command} の JSON の形は {written} だけです(--schema {asked} はありません)。"
            f"--schema {written} と書くか、--schema を外してください。"
        )
