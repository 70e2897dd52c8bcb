"""設定: one setting of the project (all keys: project_settings.py)."""

from typing import ClassVar

from pmo_xl.model.column import Text, column, must
from pmo_xl.model.record import Record, Sheet


class Setting(Record):
    """One row of 設定: one setting of the project (all keys: project_settings.py)."""

    sheet: ClassVar[Sheet] = Sheet(
        "設定",
        collection="settings",
        help="案件名・基準日など案件の設定。",
        brief="案件名・基準日などの設定。",
        guide="案件名・日付・差出人など、案件で1つに決まることを書きます。規則の入り切りとしきい値もここで変えられます。",
    )

    key: Text = column("項目", must, width=18, help="設定の名前。書き換えません。")
    value: Text = column("値", width=44, help="設定の値。空欄なら標準の値を使います。")
    help: Text = column("説明", width=64, help="何の設定か。")
