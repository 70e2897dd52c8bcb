"""ISS002: an open issue needs an owner who is on the project today."""

from __future__ import annotations

from pmo_xl.metrics.overdue import responsible
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.family_names import member_nearly_named
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation


@rule(
    "ISS002",
    judges=Issue,
    reads=("status", "owner"),
    needs={Member: ("name",)},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は未完了ですが、{problem}。",
    remedy="いま案件にいる人を担当に決めて書いてください。新しく加わった人なら、先に体制表に足してください。",
)
def owner_unknown_or_gone(issue: Issue, project: Project) -> Judgement:
    """未完了の課題に、いま動ける担当がいない。

    ## 要旨
    状態が完了・取下げでない課題について、担当が空欄、担当が体制表にない、担当の離任日が基準日より前、の
    どれかのときに指摘します。離任日の当日はまだ担当とみなします。
    担当に何人か書いてあるときは、先頭の人を責任者とみなします。体制表に行が2つある人(兼任)は、
    すべての行の離任日が過ぎたときだけ離任とみなします。
    「様」「課長」などの敬称・役職と、姓名のあいだの空白の違いは問いません。姓だけが書いてあり、体制表にその姓の人が
    1人だけいるときは、その人の名前を示して警告にします。体制表にまだ1行もないときは判定できません(ORG001 が指摘します)。

    ## なぜ問題か
    担当のいない課題は動きません。離任した人の名前が残っていると、一覧では担当がいるように見えるため、
    期限が来るまで誰も気づきません。

    ## 違反例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 件名 | 担当 | 状態 | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 決済連携の応答が遅い | | 対応中 | 担当 |
    | ISS-002 | 移行データの件数が合わない | 山本 次郎 | 未着手 | 担当 |
    | ISS-003 | 帳票の文字化け | 鈴木 一郎 | 確認待ち | 担当 |
    | ISS-004 | 夜間バッチの遅れ | 鈴木 一郎、佐藤 花子 | 対応中 | 担当 |
    | ISS-005 | 帳票の余白 | 佐藤 | 対応中 | 担当(警告) |

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 佐藤 花子 | PM | |
    | 鈴木 一郎 | システム担当 | 2026/11/29 |

    ## 適合例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 件名 | 担当 | 状態 |
    |---|---|---|---|
    | ISS-001 | 決済連携の応答が遅い | 佐藤花子課長 | 対応中 |
    | ISS-002 | 移行データの件数が合わない | 鈴木 一郎 | 未着手 |
    | ISS-003 | 帳票の文字化け | 高橋 健 | 対応中 |
    | ISS-004 | 夜間バッチの遅れ | 山本 次郎 | 完了 |
    | ISS-005 | 画面の配色 | | 取下げ |

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 佐藤 花子 | PM | |
    | 鈴木 一郎 | システム担当 | 2026/11/30 |
    | 高橋 健 | 開発ベンダ | 2026/10/31 |
    | 高橋 健 | システム担当 | |
    """
    if not project.is_open(issue):
        return OUT_OF_SCOPE
    if not issue.owner:
        return violation("owner", problem=f"担当が{blank_word(issue, 'owner')}です")
    if not project.members:
        return undeterminable("体制表に1行もありません")
    name = responsible(issue.owner, project)
    roles = project.roles_of(name)
    return _on_the_project(roles, project) if roles else _unknown_person(issue, name, project)


def _unknown_person(issue: Issue, name: str | None, project: Project) -> Judgement:
    problem = f"担当「{issue.owner}」が体制表にありません"
    near = member_nearly_named(name, project) if name else None
    if near is None:
        return violation("owner", expected="体制表の氏名", problem=problem)
    problem = f"{problem}(「{near}」のことではありませんか)"
    return violation("owner", expected=near, severity=Severity.WARNING, problem=problem)


def _on_the_project(roles: tuple[Member, ...], project: Project) -> Judgement:
    """Whether one of the person's rows of 体制表 still holds on D."""
    known = (member for member in roles if member.is_known("left_on"))
    if any(member.left_on is None or member.left_on >= project.as_of for member in known):
        return FITS
    if cannot := next(filter(None, (unknown(member, "left_on") for member in roles)), None):
        return cannot
    return violation("owner", problem=f"担当「{roles[0].name}」は体制表の離任日を過ぎています")
