"""ISS007: what was patched at release time must be followed up to the permanent fix."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.display import day
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where


@rule(
    "ISS007",
    judges=Issue,
    screen=where("kind", "リリース課題"),
    reads=("kind", "status"),
    severity=Severity.ERROR,
    message="リリース課題 {id} は、{problem}。",
    remedy="恒久対応の要否を決め、要るなら恒久対応・恒久対応担当・恒久対応期限を書いて、恒久完了日まで追ってください。",
)
def release_issue_without_permanent_fix(issue: Issue, project: Project) -> Judgement | tuple[Judgement, ...]:
    """リリース課題の恒久対応が決まっていない、または期限を過ぎている。

    ## 要旨
    種別が「リリース課題」の課題(取下げを除く)について、次のときに指摘します。状態が「完了」でも見ます
    (暫定対応で閉じた課題こそ、恒久対応が忘れられるからです)。

    - 恒久対応要否が空欄(エラー)
    - 恒久対応要否が「要」で、恒久対応・恒久対応担当・恒久対応期限のどれかが空欄(エラー、空欄の欄ごと)
    - 恒久対応要否が「要」で、恒久対応期限が基準日より前なのに恒久完了日が空欄(警告)

    ## なぜ問題か
    リリースのときの暫定対応は、サービスが動いている限り忘れられます。恒久対応の担当と期限が決まっていないと、
    次の障害で同じ所が壊れます。

    ## 違反例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 種別 | 状態 | 恒久対応要否 | 恒久対応 | 恒久対応担当 | 恒久対応期限 | 恒久完了日 | 指摘 |
    |---|---|---|---|---|---|---|---|---|
    | ISS-001 | リリース課題 | 未着手 | | | | | | 恒久対応要否 |
    | ISS-002 | リリース課題 | 完了 | 要 | | | | | 恒久対応、恒久対応担当、恒久対応期限 |
    | ISS-003 | リリース課題 | 完了 | 要 | 再送の作り直し | 佐藤 花子 | 2026/11/29 | | 恒久対応期限(警告) |
    | ISS-004 | リリース課題 | 対応中 | 要 | 再送の作り直し | | 2026/11/29 | | 恒久対応担当、恒久対応期限(警告) |

    ## 適合例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 種別 | 状態 | 恒久対応要否 | 恒久対応 | 恒久対応担当 | 恒久対応期限 | 恒久完了日 |
    |---|---|---|---|---|---|---|---|
    | ISS-001 | リリース課題 | 完了 | 不要 | | | | |
    | ISS-002 | リリース課題 | 対応中 | 要 | 再送の作り直し | 佐藤 花子 | 2026/11/30 | |
    | ISS-003 | リリース課題 | 完了 | 要 | 再送の作り直し | 佐藤 花子 | 2026/11/20 | 2026/11/25 |
    | ISS-004 | リリース課題 | 取下げ | | | | | |
    | ISS-005 | 課題 | 対応中 | | | | | |
    """
    if issue.kind != "リリース課題" or issue.status == "取下げ":
        return OUT_OF_SCOPE
    if issue.needs_permanent_fix != "要":
        return next(blanks(issue, "needs_permanent_fix"), FITS)
    named = blanks(issue, "permanent_fix", "permanent_owner", "permanent_due_on")
    return (*named, *_late(issue, project)) or FITS


def _late(issue: Issue, project: Project) -> Iterator[Judgement]:
    due = issue.permanent_due_on
    if due is None or due >= project.as_of:
        return
    if cannot := unknown(issue, "permanent_closed_on"):
        yield cannot
    elif issue.permanent_closed_on is None:
        problem = f"恒久対応期限 {day(due)} を過ぎて恒久対応が終わっていません"
        yield violation("permanent_due_on", severity=Severity.WARNING, problem=problem)
