"""WBS018: names of phases that 工程定義 does not know, or defines otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.phase_names import NameKey, definition_of, definitions_by_name, key_of_name
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "WBS018",
    judges=Project,
    needs={PhaseDefinition: ("local_name", "phase", "system"), Task: ("local_name", "phase", "system")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="{what}。",
    remedy="その呼び名がどの工程を指すのかを関係者で決め、工程定義に1行足すか、違うほうの行を直してください。",
)
def local_name_undefined(project: Project) -> Iterator[tuple[Record, Judgement]]:
    """マスタスケジュールの呼称が、工程定義と合っていない。

    ## 要旨
    工程定義に行があるときに、次を指摘します(全角・半角・空白の違いは同じとみなします)。

    - マスタスケジュールの呼称が、その作業のシステムの行にも、システムが空欄の行にもない。警告です。呼称とシステムの組ごとに、
      初めの行を1件だけ指摘します。
    - その作業に当てはまる工程定義(同じシステムの行、なければシステムが空欄の行)の工程が、作業の工程と違う。エラーです。
      同じ呼称・システム・工程の組ごとに、初めの行を1件だけ指摘します。
    - 工程定義の2行が、同じ呼称とシステムで違う工程を指している。エラーです。下の行を指摘します。

    ## なぜ問題か
    言葉を先に決めておかないと、同じ「外部設計」で別の工程を思い浮かべたまま、日付を約束します。

    ## 違反例
    マスタスケジュール
    | 作業ID | 工程 | システム | 呼称 | 作業名 | 指摘 |
    |---|---|---|---|---|---|
    | WBS-001 | 基本設計 | 会員基盤 | 外部設計 | 画面の設計 | |
    | WBS-002 | 結合試験 | 会員基盤 | ITa | 内部の結合 | 呼称 |
    | WBS-003 | 結合試験 | 会員基盤 | ＩＴａ | 外部の結合 | |
    | WBS-004 | 結合試験 | 帳票 | ITa | 帳票の結合 | 呼称 |
    | WBS-005 | 詳細設計 | 帳票 | 外部設計 | 帳票の設計 | 工程(エラー) |
    | WBS-006 | 詳細設計 | 帳票 | 外部設計 | 印刷の設計 | |

    工程定義
    | 定義ID | システム | 呼称 | 工程 | 指摘 |
    |---|---|---|---|---|
    | PHD-001 | | 外部設計 | 基本設計 | |
    | PHD-002 | 通知 | 製造 | 開発 | |
    | PHD-003 | 通知 | 製造 | 単体試験 | 工程(エラー) |

    ## 適合例
    マスタスケジュール
    | 作業ID | 工程 | システム | 呼称 | 作業名 |
    |---|---|---|---|---|
    | WBS-001 | 基本設計 | 会員基盤 | 外部設計 | 画面の設計 |
    | WBS-002 | 詳細設計 | 帳票 | 外部 設計 | 帳票の設計 |
    | WBS-003 | 開発 | 帳票 | | 帳票の製造 |

    工程定義
    | 定義ID | システム | 呼称 | 工程 |
    |---|---|---|---|
    | PHD-001 | | 外部設計 | 基本設計 |
    | PHD-002 | 帳票 | 外部設計 | 詳細設計 |
    | PHD-003 | 帳票 | 外部設計 | 詳細設計 |
    """
    told: set[tuple[NameKey, str | None]] = set()
    for task in project.tasks:
        if not task.local_name:
            continue
        judgement = _of_task(task, task.local_name, project)
        key = key_of_name(task.local_name, task.system, project)
        about = (key, task.phase if judgement.field == "phase" else None)
        if judgement.field and about in told:
            judgement = OUT_OF_SCOPE  # said at the first such row
        elif judgement.field:
            told.add(about)
        yield task, judgement
    for rows in definitions_by_name(project).values():
        for row in rows:
            yield row, _of_definition(row, rows[0])


def _of_task(task: Task, local_name: str, project: Project) -> Judgement:
    definition = definition_of(local_name, task.system, project)
    whose = f"システム「{task.system}」の" if task.system else ""
    if definition is None:
        return violation("local_name", what=f"{whose}呼称「{local_name}」が工程定義にありません")
    if cannot := unfilled(task, "phase") or unfilled(definition, "phase"):
        return cannot
    if definition.phase == task.phase:
        return FITS
    said = f"{definition.row_id or f'{definition.row}行目'} では「{definition.phase}」です"
    what = f"{whose}呼称「{local_name}」の工程が「{task.phase}」ですが、工程定義 {said}"
    return violation("phase", expected=definition.phase, severity=Severity.ERROR, what=what)


def _of_definition(row: PhaseDefinition, first: PhaseDefinition) -> Judgement:
    if cannot := unfilled(row, "phase") or unfilled(first, "phase"):
        return cannot
    if row.phase == first.phase:
        return FITS
    where = f"{first.row_id or f'{first.row}行目'} の「{first.phase}」"
    what = f"呼称「{row.local_name}」の工程が「{row.phase}」で、{where}と違います"
    return violation("phase", severity=Severity.ERROR, what=what)
