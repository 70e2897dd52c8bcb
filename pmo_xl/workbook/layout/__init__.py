"""Where the tables of a workbook are: its tabs, the rows that head a table, and the fields its columns hold."""
