"""SPC003: points called settled without saying how, when, or on whose word."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.blanks import blanks, unfilled
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule


@rule(
    "SPC003",
    judges=SpecReview,
    reads=("status",),
    severity=Severity.WARNING,
    message="{id} は解消ですが、{problem}(論点: {point})。",
    remedy="どう決まったか、何で決まったか(QA・議事・仕様変更のID)、いつ決まったかを書いてください。",
)
def resolved_without_basis(point: SpecReview, project: Project) -> Judgement | tuple[Judgement, ...]:
    """解消した仕様書の未決の箇所に、内容・根拠・日付のどれかがない。

    ## 要旨
    仕様書確認の「解消」の行について、解消内容、解消根拠、解消日が空欄のとき、空欄の欄ごとに指摘します。
    解消根拠が言葉で書いてあるとき(「11/5の定例会議」など)や、IDがほかの表にないとき(DAT005 が指摘します)は、ここでは指摘しません。

    ## なぜ問題か
    どの会議・質問・変更で決まったかをたどれない決定は、後で「決めていない」と言われたときに示せません。

    ## 違反例
    仕様書確認
    | 確認ID | 論点 | 状態 | 解消内容 | 解消根拠 | 解消日 | 指摘 |
    |---|---|---|---|---|---|---|
    | SPC-001 | 会員番号の桁数 | 解消 | 12桁とする | | 2026/11/5 | 解消根拠 |
    | SPC-002 | 再送の上限 | 解消 | | QA-012 | 2026/11/5 | 解消内容 |
    | SPC-003 | 抽出の時点 | 解消 | 30分前とする | QA-013 | | 解消日 |

    ## 適合例
    仕様書確認
    | 確認ID | 論点 | 状態 | 解消内容 | 解消根拠 | 解消日 |
    |---|---|---|---|---|---|
    | SPC-001 | 会員番号の桁数 | 解消 | 12桁とする | QA-012 | 2026/11/5 |
    | SPC-002 | 再送の上限 | 解消 | 5回とする | 11/5 定例会議 | 2026/11/5 |
    | SPC-003 | 抽出の時点 | 確認中 | | | |
    """
    if cannot := unfilled(point, "status"):
        return cannot
    if project.state_of(point) is not StateClass.DONE:
        return OUT_OF_SCOPE
    return tuple(blanks(point, "resolution", "resolved_by", "resolved_on")) or FITS
