"""PRE004: comments and notes that go out with the paper."""

from __future__ import annotations

from pmo_xl.model.passage import Delivery, Passage
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import Group, Judgement, Severity, rule

_LIGHT = ("解決済み", "見出しのメモ")


@rule(
    "PRE004",
    judges=Passage,
    reads=("コメント", "メモ", "注釈"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="コメントが残っています({author}): 「{excerpt}」",
    remedy="答えを本文に反映してから、コメントを消してください。解決済みにするだけでは残ります。",
)
def comment_left(passage: Passage, delivery: Delivery) -> Judgement:
    """社内のコメントやメモが付いたまま、文書を出そうとしている。

    ## 要旨
    Word・PowerPointのコメント、Excelのメモとコメント、PDFの注釈をエラーとして指摘します。
    解決済みのものと、見出しのセルのメモ(入力の説明が多い)は警告です。

    ## なぜ問題か
    「標準価格の10%増しで」というやり取りを、お客様に読まれた例があります。

    ## 違反例
    文書: 見積書.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 明細!C5 のメモ | メモ | 標準価格の10%増しで | | エラー |
    | 明細!C6 のコメント | メモ | 直しました | 解決済み | 警告 |
    | 明細!A1 のメモ | メモ | 半角で入力 | 見出しのメモ | 警告 |

    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 のコメント | コメント | ここは本当か | | エラー |

    文書: 基本設計書.pdf
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 3頁 の注釈(Text) | 注釈 | 直す | 隠:注釈 | エラー |

    ## 適合例
    文書: 基本設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | コメントは社内で扱う。 | | |
    """
    is_light = any(mark in passage.marks for mark in _LIGHT)
    return hit(passage.text or "(空のコメント)", severity=Severity.WARNING if is_light else None)
