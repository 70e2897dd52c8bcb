"""ツール一覧: a tool or a way to reach people."""

from typing import ClassVar

from pmo_xl.model.column import Id, LongText, Person, Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, REMARKS, labels


class ProjectTool(Record):
    """One row of ツール一覧: a tool or a way to reach people."""

    sheet: ClassVar[Sheet] = Sheet(
        "ツール一覧",
        collection="project_tools",
        prefix="TOL",
        aliases=labels("利用ツール一覧 環境一覧 コミュニケーション手段一覧"),
        profile="full",
        since=2,
        help="連絡・文書・課題管理などに使う道具と連絡手段を、用途ごとに1行で書きます。ガイドラインとキックオフ資料に載ります。",
        guide="連絡・文書・課題管理などに使う道具を、用途ごとに1行で書きます。ガイドラインとキックオフ資料に載ります。",
        brief="使う道具と連絡手段。",
    )

    id: Id = column(
        "ツールID", auto, aliases=NUMBER, width=9.5, help="番号。TOL-001 の形。空欄なら「直す」が付けます。"
    )
    purpose: Word = column(
        "用途",
        must,
        choices="進捗・課題管理 文書共有 日常連絡 緊急連絡 会議 試験管理 その他",
        aliases="利用目的 目的",
        width=14,
        help="何に使うか。",
    )
    name: Text = column("名称", must, aliases="ツール名 ツール 手段", width=20, help="道具の名前。")
    url: Text = column("URL", aliases="リンク 場所", width=24, help="開く場所。")
    administrator: Person = column("管理者", aliases="管理担当", width=12, help="権限や設定を管理する人。")
    users: Text = column("利用者", aliases="利用対象 対象者", width=16, help="使う人・チーム。")
    access_request: Text = column(
        "申請方法", aliases="権限申請 利用申請", width=24, help="使い始めるときの頼み方。"
    )
    response_time: Text = column(
        "応答の目安",
        aliases="応答時間 返信目安",
        width=12,
        help="連絡にどれくらいで答えるか(当日中、30分以内 など)。",
    )
    remarks: LongText = column("備考", is_rarely_read=True, aliases=REMARKS, width=24, help="補足。")
