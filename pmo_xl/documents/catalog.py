"""PAPERS: every name that export takes, in the order of the list, and the file it is declared in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from pmo_xl.documents.paper import Paper
from pmo_xl.errors import BadOption
from pmo_xl.plugins import Plugin, judged, usable

PAPERS: Final[Mapping[str, str]] = {
    "要件一覧書": "requirements_list",
    "要件新旧対照": "requirement_changes",
    "合意依頼書": "agreement_request",
    "仕様書確認票": "spec_review_sheet",
    "仕様変更一覧": "spec_change_list",
    "変更通知書": "change_notice",
    "変更影響書": "change_impact",
    "QA一覧": "question_list",
    "QA票": "question_sheet",
    "課題一覧": "issue_list",
    "課題管理票": "issue_sheet",
    "期限超過一覧": "overdue_list",
    "予算執行報告書": "budget_report",
    "予算調整依頼書": "budget_adjustment",
    "見積依頼書": "estimate_request",
    "見積集約書": "estimate_summary",
    "対応案比較書": "option_comparison",
    "RFP": "rfp",
    "RFP回答比較書": "rfp_comparison",
    "体制図": "organisation_chart",
    "役割分担表": "role_matrix",
    "個人引継書": "personal_handover",
    "PMO憲章": "pmo_charter",
    "マスタスケジュール": "master_schedule",
    "システム構成図": "system_diagram",
    "IF一覧": "interface_list",
    "シーケンス図": "sequence_diagrams",
    "ガイドライン": "guideline",
    "キックオフ資料": "kick_off",
    "アジェンダ": "agenda",
    "開催案内": "invitation",
    "議事メモ": "minutes",
    "週次報告書": "weekly_report",
    "定例資料": "regular_meeting",
    "試験計画書": "test_plan",
    "試験状況報告": "test_status",
    "リスク一覧書": "risk_list",
    "リリース計画書": "release_plan",
    "リリース個人別手順書": "release_guide",
    "検収依頼書": "acceptance_request",
    "検収書": "acceptance_certificate",
    "支払依頼書": "payment_request",
    "月次点検報告書": "month_end_report",
    "PMO効果報告": "pmo_effect",
    "完了報告書": "closing_report",
    "引継書": "handover",
    "振り返り資料": "retrospective",
    "カレンダー": "project_calendar",
}
WITHOUT_FORM: Final[frozenset[str]] = frozenset(("開催案内", "カレンダー"))
"""Those that are texts or entries of a calendar: they take no form, and have no fields for one."""
_GROUP: Final = "pmo_xl.documents"
NOT_IN_WORD: Final[frozenset[str]] = WITHOUT_FORM | {"定例資料"}
"""Those that are no Word files: they have no template of ours."""


@cache
def load_paper(name: str) -> Paper:
    """The paper of this name. BadOption, with the names there are, when there is none."""
    if name in plugged_papers():
        return plugged_papers()[name]
    if name not in PAPERS:
        said = f"「{name}」という文書はありません。作れる文書は pmo-xl export --list で見られます。"
        raise BadOption("".join((said, *paper_faults())))
    paper: Paper = import_module(f"pmo_xl.documents.deliverables.{PAPERS[name]}").DOCUMENT
    return paper


def every_paper() -> tuple[Paper, ...]:
    """All papers, in the order of the list; those of plug-ins behind ours."""
    return tuple(map(load_paper, (*PAPERS, *plugged_papers())))


@cache
def plugged_papers() -> Mapping[str, Paper]:
    """The papers of other packages (entry points `pmo_xl.documents`), by name; no name of ours is taken over."""
    return {plugin.thing.name: plugin.thing for plugin in usable(_GROUP, _why_not())[0]}


@cache
def paper_faults() -> tuple[str, ...]:
    """A sentence for each plug-in whose paper cannot be made."""
    return usable(_GROUP, _why_not())[1]


def judged_plugins() -> tuple[Plugin, ...]:
    """The plug-ins of this group, those that cannot be used with their fault."""
    return judged(_GROUP, _why_not())


def _why_not() -> Callable[[Plugin], str | None]:
    """Says of one after the other why it cannot be used; a name that was had already is taken."""
    taken = set(PAPERS)

    def _fault(plugin: Plugin) -> str | None:
        paper = plugin.thing
        if not isinstance(paper, Paper):
            return "文書(WordDocument など)ではありません"
        if paper.name in taken:
            return f"文書の名前「{paper.name}」は使われています。別の名前にしてください"
        form = getattr(paper, "form", None)
        if paper.takes_form and (form is None or not Path(form).is_file()):
            return f"文書「{paper.name}」の様式(form)のファイルがありません"
        taken.add(paper.name)
        return None

    return _fault
