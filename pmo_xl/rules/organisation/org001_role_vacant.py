"""ORG001: roles that nobody holds."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.on_the_project import holds_role
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.system import System
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation

ROLES = ("事業責任者", "PM", "PMO")


@rule(
    "ORG001",
    judges=Project,
    needs={Member: ("role",), System: ("change_kind", "owner")},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}。",
    remedy="{how}",
)
def role_vacant(project: Project) -> Iterator[tuple[Record | type[Record], Judgement]]:
    """決める人・進める人・各システムの主担当がいなければならない。

    ## 要旨
    体制表に、事業責任者・PM・PMOのどれかが1人もいないとき、またはシステム一覧で区分が「新規」「改修」のシステムの
    主担当が空欄のときに指摘します。離任日が基準日より前の人は、いないものとみなします。
    体制表にまだ1行もないときは、役割ごとではなく1件だけ指摘します。

    ## なぜ問題か
    承認する人がいなければ仕様変更は決まらず、主担当のいないシステムの質問や遅れは誰も拾いません。

    ## 違反例
    基準日: 2026-11-30
    指摘: 体制表

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 田中 誠 | 事業責任者 | |
    | 佐藤 花子 | PM | |
    | 鈴木 一郎 | PMO | 2026/11/29 |

    システム一覧
    | システム名 | 区分 | 主担当 | 指摘 |
    |---|---|---|---|
    | 会員基盤 | 改修 | | 主担当 |
    | 帳票 | 影響なし | | |

    ## 違反例(体制表がまだ空)
    指摘: 体制表

    システム一覧
    | システム名 | 区分 | 主担当 |
    |---|---|---|
    | 会員基盤 | 改修 | 佐藤 花子 |

    ## 適合例
    基準日: 2026-11-30

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 田中 誠 | 事業責任者 | |
    | 佐藤 花子 | PM | |
    | 鈴木 一郎 | PMO | 2026/11/30 |

    システム一覧
    | システム名 | 区分 | 主担当 |
    |---|---|---|
    | 会員基盤 | 改修 | 佐藤 花子 |
    """
    if project.members:
        for role in ROLES:
            yield Member, _role(role, project)
    else:
        yield Member, _nobody()
    for system in project.systems:
        yield system, _system(system)


def _role(role: str, project: Project) -> Judgement:
    if holds_role(role, project):
        return FITS
    what = f"体制表に役割「{role}」の人がいません"
    how = f"体制表に役割「{role}」の人を書いてください。交代したなら後任の行を足してください。"
    return violation(key=role, expected=f"役割「{role}」の人", what=what, how=how)


def _nobody() -> Judgement:
    roles = "・".join(ROLES)
    what = f"体制表にまだ1行もなく、{roles}がわかりません"
    return violation(
        key="体制表", expected="案件の要員", what=what, how=f"体制表を、{roles}から書き始めてください。"
    )


def _system(system: System) -> Judgement:
    if not system.is_known("change_kind", "owner"):
        return undeterminable("システム一覧の区分か主担当を読み取れない行があります")
    if system.change_kind not in ("新規", "改修"):
        return OUT_OF_SCOPE
    if system.owner:
        return FITS
    what = f"システム「{system.name}」の主担当が決まっていません"
    return violation("owner", expected="体制表の氏名", what=what, how="主担当を決めて書いてください。")
