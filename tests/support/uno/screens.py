"""Exports sheets as a notebook screen (1366 × 768) or as paper shows them, one PDF page after another.

Arguments after the file: "screen" or "paper", the PDF to write, and names of sheets (none: all visible);
課題管理表@70 shows the sheet scrolled to row 70.
A page style of the screen's size at 96 dpi, without margins and with row and column headings, stands in
for the window. LibreOffice does not read a print area that is a formula, so マスタスケジュール gets what the formula comes to.
"""

import json
import sys

from office import cell_range, open_document, value

WIDTH, HEIGHT = 1366, 700  # pixels: the window less Excel's ribbon and bars shows about 30 rows
GANTT, AREA = "マスタスケジュール", "印刷範囲_マスタスケジュール"


def screen_style(document):
    styles = document.StyleFamilies.getByName("PageStyles")
    style = document.createInstance("com.sun.star.style.PageStyle")
    styles.insertByName("screen", style)
    for name, content in {
        "Width": round(WIDTH * 26.4583), "Height": round(HEIGHT * 26.4583), "IsLandscape": True,
        "LeftMargin": 0, "RightMargin": 0, "TopMargin": 0, "BottomMargin": 0,
        "HeaderIsOn": False, "FooterIsOn": False, "PrintHeaders": True, "PrintGrid": False,
        "CenterHorizontally": False, "PageScale": 100,
    }.items():  # fmt: skip
        style.setPropertyValue(name, content)
    return "screen"


def visible_area(sheet, number):
    """The cells that a window shows, counted by their real widths and heights."""
    area, pixels = cell_range(), 26.4583
    area.Sheet, area.StartColumn, area.StartRow = number, 0, 0
    area.EndColumn, area.EndRow = 0, 0
    for attribute, items, size, limit in (
        ("EndColumn", sheet.Columns, "Width", (WIDTH - 40) * pixels),
        ("EndRow", sheet.Rows, "Height", (HEIGHT - 24) * pixels),
    ):
        used = 0
        for index in range(400):
            item = items.getByIndex(index)
            used += getattr(item, size) if item.IsVisible else 0
            if used > limit:
                break
            setattr(area, attribute, index)
    return area


def scroll(sheet, row):
    """Hide what stands between the headings and this row, as a frozen window scrolled down does."""
    if row:
        sheet.getCellRangeByName(f"A4:A{int(row) - 1}").Rows.IsVisible = False


def show_buttons(sheet):
    """Let the buttons be in the picture: a screen shows them, paper does not."""
    page = sheet.DrawPage
    for index in range(page.Count):
        shape = page.getByIndex(index)
        if shape.supportsService("com.sun.star.drawing.ControlShape"):
            shape.Control.Printable = True


def gantt_area(sheet, number):
    """What the formula of the print area comes to: asked of a cell far away."""
    far = sheet.getCellRangeByName("ZZ1:ZZ4")
    far.setFormulaArray(tuple((f"={each}({AREA})",) for each in ("ROW", "COLUMN", "ROWS", "COLUMNS")))
    row, column, rows, columns = (int(each) for (each,) in far.getDataArray())
    far.clearContents(1023)
    area = cell_range()
    area.Sheet, area.StartColumn, area.StartRow = number, column - 1, row - 1
    area.EndColumn, area.EndRow = column + columns - 2, row + rows - 2
    return area


def main():
    kind, target = sys.argv[3], sys.argv[4]
    scrolled = dict(argument.partition("@")[::2] for argument in sys.argv[5:])
    with open_document() as document:
        style = screen_style(document) if kind == "screen" else None
        sheets = [document.Sheets.getByIndex(i) for i in range(document.Sheets.Count)]
        shown = [s.Name for s in sheets if s.IsVisible and (not scrolled or s.Name in scrolled)]
        for number, sheet in enumerate(sheets):
            if sheet.Name not in shown:
                sheet.IsVisible = False
                empty = cell_range()
                empty.Sheet, empty.StartColumn, empty.EndColumn = number, 16000, 16000
                sheet.setPrintAreas((empty,))
            elif style:
                scroll(sheet, scrolled.get(sheet.Name))
                show_buttons(sheet)
                sheet.setPrintTitleRows(False)
                sheet.PageStyle = style
                sheet.setPrintAreas((visible_area(sheet, number),))
            elif sheet.Name == GANTT:
                sheet.setPrintAreas((gantt_area(sheet, number),))
        arguments = (value("FilterName", "calc_pdf_Export"),)
        document.storeToURL("file://" + target, arguments)
    print(json.dumps(shown))


main()
