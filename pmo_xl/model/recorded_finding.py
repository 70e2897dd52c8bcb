"""チェック結果: a finding as `record` wrote it, with what staff answered."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class RecordedFinding(Record):
    """One row of チェック結果: a finding as `record` wrote it, with what staff answered."""

    sheet: ClassVar[Sheet] = Sheet("チェック結果", collection="recorded_findings")

    id: Annotated[str | None, Column("指摘ID", Kind.TEXT, Need.AUTO)] = None
    rule: Annotated[str | None, Column("規則", Kind.TEXT, Need.AUTO)] = None
    severity: Annotated[str | None, Column("重要度", Kind.TEXT, Need.AUTO)] = None
    location: Annotated[str | None, Column("場所", Kind.TEXT, Need.AUTO)] = None
    message: Annotated[str | None, Column("指摘", Kind.TEXT, Need.AUTO)] = None
    remedy: Annotated[str | None, Column("直し方", Kind.TEXT, Need.AUTO)] = None
    first_seen_on: Annotated[date | None, Column("初検出日", Kind.DATE, Need.AUTO)] = None
    response: Annotated[str | None, Column("対応", Kind.CHOICE, choices=("未対応", "対応中", "免除"))] = None
    waiver_reason: Annotated[str | None, Column("免除理由", Kind.TEXT)] = None
    waived_by: Annotated[str | None, Column("承認者", Kind.PERSON)] = None
    waived_until: Annotated[date | None, Column("免除期限", Kind.DATE)] = None
    state: Annotated[str | None, Column("状態", Kind.TEXT, Need.AUTO)] = None
