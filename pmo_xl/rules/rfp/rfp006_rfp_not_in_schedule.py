"""RFP006: a system that is asked for in an RFP for which the schedule has no time."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.rfp import PROCUREMENT, asked_systems
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

_WORDS = ("RFP", "提案依頼", "調達")


@rule(
    "RFP006",
    judges=System,
    reads=("name", "change_kind", "is_outsourced"),
    needs={
        RfpItem: ("requirement",),
        Task: ("title", "phase", "system", "kind", "planned_start", "planned_finish"),
    },
    severity=Severity.WARNING,
    message="RFPで頼む「{name}」: {problem}。",
    remedy="マスタスケジュールに、RFPの作成・発行・選定の作業を工程「RFP・調達」で足し、基本設計が始まるまでに終わる予定にしてください。",
)
def rfp_not_in_schedule(system: System, project: Project) -> Judgement:
    """RFPで頼むシステムは、基本設計の前にRFPの作業が予定されていなければならない。

    ## 要旨
    RFP照合表に行がある台帳で、RFPで頼む新規・改修のシステム(RFP001 と同じ)について、次のときに指摘します。

    1. マスタスケジュールに、工程が「RFP・調達」か、作業名に RFP・提案依頼・調達 のある作業・マイルストーンがない。
       そのシステムのものか、システムが空欄のものを見ます
    2. そのうち最後に終わる予定のものが、そのシステムの基本設計のいちばん早い予定開始より後に終わる

    ## なぜ問題か
    RFPの作成から選定までは、早くても2か月かかります。予定にないと、基本設計の開始に間に合いません。

    ## 違反例
    システム一覧
    | システム名 | 区分 | 外注 | 指摘 |
    |---|---|---|---|
    | 会員基盤 | 新規 | ○ | 外注 |
    | 帳票 | 改修 | ○ | 外注 |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤、帳票 | 対象 |

    RFP照合表
    | RFP-ID | 要件 |
    |---|---|
    | RFP-001 | REQ-001 |

    マスタスケジュール
    | 作業ID | 作業名 | 種別 | 工程 | システム | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 帳票の選定 | 作業 | RFP・調達 | 帳票 | 2026/1/5 | 2026/2/3 |
    | WBS-002 | 帳票の基本設計 | 作業 | 基本設計 | 帳票 | 2026/2/2 | 2026/3/31 |
    | WBS-003 | 提案依頼 | 工程 | RFP・調達 | | 2026/1/5 | 2026/1/30 |

    ## 適合例
    システム一覧
    | システム名 | 区分 | 外注 |
    |---|---|---|
    | 会員基盤 | 新規 | ○ |
    | 帳票 | 改修 | ○ |
    | 会計 | 改修 | |
    | 旧帳票 | 影響なし | ○ |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤、帳票、会計、旧帳票 | 対象 |

    RFP照合表
    | RFP-ID | 要件 |
    |---|---|
    | RFP-001 | REQ-001 |

    マスタスケジュール
    | 作業ID | 作業名 | 種別 | 工程 | システム | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 開発会社のRFP | 作業 | 準備 | | 2026/1/5 | 2026/2/2 |
    | WBS-002 | 帳票の基本設計 | 作業 | 基本設計 | 帳票 | 2026/2/2 | 2026/3/31 |
    """
    if system.change_kind not in ("新規", "改修") or system not in asked_systems(project):
        return OUT_OF_SCOPE
    tasks = list(_procurement(system, project))
    if not tasks:
        problem = "マスタスケジュールに、RFP・調達の作業がありません"
        return violation("is_outsourced", problem=problem, expected="工程「RFP・調達」の作業")
    design = [task for task in project.tasks.naming("phase", "基本設計") if _is_of(task, system, project)]
    if any(not task.is_known("planned_start", "planned_finish") for task in (*tasks, *design)):
        return undeterminable("RFP・調達か基本設計の作業の予定日を読み取れません")
    last = max((task.planned_finish for task in tasks if task.planned_finish), default=None)
    begins = min((task.planned_start for task in design if task.planned_start), default=None)
    if last is None or begins is None or last <= begins:
        return FITS
    problem = f"RFP・調達の作業が終わる予定 {day(last)} は、基本設計の予定開始 {day(begins)} より後です"
    return violation("is_outsourced", problem=problem, expected=f"{day(begins)} までに終わる予定")


def _is_of(task: Task, system: System, project: Project) -> bool:
    return project.system(task.system) is system


def _procurement(system: System, project: Project) -> Iterator[Task]:
    """The tasks and milestones of the procurement that are of the system or of no one."""
    for task in project.tasks:
        is_named = task.phase == PROCUREMENT or any(word in (task.title or "") for word in _WORDS)
        if is_named and task.kind != "工程" and (not task.system or _is_of(task, system, project)):
            yield task
