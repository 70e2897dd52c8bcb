"""選択肢: a word of a drop-down list, and what it means to the library."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class Choice(Record):
    """One row of 選択肢: a word of a drop-down list, and what it means to the library."""

    sheet: ClassVar[Sheet] = Sheet("選択肢", collection="choices", help="選ぶ言葉。行を足すと増えます。")

    list_name: Annotated[
        str | None,
        Column(
            "一覧名",
            Kind.TEXT,
            Need.MUST,
            help="どの一覧の言葉か。同じ一覧名で行を足すと、その一覧で選べるようになります。",
            width=26,
        ),
    ] = None
    value: Annotated[str | None, Column("値", Kind.TEXT, Need.MUST, help="選ぶ言葉。", width=18)] = None
    meaning: Annotated[
        str | None,
        Column(
            "意味",
            Kind.TEXT,
            help="足した言葉が、もとのどの言葉に当たるか。もとの言葉は空欄のままにします。",
            width=14,
        ),
    ] = None
    state_class: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.AUTO,
            choices=("未着手", "進行中", "完了", "取消"),
            is_derived=True,
            help="状態の言葉が、未着手・進行中・完了・取消のどれに当たるか。",
            width=9,
        ),
    ] = None
    help: Annotated[str | None, Column("説明", Kind.TEXT, help="この案件での意味。", width=48)] = None
