"""The cross-checks: one rule = one file, in a folder per kind; catalog.py is the table of contents."""
