"""REL005: a release near, and a system without contingency or a precondition that is not met."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.release import (
    PRECONDITION,
    is_release_over,
    is_release_within,
    release_moment,
    released_systems,
    steps_of,
)
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.risk import Risk
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    Subject,
    out_of_scope,
    rule,
    undeterminable,
    violation,
)

NEAR, VERY_NEAR = 10, 2


@rule(
    "REL005",
    judges=Project,
    needs={ReleaseStep: ("kind", "system")},
    severity=Severity.ERROR,
    message="{problem}。",
    remedy="システムの備えは、リスク管理表の影響システムとコンティンジェンシープランに書いてください。前提は、満たされたことを確かめて充足に ○ を付けてください。",
)
def no_contingency(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """リリースが近いのに、システムの備えがない、または前提が満たされていない。

    ## 要旨
    リリースの時点(設定の停止開始、なければ最初の作業)の10稼働日前から、次を指摘します。

    - 作業のあるシステムで、未完了のリスクのコンティンジェンシープランに1つも名前のないもの(影響システムが空欄の
      リスクは、すべてのシステムの備えとみなします)。そのシステムの最初の作業で指摘します。リスク管理表がなければ
      対象外です。
    - 「前提」で充足に ○ のないもの。開始予定の日を過ぎたらエラー、その前でもリリースの2稼働日前からは警告です。

    リリースが終わった後は見ません。

    ## なぜ問題か
    前提が満たされないまま当日を迎えると、その夜に延期を決めることになります。備えのないシステムは、困ったときの手順を
    その場で考えることになります。

    ## 違反例
    基準日: 2027-02-17

    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム | 内容 | 開始予定 | 充足 | 指摘 |
    |---|---|---|---|---|---|---|
    | REL-001 | 前提 | | リハーサルが済んだ | 2027/2/16 10:00 | | 充足 |
    | REL-002 | 前提 | | 案内を配信した | 2027/2/17 10:00 | × | 充足(警告) |
    | REL-003 | 作業 | 会員基盤 | 移行する | 2027/2/19 22:00 | | |
    | REL-004 | 作業 | 決済連携 | 切り替える | 2027/2/20 22:00 | | システム |
    | REL-005 | 作業 | 決済連携 | 確かめる | 2027/2/20 23:00 | | |

    リスク管理表
    | リスクID | リスク | コンティンジェンシープラン | 状態 | 影響システム |
    |---|---|---|---|---|
    | RSK-001 | 移行が終わらない | 戻す | 監視中 | 会員基盤 |
    | RSK-002 | 決済が止まる | 戻す | 終了 | 決済連携 |
    | RSK-003 | 決済が遅い | | 監視中 | 決済連携 |

    ## 適合例
    基準日: 2027-02-16

    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム | 内容 | 開始予定 | 充足 |
    |---|---|---|---|---|---|
    | REL-001 | 前提 | | リハーサルが済んだ | 2027/2/15 10:00 | ○ |
    | REL-002 | 前提 | | 案内を配信した | 2027/2/16 10:00 | |
    | REL-003 | 作業 | 会員基盤 | 移行する | 2027/2/19 22:00 | |

    リスク管理表
    | リスクID | リスク | コンティンジェンシープラン | 状態 | 影響システム |
    |---|---|---|---|---|
    | RSK-001 | 移行が終わらない | 戻す | 監視中 | |

    ## 適合例(11稼働日前)
    基準日: 2027-02-03

    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム | 内容 | 開始予定 | 充足 |
    |---|---|---|---|---|---|
    | REL-001 | 前提 | | リハーサルが済んだ | 2027/2/2 10:00 | |
    """
    if release_moment(project) is None or is_release_over(project) or not is_release_within(NEAR, project):
        yield ReleaseStep, OUT_OF_SCOPE
        return
    for system, step in released_systems(project).items():
        yield step, _prepared(system, step, project)
    for step in steps_of(PRECONDITION, project):
        yield step, _met(step, project)


def _prepared(system: str, step: ReleaseStep, project: Project) -> Judgement:
    """Whether an open risk with a contingency names the system, or none in particular."""
    if not project.has(Risk) or not len(project.risks):
        return out_of_scope("「リスク管理表」シートがないか、行がありません")
    ready = [risk for risk in project.risks if risk.contingency and project.is_open(risk)]
    if any(not risk.systems or system in {system_key(s, project) for s in risk.systems} for risk in ready):
        return FITS
    doubts = (unknown(risk, "contingency", "status") for risk in project.risks)
    problem = f"{step.system} に、未完了のリスクのコンティンジェンシープランがありません"
    return next(filter(None, doubts), None) or violation("system", problem=problem)


def _met(step: ReleaseStep, project: Project) -> Judgement:
    if step.is_met:
        return FITS
    if cannot := unknown(step, "is_met", "starts_at"):
        return cannot
    problem = f"{step.row_id or ''} 前提「{step.title or ''}」に充足の ○ がありません"
    if step.starts_at and step.starts_at.date() < project.as_of:
        return violation("is_met", problem=problem)
    if is_release_within(VERY_NEAR, project):
        return violation("is_met", severity=Severity.WARNING, problem=problem)
    return FITS if step.starts_at else undeterminable("開始予定が空欄の前提があります")
