"""KNW001: problems of a retrospective from which no lesson was kept, and tries that nobody carries out."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "KNW001",
    judges=RetroItem,
    reads=("kind", "lessons", "issues"),
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="{id}({kind})は{problem}。",
    remedy="{how}",
)
def problem_without_lesson(item: RetroItem, project: Project) -> Judgement:
    """振り返りの Problem は教訓に、Try は課題か教訓につながなければならない。

    ## 要旨
    振り返りの区分が「Problem」で教訓が空欄なら警告、「Try」で教訓も対応課題も空欄なら対応課題の欄の情報です。

    ## なぜ問題か
    話しただけの問題は、次の案件でまた起こります。教訓に残し、試すことは担当と期限のある課題にして、はじめて活きます。

    ## 違反例
    振り返り
    | 振り返りID | 区分 | 内容 | 教訓 | 対応課題 | 指摘 |
    |---|---|---|---|---|---|
    | KPT-001 | Problem | 審査に2か月かかった | | ISS-001 | 教訓 |
    | KPT-002 | Try | 測り方まで先に決める | | | 対応課題(情報) |

    ## 適合例
    振り返り
    | 振り返りID | 区分 | 内容 | 教訓 | 対応課題 |
    |---|---|---|---|---|
    | KPT-001 | Problem | 審査に2か月かかった | KNW-006 | |
    | KPT-002 | Try | 測り方まで先に決める | | ISS-001 |
    | KPT-003 | Try | 疎通を先に確かめる | KNW-003 | |
    | KPT-004 | Keep | 経緯を番号でつないだ | | |
    """
    if cannot := unfilled(item, "kind"):
        return cannot
    if item.kind == "Problem":
        problem, how = "教訓が書いてありません", "ナレッジに教訓を1行足し、その教訓IDを教訓に書いてください。"
        return FITS if item.lessons else violation("lessons", problem=problem, how=how)
    if item.kind != "Try":
        return OUT_OF_SCOPE
    if item.lessons or item.issues:
        return FITS
    problem = "だれがいつまでに試すか決まっていません"
    how = "担当と期限を決めて課題管理表に起こし、その課題IDを対応課題に書いてください。"
    return violation("issues", severity=Severity.INFO, problem=problem, how=how)
