"""仕様変更一覧: every change with its state, cost and days, and what is still to be decided or reflected."""

from __future__ import annotations

from collections import Counter

from pmo_xl.documents.word.content import Content, Source, basis_of, has_no_state, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text, When
from pmo_xl.model.display import yen
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.vocabulary import StateClass


def build(source: Source) -> Content:
    """All changes; the figures leave out what was rejected."""
    project = source.project
    changes = list(project.spec_changes)
    live = [c for c in changes if project.state_of(c) is not StateClass.CANCELLED]
    costs = [c.cost_impact for c in live if c.cost_impact is not None and c.is_approved]
    counts = Counter(c.status or "(空欄)" for c in changes)
    fields = {
        "件数": len(changes),
        "承認済の費用": yen(sum(costs)),
        "承認済の件数": len(costs),
        "未評価の件数": sum(1 for c in live if c.cost_impact is None and c.is_known("cost_impact")),
        "読めない件数": sum(1 for c in live if not c.is_known("cost_impact")),
        "状態別": [{"状態": word, "件数": count} for word, count in counts.items()],
        "進行中の変更": rows_of(c for c in live if project.is_open(c)),
        "終わった変更": rows_of(c for c in changes if not project.is_open(c) and not has_no_state(c)),
        "状態の分からない変更": rows_of(filter(has_no_state, changes)),
    }
    return Content(fields, [basis_of(SpecChange, project, changes)])


_OPEN = "変更ID:18 起票日:22c 件名:46 変更区分:18c 変更後:66 影響システム:30 影響費用:24r 影響工期:18r 判断期限:22c 状態:20c"
_DONE = "変更ID:18 件名:50 変更区分:18c 対象要件:24 影響費用:24r 承認者:24 承認日:22c 反映版:20 反映日:22c 周知日:22c 状態:18c"

DOCUMENT = WordDocument(
    "仕様変更一覧",
    "仕様変更の状態・費用・日程への影響と、判断や反映が残るものを並べます。",
    build,
    Layout(
        (
            Heading("仕様変更の状況"),
            Text("仕様変更は {{ 件数 }} 件です。承認された変更の影響費用は合わせて {{ 承認済の費用 }} 円(税抜、{{ 承認済の件数 }} 件分)、"
                 "費用をまだ評価していない変更は {{ 未評価の件数 }} 件です。"
                 "{% if 読めない件数 %}費用を金額として読めない変更が {{ 読めない件数 }} 件あり、合計に入れていません。{% endif %}"),
            Table("状態別", "状態:60 件数:30r", "状態ごとの件数", "仕様変更の記入はありません。"),
            Heading("判断・反映が残る変更"),
            Table("進行中の変更", _OPEN, "判断・反映・周知が残る変更(費用は円・税抜、工期は稼働日)", "判断や反映が残る変更はありません。"),
            When("状態の分からない変更", (Table("状態の分からない変更", _OPEN, "状態が未記入か読めない変更"),)),
            Heading("終わった変更"),
            Table("終わった変更", _DONE, "周知まで終わった変更と却下した変更", "終わった変更はありません。"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(SpecChange,),
)  # fmt: skip
