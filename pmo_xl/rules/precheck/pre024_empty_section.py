"""PRE024: headings with nothing under them, sheets and slides with nothing on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pmo_xl.model.passage import BODY, Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule

_IN_THE_TEXT: Final = frozenset(BODY) - {"ヘッダー", "フッター", "脚注", "シート名"} | {"図"}
_NOTHING_TO_SAY: Final = re.compile(
    "記入(?:する)?(?:の)?必要は?(?:ありません|ない|なし)|記入不要|該当なし|欠番"
)


@rule(
    "PRE024",
    judges=Document,
    reads=("見出し", "空の頁"),
    severity=Severity.WARNING,
    message="「{match}」に中身がありません。",
    remedy="書くか、見出しごと消すか、「該当なし」と書いてください。",
)
def empty_section(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """見出しだけで、中身がない。

    ## 要旨
    次の同じ深さか浅い見出しまで何も無い見出し、何も無いシート、何も書かれていないスライドを警告します。
    下の見出しに中身があればよく、「該当なし」も中身とみなします。図や表だけの章も中身があるとみなします。

    ## なぜ問題か
    書きかけの文書に見えます。

    ## 違反例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 | 見出し | 1 概要 | | |
    | 1 概要 ＞ 段落1 | 本文 | 会員を登録する。 | | |
    | 2 画面 | 見出し | 2 画面 | | 警告 |
    | 3 帳票 | 見出し | 3 帳票 | | |
    | 3 帳票 ＞ 3.1 一覧 | 見出し | 3.1 一覧 | | 警告 |
    | 3 帳票 ＞ 3.2 明細 | 見出し | 3.2 明細 | | |
    | 3 帳票 ＞ 3.2 明細 ＞ 段落1 | 本文 | 該当なし | | |

    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「予備」 | 空の頁 | 予備 | | 警告 |

    ## 適合例
    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 | 見出し | 1 概要 | | |
    | 1 概要 ＞ 1.1 目的 | 見出し | 1.1 目的 | | |
    | 1 概要 ＞ 1.1 目的 ＞ 図1 | 図 | 図 | | |
    | 2 補足 | 見出し | 2 補足(記入する必要はありません) | | |
    """
    empty = [hit(each.text, at=each) for each in document.of("空の頁")]
    return [*empty, *_headings(document)] or FITS


def _headings(document: Document) -> Iterator[Judgement]:
    """The headings that are followed by one of their level or above, or by nothing."""
    flow = [each for each in document.passages if each.kind in _IN_THE_TEXT]
    for number, each in enumerate(flow):
        if each.kind != "見出し" or number == 0:
            continue
        following = flow[number + 1] if number + 1 < len(flow) else None
        if _NOTHING_TO_SAY.search(each.text):
            continue
        if following is None or (following.kind == "見出し" and _level(following) <= _level(each)):
            yield hit(each.text, at=each)


def _level(heading: Passage) -> int:
    """How deep a heading stands."""
    marked = next((mark for mark in heading.marks if mark.startswith("深さ")), "")
    return int(marked.removeprefix("深さ")) if marked else max(len(heading.heading), 1)
