"""The columns of days on which something happened: they never lie ahead, and are usually typed on the day.

Source: definitions.md, Days (Facts).
"""

from __future__ import annotations

from typing import Final

FACTS: Final = frozenset(
    [
        "起票日",
        "質問日",
        "回答日",
        "合意日",
        "承認日",
        "反映日",
        "周知日",
        "完了日",
        "恒久完了日",
        "エスカレーション日",
        "見積日",
        "依頼日",
        "申請日",
        "発注日",
        "受領日",
        "検収日",
        "支払日",
        "実績開始",
        "実績終了",
        "更新日",
        "取得日",
        "発行日",
        "決定日",
        "解消日",
        "最終確認日",
        "開催日",
        "疎通確認日",
        "実施日",
        "測定日",
        "確認日",
        "送付日",
        "配布日",
        "回収日",
    ]
)
"""Their headings."""
