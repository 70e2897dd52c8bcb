"""The figures a second time: plain Python over the cells of the file, nothing of the library imported.

Written from the definitions alone. tests/metrics/test_second_look.py holds the library's figures against these.
"""
