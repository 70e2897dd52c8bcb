"""The file of a workbook: what kind it is, whether it may be opened, and the parts inside."""
