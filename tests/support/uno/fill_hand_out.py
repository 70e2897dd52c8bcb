"""Fills a hand-out as its addressee does, in LibreOffice, and saves it (JSON).

Arguments after the file: tab, heading of an answer column with a drop-down, a word of it, where the copy goes. Told are the
words that the drop-down offers, and what a locked cell of the first row holds after somebody typed into it.
"""

import json
import sys

import uno
from office import open_document, value

TAB, HEADING, WORD, TARGET = sys.argv[3:7]


def heading_of(sheet):
    """The row of the headings, and the columns by heading."""
    for row in range(12):
        texts = {sheet.getCellByPosition(column, row).String: column for column in range(20)}
        if HEADING in texts:
            return row, texts
    raise AssertionError(HEADING)


def typed(document, cell, text):
    """What a cell holds after a text was typed into it, as the input line does it: protection counts."""
    controller = document.CurrentController
    controller.select(cell)
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete, url.Protocol, url.Path, url.Main = (
        ".uno:EnterString",
        ".uno:",
        "EnterString",
        ".uno:EnterString",
    )
    frame = controller.Frame
    frame.queryDispatch(url, "_self", 0).dispatch(url, (value("StringName", text),))
    return cell.String


def main():
    with open_document() as document:
        sheet = document.Sheets.getByName(TAB)
        row, columns = heading_of(sheet)
        answer = sheet.getCellByPosition(columns[HEADING], row + 1)
        locked = sheet.getCellByPosition(0, row + 1)
        before = locked.String
        told = {
            "is_protected": sheet.isProtected(),
            "rule": answer.Validation.Type.value,
            "words": answer.Validation.getFormula1(),
            "is_locked": [locked.CellProtection.IsLocked, answer.CellProtection.IsLocked],
            "locked": [before, typed(document, locked, "書き換え")],
            "answer": typed(document, answer, WORD),
        }
        document.storeToURL(uno.systemPathToFileUrl(TARGET), (value("FilterName", "Calc MS Excel 2007 XML"),))
    print(json.dumps(told, ensure_ascii=False))


main()
