"""RFP004: an answer of a proposer that nobody has cleared up, or that has not come."""

from __future__ import annotations

from pmo_xl.metrics.rfp import issue_days
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

_TO_CLEAR_UP = ("一部適合", "不適合", "別途")
_LONG = 20
_DUE = "RFP.提案期限"


@rule(
    "RFP004",
    judges=RfpItem,
    reads=("requirement", "obligation", "issued_on", "vendor", "answer_kind", "questions"),
    severity=Severity.WARNING,
    message="{id}({obligation}、{vendor}): {problem}。",
    remedy="提案者に確かめ、QA表に質問を書いて確認QAにそのIDを書いてください。回答が来ていれば回答区分を書いてください。",
)
def answer_not_settled(item: RfpItem, project: Project) -> Judgement:
    """RFPへの回答は、そろえて、適合でないものを確かめなければならない。

    ## 要旨
    発行日があり、確認QAが空欄の行について、次のときに指摘します。

    1. 回答区分が「一部適合」「不適合」「別途」(確認QA)
    2. 回答区分が空欄で、提案期限(設定 RFP.提案期限)を基準日が過ぎた(回答区分)。設定が空欄のとき、またはその行の発行日が
       最後の発行日でないときは、発行日から20稼働日を過ぎたとき

    提案者が空欄の行は、同じ要件にほかの提案者の行があれば対象外です。
    必須の要求で、その提案者の見積を採用しているときはエラーです。

    ## なぜ問題か
    「一部適合」や「別途」の中身を確かめずに契約すると、できない部分は発注者の負担になります。

    ## 違反例
    基準日: 2026-03-04

    設定
    | 項目 | 値 |
    |---|---|
    | RFP.提案期限 | 2026-03-03 |

    RFP照合表
    | RFP-ID | 要件 | 必須任意 | 発行日 | 提案者 | 回答区分 | 確認QA | 指摘 |
    |---|---|---|---|---|---|---|---|
    | RFP-001 | REQ-001 | 必須 | 2026/2/2 | 甲社 | 一部適合 | | 確認QA |
    | RFP-002 | REQ-001 | 必須 | 2026/2/2 | 乙社 | 別途 | | 確認QA(エラー) |
    | RFP-003 | REQ-001 | 任意 | 2026/2/2 | 乙社 | 不適合 | | 確認QA |
    | RFP-004 | REQ-002 | 必須 | 2026/2/2 | 甲社 | | | 回答区分 |
    | RFP-005 | REQ-003 | 必須 | 2026/1/30 | 甲社 | | | 回答区分 |
    | RFP-006 | REQ-004 | 必須 | 2026/2/2 | | | | 回答区分 |

    見積一覧
    | 見積ID | 提出者 | 金額 | 採用 |
    |---|---|---|---|
    | EST-001 | 乙社 | 1000000 | ○ |
    | EST-002 | 甲社 | 1000000 | |

    ## 適合例
    基準日: 2026-03-03

    設定
    | 項目 | 値 |
    |---|---|
    | RFP.提案期限 | 2026-03-03 |

    RFP照合表
    | RFP-ID | 要件 | 必須任意 | 発行日 | 提案者 | 回答区分 | 確認QA |
    |---|---|---|---|---|---|---|
    | RFP-001 | REQ-001 | 必須 | 2026/2/2 | 甲社 | 一部適合 | QA-001 |
    | RFP-002 | REQ-001 | 必須 | 2026/2/2 | 乙社 | 適合 | |
    | RFP-003 | REQ-001 | 必須 | 2026/2/2 | | 不適合 | |
    | RFP-004 | REQ-002 | 必須 | 2026/2/2 | 甲社 | | |
    | RFP-005 | REQ-003 | 必須 | | 甲社 | 別途 | |
    | RFP-006 | REQ-004 | 必須 | 2026/1/30 | 甲社 | | |
    """
    if item.issued_on is None or _stands_for_others(item, project):
        return OUT_OF_SCOPE
    if item.questions:
        return FITS
    if item.answer_kind in _TO_CLEAR_UP:
        return _hit(item, "questions", f"回答が「{item.answer_kind}」ですが、確認QAがありません", project)
    if item.answer_kind is None and _is_due_unread(item, project):
        return undeterminable("設定の「RFP.提案期限」を日付として読み取れません")
    if item.answer_kind is None and _is_late(item, project):
        return _hit(item, "answer_kind", "提案の期限を過ぎましたが、回答がありません", project)
    return FITS


def _stands_for_others(item: RfpItem, project: Project) -> bool:
    """Whether it names no 提案者 while other rows of its requirement do."""
    beside = project.rfp_items.naming("requirement", item.requirement)
    return item.vendor is None and any(each.vendor for each in beside)


def _is_due_unread(item: RfpItem, project: Project) -> bool:
    """Whether the day that decides on this row is written and cannot be read."""
    text, on = project.settings.text(_DUE), project.settings.day(_DUE)
    return on is None and bool(text.strip()) and item.issued_on == issue_days(project)[-1]


def _is_late(item: RfpItem, project: Project) -> bool:
    """Whether the answer is late: by RFP.提案期限 for the last issue, else 20 business days after its own 発行日."""
    due_on = project.settings.day(_DUE)
    if due_on is not None and item.issued_on == issue_days(project)[-1]:
        return due_on < project.as_of
    return item.issued_on is not None and is_over(item.issued_on, _LONG, project)


def _hit(item: RfpItem, field: str, problem: str, project: Project) -> Judgement:
    is_chosen = item.obligation == "必須" and _is_adopted(item.vendor, project)
    return violation(field, severity=Severity.ERROR if is_chosen else None, problem=problem)


def _is_adopted(vendor: str | None, project: Project) -> bool:
    """Whether an estimate of this company is adopted."""
    key = company_key(vendor or "")
    return bool(key) and any(
        each.is_taken and company_key(each.vendor or "") == key for each in project.estimates
    )
