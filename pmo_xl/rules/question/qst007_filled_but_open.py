"""QST007: a question that has its answer and is still listed as unanswered."""

from __future__ import annotations

from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where


@rule(
    "QST007",
    judges=Question,
    screen=where("status", "未回答"),
    reads=("status", "answer", "answered_on"),
    severity=Severity.WARNING,
    message="{id} は回答も回答日({answered_on})も書いてありますが、状態が「未回答」のままです。",
    remedy="状態を「回答済」にしてください。まだ答えになっていないなら、回答日を消してください。",
)
def filled_but_open(qa: Question, project: Project) -> Judgement:
    """回答も回答日も書いてあるのに、状態が未回答のままになっている。

    ## 要旨
    状態が「未回答」のQAで、回答と回答日の両方が書いてあるときに指摘します。
    回答だけ、回答日だけのQAは、書きかけとみて指摘しません。

    ## なぜ問題か
    終わったQAが未回答に混じると、回答期限の超過や滞留日数が実際より悪く見え、本当に遅れているQAが埋もれます。

    ## 違反例
    QA表
    | QA-ID | 質問 | 回答 | 回答日 | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | QA-001 | 退会時の会員番号は再利用しますか | 再利用しません。 | 2026/11/20 | 未回答 | 状態 |

    ## 適合例
    QA表
    | QA-ID | 質問 | 回答 | 回答日 | 状態 |
    |---|---|---|---|---|
    | QA-001 | 退会時の会員番号は再利用しますか | 再利用しません。 | 2026/11/20 | 回答済 |
    | QA-002 | 氏名の最大文字数は | 40文字の見込み。 | | 未回答 |
    | QA-003 | 夜間バッチの開始時刻は | | 2026/11/20 | 未回答 |
    | QA-004 | 照会画面の件数上限は | 100件。 | 2026/11/20 | 取下げ |
    """
    if qa.status != "未回答" or qa.is_being_checked:
        return OUT_OF_SCOPE
    is_filled = bool(qa.answer) and qa.answered_on is not None
    return violation("status", expected="回答済") if is_filled else FITS
