"""REL004: an irreversible step without a decision right before it, and work without a way back."""

from __future__ import annotations

from datetime import datetime

from pmo_xl.metrics.release import DECISION, WORK, ends_at, is_release_over, steps_of
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "REL004",
    judges=ReleaseStep,
    reads=("kind", "is_irreversible"),
    severity=Severity.ERROR,
    message="{id} {title}: {problem}。",
    remedy="不可逆の作業の直前に判断点を置き、それより前の作業には切戻し手順を書いてください。戻す必要がなければ「不要」と書きます。",
)
def no_way_back(step: ReleaseStep, project: Project) -> Judgement:
    """戻せない作業の直前に判断点がない、または戻せるはずの作業に切戻し手順がない。

    ## 要旨
    リリース計画の「作業」について、次のときに指摘します。

    - 不可逆 ○ の作業の開始までに終わる判断点がない。または、その判断点の終わりと不可逆の作業の開始の間に、別の作業が
      始まる。終わりと開始がちょうど同じ時刻なら指摘しません。
    - 不可逆でなく、最初の不可逆の作業より前に始まる作業(不可逆の作業がなければすべて)の切戻し手順が空欄。
      「不要」と書いてあれば指摘しません。

    リリースが終わった後は見ません。

    ## なぜ問題か
    戻せない一線を、だれも決めないまま越えることになります。線の手前の作業に戻し方がなければ、戻すと決めても戻れません。

    ## 違反例
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 | 切戻し手順 | 不可逆 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 60 | | | 切戻し手順 |
    | REL-002 | 判断点 | 続けるか | 2027/2/20 12:00 | 30 | | | |
    | REL-003 | 作業 | 切り替える | 2027/2/20 12:30 | 30 | 戻す | | |
    | REL-004 | 作業 | 請求先を移す | 2027/2/20 13:00 | 30 | | ○ | 不可逆 |

    ## 違反例(不可逆の作業がない)
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 | 切戻し手順 | 指摘 |
    |---|---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 60 | | 切戻し手順 |

    ## 適合例
    リリース計画
    | 手順ID | 種別 | 内容 | 開始予定 | 所要分 | 切戻し手順 | 不可逆 |
    |---|---|---|---|---|---|---|
    | REL-001 | 作業 | 移行する | 2027/2/20 1:00 | 60 | 不要 | |
    | REL-002 | 判断点 | 公開するか | 2027/2/20 12:00 | 30 | | |
    | REL-003 | 作業 | 請求先を移す | 2027/2/20 12:30 | 30 | | ○ |
    | REL-004 | 作業 | 公開する | 2027/2/20 13:00 | 30 | | |
    """
    if step.kind != WORK or is_release_over(project):
        return OUT_OF_SCOPE
    if step.starts_at is None:
        return unknown(step, "starts_at") or undeterminable("開始予定が空欄の作業があります")
    if step.is_irreversible:
        return _decided_before(step, step.starts_at, project)
    firsts = [row.starts_at for row in steps_of(WORK, project) if row.is_irreversible and row.starts_at]
    if firsts and step.starts_at >= min(firsts):
        return OUT_OF_SCOPE
    if step.rollback:
        return FITS
    return unknown(step, "rollback") or violation("rollback", problem="切戻し手順が空欄です")


def _decided_before(step: ReleaseStep, start: datetime, project: Project) -> Judgement:
    decisions = steps_of(DECISION, project)
    ends = [end for row in decisions if (end := ends_at(row))]
    others = [row.starts_at for row in steps_of(WORK, project) if row is not step and row.starts_at]
    in_time = [end for end in ends if end <= start]
    if any(not any(end <= other < start for other in others) for end in in_time):
        return FITS
    if len(ends) < len(decisions):
        return undeterminable("判断点の開始予定か所要分が分かりません")
    lacks = (
        "判断点の後、この作業の前に別の作業が始まります"
        if in_time
        else "進むか戻すかを決める判断点が前にありません"
    )
    return violation("is_irreversible", problem=f"戻せない作業ですが、{lacks}")
