"""Makes workbook_templates/pmo_master.xlsx anew: `python -m tests.support.make_template`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmo_xl.resources import template
from pmo_xl.workbook.author import write_workbook

TEMPLATE_DAY = date(2026, 4, 1)


def make_template(path: Path) -> None:
    """Write a new book as the template holds it: dated by a fixed day, so that the bytes never change."""
    write_workbook(path, run_day=TEMPLATE_DAY)


if __name__ == "__main__":
    make_template(template("pmo_master.xlsx"))
