"""ORG004: people without a line to report by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmo_xl.metrics.approvers import entitled_roles
from pmo_xl.metrics.lines_of_report import circles_of_report, rows_by_person, superior_of
from pmo_xl.metrics.on_the_project import is_present, leaves_on
from pmo_xl.model.display import day
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "ORG004",
    judges=Project,
    needs={Member: ("name", "role", "reports_to")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="{what}。",
    remedy="だれに報告・相談する人かを、体制表の報告先に氏名で書いてください。体制図の線にもなります。",
)
def no_reporting_line(project: Project) -> Iterator[tuple[Member | type[Member], Judgement]]:
    """案件にいる人には、報告先がなければならない。

    ## 要旨
    基準日に案件にいる人(着任日が基準日以前か空欄、離任日が基準日以後か空欄)のうち、承認者役割(設定。空欄なら事業責任者)の
    行がない人について、報告先が空欄、体制表にない人、本人、離任した人のどれかのときに指摘します。報告先が互いを指して
    輪になっているときは、輪の中でいちばん上の行を1件だけ指摘します(輪の外からその輪に報告する人は指摘しません)。
    2つの役割の行がある人は、どれかの行に報告先があればよく、初めの行を指摘します。
    体制表のだれにも報告先がないときは、この欄を使っていないものとして、情報を1件だけ示します。

    ## なぜ問題か
    報告と相談の線がない人の遅れや困りごとは、だれにも届きません。線が輪になっていると、決める人まで上がりません。

    ## 違反例
    基準日: 2026-11-30

    体制表
    | ID | 氏名 | 役割 | 報告先 | 着任日 | 離任日 | 指摘 |
    |---|---|---|---|---|---|---|
    | PER-001 | 田中 誠 | 事業責任者 | | | | |
    | PER-002 | 佐藤 花子 | PM | | 2026/11/30 | | 報告先 |
    | PER-003 | 鈴木 一郎 | PMO | 鈴木一郎 | | | 報告先 |
    | PER-004 | 高橋 健太 | システム担当 | 前川 実 | | | 報告先 |
    | PER-005 | 前川 実 | PM | 田中 誠 | | 2026/11/29 | |
    | PER-006 | 山本 恵 | システム担当 | 中村 聡 | | | 報告先 |
    | PER-007 | 中村 聡 | システム担当 | 山本 恵 | | | |
    | PER-008 | 小林 徹 | 開発ベンダ | 中村 聡 | | | |

    ## 違反例(だれにも報告先がない)
    指摘: 体制表(情報)

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 田中 誠 | 事業責任者 |
    | 佐藤 花子 | PM |

    ## 適合例
    基準日: 2026-11-30

    体制表
    | ID | 氏名 | 役割 | 報告先 | 着任日 | 離任日 |
    |---|---|---|---|---|---|
    | PER-001 | 田中 誠 | 事業責任者 | | | |
    | PER-002 | 佐藤 花子 | PM | 田中部長 | | |
    | PER-003 | 田中 | その他 | 田中 誠 | | |
    | PER-004 | 鈴木 一郎 | PMO | | | |
    | PER-005 | 鈴木 一郎 | その他 | 前川 実 | | |
    | PER-006 | 前川 実 | PM | 田中 誠 | | 2026/11/30 |
    | PER-007 | 高橋 健太 | システム担当 | | 2026/12/1 | |
    | PER-008 | 山本 恵 | システム担当 | | | 2026/11/29 |
    """
    people = rows_by_person(project)
    judged = {key: rows for key, rows in people.items() if _is_asked(rows, project)}
    if not judged:
        return
    if not any(row.reports_to for row in project.members):
        what = "体制表のだれにも報告先が書かれていません"
        yield Member, violation(key="報告先", severity=Severity.INFO, what=what)
        return
    circles = _circles(project, people, judged)
    for key, rows in judged.items():
        yield rows[0], _judge(key, rows, frozenset().union(*circles), project)
    for circle in circles:
        yield _of_circle(circle, people)


def _is_asked(rows: Sequence[Member], project: Project) -> bool:
    entitled = entitled_roles(project)
    return is_present(rows, project) and not any(row.role in entitled for row in rows)


def _circles(
    project: Project, people: Mapping[str, Sequence[Member]], judged: Mapping[str, object]
) -> list[tuple[str, ...]]:
    """The circles with somebody who is judged, each from the person who stands first in 体制表 on."""
    order = {key: number for number, key in enumerate(people)}
    found = (tuple(sorted(circle, key=lambda key: order[key])) for circle in circles_of_report(project))
    return [circle for circle in found if any(key in judged for key in circle)]


def _of_circle(circle: Sequence[str], people: Mapping[str, Sequence[Member]]) -> tuple[Member, Judgement]:
    names = "、".join(people[key][0].name or "" for key in circle)
    return people[circle[0]][0], violation("reports_to", what=f"{names} の報告先が輪になっています")


def _judge(key: str, rows: Sequence[Member], on_circles: frozenset[str], project: Project) -> Judgement:
    doubt = (unknown(row, "role", "joined_on", "left_on", "reports_to") for row in rows if row.unread)
    if cannot := next(filter(None, doubt), None):
        return cannot
    if key in on_circles:
        return OUT_OF_SCOPE  # the circle's own finding speaks
    problem = _problem(key, superior_of(rows), project)
    return violation("reports_to", what=f"{rows[0].name} さんの報告先が{problem}") if problem else FITS


def _problem(key: str, superior: str | None, project: Project) -> str | None:
    if superior is None:
        return "空欄です"
    if superior == key:
        return "本人になっています"
    above = project.roles_of(superior)
    if not above:
        return "体制表にない人です"
    end = leaves_on(above)
    if end is not None and end < project.as_of:
        return f"、{day(end)} に離任した {above[0].name} さんになっています"
    return None
