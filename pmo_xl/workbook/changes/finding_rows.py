"""Finding rows: which row of a workbook an ID means, and which one says the same as a row to come."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from pmo_xl.errors import BadChange
from pmo_xl.model.given import shown
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import external_ids, id_key
from pmo_xl.workbook.changes.new_rows import NewRow


def row_of(project: Project, row_id: str) -> Record:
    """The one row of the workbook with this ID. BadChange where none has it (with the nearest), or several."""
    ids = {
        sheet: project.of(sheet).naming("id", id_key(row_id))
        for sheet in project.records
        if "id" in sheet.columns
    }
    found = [row for rows in ids.values() for row in rows]
    if len(found) == 1:
        return found[0]
    if found:
        places = "、".join(f"{row.sheet.label} {row.row}行目" for row in found)
        raise BadChange(f"{shown(row_id)}の行が複数あります({places})。ID の代わりに行を渡してください。")
    known = (key for sheet in ids for key in project.of(sheet).by_id)
    near = NearMisses(known).of(row_id, most=1)
    hint = f"{near[0]} のことですか。" if near else ""
    raise BadChange(f"{shown(row_id)}という行はこのブックにありません。{hint}")


class SameRows:
    """Which row says the same as a row to come, by a key of its; many are asked for, so that every row is looked at once."""

    def __init__(self, project: Project) -> None:
        """Know the rows of the workbook."""
        self._project = project
        self._rows: dict[tuple[type[Record], str], dict[Hashable, list[Record]]] = {}
        self._seen: dict[tuple[type[Record], str], tuple[int, set[Hashable]]] = {}

    def of(self, record: Record, key: str, new: Sequence[NewRow]) -> Record | None:
        """The row of the workbook that has the key of `record`; None where none has.

        new: the rows that are to be appended, of which there may be more at the next call. BadChange where the key is
        no field or blank, where one of `new` has it, or more than one row of the workbook.
        """
        sheet = record.__class__
        if key not in sheet.columns:
            raise BadChange(f"{sheet.sheet.label}に {key} という項目はないため、行を見分けられません。")
        wanted, label = keys_of(record, key), sheet.columns[key].label
        told = "、".join(sorted(map(str, wanted)))
        if not wanted:
            raise BadChange(
                f"{sheet.sheet.label}の行の「{label}」が空欄のため、どの行と同じかを決められません。"
            )
        if wanted & self._new_keys(sheet, key, new):
            raise BadChange(f"同じ「{label}」({told})の行を、もう足そうとしています。")
        index = self._index(sheet, key)
        found = {id(row): row for each in wanted for row in index.get(each, ())}
        if len(found) > 1:
            rows = "、".join(f"{row.row_id or '番号なし'}({row.row}行目)" for row in found.values())
            raise BadChange(
                f"{sheet.sheet.label}の「{label}」({told})は {rows} にあり、どの行か決められません。"
            )
        return next(iter(found.values()), None)

    def _index(self, sheet: type[Record], key: str) -> Mapping[Hashable, Sequence[Record]]:
        if (sheet, key) not in self._rows:
            found = self._rows[sheet, key] = {}
            for row in self._project.of(sheet):
                for each in keys_of(row, key):
                    found.setdefault(each, []).append(row)
        return self._rows[sheet, key]

    def _new_keys(self, sheet: type[Record], key: str, new: Sequence[NewRow]) -> set[Hashable]:
        count, seen = self._seen.get((sheet, key), (0, set()))
        if len(new) < count:  # some were given up
            count, seen = 0, set()
        rows = (row.record for row in new[count:] if row.record.__class__ is sheet)
        seen.update(each for row in rows for each in keys_of(row, key))
        self._seen[sheet, key] = (len(new), seen)
        return seen


def keys_of(record: Record, key: str) -> frozenset[Hashable]:
    """What a row is known by in a field: its 外部ID, its ID as IDs compare, or its value."""
    value = getattr(record, key)
    if key == "external_ids":
        return frozenset(external_ids(value))
    if key == "id":
        return frozenset([id_key(value)]) if value else frozenset()
    return frozenset(value) if isinstance(value, tuple) else frozenset([value]) - {None, ""}
