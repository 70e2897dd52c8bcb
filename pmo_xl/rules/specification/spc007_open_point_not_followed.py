"""SPC007: open points that nobody has asked about for a while."""

from __future__ import annotations

from pmo_xl.metrics.open_points import is_late_point, is_open_point
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation

FOLLOWED_WITHIN = Threshold("確認間隔", 10, "未決の箇所を担当に確かめる間隔の稼働日数")


@rule(
    "SPC007",
    judges=SpecReview,
    reads=("status", "due_on", "raised_on", "followed_up_on"),
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(FOLLOWED_WITHIN,),
    message="{id} は {since} から担当に確かめた記録がありません(担当 {owner}、論点: {point})。",
    remedy="担当に進み具合を確かめ、最終確認日を書いてください。",
)
def open_point_not_followed(point: SpecReview, project: Project) -> Judgement:
    """仕様書の未決の箇所が、長いあいだ担当に確かめられていない。

    ## 要旨
    仕様書確認の「未決」「確認中」の行について、起票日と最終確認日の遅い方から10稼働日(設定の `閾値.確認間隔`)を
    過ぎたときに指摘します。10稼働日目の当日は指摘しません。起票日も最終確認日も空欄の行と、期限を過ぎた行
    (SPC002 が指摘します)は見ません。厳格の規則群だけの規則です。

    ## なぜ問題か
    期限が先の未決は、期限の日まで忘れられます。はっきりするまで聞き続けるのがPMOの仕事です。

    ## 違反例
    基準日: 2026-11-30

    仕様書確認
    | 確認ID | 起票日 | 論点 | 担当 | 期限 | 状態 | 最終確認日 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | SPC-001 | 2026/11/12 | 会員番号の桁数 | 佐藤 花子 | 2026/12/25 | 未決 | | 最終確認日 |
    | SPC-002 | 2026/10/5 | 再送の上限 | 佐藤 花子 | 2026/12/25 | 確認中 | 2026/11/12 | 最終確認日 |

    ## 適合例
    基準日: 2026-11-30

    仕様書確認
    | 確認ID | 起票日 | 論点 | 担当 | 期限 | 状態 | 最終確認日 |
    |---|---|---|---|---|---|---|
    | SPC-001 | 2026/11/13 | 会員番号の桁数 | 佐藤 花子 | 2026/12/25 | 未決 | |
    | SPC-002 | 2026/10/5 | 再送の上限 | 佐藤 花子 | 2026/12/25 | 確認中 | 2026/11/16 |
    | SPC-003 | 2026/10/5 | 抽出の時点 | 佐藤 花子 | 2026/11/27 | 未決 | |
    | SPC-004 | | 取消の期限 | 佐藤 花子 | 2026/12/25 | 未決 | |
    | SPC-005 | 2026/10/5 | 与信の保留 | 佐藤 花子 | 2026/12/25 | 解消 | |
    """
    if cannot := unfilled(point, "status"):
        return cannot
    days = [on for on in (point.raised_on, point.followed_up_on) if on]
    if not is_open_point(point, project) or not days:
        return OUT_OF_SCOPE
    limit = project.settings.threshold(FOLLOWED_WITHIN)
    if is_late_point(point, project) or not is_over(max(days), limit, project):
        return FITS
    return violation("followed_up_on", since=day(max(days)))
