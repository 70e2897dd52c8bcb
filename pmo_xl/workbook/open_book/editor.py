"""The editor of an open book: shown first, then written in blocks, proved by reading back, or put back as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.edits import AppendRows, CellChange, Edit, ReplaceSheet, SaveReport, SetCell
from pmo_xl.workbook.closed_book.obstacles import Obstacles
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book import excel
from pmo_xl.workbook.open_book.copy_before import kept_copy
from pmo_xl.workbook.open_book.grids import OpenBookGrids, fingerprint
from pmo_xl.workbook.open_book.proof import differences, is_resized, unproved
from pmo_xl.workbook.open_book.quiet import at_rest
from pmo_xl.workbook.open_book.sheet_plan import SheetPlan
from pmo_xl.workbook.open_book.writing import SheetWriter

_MOST_SINGLE_CELLS: Final = 5_000
_READ_ONLY: Final = (
    "{} は読み取り専用で開かれているため書き込みません。編集できる状態で開き直してからやり直してください。"
)
_CHANGED: Final = (
    "{} の「{}」は読んだ後に変わったため書き込みません。もう一度読み直してからやり直してください。"
)
_PUT_BACK: Final = "{} に書き込めなかったため、元の内容に戻しました（{}）。"
_NOT_PUT_BACK: Final = "{} への書き込みが途中で止まり、元の内容にも戻せませんでした（{}）。保存せずに閉じて、開き直してください。"
_UNDO: Final = (
    "{} は開いたまま書き換え、まだ保存していません。Excelの「元に戻す」では戻せません。"
    "戻すには{}、保存せずに閉じてください（ほかの未保存の入力も消えます）。"
)


class OpenBookEditor:
    """Carries out edits in a book that is open in Excel; nothing is saved, that is left to the user."""

    def __init__(self, grids: OpenBookGrids) -> None:
        """grids: the sheets as they were read; only what still stands so is written over."""
        self._grids, self._book, self._name = grids, grids.book, grids.path.name

    def preview(self, edits: Sequence[Edit]) -> Sequence[CellChange]:
        """Every cell that the edits would change; nothing is written. RefusedEdit where `apply` would refuse."""
        with excel.told_plainly(self._book, self._name, RefusedEdit):
            return [change for plan in self._plans(edits).values() for change in plan.changes()]

    def apply(self, edits: Sequence[Edit]) -> SaveReport:
        """Write all of the edits or none. RefusedEdit with one sentence: the book is as it was then."""
        with excel.told_plainly(self._book, self._name, RefusedEdit):
            if excel.is_read_only(self._book):
                raise RefusedEdit(_READ_ONLY.format(self._name))
            plans = self._plans(edits)
            writers = {title: SheetWriter(self._book.sheets[title], plan) for title, plan in plans.items()}
            writers = {title: writer for title, writer in writers.items() if not writer.is_idle}
            if not writers:
                as_it_is = self._grids.sha256
                return SaveReport(self._grids.path, (), (), (), None, as_it_is, as_it_is)
            self._refuse_changed(plans)
            backup = kept_copy(self._book)
            with at_rest(self._book.app):
                written = self._write(writers, plans)
            changes = tuple(change for plan in plans.values() for change in plan.changes())
            return self._report(changes, backup, written)

    def _plans(self, edits: Sequence[Edit]) -> Mapping[str, SheetPlan]:
        plans: dict[str, SheetPlan] = {}
        for edit in edits:
            plan = plans.setdefault(edit.sheet, self._plan(edit.sheet))
            if isinstance(edit, SetCell):
                plan.set_cell(edit)
            elif isinstance(edit, AppendRows):
                plan.append(edit)
            elif isinstance(edit, ReplaceSheet):
                plan.replace(edit)
        return {title: plan for title, plan in plans.items() if plan.cells}

    def _plan(self, title: str) -> SheetPlan:
        if title not in self._grids.titles:
            raise RefusedEdit(
                f"シート「{title}」が見つからないため書き込みません。シート名を確かめてください。"
            )
        grid, sheet = self._grids.grid(title), self._book.sheets[title]
        obstacles = Obstacles(title, grid.merges, is_protected=excel.is_protected(sheet))
        for t in grid.tables:
            obstacles.add_table(t.name, t.ref, header_rows=t.header_rows, totals_rows=t.totals_rows)
        return SheetPlan(grid, obstacles)

    def _refuse_changed(self, plans: Mapping[str, SheetPlan]) -> None:
        for title, plan in plans.items():
            now = self._grids.read(title)
            if differences(plan.grid, now) or not is_resized(plan.grid, now, {}):
                raise RefusedEdit(_CHANGED.format(self._name, title))

    def _write(
        self, writers: Mapping[str, SheetWriter], plans: Mapping[str, SheetPlan]
    ) -> Mapping[str, Grid]:
        """The sheets as they stand afterwards; RefusedEdit when everything was put back."""
        written: dict[str, Grid] = {}
        try:
            for title, writer in writers.items():
                writer.write()
                written[title] = self._prove(plans[title], writer, title)
        except BaseException as error:  # whatever stops it, also the user: the cells go back
            self._put_back(writers, plans, error)
            if not isinstance(error, Exception):
                raise
            reason = error.message if isinstance(error, RefusedEdit) else type(error).__name__
            raise RefusedEdit(_PUT_BACK.format(self._name, reason)) from error
        for writer in writers.values():
            writer.tidy()
        return written

    def _prove(self, plan: SheetPlan, writer: SheetWriter, title: str) -> Grid:
        now = self._grids.read(title)
        missed = unproved(plan, now)
        if 0 < len(missed) <= _MOST_SINGLE_CELLS and all(place in plan.cells for place in missed):
            writer.write_singly(missed)
            now = self._grids.read(title)
        if unproved(plan, now) or not is_resized(plan.grid, now, plan.ends):
            raise RefusedEdit(f"「{title}」を読み直すと、書いたとおりになっていませんでした。")
        return now

    def _put_back(
        self, writers: Mapping[str, SheetWriter], plans: Mapping[str, SheetPlan], error: BaseException
    ) -> None:
        try:
            for title, writer in ((title, each) for title, each in writers.items() if each.is_begun):
                writer.put_back()
                missed = differences(plans[title].grid, self._grids.read(title))
                writer.put_back_singly(place for place in missed if place in plans[title].cells)
        except Exception as failure:
            if excel.asked(lambda: self._book.name) is None:
                raise  # closed meanwhile: nothing of it is left to be put back
            raise RefusedEdit(_NOT_PUT_BACK.format(self._name, type(error).__name__)) from failure

    def _report(
        self, changes: tuple[CellChange, ...], backup: Path | None, written: Mapping[str, Grid]
    ) -> SaveReport:
        after = fingerprint(written.get(grid.title, grid) for grid in self._grids)
        way = f"控え「{backup.name}」を開くか" if backup else "この書き込みの一覧を見て直すか"
        notice = _UNDO.format(self._name, way)
        return SaveReport(self._grids.path, changes, (), (), backup, self._grids.sha256, after, (notice,))
