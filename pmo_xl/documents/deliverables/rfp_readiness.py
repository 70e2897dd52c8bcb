"""RFPの用意: the eight things that must be there before the RFP goes out; until then every page says 案.

Source: definitions.md, RFP readiness.
"""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.metrics.fingerprint import read_fingerprint
from pmo_xl.model.project import Project
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.rules.rfp.rfp001_requirement_not_in_rfp import requirement_not_in_rfp
from pmo_xl.rules.rfp.rfp005_rfp_incomplete import RFP_KEYS, days_in_order
from pmo_xl.rules.rfp.rfp006_rfp_not_in_schedule import rfp_not_in_schedule
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run


def readiness(project: Project) -> Mapping[str, bool]:
    """Each of the eight by its words, and whether it is met; what cannot be judged is not."""
    settings, items = project.settings, project.rfp_items
    return {
        "目的": bool(settings.text("目的").strip()),
        "サービス概要": bool(settings.text("サービス概要").strip()),
        "提出先・期限・評価基準・契約条件": all(settings.text(key).strip() for key in RFP_KEYS),
        "頼む要件がすべてRFPにあること": _fits(requirement_not_in_rfp, project),
        "必須・任意の記入": bool(items) and all(item.obligation for item in items),
        "発行日・質問期限・提案期限の順": days_in_order(project),
        "日程にあるRFPの期間": _fits(rfp_not_in_schedule, project),
        "発行したときの要件の控え": all(
            _is_kept(item) for item in items if item.issued_on or "issued_on" in item.unread
        ),
    }


def draft_of(project: Project) -> tuple[str, ...]:
    """Why the RFP is still a draft, in a sentence; none when all eight are there."""
    found = readiness(project)
    lacks = [name for name, is_met in found.items() if not is_met]
    if not lacks:
        return ()
    return (
        f"RFPの用意は {len(found)} のうち {len(found) - len(lacks)} です。足りないもの: {'、'.join(lacks)}。",
    )


def _fits(rule: Rule, project: Project) -> bool:
    """Whether the rule finds nothing, and could judge everything."""
    report = run(project, (rule,))
    return not report.findings and not any(
        count.undeterminable or count.is_not_evaluated for count in report.rules
    )


def _is_kept(item: RfpItem) -> bool:
    """Whether 発行時指紋 is that of the issue, or of a later day."""
    kept = read_fingerprint(item.issued_fingerprint)
    return kept is not None and item.issued_on is not None and kept[0] >= item.issued_on
