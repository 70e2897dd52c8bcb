"""What `record` leaves in 設定 for メニュー: the light of the last check, its reasons, its day and its outlook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_xl.model.settings import Settings

MARK_KEYS = ("点検.信号", "点検.理由", "点検.日", "点検.見通し")
CHECKED_LIGHT, CHECKED_REASONS, CHECKED_ON, CHECKED_OUTLOOK = MARK_KEYS
FOUND_KEY, MENDED_KEY = "点検.納品前指摘件数", "点検.納品前是正件数"
"""What the recorded looks through deliveries come to, for the formulas of KPI."""
CHECKED_KEYS = (*MARK_KEYS, FOUND_KEY, MENDED_KEY)
CHECKED_HELP = "最後の点検の結果。record が書きます。書き換えません。"


@dataclass(frozen=True, slots=True)
class CheckedMark:
    """The word of the light, its reasons (the worst first), the day of the check, and what it saw ahead.

    outlook: the lines of pmo_xl/documents/outlook_lines.py; none in a book recorded before there were any.
    """

    light: str
    reasons: tuple[str, ...]
    on: date | None
    outlook: tuple[str, ...] = ()

    def values(self) -> dict[str, str]:
        """As it stands in 設定, by key."""
        on = self.on.isoformat() if self.on else ""
        values = (self.light, "\n".join(self.reasons), on, "\n".join(self.outlook))
        return dict(zip(MARK_KEYS, values, strict=True))


def checked_mark(settings: Settings) -> CheckedMark | None:
    """What the last `record` left; None before the first."""
    light = settings.text(CHECKED_LIGHT)
    if not light:
        return None
    reasons, outlook = (tuple(settings.text(key).splitlines()) for key in (CHECKED_REASONS, CHECKED_OUTLOOK))
    return CheckedMark(light, reasons, settings.day(CHECKED_ON), outlook)
