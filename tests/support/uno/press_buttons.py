"""Presses every button of an open workbook and tells what came of it (JSON).

For each button: its sheet, caption, the macro it is bound to, where it stands, the texts of the cells it lies
over, and the line of Python that the stub in place of xlwings wrote into F1 of the sheet xlwings.conf. A press
is the action that a screen reader triggers. F2 of that sheet names the files that the stub says exist.
Argument after the file: a copy of the workbook under a name with which buttons must not start Python.
"""

import json
import sys
import time

import uno
from office import open_document, value

CONF, COMMAND, FILES = "xlwings.conf", "F1", "F2"
SET_UP, FOREIGN = "python.exe", "python.exe beside.conf"
ROWS, COLUMNS = 6, 40
EDGE = 30  # 1/100 mm by which LibreOffice rounds
ALLOWED = value("MacroExecutionMode", 4)  # run macros without asking


def shapes(sheet):
    """The buttons of a sheet."""
    page = sheet.DrawPage
    found = (page.getByIndex(index) for index in range(page.Count))
    return [shape for shape in found if shape.supportsService("com.sun.star.drawing.ControlShape")]


def macros(control):
    """The macros that the control's form has written down for it."""
    form = control.Parent
    numbers = [number for number in range(form.Count) if form.getByIndex(number) == control]
    return [event.ScriptCode for number in numbers for event in form.getScriptEvents(number)]


def edges(items, count, size):
    """Where the first columns or rows begin, and the end of the last."""
    found = [0]
    for index in range(count):
        item = items.getByIndex(index)
        found.append(found[-1] + (getattr(item, size) if item.IsVisible else 0))
    return found


def covered(sheet, shape):
    """The cells under the shape, with their texts."""
    lefts, tops = edges(sheet.Columns, COLUMNS, "Width"), edges(sheet.Rows, ROWS, "Height")
    left, top = shape.Position.X + EDGE, shape.Position.Y + EDGE
    right, bottom = left + shape.Size.Width - 2 * EDGE, top + shape.Size.Height - 2 * EDGE
    rows = [n for n in range(ROWS) if tops[n] < bottom and tops[n + 1] > top]
    columns = [n for n in range(COLUMNS) if lefts[n] < right and lefts[n + 1] > left]
    return [[row + 1, sheet.getCellByPosition(column, row).String] for row in rows for column in columns]


def press(document, sheet, control):
    """Press the button as somebody does who cannot use a mouse; what the stub has noted then."""
    controller, notes = (
        document.CurrentController,
        document.Sheets.getByName(CONF).getCellRangeByName(COMMAND),
    )
    controller.setActiveSheet(sheet)
    notes.String = ""
    controller.getControl(control).AccessibleContext.doAccessibleAction(0)
    for _ in range(20):
        if notes.String:
            break
        time.sleep(0.05)
    return notes.String


def prepare(document, files):
    document.CurrentController.setFormDesignMode(False)
    document.Sheets.getByName(CONF).getCellRangeByName(FILES).String = files


def pressed(document):
    prepare(document, SET_UP)
    for name in document.Sheets.ElementNames:
        sheet = document.Sheets.getByName(name)
        for shape in shapes(sheet):
            control = shape.Control
            yield {
                "sheet": name, "caption": control.Label, "macros": macros(control), "covers": covered(sheet, shape),
                "left": shape.Position.X, "width": shape.Size.Width,
                "top": shape.Position.Y, "height": shape.Size.Height, "ran": press(document, sheet, control),
            }  # fmt: skip


def first_press(document, files):
    """What the first button runs when the stub says that only these files exist."""
    prepare(document, files)
    sheet = document.Sheets.getByIndex(0)
    return press(document, sheet, shapes(sheet)[0].Control)


def main():
    with open_document(ALLOWED) as document:
        found = {
            "buttons": list(pressed(document)),
            "not_set_up": first_press(document, ""),
            "foreign_settings": first_press(document, FOREIGN),
            "set_up": first_press(document, SET_UP),
        }
        url = uno.systemPathToFileUrl(sys.argv[3])
        awkward = document.CurrentController.Frame.Creator.loadComponentFromURL(url, "_blank", 0, (ALLOWED,))
        found["awkward_name"] = first_press(awkward, SET_UP)
        awkward.close(True)
    print(json.dumps(found, ensure_ascii=False))


main()
