"""選択肢: a word of a drop-down list, and what it means to the library."""

from typing import ClassVar

from pmo_xl.model.column import Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet


class Choice(Record):
    """One row of 選択肢: a word of a drop-down list, and what it means to the library."""

    sheet: ClassVar[Sheet] = Sheet(
        "選択肢",
        collection="choices",
        help="選ぶ言葉。行を足すと増えます。",
        brief="選ぶ言葉。行を足して増やす。",
        guide="選ぶ言葉の一覧で、表の下に行を足すと選べるようになります。足した状態の言葉には、意味の列に元の言葉を書きます。",
    )

    list_name: Text = column(
        "一覧名",
        must,
        width=26,
        help="どの一覧の言葉か。同じ一覧名で行を足すと、その一覧で選べるようになります。",
    )
    value: Text = column("値", must, width=18, help="選ぶ言葉。")
    meaning: Text = column(
        "意味", width=14, help="足した言葉が、もとのどの言葉に当たるか。もとの言葉は空欄のままにします。"
    )
    state_class: Word = column(
        "区分",
        auto,
        choices="未着手 進行中 完了 取消",
        is_derived=True,
        width=9,
        help="状態の言葉が、未着手・進行中・完了・取消のどれに当たるか。",
    )
    help: Text = column("説明", width=48, help="この案件での意味。")
