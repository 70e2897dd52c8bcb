"""設定: one setting of the project (all keys: project_settings.py)."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class Setting(Record):
    """One row of 設定: one setting of the project (all keys: project_settings.py)."""

    sheet: ClassVar[Sheet] = Sheet("設定", collection="settings")

    key: Annotated[str | None, Column("項目", Kind.TEXT, Need.MUST)] = None
    value: Annotated[str | None, Column("値", Kind.TEXT)] = None
    help: Annotated[str | None, Column("説明", Kind.TEXT)] = None
