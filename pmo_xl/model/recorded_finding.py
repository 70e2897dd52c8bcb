"""チェック結果: a finding as `record` wrote it, with what staff answered."""

from typing import ClassVar

from pmo_xl.model.column import Date, Person, Text, Word, auto, column
from pmo_xl.model.record import Record, Sheet


class RecordedFinding(Record):
    """One row of チェック結果: a finding as `record` wrote it, with what staff answered."""

    sheet: ClassVar[Sheet] = Sheet(
        "チェック結果",
        collection="recorded_findings",
        help="指摘と、その扱い。",
        guide="record が書く点検の指摘が並びます。直さないと決めた指摘には、免除の理由と期限を書きます。",
    )

    id: Text = column("指摘ID", auto, is_rarely_read=True, width=26, help="指摘を見分ける符号。")
    rule: Text = column("規則", auto, width=9, help="規則の番号。意味は pmo-xl rules 番号 で読めます。")
    severity: Text = column("重要度", auto, width=8, help="エラー・要判断・警告・情報。")
    location: Text = column("場所", auto, width=20, help="指摘されたセル。")
    message: Text = column("指摘", auto, width=46, help="何が食い違っているか。")
    remedy: Text = column("直し方", auto, width=42, help="どう直すか。")
    first_seen_on: Date = column("初検出日", auto, width=11, help="最初に見つかった日。")
    response: Word = column(
        "対応",
        choices="未対応 対応中 免除",
        width=9,
        help="どう扱うかを選びます。免除には理由・承認者・期限が要ります。",
    )
    waiver_reason: Text = column("免除理由", width=24, help="免除する理由。")
    waived_by: Person = column("承認者", width=12, help="免除を認めた人(体制表の氏名)。")
    waived_until: Date = column("免除期限", width=11, help="免除の期限。過ぎると指摘が戻ります。")
    state: Text = column("状態", auto, width=8, help="新規・継続・再発・解消。")
