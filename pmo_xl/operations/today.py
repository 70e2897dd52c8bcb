"""The only clock of the library: R, the day it is in Japan, and the moment a run is recorded.

PMO_XL_TODAY holds the day still, so that a run, an example or a test gives the same again on any day; `--version`
names it while it is set.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone

from pmo_xl.errors import BadOption
from pmo_xl.model.given import shown

JAPAN = timezone(timedelta(hours=9), "JST")
DAY_VARIABLE = "PMO_XL_TODAY"


def today_in_japan() -> date:
    """Today in Japan, UTC+9 as a fixed offset: Windows has no time-zone database; or the day of PMO_XL_TODAY.

    Raises BadOption when the variable is no day such as 2026-11-30.
    """
    return held_day() or datetime.now(JAPAN).date()


def now() -> datetime:
    """The present moment, UTC; with PMO_XL_TODAY the present time of that day in Japan."""
    moment, day = datetime.now(JAPAN), held_day()
    if day:
        moment = moment.replace(year=day.year, month=day.month, day=day.day)
    return moment.astimezone(UTC)


def held_day() -> date | None:
    """The day of PMO_XL_TODAY; None where it is not set, as nearly everywhere."""
    text = os.environ.get(DAY_VARIABLE)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fault = f"環境変数 {DAY_VARIABLE} の{shown(text)}は日付ではありません。2026-11-30 の形にするか、消してください。"
        raise BadOption(fault) from None
