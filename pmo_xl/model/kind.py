"""Kind: what a cell of a column means."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a cell of the column means; it decides parsing, format, drop-down and width."""

    ID = "id"
    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    DATETIME = "datetime"
    MONTH = "month"
    MONEY = "money"
    PERCENT = "percent"
    INT = "int"
    NUMBER = "number"
    CHOICE = "choice"
    REF = "ref"
    REFS = "refs"
    PERSON = "person"
    SYSTEM = "system"
    VENDOR = "vendor"
    FLAG = "flag"
