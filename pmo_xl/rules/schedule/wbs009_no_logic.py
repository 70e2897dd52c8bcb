"""WBS009: open tasks that no dependency joins to the rest."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.schedule.dcma import missing_logic
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import Group, Judgement, Severity, rule
from pmo_xl.rules.schedule.measured import share_judgement, unreadable

LOOSE_SHARE = Threshold("先行後続なし割合", 5, "先行・後続のない未完了の作業を許す割合(%)")


@rule(
    "WBS009",
    judges=Project,
    needs={Task: ("id", "parent", "kind", "predecessors", "actual_finish")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(LOOSE_SHARE,),
    message="{problem}。",
    remedy="その作業が何を待ち、何がその作業を待つかを担当に聞き、先行作業に書いてください。最後の作業にはマイルストーンを続けてください。",
)
def no_logic(project: Project) -> Iterator[tuple[type[Task], Judgement]]:
    """先行作業や後続作業のない作業が多い。

    ## 要旨
    未完了の作業(種別が「作業」で下に作業がなく、実績終了が空欄の行)のうち、先行作業がないもの、またはどの作業の
    先行作業にもなっていないものが 5%(設定の `閾値.先行後続なし割合`)を超えるときに、マスタスケジュール全体に
    ついて1件指摘します。未完了の作業が30件に満たないときは、割合では語れないので「情報」として件数を示します。
    マイルストーンと工程の行は数えません。親の工程に書いた先行作業は、その下の作業のものとみなします。

    ## なぜ問題か
    つながりのない作業は、前が遅れても動かず、遅れても誰も困らないように見えます。クリティカルパスが信用できなくなります。
    目安の 5% は DCMA(米国防契約管理庁)の日程点検14項目の1番です。

    ## 違反例
    指摘: マスタスケジュール(情報)

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 実績終了 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | | 2026/6/5 |
    | WBS-002 | 作業 | 製造 | WBS-001 | |
    | WBS-003 | 作業 | 研修の準備 | | |
    | WBS-004 | マイルストーン | 製造の完了 | WBS-002 | |

    ## 適合例
    マスタスケジュール
    | 作業ID | 親作業 | 種別 | 作業名 | 先行作業 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | | 作業 | 準備 | | 2026/6/5 |
    | WBS-002 | | 工程 | 製造 | WBS-001 | |
    | WBS-003 | WBS-002 | 作業 | 画面の製造 | | |
    | WBS-004 | | マイルストーン | 製造の完了 | WBS-002 | |
    | WBS-005 | | 作業 | つながりはないが終わった作業 | | 2026/6/5 |
    """
    most = project.settings.threshold(LOOSE_SHARE)
    doubt = unreadable(project, "predecessors", "parent", "kind")
    yield Task, share_judgement(missing_logic(project_schedule(project)), most, doubt)
