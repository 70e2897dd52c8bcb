"""REQ008: a requirement of which nobody could say whether it is fulfilled."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.vague_words import vague_word
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.rules.blanks import blanks, unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where


@rule(
    "REQ008",
    judges=Requirement,
    screen=where("status", "対象"),
    reads=("status",),
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="{id} は、{problem}。満たしたかどうかを確かめられません。",
    remedy="だれが見ても満たしたかどうかが分かるように、数値と単位(例: 3秒以内、99.9%以上)や具体的な条件で書いてください。",
)
def not_verifiable(requirement: Requirement, project: Project) -> Judgement | tuple[Judgement, ...]:
    """満たしたかどうかを確かめられない書き方の要件がある。

    ## 要旨
    状態が「対象」の要件について、次のどちらかのときに指摘します(両方なら2件)。

    - 受入条件が空欄である。
    - 要件内容に、数値と単位のない文で、あいまいな言葉が使われている。
      あいまいな言葉: 適切に、適宜、十分、速やかに、迅速に、すぐに、直ちに、可能な限り、できる限り、できるだけ、
      なるべく、極力、原則、基本的に、必要に応じて、ある程度、柔軟に、容易に、おおむね、従来どおり、現行踏襲、使いやすい、
      (列挙の後の)等・など

    ## なぜ問題か
    「十分な性能」「速やかに表示」は、作る人と受け取る人で思い浮かべる値が違います。受入試験で初めて食い違いが分かり、
    どちらの費用で直すかの争いになります。

    ## 違反例
    要件一覧
    | 要件ID | 要件内容 | 受入条件 | 状態 | 指摘 |
    |---|---|---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | | 対象 | 受入条件 |
    | REQ-002 | 検索結果を速やかに表示する。 | 検索画面で確かめる | 対象 | 要件内容 |
    | REQ-003 | 会員を検索する。十分な件数を表示する。画面は3秒以内に開く。 | 検索画面で確かめる | 対象 | 要件内容 |
    | REQ-004 | 氏名、住所等を表示する。 | | 対象 | 要件内容、受入条件 |

    ## 適合例
    要件一覧
    | 要件ID | 要件内容 | 受入条件 | 状態 |
    |---|---|---|---|
    | REQ-001 | 検索結果を速やかに(3秒以内)表示する。 | 検索画面で確かめる | 対象 |
    | REQ-002 | 会員に平等に配る。同等の会員は等しく扱う。 | 配布の一覧で確かめる | 対象 |
    | REQ-003 | 検索結果を適切に表示する。 | | 検討中 |
    | REQ-004 | 検索結果を適切に表示する。 | | 取下げ |
    """
    if requirement.status != "対象":
        return OUT_OF_SCOPE
    return (*blanks(requirement, "acceptance_criteria"), *_vague(requirement)) or FITS


def _vague(requirement: Requirement) -> Iterator[Judgement]:
    if cannot := unknown(requirement, "statement"):
        yield cannot
    elif word := vague_word(requirement.statement or ""):
        yield violation("statement", problem=f"要件内容に数値のない「{word}」があります")
