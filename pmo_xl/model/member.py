"""体制表: one person in one role (two roles = two rows of one 氏名)."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Percent, Person, Refs, Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels


class Member(Record):
    """One row of 体制表: one person in one role (two roles = two rows of one 氏名)."""

    sheet: ClassVar[Sheet] = Sheet(
        "体制表",
        collection="members",
        prefix="PER",
        aliases=labels(
            "要員一覧 メンバー一覧 体制 要員表 メンバー メンバー表 連絡先一覧 プロジェクト体制 体制一覧"
        ),
        help="要員と役割。兼務は行を分けます。",
        brief="要員と役割。兼務は別の行に。",
        guide="関わる人と役割を1行に1つ書き、報告先と着任日・離任日を入れます(兼務は行を分けます)。担当の名前はここから選び、離任した人の残りの仕事を点検します。",
    )

    id: Id = column("ID", auto, width=9, help="要員の番号。空欄なら fix が付けます。")
    name: Text = column(
        "氏名",
        must,
        aliases="名前 要員名 担当者名",
        width=14,
        help="氏名。他のシートの担当などはこの名前で選びます。",
    )
    company: Text = column(
        "会社", must, aliases="会社名 所属会社", width=24, help="会社名。自社の人も書きます。"
    )
    department: Text = column("部門", aliases="部署 所属", width=18, help="部門名。")
    role: Word = column(
        "役割",
        must,
        choices="事業責任者 PM PMO システム担当 開発ベンダ 経理 その他",
        width=13,
        help="役割を1つ。兼務する人は行を分けます。",
    )
    responsibility: LongText = column(
        "責任・権限",
        is_rarely_read=True,
        aliases="役割・責任 担当範囲 職務 権限",
        width=30,
        help="この人が何を決め、何に責任を持つか。役割分担表に載ります。",
        since=2,
    )
    systems: Refs = column(
        "担当システム",
        refers_to="システム一覧",
        width=22,
        help="担当するシステム名。複数は 、 で区切ります。",
    )
    rank: Word = column("主副", choices="主 副", width=7, help="そのシステムの主担当か副担当か。")
    reports_to: Person = column("報告先", width=12, help="報告先の氏名。体制図の線になります。")
    email: Text = column("メール", aliases="メールアドレス E-mail Email", width=26, help="メールアドレス。")
    phone: Text = column("電話", aliases="電話番号 連絡先 TEL", width=15, help="電話番号。")
    joined_on: Date = column("着任日", width=11, help="案件に加わった日。")
    left_on: Date = column("離任日", width=11, help="案件を離れた日。過ぎた人の担当は指摘されます。")
    successor: Person = column(
        "後任",
        is_rarely_read=True,
        aliases="後任者 引継先",
        width=12,
        help="離任するとき、仕事を引き継ぐ人(体制表の氏名)。",
        since=2,
    )
    availability: Percent = column(
        "稼働率",
        is_rarely_read=True,
        aliases="稼働 参画率 アサイン率",
        width=8,
        help="この案件に使える割合。空欄は 100%。",
        since=2,
    )
    remarks: LongText = column("備考", aliases=REMARKS, is_rarely_read=True, width=24, help="補足。")
