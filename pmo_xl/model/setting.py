"""設定: one setting of the project (all keys: project_settings.py)."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class Setting(Record):
    """One row of 設定: one setting of the project (all keys: project_settings.py)."""

    sheet: ClassVar[Sheet] = Sheet("設定", collection="settings", help="案件名・基準日など案件の設定。")

    key: Annotated[
        str | None, Column("項目", Kind.TEXT, Need.MUST, help="設定の名前。書き換えません。", width=18)
    ] = None
    value: Annotated[
        str | None, Column("値", Kind.TEXT, help="設定の値。空欄なら標準の値を使います。", width=44)
    ] = None
    help: Annotated[str | None, Column("説明", Kind.TEXT, help="何の設定か。", width=64)] = None
