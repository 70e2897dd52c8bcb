"""Headings that offices use for the same thing, shared by the sheets that have such a column.

Collected from public project workbooks; compared after NFKC, without blanks, upper case.
"""

from __future__ import annotations

NUMBER = ("No", "No.", "NO", "N0", "№", "#", "項番", "ID", "番号")
STATE = ("ステータス", "Status", "状況", "完了フラグ", "進捗状況")
OWNER = ("担当者", "担当者名", "対応者", "主担当", "作業担当")
DUE = ("対応予定日", "完了予定日", "締切日", "締切", "納期", "対応期限", "完了期限")
PRIORITY = ("優先", "重要度", "Priority")
