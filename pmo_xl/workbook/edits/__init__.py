"""Edits of a workbook as data, and the one plan of what they come to on a sheet, open or closed."""
