"""The only clock of the library: R, the day it is in Japan."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")


def today_in_japan() -> date:
    """Today in Japan, UTC+9 as a fixed offset: Windows has no time-zone database."""
    return datetime.now(JAPAN).date()
