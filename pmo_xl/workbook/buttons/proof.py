"""The proof that buttons cost nothing: the new file is read back and must be the old one with the buttons in it.

Parts not concerned are compared by their bytes; of the others, what was meant is taken out of both and the rest
must be equal. Every cell of every sheet must have its style, formula and value, also for a different reader.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.buttons.add import ButtonedBook
from pmo_xl.workbook.buttons.code_names import code_name_of
from pmo_xl.workbook.buttons.vml import added_between
from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.closed_book.cell_scan import scanned_rows, without_cells
from pmo_xl.workbook.closed_book.editor import Expected
from pmo_xl.workbook.closed_book.part_links import CONTENT_TYPES
from pmo_xl.workbook.closed_book.part_xml import canonical, drop_attribute, main, parse
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.closed_book.proof_cells import differing_scan
from pmo_xl.workbook.closed_book.proof_values import ValueReader, differing_cells
from pmo_xl.workbook.file.safe_xml import as_plain_utf8
from pmo_xl.workbook.vba.existing_project import read_project

_SHOWN = 5


def prove(new: bytes, made: ButtonedBook) -> None:
    """RefusedEdit, saying what differs, unless the new file is exactly the old one with its buttons."""
    after = Parts(made.book.parts.file_name, new)
    differences = list(_differing_parts(after, made)) or list(_differing_content(after, made))
    if differences:
        shown = "、".join(differences[:_SHOWN]) + (" ほか" if len(differences) > _SHOWN else "")
        raise RefusedEdit(f"出来上がりの確認で違いが見つかったため、ファイルを作りませんでした（{shown}）。")


def _differing_parts(after: Parts, made: ButtonedBook) -> Iterator[str]:
    before = made.book.parts
    kept = [name for name in before.names if name not in before.added]
    if after.names != [*kept, *before.added]:
        yield "部品の一覧"
    for name in kept:
        if name not in before.changed and before.entry(name).record != after.entry(name).record:
            yield f"部品 {name}"
    for name in before.changed:
        yield from _differing_part(name, before.original(name), after.read(name), made)


def _differing_content(after: Parts, made: ButtonedBook) -> Iterator[str]:
    """What differs for other readers; asked only when the parts are right, or they might not even start."""
    yield from _differing_values(made.book.parts, after, made)
    yield from _differing_project(after, made)


def _differing_part(name: str, old: bytes, new: bytes, made: ButtonedBook) -> Iterator[str]:
    if new == made.project:
        return
    if part_key(name).endswith(".vml"):
        if added_between(old, new) is None:
            yield f"部品 {name}"
    elif part_key(name) in map(part_key, made.names.sheets):
        yield from _differing_sheet(_expected(name, made), as_plain_utf8(old), as_plain_utf8(new))
    else:
        roots = parse(old, name), parse(new, name)
        _take_out(name, *roots, made)
        if canonical(roots[0]) != canonical(roots[1]):
            yield f"部品 {name}"


def _expected(part: str, made: ButtonedBook) -> Expected:
    """What was written into the cells of a sheet: nothing, but for renewed texts of the macros."""
    opened = (sheet for sheet in made.book.opened.values() if part_key(sheet.part.name) == part_key(part))
    return next((Expected(part, sheet.written) for sheet in opened), Expected(part))


def _differing_sheet(expected: Expected, old: bytes, new: bytes) -> Iterator[str]:
    name = expected.part
    yield from (f"{name}!{what}" for what in differing_scan(scanned_rows(old), scanned_rows(new), expected))
    frames = [parse(without_cells(data), name) for data in (old, new)]
    _without_code_name(frames[0], frames[1], "sheetPr")
    if frames[0].find(main("legacyDrawing")) is None:
        _drop_all(frames[1], "legacyDrawing")
    if expected.written:
        for frame in frames:
            _drop_all(frame, "dimension")
    if canonical(frames[0]) != canonical(frames[1]):
        yield f"{name}のセル以外の設定"


def _take_out(name: str, old: etree._Element, new: etree._Element, made: ButtonedBook) -> None:
    """Take what was meant to change out of the workbook, the content types, or a list of relationships."""
    if part_key(name) == part_key(made.book.workbook.name):
        _without_code_name(old, new, "workbookPr")
        _cut(old.find(main("sheets")), new.find(main("sheets")), len(made.new_sheets))
    elif part_key(name) == part_key(CONTENT_TYPES):
        own = {*map(part_key, made.book.parts.added), part_key(made.book.workbook.name)}
        known = {each.get("Extension") for each in old}
        for root in (old, new):
            _drop(root, [each for each in root if part_key(each.get("PartName", "")) in own])
        _drop(new, [each for each in new if each.get("Extension") not in known])
    else:
        _cut(old, new, len(new) - len(old))


def _without_code_name(old: etree._Element, new: etree._Element, holder: str) -> None:
    """Take a code name that was given out of the new part, and its holder, where that came with it."""
    settings = old.find(main(holder)), new.find(main(holder))
    for each in settings:
        if each is not None:
            drop_attribute(each, "codeName")
    if settings[0] is None and settings[1] is not None and not settings[1].attrib:
        new.remove(settings[1])


def _cut(old: etree._Element | None, new: etree._Element | None, count: int) -> None:
    """Take the last elements, which came, out of a list, where that is longer by so many."""
    if old is not None and new is not None and len(new) == len(old) + count:
        _drop(new, list(new)[len(old) :])


def _drop_all(root: etree._Element, name: str) -> None:
    _drop(root, root.findall(main(name)))


def _drop(root: etree._Element, children: list[etree._Element]) -> None:
    for child in children:
        root.remove(child)


def _differing_values(before: Parts, after: Parts, made: ButtonedBook) -> Iterator[str]:
    """Every sheet as the second reader has it; one that it cannot read must not have been touched."""
    old, new = ValueReader(before.container), ValueReader(after.container)
    if new.sheet_titles != [*old.sheet_titles, *made.new_sheets]:
        yield "シートの一覧"
    touched = set(map(part_key, before.changed))
    for title, part in made.book.worksheets.items():
        try:
            values = old.values(part), new.values(part)
        except RefusedEdit:
            if part_key(part) in touched:
                raise
            continue
        places = differing_cells(*values, _expected(part, made).written, made.book.context.is_1904)
        yield from (f"{title}!{cell_name(*place)}の値" for place in places)


def _differing_project(after: Parts, made: ButtonedBook) -> Iterator[str]:
    """The project must have a module for the workbook and for each sheet, by the names that these state."""
    found = next((after.read(each) for each in after.names if after.read(each) == made.project), b"")
    modules = read_project(found) if found else {}
    stated = [code_name_of(after.read(part)) for part in made.names.sheets]
    if stated != made.names.documents[1:] or not {*made.names.documents} <= set(modules):
        yield "マクロとシートの対応"
