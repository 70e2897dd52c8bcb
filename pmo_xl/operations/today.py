"""The only clock of the library: R, the day it is in Japan, and the moment a run is recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")


def today_in_japan() -> date:
    """Today in Japan, UTC+9 as a fixed offset: Windows has no time-zone database."""
    return datetime.now(JAPAN).date()


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)
