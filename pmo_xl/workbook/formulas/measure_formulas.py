"""The measures of KPI as formulas: what the defined names 指標_<name> of a full workbook compute.

The library's side of each is pmo_xl/metrics/measures.py. Written with the fields' own names, as formulas.py
says; 期限超過件数 is the sum that メニュー shows, whose cell the author knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmo_xl.metrics.measures import MEASURES
from pmo_xl.workbook.formulas import filled

OVERDUE = "期限超過件数"

_OPEN = 'SUMPRODUCT(({NAME.status}<>"")*(COUNTIF(語_WORDS,{NAME.status})=0))'
_MEETINGS = """
SUMPRODUCT(({meeting_items.meeting}<>"")*ISNUMBER({meeting_items.held_on})
/(COUNTIFS({meeting_items.meeting},{meeting_items.meeting},{meeting_items.held_on},{meeting_items.held_on})
+({meeting_items.meeting}="")+(1-ISNUMBER({meeting_items.held_on}))))"""

_TEMPLATES: Mapping[str, str] = {
    "未完了課題件数": _OPEN.replace("NAME", "issues").replace("WORDS", "課題管理表_終了"),
    "恒久対応未完了件数": 'COUNTIFS({issues.needs_permanent_fix},"要",{issues.permanent_closed_on},"=")',
    "未回答QA件数": _OPEN.replace("NAME", "questions").replace("WORDS", "QA表_回答後"),
    "QA平均滞留日数": 'IFERROR(ROUND(AVERAGE({questions.age}),1),"")',
    "会議回数": _MEETINGS.strip(),
    "試験実施率": """IFERROR(ROUND(COUNTIFS({verifications.planned_on},">0",{verifications.executed_on},">0")
 /COUNT({verifications.planned_on})*100,1),"")""",
    "不具合件数": "SUM({verifications.defects})",
    "予算執行率": 'IFERROR(ROUND(SUM({budgets.ordered})/SUM({budgets.amount})*100,1),"")',
    "残予算": "SUM({budgets.remaining})",
}

MEASURE_FORMULAS: Mapping[str, str] = MappingProxyType(
    {name: filled(_TEMPLATES[name]) for name in MEASURES if name != OVERDUE}
)
