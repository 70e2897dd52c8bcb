"""One tab of a workbook: its cells, formats and formulas as the file stores them, read fast and within bounds."""
