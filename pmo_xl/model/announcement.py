"""周知記録: one person told of a change or a newest document."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Refs, Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, REMARKS, labels


class Announcement(Record):
    """One row of 周知記録: one person told of a change or a newest document."""

    sheet: ClassVar[Sheet] = Sheet(
        "周知記録",
        collection="announcements",
        prefix="ANN",
        aliases=labels("周知一覧 周知管理表 配布先管理表"),
        profile="full",
        since=2,
        help="変更や最新の資料を、だれにいつ知らせ、いつ確認してもらったかを、宛先1人1行で残します。",
        guide="変更や最新の資料を、だれにいつ知らせ、いつ確認してもらったかを宛先1人1行で書きます。確認期限を過ぎても返事のない人が、期限超過に出ます。",
        brief="変更をだれに知らせたか。",
    )

    id: Id = column(
        "周知ID", auto, aliases=NUMBER, width=9.5, help="番号。ANN-001 の形。空欄なら「直す」が付けます。"
    )
    kind: Word = column(
        "種別",
        must,
        choices="仕様変更 要件一覧 文書 議事メモ リリース その他",
        aliases="区分 分類",
        width=10,
        help="何を知らせたか。",
    )
    subjects: Refs = column(
        "対象",
        refers_to="仕様変更管理表 成果物一覧 議事録 リリース計画",
        aliases="対象ID 周知対象",
        width=16,
        help="知らせたもののID。要件一覧の全体を配ったときは空欄。",
    )
    version: Text = column("版", aliases="バージョン Ver", width=8, help="知らせた版。")
    recipient: Person = column(
        "宛先", must, aliases="周知先 配布先 送付先", width=12, help="知らせた相手(体制表の氏名)。1行に1人。"
    )
    sent_on: Date = column("送付日", must, aliases="周知日 配布日", width=11, help="送った日。")
    due_on: Date = column("確認期限", aliases="期限 回答期限", width=11, help="いつまでに確認してもらうか。")
    confirmed_on: Date = column(
        "確認日", aliases="回答日 受領日", width=11, help="確認したと返事のあった日。"
    )
    remarks: LongText = column("備考", is_rarely_read=True, aliases=REMARKS, width=24, help="補足。")
