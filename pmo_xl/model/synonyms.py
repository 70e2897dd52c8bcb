"""Headings that offices use for the same thing, shared by the sheets that have such a column.

Collected from public project workbooks; compared after NFKC, without blanks, upper case.
"""

from __future__ import annotations


def labels(words: str) -> tuple[str, ...]:
    """Several headings or names written in one line, set apart by blanks."""
    return tuple(words.split())


def period(when: str, *stems: str) -> tuple[str, ...]:
    """A day of a plan or a record in its usual spellings: 予定 and 開始 are 予定開始, 予定開始日, 開始予定 …"""
    return tuple(
        label
        for stem in stems
        for label in (f"{when}{stem}", f"{when}{stem}日", f"{stem}{when}", f"{stem}{when}日")
    )


NUMBER = labels("No N0 # 項番 ID 番号 連番 通番 整理番号 管理番号 項目番号 Seq")
STATE = labels(
    "ステータス Status 状況 対応状況 対応状態 対応ステータス 進捗状況 進捗状態 進捗 "
    "完了フラグ 完了チェック 完了区分 State 済 完了"
)
OWNER = labels(
    "担当者 担当者名 対応者 対応者名 主担当 主担当者 作業担当 作業担当者 作業者 対応担当 対応担当者 "
    "実施者 責任者 オーナー Assignee Owner PIC"
)
DUE = labels(
    "対応期限 完了期限 期限日 期日 対応予定日 完了予定日 予定完了日 完了予定 予定日 締切日 締切 締め切り 〆切 〆切日 "
    "納期 対応納期 完了希望日 対応希望日 解決予定日 解決期限 目標日 予定期日 対応期日 Due DueDate"
)
PRIORITY = labels("優先 優先順位 重要度 緊急度 Priority")
REMARKS = labels("コメント 摘要 備考欄 特記事項 補足 メモ Remarks Note")
EXTERNAL_IDS = labels("外部番号 外部キー 連携ID")
