"""The workbook itself: sheets, names, styles, shared strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.excel_rules.office_file import (
    MAIN,
    OfficeFile,
    has_open_brackets,
    length,
    out_of_order,
)

_ORDER = ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
          "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches",
          "webPublishing", "fileRecoveryPr", "extLst")  # fmt: skip
_COUNTED = ("fonts", "fills", "borders", "cellXfs", "cellStyleXfs", "dxfs", "cellStyles", "numFmts")
_POINTERS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def workbook_breaches(file: OfficeFile) -> Iterator[str]:
    """Every breach in what all sheets share."""
    if out_of_order(file.workbook, _ORDER):
        yield "the elements of the workbook are out of order"
    yield from _sheets(file)
    yield from _names(file)
    yield from _styles(file)
    yield from _texts(file)


def _sheets(file: OfficeFile) -> Iterator[str]:
    titles = [sheet.get("name", "") for sheet in file.sheets]
    for title in titles:
        is_quoted = title.startswith("'") or title.endswith("'")
        if len(title) > 31 or re.search(r"[:\\/?*\[\]]", title) or is_quoted or title.lower() == "history":
            yield f"no name for a sheet: {title}"
    if len({title.lower() for title in titles}) != len(titles):
        yield "a sheet's name twice"
    ids = [sheet.get("sheetId") for sheet in file.sheets]
    if len(set(ids)) != len(ids):
        yield "a sheetId twice"
    for view in file.workbook.iter(f"{MAIN}workbookView"):
        active = int(view.get("activeTab") or 0)
        if active >= len(titles) or file.sheets[active].get("state", "visible") != "visible":
            yield f"the active sheet is hidden or missing: {active}"


def _names(file: OfficeFile) -> Iterator[str]:
    known = set()
    for defined in file.workbook.iter(f"{MAIN}definedName"):
        name, text, scope = defined.get("name", ""), defined.text or "", defined.get("localSheetId")
        if (name.lower(), scope) in known:
            yield f"a name twice: {name}"
        known.add((name.lower(), scope))
        if scope and int(scope) >= len(file.sheets):
            yield f"{name}: its sheet is missing"
        if not name.startswith("_xlnm.") and not _is_name(name):
            yield f"no name: {name}"
        if length(text) > 8192 or has_open_brackets(text) or "#REF!" in text:
            yield f"{name}: a broken formula: {text[:80]}"


def _is_name(name: str) -> bool:
    is_word = re.fullmatch(r"[^\W\d][\w.\\?]*|_[\w.]*|\\[\w.]*", name) is not None and len(name) <= 255
    is_cell = re.fullmatch(r"(?i)[a-z]{1,3}\d{1,7}|r\d*c\d*|r|c", name) is not None
    return is_word and not is_cell


def _styles(file: OfficeFile) -> Iterator[str]:
    styles = file.xml("xl/styles.xml")
    for name in _COUNTED:
        found = styles.find(MAIN + name)
        if found is not None and found.get("count") and int(found.get("count", "0")) != len(found):
            yield f"{name} count {found.get('count')}, not {len(found)}"
    formats = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in styles.iterfind(f"{MAIN}numFmts/*")
    }
    yield from (
        f"a number format of more than 255 characters: {k}" for k, f in formats.items() if length(f) > 255
    )
    if len(formats) > 200 or file.count_of_styles("cellXfs") > 64000:
        yield "too many formats"
    for look in styles.iterfind(f"{MAIN}cellXfs/*"):
        for pointer, name in _POINTERS.items():
            if int(look.get(pointer) or 0) >= file.count_of_styles(name):
                yield f"a style without its {pointer}"
        number = int(look.get("numFmtId") or 0)
        if number >= 164 and number not in formats:
            yield f"a style without its number format {number}"


def _texts(file: OfficeFile) -> Iterator[str]:
    if not file.texts:
        return
    shared = file.xml("xl/sharedStrings.xml")
    if int(shared.get("uniqueCount") or len(file.texts)) != len(file.texts):
        yield f"uniqueCount {shared.get('uniqueCount')}, not {len(file.texts)}"
    for element in shared.iter(f"{MAIN}t"):
        text = element.text or ""
        if text != text.strip(" \t\r\n") and element.get(_SPACE) != "preserve":
            yield f"a text loses its blanks: {text[:30]!r}"
    for text in file.texts:
        if length(text) > 32767 or _CONTROLS.search(text):
            yield f"no text for a cell: {text[:30]!r}"
