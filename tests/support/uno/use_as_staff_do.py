"""Uses an open workbook as staff do and tells what came of it (JSON); argument: a folder for pictures.

Steps: look at the row below a table; add a word inside 選択肢; use a word that means 完了; sort and filter
課題管理表; move a task of マスタスケジュール between two pictures.
"""

import json
import sys

import uno
from office import cell_range, open_document, value

ISSUES, CHOICES, SCHEDULE = "課題管理表", "選択肢", "マスタスケジュール"
HEADER = 2


def columns(sheet):
    """The column numbers of the headings."""
    return {
        sheet.getCellByPosition(c, HEADER).String: c
        for c in range(30)
        if sheet.getCellByPosition(c, HEADER).String
    }


def rows_of(sheet, column):
    """The filled cells of a column below the heading."""
    found = []
    while sheet.getCellByPosition(column, HEADER + 1 + len(found)).String:
        found.append(sheet.getCellByPosition(column, HEADER + 1 + len(found)).String)
    return found


def below_the_table(document):
    """What the cells of the first row below the table bring with them, and how far down."""
    sheet, found = document.Sheets.getByName(ISSUES), {}
    names = columns(sheet)
    row = HEADER + 1 + len(rows_of(sheet, 0))
    for label in ("課題ID", "状態", "担当", "期限", "超過日数"):
        cell = sheet.getCellByPosition(names[label], row)
        validation, last = cell.Validation, sheet.getCellByPosition(names[label], 1999).Validation
        found[label] = {
            "type": validation.Type.value, "formula": validation.getFormula1(), "stop": validation.ErrorAlertStyle.value,
            "message": validation.InputMessage, "error": validation.ErrorMessage,
            "format": document.NumberFormats.getByKey(cell.NumberFormat).FormatString,
            "reaches_row_2000": last.getFormula1() == validation.getFormula1() and last.Type == validation.Type,
        }  # fmt: skip
    formats = sheet.ConditionalFormats.getConditionalFormats()
    reach = [(a.EndRow, a.StartColumn, a.EndColumn) for f in formats for a in f.Range.RangeAddresses]
    return {"cells": found, "formats_end": sorted({end for end, _, _ in reach}), "formats": len(reach)}


def offered(document, name):
    """The words that a drop-down on this defined name offers."""
    scratch = document.Sheets.getByName("集計").getCellByPosition(70, 0)
    words = []
    for n in range(1, 40):
        scratch.Formula = f"=INDEX({name};{n})"
        if scratch.getError() or not scratch.String:
            break
        words.append(scratch.String)
    scratch.Formula = ""
    return words


def add_a_choice(document):
    """Insert a row in the middle of 選択肢 and name a new state there that means 完了."""
    sheet = document.Sheets.getByName(CHOICES)
    before = offered(document, "一覧_課題管理表.状態")
    sheet.Rows.insertByIndex(HEADER + 5, 1)
    for column, text in enumerate(("課題管理表.状態", "解決済", "完了")):
        sheet.getCellByPosition(column, HEADER + 5).String = text
    above = sheet.getCellByPosition(3, HEADER + 4).Formula
    sheet.getCellByPosition(3, HEADER + 5).Formula = above.replace(str(HEADER + 5), str(HEADER + 6))
    document.calculateAll()
    return {"before": before, "after": offered(document, "一覧_課題管理表.状態")}


def close_with_the_new_word(document):
    """The 超過日数 of a late issue before and after its state becomes the new word."""
    sheet = document.Sheets.getByName(ISSUES)
    names = columns(sheet)
    days = [
        sheet.getCellByPosition(names["超過日数"], HEADER + 1 + n).String
        for n in range(len(rows_of(sheet, 0)))
    ]
    late = next(n for n, shown in enumerate(days) if shown not in ("", "0"))
    sheet.getCellByPosition(names["状態"], HEADER + 1 + late).String = "解決済"
    document.calculateAll()
    return {
        "before": days[late],
        "after": sheet.getCellByPosition(names["超過日数"], HEADER + 1 + late).String,
    }


def sort_and_filter(document):
    """Sort 課題管理表 by 件名 and 期限 backwards, then show only 優先度 高."""
    sheet = document.Sheets.getByName(ISSUES)
    names, count = columns(sheet), len(rows_of(sheet, 0))
    table = sheet.getCellRangeByPosition(0, HEADER, max(names.values()), HEADER + count)
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = names["期限"], False
    table.sort(
        (
            value("ContainsHeader", True),
            value("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))),
        )
    )
    document.calculateAll()
    due = [sheet.getCellByPosition(names["期限"], HEADER + 1 + n).Value for n in range(count)]
    age = [sheet.getCellByPosition(names["超過日数"], HEADER + 1 + n).String for n in range(count)]
    criteria = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    criteria.Field, criteria.IsNumeric, criteria.StringValue = names["優先度"], False, "高"
    criteria.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    descriptor = table.createFilterDescriptor(True)
    descriptor.ContainsHeader = True
    descriptor.setFilterFields((criteria,))
    table.filter(descriptor)
    shown = [n for n in range(count) if sheet.Rows.getByIndex(HEADER + 1 + n).IsVisible]
    high = [
        n for n in range(count) if sheet.getCellByPosition(names["優先度"], HEADER + 1 + n).String == "高"
    ]
    return {"due": due, "days_overdue": age, "shown": shown, "high": high}


def picture(document, target):
    """Export the chart's first columns of マスタスケジュール."""
    number = document.Sheets.ElementNames.index(SCHEDULE)
    for index in range(document.Sheets.Count):
        area = cell_range()
        area.Sheet, area.StartColumn, area.EndColumn = index, 16000, 16000
        if index == number:
            area.StartColumn, area.EndColumn, area.StartRow, area.EndRow = 22, 61, HEADER, HEADER + 12
        document.Sheets.getByIndex(index).setPrintAreas((area,))
    document.storeToURL("file://" + target, (value("FilterName", "calc_pdf_Export"),))


def move_a_task(document, folder):
    """Push the planned dates of the first open task by eight weeks; a picture before and after."""
    sheet = document.Sheets.getByName(SCHEDULE)
    names = columns(sheet)
    sheet.setPrintTitleRows(False)
    row = HEADER + 4
    for label in ("実績開始", "実績終了"):
        sheet.getCellByPosition(names[label], row).String = ""
    document.calculateAll()
    picture(document, f"{folder}/before.pdf")
    for label in ("予定開始", "予定終了"):
        cell = sheet.getCellByPosition(names[label], row)
        cell.Value = cell.Value + 56
    document.calculateAll()
    picture(document, f"{folder}/after.pdf")


def main():
    with open_document() as document:
        found = {
            "below": below_the_table(document),
            "choices": add_a_choice(document),
            "closed": close_with_the_new_word(document),
            "table": sort_and_filter(document),
        }
        move_a_task(document, sys.argv[3])
    print(json.dumps(found, ensure_ascii=False))


main()
