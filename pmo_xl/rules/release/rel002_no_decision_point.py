"""REL002: a release without a point where it is decided to go on or to turn back."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.release import DECISION, WORK, is_release_over, steps_of
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, Subject, rule, violation


@rule(
    "REL002",
    judges=Project,
    needs={ReleaseStep: ("kind",)},
    severity=Severity.ERROR,
    message="{problem}。",
    remedy="進むか戻すかを決める時刻・決める人・決める基準を、種別「判断点」の行に書いてください。",
)
def no_decision_point(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """進むか戻すかを決める判断点がない、または時刻・人・基準が決まっていない。

    ## 要旨
    リリース計画について、次のときに指摘します。

    - 種別「作業」の行があるのに、「判断点」の行が1つもない(シートについて1件)。
    - 「判断点」の行の開始予定・担当・判断基準のどれかが空欄。

    リリースが終わった後は見ません。

    ## なぜ問題か
    戻す時刻と基準が決まっていないと、当日は「もう少し様子を見る」が続き、戻せる時刻を過ぎます。

    ## 違反例
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 担当 | 判断基準 | 指摘 |
    |---|---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 佐藤 花子 | | |
    | REL-002 | 判断点 | 続けるかを決める | 2027/2/20 12:00 | 佐藤 花子 | | 判断基準 |
    | REL-003 | 判断点 | 公開するかを決める | | | 不具合0件 | 開始予定、担当 |

    ## 違反例(判断点がない)
    指摘: リリース計画

    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 担当 |
    |---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 佐藤 花子 |

    ## 適合例
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 担当 | 判断基準 |
    |---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 佐藤 花子 | |
    | REL-002 | 判断点 | 続けるかを決める | 2027/2/20 12:00 | 佐藤 花子 | 照合の差異が0件 |
    """
    if is_release_over(project):
        yield ReleaseStep, OUT_OF_SCOPE
        return
    doubt = next((found for step in project.release_steps if (found := unknown(step, "kind"))), None)
    if steps_of(WORK, project) and not steps_of(DECISION, project):
        none = violation(problem="リリース計画に作業がありますが、判断点が1つもありません")
        yield ReleaseStep, doubt or none
    for step in steps_of(DECISION, project):
        lacking = list(blanks(step, "starts_at", "owner", "criteria"))
        for each in lacking or [FITS]:
            yield step, _named(step, each)


def _named(step: ReleaseStep, judgement: Judgement) -> Judgement:
    if judgement.field is None:
        return judgement
    problem = judgement.details["problem"]
    return violation(judgement.field, problem=f"判断点 {step.row_id or ''} の{problem}")
