"""The workbook itself: whether it has buttons, and what its own sheet xlwings.conf would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pmo_xl.operations.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.operations.doctor.vba_project import PROJECT
from pmo_xl.operations.this_pc.machine import Machine
from pmo_xl.workbook.file.container import open_container
from pmo_xl.workbook.grid import Grid, open_grids
from pmo_xl.workbook.vba.xlwings_sheet import CONF_SHEET


def book_buttons(machine: Machine, book: Path) -> Iterator[Answer]:
    """Whether the workbook holds macros at all."""
    if open_container(book).find(PROJECT) is None:
        yield caution(
            f"{book.name} にボタン(マクロ)はありません。",
            "ボタンがなくても点検できます(コマンドと「送る」)。付けるなら pmo-xl add-buttons。",
        )
        return
    yield good(f"{book.name} にはマクロがあります。")
    grids = open_grids(book)
    if any(sheet.title == CONF_SHEET for sheet in grids.sheets):
        yield from _of_settings(_settings(grids.grid(CONF_SHEET)))
    else:
        yield caution(
            f"マクロはありますが、{CONF_SHEET} シートがありません。pmo_xl のボタンではないようです。",
            "pmo_xl のボタンを付けた台帳か、確かめてください。",
        )


def _of_settings(held: Mapping[str, str]) -> Iterator[Answer]:
    named = [key for key in held if key.startswith("INTERPRETER")]
    if named:
        yield bad(
            f"台帳の {CONF_SHEET} シートに Python の場所が書いてあります({'、'.join(named)})。ほかの人のPCでは動きません。",
            "その行を消してください。Python の場所は、PCごとに pmo-xl setup で決めます。",
        )
    if held.get("ADD_WORKBOOK_TO_PYTHONPATH", "true").lower() != "false":
        yield bad(
            "台帳と同じフォルダに置かれた .py が、部品の代わりに動いてしまう設定です。",
            f"{CONF_SHEET} シートに ADD_WORKBOOK_TO_PYTHONPATH と False を書いてください。",
        )


def _settings(grid: Grid) -> dict[str, str]:
    """Key and value of each row, as xlwings reads columns A and B."""
    rows = range(1, grid.last_row + 1)
    return {
        str(grid.value(row, 1)).upper(): str(grid.value(row, 2)) for row in rows if grid.value(row, 1) != ""
    }
