"""ISS003: a closed issue must say when it was closed and what was done."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.display import day
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import blanks, not_kept, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where


@rule(
    "ISS003",
    judges=Issue,
    screen=where("status", "完了"),
    reads=("status",),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は状態が「{status}」ですが、{problem}。",
    remedy="完了日と対応内容を正しく書いてください。まだ終わっていないなら状態を戻してください。",
)
def closed_without_record(issue: Issue, project: Project) -> Judgement | tuple[Judgement, ...]:
    """完了した課題に、完了日か対応内容がない。

    ## 要旨
    状態が「完了」の課題について、完了日か対応内容が空欄のとき、空欄の欄ごとに指摘します。
    完了日が起票日より前のときも指摘します(同じ日は問題ありません)。取下げの課題は見ません。
    自社の様式の表で、完了の行(3 行以上)のどれにも書かれていない列は、書かない習わしと見て判定不能とします。

    ## なぜ問題か
    何をして終わらせたかが残らないと、同じ課題が起きたときに一から調べ直しになります。
    完了日がないと、月ごとの完了件数も、かかった日数も数えられません。

    ## 違反例
    課題管理表
    | 課題ID | 起票日 | 状態 | 対応内容 | 完了日 | 指摘 |
    |---|---|---|---|---|---|
    | ISS-001 | 2026/11/2 | 完了 | 設定を直して再実行した。 | | 完了日 |
    | ISS-002 | 2026/11/2 | 完了 | | 2026/11/20 | 対応内容 |
    | ISS-003 | 2026/11/2 | 完了 | | | 完了日、対応内容 |
    | ISS-004 | 2026/11/2 | 完了 | 設定を直して再実行した。 | 2026/11/1 | 完了日 |

    ## 適合例
    課題管理表
    | 課題ID | 起票日 | 状態 | 対応内容 | 完了日 |
    |---|---|---|---|---|
    | ISS-001 | 2026/11/2 | 完了 | 設定を直して再実行した。 | 2026/11/2 |
    | ISS-002 | | 完了 | 設定を直して再実行した。 | 2026/11/20 |
    | ISS-003 | 2026/11/2 | 対応中 | | |
    | ISS-004 | 2026/11/2 | 取下げ | | |
    """
    if issue.status != "完了":
        return OUT_OF_SCOPE
    fields = ("closed_on", "resolution")
    habits = [cannot for field in fields if (cannot := not_kept(issue, field, project))]
    kept = [field for field in fields if not not_kept(issue, field, project)]
    return (*habits, *blanks(issue, *kept), *_before_the_raising(issue)) or FITS


def _before_the_raising(issue: Issue) -> Iterator[Judgement]:
    if issue.closed_on is None:
        return
    if cannot := unknown(issue, "raised_on"):
        yield cannot
    elif issue.raised_on and issue.closed_on < issue.raised_on:
        yield violation(
            "closed_on",
            expected=f"{day(issue.raised_on)} 以降",
            problem=f"完了日 {day(issue.closed_on)} が起票日 {day(issue.raised_on)} より前です",
        )
