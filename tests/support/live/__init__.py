"""An open workbook for tests: xlwings over LibreOffice Calc, playing the Excel of a Windows PC.

Written from xlwings' base_classes.py and main.py; nothing of xlwings/pro is imported. Use it so:

    from tests.support.live.fixtures import LIVE

    pytestmark = LIVE  # tests/conftest.py brings the fixture live_excel

    def test_the_check_reads_each_sheet_once(live_excel, tmp_path):
        book = live_excel.open(path)                  # an xlwings.Book, in front; `xw.books.active` is it too
        book.set_mock_caller()                        # now xw.Book.caller() is the book
        live_excel.calls.forget()                     # count from here
        … press what is tested …
        assert len(live_excel.calls.reads("課題管理表", "value")) == 1
        assert len(live_excel.calls.writes()) <= 10
        assert live_excel.alerts[-1].prompt == "…"    # message boxes are kept, not shown
        assert live_excel.status_texts == ["…"]       # every text the status bar had
        assert live_excel.state.status_bar is False   # and what the application is left with
        assert ("screen_updating", False) in live_excel.state_changes

One LibreOffice serves the whole session; each test starts without open books. Values are typed as COM types them
(values.py). Text that Excel would read as a number, a date or a formula becomes one when it is written, as in
Excel: write "'001" or give the cell the format "@" first.

Calls: `calls.made` lists every call that would cross to Excel, as Call(kind, what, sheet, cells). `what` is "value",
"formula", "number_format", "color", "is_row_hidden", "visible" (get_special_cells), "used_range", "names", "select",
"activate", "save", "close", "add_sheet", "rename", "delete", "hyperlink", "screen_updating", "calculation", …

What goes wrong (each as pywin32 would raise it: com.ComError, hresult and excepinfo with Excel's sentence):
    live_excel.hide_rows(sheet, 5, 9)                 # the user hides rows …
    live_excel.filter_table(sheet, "課題", 3, "高")    # … or filters a table by its third column
    live_excel.passes_over_hidden = True              # a block written leaves out rows that are not shown
    live_excel.protect(sheet)                         # then every write to a locked cell is refused
    live_excel.rename_sheet(sheet, "別名")             # somebody renamed it meanwhile
    live_excel.close_book(book)                       # closed under it
    xw.Book(path, read_only=True)                     # saving in place is refused
    live_excel.calls.refuse("save", "unsaved")        # saving fails (words: com.SENTENCES)
    live_excel.calls.when("write", lambda: live_excel.close_book(book), sheet="課題管理表")   # at the first write
    live_excel.is_busy = True                         # the user is typing into a cell: every question is refused
    live_excel.answers.append("no")                   # the button pressed at the next message box
    live_excel.at_alert = lambda alert: …             # something happens while a message box is open
    xw.apps.active.quit()                             # no Excel is running any more

`api` offers the few COM names of api.py (book.api.Saved, ReadOnly, SaveCopyAs; sheet.api.ProtectContents;
range.api.Font.Strikethrough, HasFormula …); what the engine does not know raises NotImplementedError or AttributeError.

Not as in Excel: a Range does not move when rows are inserted above it; formats of time come as floats as in Excel,
but a formula without a number format that gives a date comes as a date; results are LibreOffice's.
"""
