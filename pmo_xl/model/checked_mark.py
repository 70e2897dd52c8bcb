"""What `record` leaves in 設定 for メニュー: the light of the last check, its reasons and its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_xl.model.settings import Settings

CHECKED_LIGHT, CHECKED_REASONS, CHECKED_ON = CHECKED_KEYS = ("点検.信号", "点検.理由", "点検.日")
CHECKED_HELP = "最後の点検の結果。record が書きます。書き換えません。"


@dataclass(frozen=True, slots=True)
class CheckedMark:
    """The word of the light, its reasons (the worst first), and the day of the check."""

    light: str
    reasons: tuple[str, ...]
    on: date | None

    def values(self) -> dict[str, str]:
        """As it stands in 設定, by key."""
        on = self.on.isoformat() if self.on else ""
        return dict(zip(CHECKED_KEYS, (self.light, "\n".join(self.reasons), on), strict=True))


def checked_mark(settings: Settings) -> CheckedMark | None:
    """What the last `record` left; None before the first."""
    light = settings.text(CHECKED_LIGHT)
    if not light:
        return None
    return CheckedMark(light, tuple(settings.text(CHECKED_REASONS).splitlines()), settings.day(CHECKED_ON))
