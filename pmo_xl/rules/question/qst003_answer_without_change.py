"""QST003: what a QA decided must reach 仕様変更管理表."""

from __future__ import annotations

from pmo_xl.metrics.change_links import changes_of
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "QST003",
    judges=Question,
    reads=("id", "status", "needs_change", "changes"),
    needs={SpecChange: ("id", "origin")},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は仕様反映「要」と回答済みですが、対応する仕様変更がありません。",
    remedy="仕様変更管理表に行を足し、起票元に {id} を書いてください。反映が要らないなら仕様反映要否を「不要」に直してください。",
)
def answer_without_change(qa: Question, project: Project) -> Judgement:
    """仕様に反映すると答えたQAには、仕様変更管理表の行がなければならない。

    ## 要旨
    状態が「回答済」か「完了」で仕様反映要否が「要」のQAについて、起票元にそのQAを書いた仕様変更、
    またはQAの仕様変更IDが指す仕様変更が1件もないときに指摘します。仕様変更の状態は問いません。

    ## なぜ問題か
    QAで決まったことが仕様変更として記録されないと、設計書に反映されず、費用や工期の判断も漏れます。
    試験の段階になって「決まったはずのことが入っていない」と分かるのが、いちばん高くつきます。

    ## 違反例
    QA表
    | QA-ID | 質問 | 仕様反映要否 | 状態 | 指摘 |
    |---|---|---|---|---|
    | QA-012 | 退会時の会員番号は再利用しますか | 要 | 回答済 | 仕様反映要否 |

    ## 適合例
    QA表
    | QA-ID | 質問 | 仕様反映要否 | 仕様変更ID | 状態 |
    |---|---|---|---|---|
    | QA-012 | 退会時の会員番号は再利用しますか | 要 | | 回答済 |
    | QA-013 | 氏名の最大文字数は | 要 | CHG-002 | 完了 |
    | QA-014 | 夜間バッチの開始時刻は | 不要 | | 完了 |
    | QA-015 | 照会画面の件数上限は | 要 | | 未回答 |

    仕様変更管理表
    | 変更ID | 起票元 | 件名 | 状態 |
    |---|---|---|---|
    | CHG-001 | QA-012 | 退会後の会員番号の扱い | 却下 |
    | CHG-002 | | 氏名の桁数 | 起票 |
    """
    if not qa.is_answered or qa.needs_change != "要":
        return OUT_OF_SCOPE
    if changes_of(qa, project):
        return FITS
    return violation("needs_change", expected=f"起票元に {qa.id} を持つ仕様変更")
