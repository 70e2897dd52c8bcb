"""Settings: the rows of 設定 as typed values, with the defaults of the ones left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.unread_reads import note, noted, noting_property

_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(?:\([日月火水木金土]\))?\s*(\d{1,2})[:時](?:(\d{1,2})分?)?(?::(\d{2}))?)?"
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of a rule that a workbook may set for itself as 閾値.<name>. meaning: in Japanese, with the unit."""

    name: str
    default: int
    meaning: str


class Settings(RecordSet[Setting]):
    """設定 of one workbook: rows, and `text`, `day`, `number` of a key (blank or unreadable: the default)."""

    def __init__(self, records: Iterable[Setting] = (), laid: Mapping[str, str] | None = None) -> None:
        """Hold the rows of 設定. laid: values of an office by their keys, which win over those of the rows."""
        super().__init__(Setting, records)
        self._laid = laid or {}

    @cached_property
    def _values(self) -> dict[str, str]:
        return noted(self._by_key)[0]  # what could not be read is told key by key

    def _by_key(self) -> dict[str, str]:
        values = dict(self._laid)
        for row in self:
            if row.key and row.value:
                values.setdefault(row.key, row.value)  # of two rows with one key, the first
        return values

    def text(self, key: str, default: str = "") -> str:
        """The value of a key as text."""
        if self.unread_rows and key not in self._laid:
            self._tell_unread(lambda unread: unread == key)
        return self._values.get(key, default)

    def _tell_unread(self, is_asked: Callable[[str], bool]) -> None:
        """A value that cannot be read is its default, and a row whose key cannot be read may be of any key."""
        for row in self.unread_rows.get("value", ()):
            if row.key and is_asked(row.key):
                note(row, "value")
        for row in self.unread_rows.get("key", ()):
            note(row, "key")

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The values of a key that may name several, split at 、 , and line breaks."""
        found = tuple(word.strip() for word in re.split(r"[、,\n]", self.text(key)) if word.strip())
        return found or default

    def day(self, key: str) -> date | None:
        """The value of a key as a date, written as 2026-11-30, 2026/11/30 or 2026年11月30日."""
        text = unicodedata.normalize("NFKC", self.text(key))
        found = re.fullmatch(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?\s*", text)
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None

    def moment(self, key: str) -> datetime | None:
        """The value of a key as a day and time, written as 2027-02-19 22:00 or 2027年2月19日22時30分; a day alone: 0:00."""
        text = unicodedata.normalize("NFKC", self.text(key))
        found = _MOMENT.fullmatch(text.strip())
        try:
            return datetime(*(int(part or 0) for part in found.groups())) if found else None  # type: ignore[arg-type]  # noqa: DTZ001 - as the clock there shows
        except ValueError:
            return None

    def whole(self, key: str, default: int) -> int:
        """The value of a key as a whole number (4, 4月, 10日)."""
        found = re.match(r"\s*(-?\d+)", unicodedata.normalize("NFKC", self.text(key)))
        return int(found.group(1)) if found else default

    def family(self, prefix: str) -> Mapping[str, str]:
        """All values whose key begins with `prefix`, by the rest of the key (閾値.停滞日数 → 停滞日数)."""
        if self.unread_rows:
            self._tell_unread(lambda unread: unread.startswith(prefix))
        return {key[len(prefix) :]: value for key, value in self._values.items() if key.startswith(prefix)}

    def threshold(self, threshold: Threshold) -> int:
        """What the workbook sets for this threshold of a rule, or its default."""
        return self.whole(f"閾値.{threshold.name}", threshold.default)

    @property
    def project_name(self) -> str:
        """案件名."""
        return self.text("案件名")

    @noting_property
    def fiscal_year_start(self) -> int:
        """The month the fiscal year begins in, 1 to 12."""
        default = int(default_of("会計年度開始月"))
        month = self.whole("会計年度開始月", default)
        return month if 1 <= month <= 12 else default

    @property
    def approver_roles(self) -> tuple[str, ...]:
        """The roles of 体制表 that may approve a change."""
        return self.words("承認者役割", (default_of("承認者役割"),))


def default_of(key: str) -> str:
    """What counts where the key is blank."""
    return KEYS[key].default or ""
