"""QST002: a QA that counts as answered must hold its answer, who gave it and when."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "QST002",
    judges=Question,
    reads=("status",),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は状態が「{status}」ですが、{problem}。",
    remedy="回答・回答者・回答日を正しく書いてください。まだ回答がないなら状態を「未回答」に戻してください。",
)
def answered_without_answer(qa: Question, project: Project) -> Judgement | tuple[Judgement, ...]:
    """回答済のQAに、回答・回答者・回答日のどれかがない。

    ## 要旨
    状態が「回答済」か「完了」のQAについて、回答、回答者、回答日のどれかが空欄のとき、空欄の欄ごとに指摘します。
    回答日が質問日より前のときも指摘します(同じ日は問題ありません)。

    ## なぜ問題か
    だれがいつ何と答えたかが残らないと、後で「言った・言わない」になり、仕様の根拠を示せません。
    回答日がないと、回答までに何日かかったかも数えられません。

    ## 違反例
    QA表
    | QA-ID | 質問日 | 回答者 | 回答 | 回答日 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | QA-001 | 2026/11/2 | 佐藤 花子 | | 2026/11/9 | 回答済 | 回答 |
    | QA-002 | 2026/11/2 | | 再利用しません。 | 2026/11/9 | 完了 | 回答者 |
    | QA-003 | 2026/11/2 | 佐藤 花子 | 再利用しません。 | | 回答済 | 回答日 |
    | QA-004 | 2026/11/2 | | | | 完了 | 回答、回答者、回答日 |
    | QA-005 | 2026/11/2 | 佐藤 花子 | 再利用しません。 | 2026/11/1 | 回答済 | 回答日 |

    ## 適合例
    QA表
    | QA-ID | 質問日 | 回答者 | 回答 | 回答日 | 状態 |
    |---|---|---|---|---|---|
    | QA-001 | 2026/11/2 | 佐藤 花子 | 再利用しません。 | 2026/11/2 | 回答済 |
    | QA-002 | 2026/11/2 | 佐藤 花子 | 再利用しません。 | 2026/11/9 | 完了 |
    | QA-003 | | 佐藤 花子 | 再利用しません。 | 2026/11/9 | 完了 |
    | QA-004 | 2026/11/2 | 佐藤 花子 | | | 未回答 |
    | QA-005 | 2026/11/2 | | | | 取下げ |
    """
    if not qa.is_answered:
        return OUT_OF_SCOPE
    return (*blanks(qa, "answer", "answered_by", "answered_on"), *_before_the_question(qa)) or FITS


def _before_the_question(qa: Question) -> Iterator[Judgement]:
    if qa.answered_on is None:
        return
    if cannot := unknown(qa, "asked_on"):
        yield cannot
    elif qa.asked_on and qa.answered_on < qa.asked_on:
        yield violation(
            "answered_on",
            expected=f"{day(qa.asked_on)} 以降",
            problem=f"回答日 {day(qa.answered_on)} が質問日 {day(qa.asked_on)} より前です",
        )
