"""What lies over the cells of a sheet: columns, merges, conditional formats, drop-downs, links, panes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from lxml import etree

from tests.support.excel_rules.office_file import (
    MAIN,
    RELATION,
    OfficeFile,
    Worksheet,
    box,
    has_open_brackets,
    length,
    long_literals,
    out_of_order,
    overlap,
    without_text,
)

_ORDER = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
          "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
          "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
          "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
          "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
          "webPublishItems", "tableParts", "extLst")  # fmt: skip
_MESSAGES = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
_TABLE_REFERENCE = re.compile(r"\w\[")
_LINK = re.compile(r"#?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!")


def sheet_breaches(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    """Every breach in the frame of a sheet."""
    yield from _elements(file, sheet)
    yield from _columns(file, sheet)
    yield from _merges(sheet)
    yield from _conditional_formats(file, sheet)
    yield from _validations(sheet)
    yield from _links(file, sheet)
    for text in (e for part in sheet.root.iter(f"{MAIN}headerFooter") for e in part):
        if length(text.text) > 255:
            yield "a header or footer of more than 255 characters"
    for pane in sheet.root.iter(f"{MAIN}pane"):
        if pane.get("state") == "frozen" and not pane.get("topLeftCell"):
            yield "a frozen pane without topLeftCell"


def _elements(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    if out_of_order(sheet.root, _ORDER):
        yield "its elements are out of order"
    names = Counter(e.tag for e in sheet.root if isinstance(e.tag, str))
    for name, count in names.items():
        if count > 1 and name != f"{MAIN}conditionalFormatting":
            yield f"{name} twice"
    relations = file.relations(sheet.part)
    for element in sheet.root.iter(etree.Element):
        identity = element.get(f"{RELATION}id")
        if identity and identity not in relations:
            yield f"{etree.QName(element).localname} without its relation {identity}"


def _columns(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    last = 0
    for column in sheet.root.iter(f"{MAIN}col"):
        first, end = int(column.get("min", "0")), int(column.get("max", "0"))
        if first <= last or end < first or end > 16384:
            yield f"columns {first} to {end} out of order"
        last = end
        if float(column.get("width") or 0) > 255 or int(column.get("style") or 0) >= file.count_of_styles(
            "cellXfs"
        ):
            yield f"column {first}: no width or style"


def _merges(sheet: Worksheet) -> Iterator[str]:
    found = sheet.root.find(f"{MAIN}mergeCells")
    if found is None:
        return
    if len(found) == 0 or int(found.get("count") or len(found)) != len(found):
        yield "the count of merges is wrong"
    for one, other in combinations([box(merge.get("ref", "")) for merge in found], 2):
        if overlap(one, other):
            yield f"merges overlap: {one} {other}"


def _conditional_formats(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    priorities: Counter[str | None] = Counter()
    for area in sheet.root.iter(f"{MAIN}conditionalFormatting"):
        if not (area.get("sqref") or "").strip():
            yield "a conditional format of no cells"
        for rule in area.iter(f"{MAIN}cfRule"):
            priorities[rule.get("priority")] += 1
            if int(rule.get("dxfId") or 0) >= max(1, file.count_of_styles("dxfs")):
                yield f"a conditional format without its look {rule.get('dxfId')}"
            for formula in rule.iter(f"{MAIN}formula"):
                yield from (f"conditional format: {breach}" for breach in _condition(formula.text or ""))
    if any(count > 1 for count in priorities.values()):
        yield "a priority of conditional formats twice"


def _condition(formula: str) -> Iterator[str]:
    if has_open_brackets(formula):
        yield "brackets that do not close"
    if _TABLE_REFERENCE.search(without_text(formula)):
        yield f"a table reference, which Excel refuses here: {formula[:60]}"
    if long_literals(formula):
        yield "a text of more than 255 characters"


def _validations(sheet: Worksheet) -> Iterator[str]:
    found = sheet.root.find(f"{MAIN}dataValidations")
    if found is None:
        return
    if len(found) == 0 or int(found.get("count") or len(found)) != len(found):
        yield "the count of validations is wrong"
    areas = []
    for validation in found:
        where = validation.get("sqref") or ""
        areas += [box(reference) for reference in where.split()]
        if not where.strip():
            yield "a validation of no cells"
        for name, limit in _MESSAGES.items():
            if length(validation.get(name)) > limit:
                yield f"validation {where}: {name} is too long"
        for formula in validation:
            text = formula.text or ""
            if length(text) - 2 * text.startswith('"') > 255:
                yield f"validation {where}: more than 255 characters"
            yield from (f"validation {where}: {breach}" for breach in _condition(text))
    for one, other in combinations(areas, 2):
        if overlap(one, other):
            yield f"validations overlap: {one} {other}"


def _links(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    titles = {each.get("name") for each in file.sheets}
    links = list(sheet.root.iter(f"{MAIN}hyperlink"))
    if len(links) > 65530:
        yield "too many links"
    for link in links:
        place, tip = link.get("location") or "", link.get("tooltip")
        if length(place) > 2083 or length(tip) > 255 or place.startswith("#"):
            yield f"no link: {place[:60]}"
        found = _LINK.match(place)
        if found and not link.get(f"{RELATION}id"):
            title = (found["quoted"] or found["plain"]).replace("''", "'")
            if title not in titles:
                yield f"a link to a sheet that is missing: {place}"
            if found["plain"] and not re.fullmatch(r"[^\W\d][\w.]*", found["plain"]):
                yield f"a link whose sheet needs quotes: {place}"
