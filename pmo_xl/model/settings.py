"""Settings: the rows of 設定 as typed values, with the defaults of the ones left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.setting import Setting

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "案件名": "案件の名前。見出しと文書に出ます。",
        "案件コード": "案件を見分ける符号。月次点検で同じ案件の複製を見つけるのに使います。",
        "案件状態": "進行中 / 終結",
        "報告状況": "報告上の信号。緑 / 黄 / 赤",
        "目的": "何のための案件か。キックオフ資料に出ます。",
        "提供価値": "だれに何をもたらすか。キックオフ資料に出ます。",
        "サービス概要": "サービスの説明。キックオフ資料に出ます。",
        "システム概要": "システムの説明。キックオフ資料に出ます。",
        "連絡ルール": "連絡の取り決め。ガイドラインに出ます。",
        "合意形成ルール": "合意の取り決め。ガイドラインに出ます。",
        "会議体": "会議の一覧。ガイドラインに出ます。",
        "開始日": "案件の最初の日",
        "終了日": "案件の最後の日",
        "サービスイン日": "サービスを始める日",
        "基準日": "期限超過を数える日。空欄なら今日",
        "計算日": "数式が使う日。基準日、空欄なら今日(自動計算)",
        "会計年度開始月": "会計年度の最初の月(4 = 4月)",
        "消費税率": "標準の税率(10%)",
        "端数処理": "消費税の端数。切捨て / 四捨五入 / 切上げ",
        "承認者役割": "仕様変更を承認する役割。複数は 、 で区切る",
        "ガント開始日": "ガントの左端の日。空欄なら最初の予定開始",
        "ガント単位": "ガントの1列。週 / 日",
        "停止開始": "リリースでサービスを止める日時",
        "停止終了": "リリースでサービスを戻す日時",
        "定例会議": "名称/曜日(例: 進捗会議/火)",
        "規則群": "使う規則の範囲。基本 / 標準 / 厳格",
    }
)
FAMILIES = ("非機能対象外.", "規則.", "閾値.")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of a rule that a workbook may set for itself as 閾値.<name>. meaning: in Japanese, with the unit."""

    name: str
    default: int
    meaning: str


class Settings(RecordSet[Setting]):
    """設定 of one workbook: rows, and `text`, `day`, `number` of a key (blank or unreadable: the default)."""

    def __init__(self, records: Iterable[Setting] = ()) -> None:
        """Hold the rows of 設定."""
        super().__init__(Setting, records)

    @cached_property
    def _values(self) -> dict[str, str]:
        values: dict[str, str] = {}
        for row in self:
            if row.key and row.value:
                values.setdefault(row.key, row.value)  # of two rows with one key, the first
        return values

    def text(self, key: str, default: str = "") -> str:
        """The value of a key as text."""
        return self._values.get(key, default)

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

    def whole(self, key: str, default: int) -> int:
        """The value of a key as a whole number (4, 4月, 10日)."""
        found = re.match(r"\s*(-?\d+)", unicodedata.normalize("NFKC", self.text(key)))
        return int(found.group(1)) if found else default

    def family(self, prefix: str) -> Mapping[str, str]:
        """All values whose key begins with `prefix`, by the rest of the key (閾値.停滞日数 → 停滞日数)."""
        return {key[len(prefix) :]: value for key, value in self._values.items() if key.startswith(prefix)}

    def threshold(self, threshold: Threshold) -> int:
        """What the workbook sets for this threshold of a rule, or its default."""
        return self.whole(f"閾値.{threshold.name}", threshold.default)

    @property
    def project_name(self) -> str:
        """案件名."""
        return self.text("案件名")

    @cached_property
    def fiscal_year_start(self) -> int:
        """The month the fiscal year begins in, 1 to 12."""
        month = self.whole("会計年度開始月", 4)
        return month if 1 <= month <= 12 else 4

    @property
    def approver_roles(self) -> tuple[str, ...]:
        """The roles of 体制表 that may approve a change."""
        return self.words("承認者役割", ("事業責任者",))
