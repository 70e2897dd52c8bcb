"""対応案比較: one option for a gap or a design question."""

from typing import ClassVar

from pmo_xl.model.column import (
    Date,
    Id,
    LongText,
    Money,
    Number,
    Person,
    Refs,
    Text,
    Whole,
    Word,
    column,
    must,
)
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Option(Record):
    """One row of 対応案比較: one option for a gap or a design question."""

    sheet: ClassVar[Sheet] = Sheet(
        "対応案比較",
        collection="options",
        prefix="OPT",
        aliases=labels("対応案一覧 案比較 方式比較 比較検討表 対応案比較表"),
        profile="full",
        help="論点ごとの対応案。費用・日程の差と採否。",
        amounts="金額は円・税抜。",
        guide="論点ごとの対応案を1行に1案、費用・日程の差と良し悪しを書き、承認者が1つを採用します。2つ採用した論点、数字のない案を点検し、対応案比較書を作ります。",
        brief="論点ごとの案と採否。",
    )

    id: Id = column("案ID", must, aliases=(*NUMBER, "案番号"), width=9.5, help="案の番号。OPT-001 の形。")
    subject: Text = column(
        "論点",
        must,
        aliases="検討事項 テーマ 課題",
        width=24,
        help="何についての案か。同じ論点の案を並べます。",
    )
    title: Text = column("案", must, aliases="対応案 案名 方式", width=26, help="案を一言で表す名前。")
    effort_delta: Number = column("工数差", aliases="工数 工数増減", width=8.5, help="増減する工数(人月)。")
    cost_delta: Money = column(
        "費用差", aliases="費用 費用増減 コスト", width=14, help="増減する費用(円・税抜)。減るなら負の数。"
    )
    schedule_delta: Whole = column("日程差", aliases="日程 工期 日程増減", width=8.5, help="増減する稼働日。")
    response: Text = column("応答要件", aliases="性能", width=18, help="応答時間などへの影響。")
    operations: Text = column("運用負荷", aliases="運用", width=18, help="運用の手間への影響。")
    merits: LongText = column("メリット", aliases="利点 長所", width=30, help="よい点。")
    demerits: LongText = column("デメリット", aliases="欠点 短所", width=30, help="悪い点。")
    decision: Word = column(
        "採否",
        aliases="判定 結論",
        choices="採用 不採用 保留",
        width=9,
        help="採用・不採用・保留のどれか。1つの論点で採用は1つ。",
    )
    decided_by: Person = column("決定者", aliases="承認者", width=12, help="決めた人(体制表の氏名)。")
    decided_on: Date = column("決定日", aliases="判定日", width=11, help="決めた日。")
    origin: Refs = column(
        "起票元",
        refers_to="予算枠 仕様変更管理表 課題管理表 要件一覧",
        aliases="起票元ID 対象",
        width=13,
        help="何についての論点か。予算・変更・課題・要件のID。複数は 、 で区切ります。",
        since=2,
    )
    annual_cost_delta: Money = column(
        "年額差",
        aliases="年額費用差 運用費差",
        width=12,
        help="この案で毎年増える(減る)費用。円・税抜。",
        since=2,
    )
    specification: Text = column(
        "スペック", is_rarely_read=True, aliases="性能 仕様", width=20, help="機器や性能の条件。", since=2
    )
    purpose_fit: Word = column(
        "目的適合",
        choices="◎ ○ △ ×",
        aliases="目的適合性 適合度",
        width=8,
        help="案件の目的にどれだけ合うか。",
        since=2,
    )
    due_on: Date = column(
        "判断期限",
        aliases="決定期限 回答期限",
        width=11,
        help="いつまでに選ぶか。論点に1つあれば足ります。",
        since=2,
    )
