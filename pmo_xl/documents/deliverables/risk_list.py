"""リスク一覧書: the 5 × 5 map with the numbers in it, the list by score, and what occurred."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.documents.word.content import (
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    named_rows,
    or_unfilled,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text, When
from pmo_xl.metrics.risk_score import HIGH_RISK, is_high_risk
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.risk import Risk

_SCALE = range(1, 6)
_NO_RECORD = "前の記録からの変化は、比べる記録ができると載ります。"


def build(source: Source) -> Content:
    """The open risks by their score; those that occurred, with the issue that follows them; those that are over."""
    project = source.project
    open_risks = [risk for risk in project.risks if project.is_open(risk)]
    scored = [risk for risk in open_risks if _score(risk) is not None]
    occurred = [risk for risk in project.risks if risk.is_occurred]
    fields = {
        "地図": _map(scored),
        "高い点": project.settings.threshold(HIGH_RISK),
        "高い件数": sum(1 for risk in scored if is_high_risk(risk, project)),
        "監視件数": len(open_risks),
        "点なし件数": len(open_risks) - len(scored),
        "リスク": [_row(risk) for risk in sorted(open_risks, key=lambda risk: -(_score(risk) or 0))],
        "備え": [_plan(risk) for risk in sorted(open_risks, key=lambda risk: -(_score(risk) or 0))],
        "顕在化": [_occurred(risk, project) for risk in occurred],
        "変化": _changes(source),
        "変化の文": f"前の記録({source.changes.since})と比べています。" if source.changes else _NO_RECORD,
    }
    used = [risk for risk in project.risks if project.is_open(risk) or risk.is_occurred]
    return Content(fields, [basis_of(Risk, project, used, "終了")])


def _score(risk: Risk) -> int | None:
    """確率 × 影響; None where one of them is blank, unread or outside 1 to 5."""
    if risk.probability not in _SCALE or risk.impact not in _SCALE:
        return None
    return (risk.probability or 0) * (risk.impact or 0)


def _map(risks: Sequence[Risk]) -> list[Fields]:
    """A row for each 確率 from 5 down, a cell for each 影響, with the IDs that lie there."""
    return [
        {"確率": str(p)}
        | {
            f"影響{i}": "\n".join(r.row_id or "" for r in risks if (r.probability, r.impact) == (p, i))
            for i in _SCALE
        }
        for p in reversed(_SCALE)
    ]


def _row(risk: Risk) -> Fields:
    score = _score(risk)
    shown = fields_of(risk) | {"点": "計算できません" if score is None else str(score)}
    shown["影響システム"] = shown["影響システム"] or "すべて"
    return or_unfilled(shown, "確率", "影響", "対策", "担当", "次回見直し日", "状態")


def _plan(risk: Risk) -> Fields:
    return or_unfilled(fields_of(risk), "発動条件", "コンティンジェンシープラン")


def _occurred(risk: Risk, project: Project) -> Fields:
    followed = named_rows(risk.issues, Issue, project)
    told = "\n".join(f"{each['課題ID']} {each['件名']} {each['状態']}".strip() for each in followed)
    return fields_of(risk) | {"課題": told or "対応課題の記入がありません"}


def _changes(source: Source) -> list[Fields]:
    if source.changes is None:
        return []
    return [
        {"ID": d.name, "種類": d.kind, "列": d.column or "", "前": d.before or "", "後": d.after or ""}
        for d in source.changes.differences
        if d.sheet == Risk.sheet.label
    ]


_MAP = "確率:22c " + " ".join(f"影響{i}:30c" for i in _SCALE)

DOCUMENT = WordDocument(
    "リスク一覧書",
    "リスクを5×5の地図と点(確率×影響)の順に並べ、対策・発動条件・備え・起きたものを示します。",
    build,
    Layout(
        (
            Heading("リスクの地図"),
            Text("見ているリスクは {{ 監視件数 }} 件、そのうち点(確率 × 影響)が {{ 高い点 }} 以上の高いリスクは {{ 高い件数 }} 件です。"
                 "{% if 点なし件数 %}確率か影響が分からず地図に載せられないリスクが {{ 点なし件数 }} 件あります。{% endif %}"),
            Table("地図", _MAP, "リスクの地図(縦 確率、横 影響。右上ほど高い)"),
            Heading("リスクの一覧"),
            Table("リスク", "リスクID:19 リスク:56 点:12r 確率:11r 影響:11r 影響システム:28 対策:56 担当:24 次回見直し日:24c 状態:18c",
                  "リスク(点の高い順)", "見ているリスクはありません。"),
            Heading("発動条件と備え"),
            Table("備え", "リスクID:19 リスク:60 発動条件:76 コンティンジェンシープラン:90", "発動条件とコンティンジェンシープラン", "見ているリスクはありません。"),
            Heading("起きたリスク"),
            Table("顕在化", "リスクID:19 リスク:76 課題:90 担当:28 状態:20c", "起きたリスクと、それを追う課題", "起きたと記入のあるリスクはありません。"),
            Heading("前の記録からの変化"),
            Text("{{ 変化の文 }}"),
            When("変化", (Table("変化", "ID:22 種類:20c 列:36 前:80 後:80", "リスクの変化"),)),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Risk,),
    tells_changes=True,
)  # fmt: skip
