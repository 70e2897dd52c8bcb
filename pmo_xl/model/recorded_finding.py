"""チェック結果: a finding as `record` wrote it, with what staff answered."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class RecordedFinding(Record):
    """One row of チェック結果: a finding as `record` wrote it, with what staff answered."""

    sheet: ClassVar[Sheet] = Sheet("チェック結果", collection="recorded_findings", help="指摘と、その扱い。")

    id: Annotated[
        str | None,
        Column("指摘ID", Kind.TEXT, Need.AUTO, help="指摘を見分ける符号。", width=26, is_rarely_read=True),
    ] = None
    rule: Annotated[
        str | None,
        Column(
            "規則", Kind.TEXT, Need.AUTO, help="規則の番号。意味は pmo-xl rules 番号 で読めます。", width=9
        ),
    ] = None
    severity: Annotated[
        str | None, Column("重要度", Kind.TEXT, Need.AUTO, help="エラー・要判断・警告・情報。", width=8)
    ] = None
    location: Annotated[
        str | None, Column("場所", Kind.TEXT, Need.AUTO, help="指摘されたセル。", width=20)
    ] = None
    message: Annotated[
        str | None, Column("指摘", Kind.TEXT, Need.AUTO, help="何が食い違っているか。", width=46)
    ] = None
    remedy: Annotated[str | None, Column("直し方", Kind.TEXT, Need.AUTO, help="どう直すか。", width=42)] = (
        None
    )
    first_seen_on: Annotated[
        date | None, Column("初検出日", Kind.DATE, Need.AUTO, help="最初に見つかった日。", width=11)
    ] = None
    response: Annotated[
        str | None,
        Column(
            "対応",
            Kind.CHOICE,
            choices=("未対応", "対応中", "免除"),
            help="どう扱うかを選びます。免除には理由・承認者・期限が要ります。",
            width=9,
        ),
    ] = None
    waiver_reason: Annotated[str | None, Column("免除理由", Kind.TEXT, help="免除する理由。", width=24)] = (
        None
    )
    waived_by: Annotated[
        str | None, Column("承認者", Kind.PERSON, help="免除を認めた人(体制表の氏名)。", width=12)
    ] = None
    waived_until: Annotated[
        date | None, Column("免除期限", Kind.DATE, help="免除の期限。過ぎると指摘が戻ります。", width=11)
    ] = None
    state: Annotated[
        str | None, Column("状態", Kind.TEXT, Need.AUTO, help="新規・継続・再発・解消。", width=8)
    ] = None
