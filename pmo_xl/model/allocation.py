"""要員計画: how many days one person works for the project in one month."""

from typing import ClassVar

from pmo_xl.model.column import Id, LongText, Month, Number, Person, SystemName, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, REMARKS, labels


class Allocation(Record):
    """One row of 要員計画: how many days one person works for the project in one month."""

    sheet: ClassVar[Sheet] = Sheet(
        "要員計画",
        collection="allocations",
        prefix="ALC",
        aliases=labels("要員計画表 アサイン表 山積み表 稼働計画"),
        profile="full",
        since=2,
        help="だれが、どの月に、何人日この案件で働くかを書きます。上限を超える月を点検します。",
        guide="だれが、どの月に、何人日この案件で働くかを1行に1か月ずつ書きます。上限や働ける日数を超える月を点検します。",
        brief="だれが、どの月に、何人日。",
    )

    id: Id = column(
        "計画ID", auto, aliases=NUMBER, width=9.5, help="番号。ALC-001 の形。空欄なら「直す」が付けます。"
    )
    member: Person = column(
        "氏名", must, aliases="要員 担当 担当者 メンバー", width=12, help="働く人(体制表の氏名)。1行に1人。"
    )
    month: Month = column("月", must, aliases="年月 対象月", width=11, help="働く月。")
    planned_effort: Number = column(
        "計画工数", must, aliases="予定工数 工数 人日", width=10, help="その月にこの案件で働く人日。"
    )
    capacity: Number = column(
        "上限",
        aliases="上限工数 稼働上限",
        width=9,
        help="その月にこの案件で働ける人日の上限。空欄は稼働率から計算します。",
    )
    system: SystemName = column(
        "システム", aliases="システム名 対象システム", width=14, help="どのシステムの仕事か。"
    )
    phase: Word = column("工程", choice_list="工程", aliases="フェーズ", width=11, help="どの工程の仕事か。")
    remarks: LongText = column("備考", is_rarely_read=True, aliases=REMARKS, width=24, help="補足。")
