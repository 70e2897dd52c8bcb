"""議事録: one thing said in a meeting: a decision, a concern, an open point, a ToDo or information."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Refs, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, EXTERNAL_IDS, NUMBER, OWNER, STATE, labels

OPEN_WHEN_BLANK = ("ToDo", "懸念", "不明点")
"""区分 of the rows that somebody must see to: a blank 状態 of theirs means 未完了."""


class MeetingItem(Record):
    """One row of 議事録: one thing said in a meeting: a decision, a concern, an open point, a ToDo or information."""

    sheet: ClassVar[Sheet] = Sheet(
        "議事録",
        collection="meeting_items",
        prefix="MTG",
        aliases=labels("議事・決定事項一覧 議事録一覧 議事一覧 決定事項一覧 会議記録"),
        profile="full",
        help="会議の決定・懸念・不明点・ToDo・情報を1行に1つ。",
        guide="会議の決定・懸念・不明点・ToDoを1行に1つ書き、受け止めた課題やQAの番号を紐づけます。紐づけのない懸念と、仕様に影響するのに変更のない決定を点検します。",
        brief="会議の決定・懸念・ToDo。",
    )

    id: Id = column(
        "議事ID", must, aliases=(*NUMBER, "議事番号", "項番"), width=9.5, help="議事の番号。MTG-001 の形。"
    )
    meeting: Text = column("会議名", must, aliases="会議 会議体 名称", width=18, help="会議の名前。")
    held_on: Date = column("開催日", must, aliases="日付 会議日 実施日 日時", width=11, help="会議の日。")
    attendees: Text = column(
        "出席者", aliases="参加者 参加メンバー", is_rarely_read=True, width=30, help="出席した人。"
    )
    kind: Word = column(
        "区分",
        must,
        aliases="種別 分類",
        choices="決定 懸念 不明点 ToDo 情報",
        width=9,
        help="決定・懸念・不明点・ToDo・情報のどれか。",
    )
    statement: LongText = column(
        "内容",
        must,
        aliases="議事内容 決定事項 議事 発言内容 件名",
        width=44,
        help="言われたこと、決まったこと。",
    )
    affects_specification: Word = column(
        "仕様影響",
        aliases="仕様への影響",
        choices="有 無",
        width=8,
        help="仕様に影響するか。有なら仕様変更管理表に起票します。",
    )
    owner: Person = column("担当", aliases=OWNER, width=12, help="ToDo・不明点の担当(体制表の氏名)。")
    due_on: Date = column("期限", aliases=DUE, width=11, help="ToDo・不明点の期限。")
    links: Refs = column(
        "紐づけ",
        aliases="関連ID 関連 対応先",
        refers_to="課題管理表 QA表 仕様変更管理表 リスク管理表",
        width=15,
        help="受け止めた行のID(ISS-012、QA-003 など)。複数は 、 で区切ります。",
    )
    status: Word = column("状態", aliases=STATE, width=9, help="未完了か完了か。")
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
