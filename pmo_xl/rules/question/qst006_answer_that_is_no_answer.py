"""QST006: an answer that only promises an answer."""

from __future__ import annotations

import re
import unicodedata

from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where

# 検討中の会員, 確認中の注文: there the word belongs to the thing spoken of, not to the answer.
_PUT_OFF = re.compile("別途|後日|追って|(?:検討中|確認中)(?!の(?!ため|状況))")


@rule(
    "QST006",
    judges=Question,
    screen=where("status", "回答済"),
    reads=("status", "answer"),
    severity=Severity.WARNING,
    message="{id} は回答済ですが、回答に「{word}」とあり、答えになっていないおそれがあります。",
    remedy="答えが決まるまで状態を「未回答」に戻し、回答期限を決め直してください。答えが別の資料にあるなら、資料名・版・頁を回答に書いてください。",
)
def answer_that_is_no_answer(qa: Question, project: Project) -> Judgement:
    """回答済のQAの回答が「別途」「検討中」などの先送りになっている。

    ## 要旨
    状態が「回答済」のQAの回答に「別途」「後日」「検討中」「確認中」「追って」のどれかがあるときに指摘します。
    「確認中の注文」のように、物事の名前の一部になっている「検討中の…」「確認中の…」は指摘しません
    (「検討中のため」は指摘します)。回答が空欄のQAは QST002 が指摘します。

    ## なぜ問題か
    「別途ご連絡します」で回答済にすると、未回答の一覧から消えて、連絡を待つ人だけが残ります。
    設計の期限が来てから、まだ決まっていないことが分かります。

    ## 違反例
    QA表
    | QA-ID | 質問 | 回答 | 状態 | 指摘 |
    |---|---|---|---|---|
    | QA-001 | 退会時の会員番号は再利用しますか | 別途ご連絡します。 | 回答済 | 回答 |
    | QA-002 | 氏名の最大文字数は | 担当部門で検討中です。 | 回答済 | 回答 |
    | QA-003 | 夜間バッチの開始時刻は | 検討中のため、追って回答します。 | 回答済 | 回答 |
    | QA-004 | 照会画面の件数上限は | 確認中 | 回答済 | 回答 |
    | QA-005 | 帳票の用紙の大きさは | 後日回答 | 回答済 | 回答 |

    ## 適合例
    QA表
    | QA-ID | 質問 | 回答 | 状態 |
    |---|---|---|---|
    | QA-001 | 退会時の会員番号は再利用しますか | 再利用しません。 | 回答済 |
    | QA-002 | 確認中の注文は取り消せますか | 確認中の注文は取り消せます。 | 回答済 |
    | QA-003 | 夜間バッチの開始時刻は | 検討中です。 | 未回答 |
    | QA-004 | 照会画面の件数上限は | | 回答済 |
    """
    if qa.status != "回答済" or not qa.answer:
        return OUT_OF_SCOPE
    found = _PUT_OFF.search(unicodedata.normalize("NFKC", qa.answer))
    return violation("answer", word=found.group()) if found else FITS
