"""WBS017: planned dates without a baseline to compare them with."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "WBS017",
    judges=Project,
    needs={Task: ("planned_start", "planned_finish", "baseline_start", "baseline_finish")},
    severity=Severity.WARNING,
    message="{problem}。",
    remedy="合意した日程なら、pmo-xl baseline で予定を基準に写してください(空欄だけを埋めます)。",
)
def no_baseline(project: Project) -> Iterator[tuple[Task | type[Task], Judgement]]:
    """予定があるのに、比べる相手の基準がない。

    ## 要旨
    予定開始・予定終了が書いてあるのに、基準開始か基準終了が空欄の行を指摘します。
    基準を書いた行が1つもないときは、行ごとではなく、マスタスケジュール全体について1件だけ指摘します。

    ## なぜ問題か
    基準がないと、予定を引き直したときに遅れが消えてしまいます。後から足した作業も、足したときの合意を基準に
    残しておかないと、遅れたかどうかがわかりません。

    ## 違反例
    マスタスケジュール
    | 作業ID | 作業名 | 基準開始 | 基準終了 | 予定開始 | 予定終了 | 指摘 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 設計 | 2026/6/1 | 2026/6/5 | 2026/6/1 | 2026/6/5 | |
    | WBS-002 | 製造 | | | 2026/6/8 | 2026/6/19 | 基準終了 |
    | WBS-003 | 試験 | | 2026/6/26 | 2026/6/22 | 2026/6/26 | 基準開始 |

    ## 違反例(基準がまだ1つもない)
    指摘: マスタスケジュール

    マスタスケジュール
    | 作業ID | 作業名 | 予定開始 | 予定終了 |
    |---|---|---|---|
    | WBS-001 | 設計 | 2026/6/1 | 2026/6/5 |
    | WBS-002 | 製造 | 2026/6/8 | 2026/6/19 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 作業名 | 基準開始 | 基準終了 | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 設計 | 2026/6/1 | 2026/6/5 | 2026/6/1 | 2026/6/9 |
    | WBS-002 | まだ日程のない作業 | | | | |
    """
    said = [(task, _judge(task)) for task in project.tasks]
    planned = [judgement for _, judgement in said if judgement is not OUT_OF_SCOPE]
    if len(planned) < 2 or any(task.baseline_start or task.baseline_finish for task in project.tasks):
        yield from said
        return
    doubt = next((judgement for judgement in planned if judgement.reason), None)
    problem = f"予定のある {len(planned)} 行のどれにも、基準がありません"
    yield Task, doubt or violation(key="基準", problem=problem)


def _judge(task: Task) -> Judgement:
    if task.planned_start is None and task.planned_finish is None:
        return unknown(task, "planned_start", "planned_finish") or OUT_OF_SCOPE
    if task.baseline_start and task.baseline_finish:
        return FITS
    if cannot := unknown(task, "baseline_start", "baseline_finish"):
        return cannot
    field = "baseline_start" if task.baseline_finish else "baseline_finish"
    blank = f"{task.columns[field].label}が{blank_word(task, field)}"
    problem = f"{task.row_id or '作業'} は予定がありますが、{blank}です"
    return violation(field, problem=problem)
