"""The causes of delay and of defects as rows, the same in every paper that shows them."""

from __future__ import annotations

from pmo_xl.documents.word.content import UNFILLED, Fields
from pmo_xl.metrics.schedule.delay_causes import delay_causes, issue_causes
from pmo_xl.model.project import Project

DELAY_COLUMNS = "遅延原因:60 作業数=件数:24r 日数:28r 累積:28r"
DEFECT_COLUMNS = "原因分類:60 件数:24r"


def cause_fields(project: Project) -> Fields:
    """遅延原因, 遅延の文 and 障害の原因."""
    found = delay_causes(project)
    unknown = found.total - found.judged
    told = f"基準終了のある作業 {found.total} 件のうち、終わり(実績、なければ見込)の分かる {found.judged} 件を調べました。"
    beside = "日数は作業ごとの遅れ(稼働日)の合計で、案件全体の遅れの日数ではありません。"
    return {
        "遅延の文": told + (f"分からない {unknown} 件は数えていません。" if unknown else "") + beside,
        "遅延原因": [
            {"遅延原因": line.cause or UNFILLED, "件数": len(line.tasks), "日数": line.days, "累積": f"{float(line.cumulative * 100):.1f}%"}
            for line in found.lines
        ],
        "障害の原因": defect_rows(project),
    }  # fmt: skip


def defect_rows(project: Project) -> list[Fields]:
    """障害 and リリース課題 by 原因分類."""
    return [{"原因分類": cause or UNFILLED, "件数": count} for cause, count in issue_causes(project).items()]
