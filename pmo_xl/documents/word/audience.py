"""Audience: to whom a paper goes, which decides its frame and what it may say (column 先 of the list of documents)."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """To whom a paper goes.

    OUTSIDE: another company or department, as a letter. CUSTOMER: the customer, without the form of a letter. INSIDE:
    the project itself; only there the paper names the day it is judged by, the ledger and what it stands on.
    """

    OUTSIDE = "外"
    CUSTOMER = "客"
    INSIDE = "内"

    @property
    def leaves_the_house(self) -> bool:
        """Whether it is read by somebody who does not know the ledger."""
        return self is not Audience.INSIDE
