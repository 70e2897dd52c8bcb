"""Conditions: Excel's formula language over the rows of a ledger, read and computed by the library, never by Excel."""
