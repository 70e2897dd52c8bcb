"""SPC001: open points that nobody sees to, or not by any day."""

from __future__ import annotations

from pmo_xl.metrics.open_points import is_open_point
from pmo_xl.model.project import Project
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.blanks import blanks, unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "SPC001",
    judges=SpecReview,
    reads=("status",),
    severity=Severity.ERROR,
    message="{id} は決着していないのに、{problem}(論点: {point})。",
    remedy="だれがいつまでに確かめるかを決めて、担当と期限を書いてください。",
)
def open_point_without_owner(point: SpecReview, project: Project) -> Judgement | tuple[Judgement, ...]:
    """仕様書の未決の箇所に、担当か期限がない。

    ## 要旨
    仕様書確認の「未決」「確認中」の行について、担当か期限が空欄のとき、空欄の欄ごとに指摘します。
    「解消」「対象外」の行は見ません。

    ## なぜ問題か
    仕様書のあいまいな箇所は、だれがいつまでに確かめるかが決まるまで、だれの仕事でもありません。

    ## 違反例
    仕様書確認
    | 確認ID | 論点 | 担当 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | SPC-001 | 会員番号の桁数 | | 2026/12/4 | 未決 | 担当 |
    | SPC-002 | 再送の上限 | 佐藤 花子 | | 確認中 | 期限 |
    | SPC-003 | 抽出の時点 | | | 未決 | 担当、期限 |

    ## 適合例
    仕様書確認
    | 確認ID | 論点 | 担当 | 期限 | 状態 |
    |---|---|---|---|---|
    | SPC-001 | 会員番号の桁数 | 佐藤 花子 | 2026/12/4 | 未決 |
    | SPC-002 | 再送の上限 | | | 解消 |
    | SPC-003 | 抽出の時点 | | | 対象外 |
    """
    if cannot := unfilled(point, "status"):
        return cannot
    if not is_open_point(point, project):
        return OUT_OF_SCOPE
    return tuple(blanks(point, "owner", "due_on")) or FITS
