"""What a block of cells is besides its values: formats, colours, hidden rows, links, merges, selection."""

from com.sun.star.sheet.CellDeleteMode import COLUMNS as DELETE_COLUMNS
from com.sun.star.sheet.CellDeleteMode import LEFT, UP
from com.sun.star.sheet.CellDeleteMode import ROWS as DELETE_ROWS
from com.sun.star.sheet.CellInsertMode import COLUMNS, DOWN, RIGHT, ROWS

from calc.areas import area_of, areas_of, rectangle
from calc.refusals import Refused
from calc.values import FORMULAS, number_format, refuse_protected

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
TEXTS = 4  # LibreOffice's CellFlags.STRING
INSERTS = {"down": DOWN, "right": RIGHT, "rows": ROWS, "columns": COLUMNS}
DELETES = {"up": UP, "left": LEFT, "rows": DELETE_ROWS, "columns": DELETE_COLUMNS}


class Cells:
    """Facts of cells and how to change them."""

    def __init__(self, sheets):
        self.sheets = sheets

    def fact(self, number, area, what):
        """One fact; None when it differs among the cells."""
        return FACTS[what](self.sheets.document(number), self._cells(number, area))

    def change(self, number, area, what, content):
        sheet, cells = self.sheets.sheet(number), self._cells(number, area)
        refuse_protected(sheet, cells)
        if what == "number_format":
            cells.NumberFormat = number_format(self.sheets.document(number), content)
        elif what in ("is_row_hidden", "is_column_hidden"):
            (cells.Rows if what == "is_row_hidden" else cells.Columns).IsVisible = not content
        elif what == "fit":
            (cells.Rows if content == "r" else cells.Columns).setPropertyValue(
                "OptimalHeight" if content == "r" else "OptimalWidth", True
            )
        elif what == "is_strikethrough":
            cells.CharStrikeout = 1 if content else 0
        elif what == "merge":
            cells.merge(content)
        else:
            setattr(cells, {"color": "CellBackColor", "is_wrapped": "IsTextWrapped"}[what], content)

    def size(self, number, area, what, content):
        cells = self._cells(number, area)
        if what == "column_width":
            cells.Columns.Width = content
        else:
            cells.Rows.Height = content

    def shift(self, number, area, way, is_insert):
        sheet, cells = self.sheets.sheet(number), self._cells(number, area)
        if sheet.isProtected():
            raise Refused("protected", sheet.Name)
        if is_insert:
            sheet.insertCells(cells.getRangeAddress(), INSERTS[way])
        else:
            sheet.removeRange(cells.getRangeAddress(), DELETES[way])

    def visible(self, number, area):
        """The areas of rows and columns that are shown."""
        return areas_of(self._cells(number, area).queryVisibleCells())

    def font(self, number, area, what):
        return getattr(self._cells(number, area).getCellByPosition(0, 0), what)

    def set_font(self, number, area, properties, content):
        sheet, cells = self.sheets.sheet(number), self._cells(number, area)
        refuse_protected(sheet, cells)
        for name in properties:
            setattr(cells, name, content)

    def copy(self, number, area, target, place):
        """Copy to another place, as often as the source fits into it; a smaller place takes the source once."""
        sheet = self.sheets.sheet(target)
        height, width = area[2] - area[0] + 1, area[3] - area[1] + 1
        rows = range(place[0], max(place[2] - height + 2, place[0] + 1), height)
        for column in range(place[1], max(place[3] - width + 2, place[1] + 1), width):
            source = self._cells(number, area)
            for row in rows:
                refuse_protected(sheet, sheet.getCellByPosition(column, row))
            done, more = 0, min(1, len(rows))
            while more:  # what lies there already is copied on, twice as much each time
                if done:
                    end = rows[0] + more * height - 1
                    source = sheet.getCellRangeByPosition(column, rows[0], column + width - 1, end)
                target_cell = sheet.getCellByPosition(column, rows[done])
                sheet.copyRange(target_cell.getCellAddress(), source.getRangeAddress())
                done += more
                more = min(done, len(rows) - done)

    def unlink(self, number, area):
        """Links become their texts."""
        sheet = self.sheets.sheet(number)
        for top, left, bottom, right in areas_of(self._cells(number, area).queryContentCells(TEXTS)):
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    cell = sheet.getCellByPosition(column, row)
                    if cell.getTextFields().getCount():
                        cell.setString(cell.getString())

    def are_merged(self, number, area):
        """Whether one merge holds all the cells; None when some are merged, or in several."""
        cells = self._cells(number, area)
        top, left, bottom, right = self.merged_area(number, [*area[:2], *area[:2]])
        if (top, left) != (bottom, right) and bottom >= area[2] and right >= area[3]:
            return True
        return None if cells.IsMerged or self.merged_area(number, area) != area else False

    def merged_area(self, number, area):
        cursor = self.sheets.sheet(number).createCursorByRange(self._cells(number, area))
        cursor.collapseToMergedArea()
        return area_of(cursor.getRangeAddress())

    def region(self, number, area):
        cursor = self.sheets.sheet(number).createCursorByRange(self._cells(number, area))
        cursor.collapseToCurrentRegion()
        return area_of(cursor.getRangeAddress())

    def link(self, number, area):
        """The address of the cell's link; none: None."""
        fields = self._cells(number, area).getCellByPosition(0, 0).getTextFields()
        return fields.getByIndex(0).URL if fields.getCount() else None

    def add_link(self, number, area, address, text):
        sheet, cells = self.sheets.sheet(number), self._cells(number, area)
        refuse_protected(sheet, cells)
        cell = cells.getCellByPosition(0, 0)
        field = self.sheets.document(number).createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = address, text
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)

    def select(self, number, area):
        """Select on the active sheet; Excel refuses any other."""
        controller = self.sheets.document(number).getCurrentController()
        if controller.getActiveSheet().Name != self.sheets.sheet(number).Name:
            raise Refused("not_active", self.sheets.sheet(number).Name)
        controller.select(self._cells(number, area))

    def selection(self, book):
        """The sheet's number and the area that is selected (the first, where there are several)."""
        selected = self.sheets.books.document(book).getCurrentController().getSelection()
        if selected is None or not hasattr(selected, "getSpreadsheet"):
            addresses = getattr(selected, "RangeAddresses", ())
            return [self.sheets.active(book), area_of(addresses[0])] if addresses else None
        return [self.sheets.active(book), area_of(selected.getRangeAddress())]

    def _cells(self, number, area):
        return rectangle(self.sheets.sheet(number), area)


