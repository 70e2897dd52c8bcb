"""The office's side of tests/excel_stand_in: what the server beside this package does to open workbooks."""
