"""The editor of an open book: shown first, then written in blocks, proved by reading back, or put back as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pmo_xl.disk.leftovers import temporary_file
from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.edits.edit import CellChange, CellEdit, Edit, SaveReport
from pmo_xl.workbook.edits.planner import plan_of
from pmo_xl.workbook.edits.refused import Refused, refused_edits
from pmo_xl.workbook.file.backups import BackupPolicy, back_up, remove_old
from pmo_xl.workbook.file.container import sha256_of
from pmo_xl.workbook.file.own_folder import own_folder
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book import excel
from pmo_xl.workbook.open_book.excel import asked, at_rest, path_of
from pmo_xl.workbook.open_book.facts import OpenFacts
from pmo_xl.workbook.open_book.grids import OpenBookGrids, fingerprint
from pmo_xl.workbook.open_book.proof import differences, is_resized, unproved
from pmo_xl.workbook.open_book.sheet_plan import OpenPlan, open_plan
from pmo_xl.workbook.open_book.writing import SheetWriter

if TYPE_CHECKING:
    import xlwings

_MOST_SINGLE_CELLS: Final = 5_000
_SHAPE = "{} はExcelで開いているため、列・見出し・シートを足したり変えたりしません。保存して閉じてからやり直してください。"
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

    def check(self, edits: Sequence[Edit]) -> None:
        """RefusedEdit where a cell of them cannot be written."""
        with excel.told_plainly(self._book, self._name, RefusedEdit):
            self._plans(edits)

    def refused(self, edits: Sequence[Edit]) -> Refused:
        """The edits that cannot be written, each with the sentence why."""
        with excel.told_plainly(self._book, self._name, RefusedEdit):
            return refused_edits(edits, lambda name: self._facts(self._title(name)))

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

    def _plans(self, edits: Sequence[Edit]) -> Mapping[str, OpenPlan]:
        edits_of: dict[str, list[CellEdit]] = {}
        for edit in edits:
            if not isinstance(edit, CellEdit):
                raise RefusedEdit(_SHAPE.format(self._name))
            edits_of.setdefault(self._title(edit.sheet), []).append(edit)
        plans = {title: self._plan(title, each) for title, each in edits_of.items()}
        return {title: plan for title, plan in plans.items() if plan.cells}

    def _title(self, name: str) -> str:
        """The tab of this name, found as Excel does, whatever its case."""
        title = next((each for each in self._grids.titles if each.casefold() == name.casefold()), None)
        if title is None:
            raise RefusedEdit(
                f"シート「{name}」が見つからないため書き換えません。シート名を確かめてください。"
            )
        return title

    def _plan(self, title: str, edits: Sequence[CellEdit]) -> OpenPlan:
        return open_plan(plan_of(self._facts(title), edits), self._grids.grid(title))

    def _facts(self, title: str) -> OpenFacts:
        is_protected = excel.is_protected(self._book.sheets[title])
        return OpenFacts(self._grids.grid(title), is_protected=is_protected)

    def _refuse_changed(self, plans: Mapping[str, OpenPlan]) -> None:
        for title, plan in plans.items():
            now = self._grids.read(title)
            if differences(plan.grid, now) or not is_resized(plan.grid, now, {}):
                raise RefusedEdit(_CHANGED.format(self._name, title))

    def _write(self, writers: Mapping[str, SheetWriter], plans: Mapping[str, OpenPlan]) -> Mapping[str, Grid]:
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

    def _prove(self, plan: OpenPlan, writer: SheetWriter, title: str) -> Grid:
        now = self._grids.read(title)
        missed = unproved(plan, now)
        if 0 < len(missed) <= _MOST_SINGLE_CELLS and all(place in plan.cells for place in missed):
            writer.write_singly(missed)
            now = self._grids.read(title)
        if unproved(plan, now) or not is_resized(plan.grid, now, plan.ends):
            raise RefusedEdit(f"「{title}」を読み直すと、書いたとおりになっていませんでした。")
        return now

    def _put_back(
        self, writers: Mapping[str, SheetWriter], plans: Mapping[str, OpenPlan], error: BaseException
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


def kept_copy(book: xlwings.Book) -> Path | None:
    """Save a copy of the book as it stands among its backups; None where it has no file, or cannot be copied."""
    path = path_of(book)
    return asked(lambda: _copied(book, path.resolve())) if path else None


def _copied(book: xlwings.Book, path: Path) -> Path | None:
    policy = BackupPolicy()
    with temporary_file(own_folder(path), path, path.suffix) as temporary:
        book.api.SaveCopyAs(str(temporary))
        data = temporary.read_bytes()
    backup = back_up(path, data, sha256_of(data), policy)
    remove_old(path, policy)
    return backup
