"""What every JSON of number 2 begins with, whatever the command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmo_xl.model.json_shape import Head
from pmo_xl.version import __version__


def head(command: str, run_day: date, days: Iterable[tuple[date, str]] = ()) -> Head:
    """The beginning. days: by which day each workbook is judged, and who said so ("option", "workbook", "today").

    Where the workbooks differ in their day, or in who said it, that is null; so it is where there is none.
    """
    told = list(days)
    as_of, source = {day for day, _ in told}, {who for _, who in told}
    return {
        "schema": 2,
        "command": command,
        "version": __version__,
        "as_of": as_of.pop().isoformat() if len(as_of) == 1 else None,
        "as_of_source": source.pop() if len(source) == 1 else None,
        "run_day": run_day.isoformat(),
    }
