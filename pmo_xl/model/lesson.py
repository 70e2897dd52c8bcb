"""ナレッジ: a lesson of earlier work that this project should know."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, labels


class Lesson(Record):
    """One row of ナレッジ: a lesson of earlier work that this project should know."""

    sheet: ClassVar[Sheet] = Sheet(
        "ナレッジ",
        collection="lessons",
        prefix="KNW",
        aliases=labels("教訓一覧 教訓 ナレッジ一覧 教訓集"),
        profile="full",
        help="過去の案件の教訓。着手時に目を通します。",
        guide="過去の案件の教訓を、状況と対策に分けて1行に1つ書きます。着手のときに目を通し、確認日を入れます(空欄のまま始めると点検が言います)。",
        brief="過去の案件の教訓。",
    )

    id: Id = column(
        "教訓ID", must, aliases=(*NUMBER, "教訓番号"), width=9.5, help="教訓の番号。KNW-001 の形。"
    )
    phase: Word = column(
        "工程", must, aliases="適用工程", choice_list="工程", width=10, help="どの工程で役立つか。"
    )
    category: Word = column(
        "分類",
        must,
        aliases="区分 種別",
        choices="要件 IF 試験 予算 体制 ベンダ リリース その他",
        width=10,
        help="教訓の分類。",
    )
    situation: LongText = column("状況", must, aliases="事象 背景", width=40, help="何が起きたか。")
    cause: LongText = column("原因", aliases="要因", width=34, help="なぜ起きたか。")
    countermeasure: LongText = column("対策", must, aliases="対応策 教訓", width=40, help="次はどうするか。")
    confirmed_on: Date = column("確認日", aliases="確認", width=11, help="この案件で目を通した日。")
    project: Text = column(
        "案件", aliases="案件名 元案件", width=16, help="教訓のもとの案件。空欄はこの案件。", since=2
    )
    system: Text = column("システム", aliases="システム名", width=14, help="関わるシステムの名前。", since=2)
    vendor: Text = column("取引先", aliases="取引先名 ベンダ", width=14, help="関わる取引先の名前。", since=2)
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
