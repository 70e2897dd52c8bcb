"""議事録: one thing said in a meeting: a decision, a concern, an open point, a ToDo or information."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, OWNER, STATE, labels


class MeetingItem(Record):
    """One row of 議事録: one thing said in a meeting: a decision, a concern, an open point, a ToDo or information."""

    sheet: ClassVar[Sheet] = Sheet(
        "議事録",
        collection="meeting_items",
        prefix="MTG",
        aliases=labels("議事・決定事項一覧 議事録一覧 議事一覧 決定事項一覧 会議記録"),
        profile="full",
        help="会議の決定・懸念・不明点・ToDo・情報を1行に1つ。",
    )

    id: Annotated[
        str | None,
        Column(
            "議事ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "議事番号", "項番"),
            help="議事の番号。MTG-001 の形。",
            width=9.5,
        ),
    ] = None
    meeting: Annotated[
        str | None,
        Column(
            "会議名", Kind.TEXT, Need.MUST, aliases=("会議", "会議体", "名称"), help="会議の名前。", width=18
        ),
    ] = None
    held_on: Annotated[
        date | None,
        Column(
            "開催日",
            Kind.DATE,
            Need.MUST,
            aliases=("日付", "会議日", "実施日", "日時"),
            help="会議の日。",
            width=11,
        ),
    ] = None
    attendees: Annotated[
        str | None,
        Column(
            "出席者",
            Kind.TEXT,
            aliases=("参加者", "参加メンバー"),
            help="出席した人。",
            width=30,
            is_rarely_read=True,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("種別", "分類"),
            choices=("決定", "懸念", "不明点", "ToDo", "情報"),
            help="決定・懸念・不明点・ToDo・情報のどれか。",
            width=9,
        ),
    ] = None
    statement: Annotated[
        str | None,
        Column(
            "内容",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=("議事内容", "決定事項", "議事", "発言内容", "件名"),
            help="言われたこと、決まったこと。",
            width=44,
        ),
    ] = None
    affects_specification: Annotated[
        str | None,
        Column(
            "仕様影響",
            Kind.CHOICE,
            aliases=("仕様への影響",),
            choices=("有", "無"),
            help="仕様に影響するか。有なら仕様変更管理表に起票します。",
            width=8,
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column("担当", Kind.PERSON, aliases=OWNER, help="ToDo・不明点の担当(体制表の氏名)。", width=12),
    ] = None
    due_on: Annotated[
        date | None, Column("期限", Kind.DATE, aliases=DUE, help="ToDo・不明点の期限。", width=11)
    ] = None
    links: Annotated[
        tuple[str, ...],
        Column(
            "紐づけ",
            Kind.REFS,
            aliases=("関連ID", "関連", "対応先"),
            refers_to=("課題管理表", "QA表", "仕様変更管理表", "リスク管理表"),
            help="受け止めた行のID(ISS-012、QA-003 など)。複数は 、 で区切ります。",
            width=15,
        ),
    ] = ()
    status: Annotated[
        str | None, Column("状態", Kind.CHOICE, aliases=STATE, help="未完了か完了か。", width=9)
    ] = None
