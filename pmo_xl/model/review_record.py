"""レビュー記録: one person's answer about what he was asked to look through."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, Person, Refs, SystemName, Text, Whole, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class ReviewRecord(Record):
    """One row of レビュー記録: one person's answer about what he was asked to look through."""

    sheet: ClassVar[Sheet] = Sheet(
        "レビュー記録",
        collection="review_records",
        prefix="REV",
        aliases=labels("レビュー一覧 レビュー管理表 シーケンス確認 認識合わせ記録"),
        profile="full",
        since=2,
        help="要件・シーケンス・設計書を、だれがいつ見て何と答えたかを残します。見た後に中身が変わると指摘されます。",
        guide="要件・シーケンス・設計書を、だれがいつ見て何と答えたかを1行に1件書きます。確認した後で中身が変わると、見直しが要ると点検が言います。",
        brief="だれがいつ見て何と答えたか。",
    )

    id: Id = column("レビューID", must, aliases=NUMBER, width=9.5, help="番号。REV-001 の形。")
    kind: Word = column(
        "種別",
        must,
        choices="要件 シーケンス 設計書 試験計画 見積 その他",
        aliases="区分 分類 レビュー種別",
        width=10,
        help="何を見てもらったか。",
    )
    subjects: Refs = column(
        "対象",
        must,
        refers_to="要件一覧 成果物一覧 IF一覧 試験管理 見積一覧 シーケンス",
        aliases="レビュー対象 対象ID 対象物",
        width=18,
        help="見てもらったもののID。種別がシーケンスのときは機能の名前。",
    )
    version: Text = column("版", aliases="バージョン Ver", width=8, help="見てもらった版。")
    system: SystemName = column(
        "システム",
        aliases="システム名 対象システム",
        width=14,
        help="どのシステムの立場で答えたか。空欄は主担当のシステム。",
    )
    reviewer: Person = column(
        "確認者",
        must,
        aliases="レビューア レビュア 参加者 承認者",
        width=12,
        help="見た人(体制表の氏名)。1行に1人。",
    )
    due_on: Date = column("予定日", aliases="期限 レビュー予定日", width=11, help="いつまでに見てもらうか。")
    reviewed_on: Date = column("確認日", aliases="実施日 レビュー日 完了日", width=11, help="見終わった日。")
    comments: Whole = column("指摘数", aliases="指摘件数", width=8, help="指摘の数。")
    result: Word = column(
        "結果",
        aliases="判定 レビュー結果",
        width=10,
        help="合意・条件付合意・差戻しのどれか。",
    )
    reviewed_fingerprint: Text = column(
        "確認時指紋", auto, is_hidden=True, width=12, help="確認したときの中身の印。pmo_xl が書きます。"
    )
