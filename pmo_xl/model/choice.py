"""選択肢: a word of a drop-down list, and what it means to the library."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class Choice(Record):
    """One row of 選択肢: a word of a drop-down list, and what it means to the library."""

    sheet: ClassVar[Sheet] = Sheet("選択肢", collection="choices")

    list_name: Annotated[str | None, Column("一覧名", Kind.TEXT, Need.MUST)] = None
    value: Annotated[str | None, Column("値", Kind.TEXT, Need.MUST)] = None
    meaning: Annotated[str | None, Column("意味", Kind.TEXT)] = None
    state_class: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.AUTO,
            choices=("未着手", "進行中", "完了", "取消"),
            is_derived=True,
        ),
    ] = None
    help: Annotated[str | None, Column("説明", Kind.TEXT)] = None
