"""PRE035: files that the receiver cannot open either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.model.passage import STATE, Delivery, Document
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_LOCKED = ("パスワード", "リンクは開きません")


@rule(
    "PRE035",
    judges=Document,
    reads=(STATE,),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}",
    remedy="{how}",
)
def unreadable_or_locked(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """壊れているか、守られていて、相手も開けない。

    ## 要旨
    壊れたファイル、途中で切れたファイル、拡張子と中身の違うファイルをエラーとします。パスワードの付いたものと、一部が読めないものは要判断です。
    読み取り専用、最終版の印、シートやブックの保護、署名は情報です。点検しない種類のファイルは、指摘ではなく判定不能に並べます。

    ## なぜ問題か
    こちらで開けないものは、相手も開けません。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイルの状態 | ファイルの状態 | 最終版の印が付いています | | 情報 |

    ## 違反例(読めない文書)
    文書: 壊.docx(読めない=壊れているか、途中で切れています)
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 壊.docx | | エラー |

    文書: 鍵.docx(読めない=パスワードが付いています)
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 鍵.docx | | 要判断 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | ファイル名 | ファイル名 | 設計書.docx | | |
    """
    return [*_hits(document)] or FITS


def _hits(document: Document) -> Iterator[Judgement]:
    at = next(document.of("ファイル名"), None)
    if document.is_failed:
        reason = document.unread[0].reason if document.unread else "読めません"
        is_locked = any(sign in reason for sign in _LOCKED)
        how = (
            "パスワードを相手と決めて別に伝えるか、外してから出してください。点検には --password-env を付けてください。"
            if is_locked
            else "元のソフトで開いて修復し、保存し直したものと差し替えてください。"
        )
        weight = Severity.QUESTION if is_locked else None
        yield hit(document.title, at=at, severity=weight, what=reason.removesuffix("。") + "。", how=how)
    elif document.is_read:
        for part in document.unread:
            how = "その部分を開いて、出してよい中身かを目で確かめてください。"
            yield hit(
                part.part,
                at=at,
                severity=Severity.QUESTION,
                what=part.reason.removesuffix("。") + "。",
                how=how,
            )
    for each in document.of(STATE):
        how = "相手が編集するものなら、外してから保存してください。"
        yield hit(each.text, at=each, severity=Severity.INFO, what=f"{each.text}。", how=how)
