r"""The hidden sheet xlwings.conf of a workbook with buttons: what xlwings.bas and PmoButtons.bas read there.

Columns A and B hold settings, as xlwings.bas (GetConfigFromSheet) reads them: from A1 down to the first empty
cell. There is no interpreter among them: it belongs to the PC (%USERPROFILE%\.xlwings\xlwings.conf). Without
the first one xlwings would put the workbook's folder on Python's search path, and a pandas.py that somebody
left on the share would run. Column D holds the Japanese texts that the VBA source, being ASCII, cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CONF_SHEET: Final = "xlwings.conf"
TEXT_COLUMN: Final = 4  # D, counted from 1

CONF_CELLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "A1": "ADD_WORKBOOK_TO_PYTHONPATH",
        "B1": "False",
        "A2": "SHOW CONSOLE",
        "B2": "False",
        "D1": "pmo_xl を始めています。数秒お待ちください。",
        "D2": "ブックのフォルダ名かファイル名に % = ' ; のどれかがあるため、ボタンを使えません。"
        "これらの記号のない場所へ移すか、名前を変えてください。",
        "D3": "このブックと同じフォルダに xlwings.conf というファイルがあります。動かすプログラムが変わってしまうため、"
        "ボタンを使えません。そのファイルをほかの場所へ移してください。",
        "D4": "このPCは、まだボタンの準備ができていません。"
        "コマンドプロンプトで py -m pmo_xl setup を1度だけ実行してください。",
    }
)
"""The text of each cell, settings as text too: xlwings.bas makes a text of whatever it finds."""