def hidden(cells, *, is_rows):
    """Whether all are hidden; None when some are. Told from the sheet's last column, or row."""
    sheet, place = cells.getSpreadsheet(), cells.getRangeAddress()
    if is_rows:
        line = sheet.getCellRangeByPosition(LAST_COLUMN, place.StartRow, LAST_COLUMN, place.EndRow)
        wanted = place.EndRow - place.StartRow + 1
    else:
        line = sheet.getCellRangeByPosition(place.StartColumn, LAST_ROW, place.EndColumn, LAST_ROW)
        wanted = place.EndColumn - place.StartColumn + 1
    shown = count(line.queryVisibleCells())
    return True if not shown else None if shown < wanted else False


def is_alike(cells, name):
    """Whether a property is the same for all cells, told in one call."""
    return cells.getPropertyState(name).value != "AMBIGUOUS_VALUE"


def strikethrough(document, cells):
    """Whether the text is in strikethrough; None when some is."""
    if is_alike(cells, "CharStrikeout"):
        return cells.CharStrikeout != 0
    groups = cells.getUniqueCellFormatRanges()
    states = {groups.getByIndex(n).CharStrikeout != 0 for n in range(groups.Count)}
    return states.pop() if len(states) == 1 else None


def common_format(document, cells):
    """The one number format of all the cells; None when they differ."""
    place = cells.getRangeAddress()
    last = place.EndColumn - place.StartColumn, place.EndRow - place.StartRow
    ends = {format_text(document, cells.getCellByPosition(*at).NumberFormat) for at in ((0, 0), last)}
    if "@" not in ends and (len(ends) > 1 or is_alike(cells, "NumberFormat")):
        return ends.pop() if len(ends) == 1 else None
    groups = cells.getUniqueCellFormatRanges()
    texts = {text for n in range(groups.Count) for text in format_texts(document, groups.getByIndex(n))}
    return texts.pop() if len(texts) == 1 else None


def format_texts(document, group):
    """LibreOffice gives a formula the format of the text cells that it reads; in Excel it stays General."""
    text = format_text(document, group.NumberFormat)
    formulas = count(group.queryContentCells(FORMULAS)) if text == "@" else 0
    if not formulas:
        return {text}
    return {"General"} if formulas == count(group) else {"General", text}


def count(ranges):
    """How many cells they are."""
    return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in areas_of(ranges))


def format_text(document, key):
    """The format in the letters of an English Excel."""
    properties = document.NumberFormats.getByKey(key)
    text = properties.FormatString
    if text in ("Standard", "General", "G/標準"):
        return "General"
    return text.lower() if properties.Type & 6 else text


FACTS = {
    "number_format": common_format,
    "color": lambda document, cells: cells.CellBackColor,
    "is_wrapped": lambda document, cells: cells.IsTextWrapped,
    "is_row_hidden": lambda document, cells: hidden(cells, is_rows=True),
    "is_column_hidden": lambda document, cells: hidden(cells, is_rows=False),
    "is_strikethrough": strikethrough,
    "column_width": lambda document, cells: cells.Columns.getByIndex(0).Width,
    "row_height": lambda document, cells: cells.Rows.getByIndex(0).Height,
}
