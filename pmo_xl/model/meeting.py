"""会議体: a meeting that the project holds again and again."""

from typing import ClassVar

from pmo_xl.model.column import Date, DateTime, Id, Person, Text, Whole, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Meeting(Record):
    """One row of 会議体: a meeting that the project holds again and again."""

    sheet: ClassVar[Sheet] = Sheet(
        "会議体",
        collection="meetings",
        prefix="MET",
        aliases=labels("会議体一覧 会議一覧 定例一覧 会議体定義"),
        profile="full",
        since=2,
        help="プロジェクトの会議を1行に1つ書きます。アジェンダ・開催案内・議事メモの抜けの点検がここから作られます。",
        guide="くり返し開く会議を1行に1つ、曜日と時刻、出席者、決定者を書きます。アジェンダ・開催案内・議事メモと、議事録の抜けの点検がここから作られます。",
        brief="会議の目的・曜日・出席者。",
    )

    id: Id = column("会議ID", must, aliases=NUMBER, width=9.5, help="番号。MET-001 の形。")
    name: Text = column(
        "会議名",
        must,
        aliases="名称 会議体名 会議",
        width=20,
        help="会議の名前。議事録の会議名と同じに書きます。",
    )
    purpose: Text = column("目的", aliases="会議の目的", width=30, help="何のための会議か。")
    frequency: Word = column(
        "頻度",
        must,
        choices="毎週 隔週 毎月 随時",
        aliases="開催頻度 周期",
        width=8,
        help="毎週・隔週・毎月(同じ第n曜日)・随時のどれか。",
    )
    first_at: DateTime = column(
        "初回日時",
        aliases="開催日時 初回開催日時 日時",
        help="最初の開催日時。曜日と時刻はここから数えます。随時なら空欄。",
    )
    ends_on: Date = column("終了日", is_rarely_read=True, width=11, help="最後の日。空欄は案件の終了日まで。")
    minutes: Whole = column("所要分", aliases="時間 所要時間", width=8, help="1回の長さ(分)。")
    organizer: Person = column(
        "主催", aliases="主催者 司会 ファシリテータ", width=12, help="開く人(体制表の氏名)。"
    )
    attendees: Person = column(
        "出席者",
        aliases="参加者 メンバー",
        width=24,
        help="出る人(体制表の氏名)。複数は 、 で区切ります。議事メモの配布先になります。",
    )
    decision_maker: Person = column(
        "決定者", is_rarely_read=True, aliases="決裁者", width=12, help="その場で決められる人。"
    )
    location: Text = column("場所", aliases="開催場所 会議室 URL", width=18, help="場所かURL。")
