"""An open workbook for tests: xlwings over LibreOffice Calc, playing the Excel of a Windows PC. README.md tells how to use it."""
