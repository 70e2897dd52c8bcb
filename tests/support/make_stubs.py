"""Makes the stubs that tell type checkers what follows from the table of contents: pmo_xl/__init__.pyi, sheet_rows.pyi."""

from __future__ import annotations

from pathlib import Path

import pmo_xl
from pmo_xl.model.record import Record
from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS

PACKAGE = Path(pmo_xl.__file__).parent
HEAD = '"""Made by `make regenerate` from {}; do not edit."""\n\n'


def public_names() -> str:
    """The stub of the package: every public name from where it lies."""
    homes = {name: f"pmo_xl.{home}" for name, home in pmo_xl._HOMES.items()}
    homes |= {name: "pmo_xl.errors" for name in pmo_xl.__all__ if name not in homes} | {
        "__version__": "pmo_xl.version"
    }
    lines = [
        f"from {home} import {name} as {name}"
        for name, home in sorted(homes.items(), key=lambda pair: pair[::-1])
    ]
    listed = "".join(f'    "{name}",\n' for name in sorted(homes))
    return HEAD.format("pmo_xl/__init__.py") + "\n".join(lines) + f"\n\n__all__ = [\n{listed}]\n"


def sheet_rows() -> str:
    """The stub of SheetRows: one attribute a sheet."""
    sheets = [sheet for sheet in SHEETS if sheet is not Setting]
    imports = sorted(
        f"from {each.__module__} import {each.__name__}" for each in (*sheets, Record, RecordSet)
    )
    attributes = "".join(f"    {sheet.sheet.collection}: Rows[{sheet.__name__}]\n" for sheet in sheets)
    return f"""{HEAD.format("pmo_xl/model/contents.py")}from typing import ClassVar, Generic, TypeVar, overload

{chr(10).join(imports)}

R = TypeVar("R", bound=Record)

class Rows(Generic[R]):
    record_class: type[R]
    def __init__(self, record_class: type[R]) -> None: ...
    @overload
    def __get__(self, owner: None, owner_class: type) -> Rows[R]: ...
    @overload
    def __get__(self, owner: SheetRows, owner_class: type) -> RecordSet[R]: ...

class SheetRows:
    is_fixed: ClassVar[bool]
{attributes}    def of(self, record_class: type[R]) -> RecordSet[R]: ...
"""


STUBS = {PACKAGE / "__init__.pyi": public_names, PACKAGE / "model" / "sheet_rows.pyi": sheet_rows}


def main() -> None:
    """Write both."""
    for path, made in STUBS.items():
        path.write_text(made(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
