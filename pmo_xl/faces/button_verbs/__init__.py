"""The buttons of an open workbook: each file turns one or two buttons into a verb of operations."""
