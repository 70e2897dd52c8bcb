"""QST004: whether an answer changes the specification must be said, else QST003 has nothing to ask."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "QST004",
    judges=Question,
    reads=("status", "needs_change"),
    severity=Severity.WARNING,
    message="{id} は回答済みですが、仕様反映要否が空欄です。",
    remedy="回答が仕様を変えるなら「要」と書いて仕様変更管理表に起票し、変えないなら「不要」と書いてください。",
)
def change_need_not_judged(qa: Question, project: Project) -> Judgement:
    """回答済のQAで、仕様に反映するかどうかが決まっていない。

    ## 要旨
    状態が「回答済」か「完了」のQAの仕様反映要否が空欄のときに指摘します。

    ## なぜ問題か
    要否が空欄のままだと、仕様変更の起票漏れ(QST003)を確かめられません。「たぶん不要」のまま閉じたQAから、
    設計書に書かれない仕様が生まれます。

    ## 違反例
    QA表
    | QA-ID | 質問 | 仕様反映要否 | 状態 | 指摘 |
    |---|---|---|---|---|
    | QA-001 | 退会時の会員番号は再利用しますか | | 回答済 | 仕様反映要否 |
    | QA-002 | 氏名の最大文字数は | | 完了 | 仕様反映要否 |

    ## 適合例
    QA表
    | QA-ID | 質問 | 仕様反映要否 | 状態 |
    |---|---|---|---|
    | QA-001 | 退会時の会員番号は再利用しますか | 要 | 回答済 |
    | QA-002 | 氏名の最大文字数は | 不要 | 完了 |
    | QA-003 | 夜間バッチの開始時刻は | | 未回答 |
    | QA-004 | 照会画面の件数上限は | | 取下げ |
    """
    if not qa.is_answered:
        return OUT_OF_SCOPE
    return FITS if qa.needs_change else violation("needs_change", expected="要 / 不要")
