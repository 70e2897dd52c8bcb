"""Makes workbook_templates/pmo_master.xlsx, .xlsm and macros/vbaProject.bin anew.

Run it after a change to the author or to macros/: `python -m tests.support.make_template`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

from pmo_xl.resources import macro, template
from pmo_xl.workbook.author import write_workbook

TEMPLATE_DAY = date(2026, 4, 1)


def make_template(path: Path) -> None:
    """Write a new book as the template holds it: dated by a fixed day, so that the bytes never change."""
    write_workbook(path, run_day=TEMPLATE_DAY, needs_macros=path.suffix == ".xlsm")


def project_of(path: Path) -> bytes:
    """The VBA project of a workbook."""
    with ZipFile(path) as archive:
        return archive.read("xl/vbaProject.bin")


def main() -> None:
    """Make all three."""
    for name in ("pmo_master.xlsx", "pmo_master.xlsm"):
        make_template(template(name))
    macro("vbaProject.bin").write_bytes(project_of(template("pmo_master.xlsm")))


if __name__ == "__main__":
    main()
