"""Ledgers as other offices keep them, written as text and made into real workbooks by the tests."""
