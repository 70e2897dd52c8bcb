"""CHG001: a change is approved only by the one who may, on a day that is written down."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.approvers import is_approver, rows_of_people
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "CHG001",
    judges=SpecChange,
    reads=("status",),
    needs={Member: ("name", "role")},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は状態が「{status}」ですが、{problem}。",
    remedy="事業責任者(設定の承認者役割の人)の承認を取り、承認者と承認日を書いてください。承認前なら状態を「承認待ち」に戻してください。",
)
def approved_without_record(change: SpecChange, project: Project) -> Judgement | tuple[Judgement, ...]:
    """承認済の仕様変更に承認者・承認日がない、または承認者が承認できる役割でない。

    ## 要旨
    状態が「承認済」「反映済」「周知済」の仕様変更について、次のときに指摘します。

    - 承認者か承認日が空欄(空欄の欄ごと)
    - 承認者の役割(体制表)が、設定の「承認者役割」(書いていなければ「事業責任者」)でない。
      承認者に何人か書いてあるときは、そのうち一人が承認できる役割なら指摘しません。
      体制表にない人は、役割を確かめられないので指摘します。

    ## なぜ問題か
    仕様変更は費用と日程を動かします。決める権限のない人の承認や、記録のない承認で進めると、
    後で「聞いていない」となり、費用の出どころがなくなります。

    ## 違反例
    仕様変更管理表
    | 変更ID | 状態 | 承認者 | 承認日 | 指摘 |
    |---|---|---|---|---|
    | CHG-001 | 承認済 | | | 承認者、承認日 |
    | CHG-002 | 反映済 | 佐藤 花子 | | 承認日 |
    | CHG-003 | 周知済 | 鈴木 一郎 | 2026/11/2 | 承認者 |
    | CHG-004 | 承認済 | 山本 次郎 | 2026/11/2 | 承認者 |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | 事業責任者 |
    | 鈴木 一郎 | PM |

    ## 適合例
    仕様変更管理表
    | 変更ID | 状態 | 承認者 | 承認日 |
    |---|---|---|---|
    | CHG-001 | 承認済 | 佐藤部長 | 2026/11/2 |
    | CHG-002 | 反映済 | 鈴木 一郎、高橋 健 | 2026/11/2 |
    | CHG-003 | 承認待ち | | |
    | CHG-004 | 却下 | 鈴木 一郎 | |
    | CHG-005 | 保留 | | |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 | 事業責任者 |
    | 鈴木 一郎 | PM |
    | 高橋 健 | PMO |
    | 高橋 健 | 事業責任者 |

    ## 適合例(設定で役割を変えたとき)
    仕様変更管理表
    | 変更ID | 状態 | 承認者 | 承認日 |
    |---|---|---|---|
    | CHG-001 | 承認済 | 鈴木 一郎 | 2026/11/2 |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 鈴木 一郎 | PM |

    設定
    | 項目 | 値 |
    |---|---|
    | 承認者役割 | 事業責任者、PM |
    """
    if not change.is_approved:
        return OUT_OF_SCOPE
    return (*blanks(change, "approved_by", "approved_on"), *_not_entitled(change, project)) or FITS


def _not_entitled(change: SpecChange, project: Project) -> Iterator[Judgement]:
    if not change.approved_by:
        return
    if is_approver(change.approved_by, project):
        return
    wanted = "か".join(f"「{role}」" for role in project.settings.approver_roles)
    problem = f"承認者「{change.approved_by}」の体制表の役割が{wanted}ではありません"
    doubts = (unknown(row, "role") for row in rows_of_people(change.approved_by, project))
    yield next(
        filter(None, doubts), violation("approved_by", expected=f"役割が{wanted}の人", problem=problem)
    )
