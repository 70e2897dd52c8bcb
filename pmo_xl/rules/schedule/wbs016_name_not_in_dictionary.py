"""WBS016: one local name for two phases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "WBS016",
    judges=Task,
    reads=("local_name", "phase"),
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="{id} の呼称「{local_name}」は工程「{phase}」ですが、ほかの行では「{usual}」の呼称です。",
    remedy="その呼び名がどの工程を指すのかを関係者で決め、違うほうの行の呼称か工程を直してください。",
)
def name_not_in_dictionary(task: Task, project: Project) -> Judgement:
    """1つの呼称を、2つの違う工程に使っている。

    ## 要旨
    同じ呼称(全角・半角・空白の違いは同じとみなす)が別の工程の行にも使われているときに、数の少ない工程の行を
    指摘します。同じ数なら、上の行の工程を正しいものとみなします。呼称が空欄の行は見ません。

    ## なぜ問題か
    「ST」がある会社では総合試験、別の会社では結合試験を指していると、会議で合意したつもりの日付が食い違います。
    言葉を先に決めておくのは、PMO のいちばん安い手です。

    ## 違反例
    マスタスケジュール
    | 作業ID | 工程 | システム | 呼称 | 作業名 | 指摘 |
    |---|---|---|---|---|---|
    | WBS-001 | 総合試験 | 会員基盤 | ST | 会員基盤の総合試験 | |
    | WBS-002 | 結合試験 | 決済連携 | ＳＴ | 決済連携の結合試験 | 呼称 |
    | WBS-003 | 詳細設計 | 会員基盤 | 設計2 | 会員基盤の設計 | 呼称 |
    | WBS-004 | 基本設計 | 帳票 | 設計2 | 帳票の設計 | |
    | WBS-005 | 基本設計 | 通知 | 設計2 | 通知の設計 | |

    ## 適合例
    マスタスケジュール
    | 作業ID | 工程 | システム | 呼称 | 作業名 |
    |---|---|---|---|---|
    | WBS-001 | 総合試験 | 会員基盤 | ST | 会員基盤の総合試験 |
    | WBS-002 | 総合試験 | 決済連携 | ST | 決済連携の総合試験 |
    | WBS-003 | 総合試験 | 帳票 | 総合テスト | 帳票の総合試験 |
    | WBS-004 | 結合試験 | 帳票 | | 帳票の結合試験 |
    """
    if not task.local_name or not task.phase:
        return OUT_OF_SCOPE
    usual = project.cached("phases by local name", lambda: _usual_phases(project))[name_key(task.local_name)]
    if task.phase == usual:
        return FITS
    return violation("local_name", usual=usual)


def _usual_phases(project: Project) -> Mapping[str, str]:
    """The phase that each local name means most often; of equals the one that stands first."""
    phases: dict[str, Counter[str]] = {}
    for task in project.tasks:
        if task.local_name and task.phase:
            phases.setdefault(name_key(task.local_name), Counter())[task.phase] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in phases.items()}
