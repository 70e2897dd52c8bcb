"""Which office file (pmo_xl.toml) counts, and what it sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pmo_xl.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.errors import PmoXlError
from pmo_xl.this_pc.machine import Machine
from pmo_xl.workbook.office_file import NAME, office_file


def office(machine: Machine) -> Iterator[Answer]:
    """The file that counts for the workbooks of the folder that one stands in."""
    try:
        found = office_file(Path(NAME))
    except PmoXlError as error:
        yield bad(error.message, "直すまで、台帳を読めません。")
        return
    if found.path is None:
        yield good(f"ありません(職場の見出しや言葉を {NAME} に書くと、どのブックでもそう読みます)。")
        return
    yield good(f"{found.path} を使います: {found.describe()}。")
    for remark in found.remarks:
        yield caution(remark, "書き方を直すか、消してください。")
