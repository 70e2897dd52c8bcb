"""ORG003: several people who may approve."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import person_key
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "ORG003",
    judges=Project,
    needs={Member: ("name", "role")},
    severity=Severity.WARNING,
    message="役割「{role}」の人が {count} 人います({names})。",
    remedy="仕様変更を承認する人を1人に決め、ほかの人の役割を直してください。交代したなら、前任の人の離任日を書いてください。",
)
def two_approvers(project: Project) -> Iterator[tuple[type[Member], Judgement]]:
    """仕様変更を承認する役割の人が、2人以上いる。

    ## 要旨
    設定の承認者役割(空欄なら事業責任者)のそれぞれについて、その役割の人が体制表に2人以上いるときに、体制表全体に
    ついて指摘します。離任日が基準日より前の人と、着任日が基準日より後の人は数えません。同じ人の行は1人と数えます。

    ## なぜ問題か
    承認できる人が2人いると、片方が断ったことをもう片方が通してしまいます。決める人は1人にしておくのが原則です。

    ## 違反例
    基準日: 2026-11-30
    指摘: 体制表

    体制表
    | 氏名 | 役割 | 着任日 | 離任日 |
    |---|---|---|---|
    | 田中 誠 | 事業責任者 | 2026/4/1 | 2026/11/30 |
    | 山本 恵 | 事業責任者 | 2026/11/30 | |

    ## 適合例
    基準日: 2026-11-30

    体制表
    | 氏名 | 役割 | 着任日 | 離任日 |
    |---|---|---|---|
    | 田中 誠 | 事業責任者 | 2026/4/1 | |
    | 田中　誠 | 事業責任者 | 2026/4/1 | |
    | 山本 恵 | 事業責任者 | 2026/4/1 | 2026/11/29 |
    | 高橋 健太 | 事業責任者 | 2026/12/1 | |
    | 佐藤 花子 | PM | | |
    | 鈴木 一郎 | PM | | |
    """
    for role in project.settings.approver_roles:
        yield Member, _judge(role, project)


def _judge(role: str, project: Project) -> Judgement:
    rows = project.members.naming("role", role)
    holders = {person_key(row.name): row.name for row in rows if row.name and _is_here(row, project)}
    if not rows:
        return OUT_OF_SCOPE
    if len(holders) < 2:
        return FITS
    doubt = next(filter(None, (unknown(row, "joined_on", "left_on") for row in rows if row.unread)), None)
    names = "、".join(filter(None, holders.values()))
    return doubt or violation(key=role, role=role, count=len(holders), names=names)


def _is_here(row: Member, project: Project) -> bool:
    has_come = row.joined_on is None or row.joined_on <= project.as_of
    return has_come and (row.left_on is None or row.left_on >= project.as_of)
