"""PRE005: tracked changes that show what stood there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule

_CHANGES = ("挿入", "削除", "書式の変更")


@rule(
    "PRE005",
    judges=Document,
    reads=(*_CHANGES, "変更の記録"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}",
    remedy="校閲 ＞ 変更履歴 で、すべて承諾するか元に戻し、「変更履歴の記録」を切ってから保存してください。",
)
def change_tracked(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """変更履歴が残っていて、直す前の文を読まれてしまう。

    ## 要旨
    挿入・削除・移動の変更履歴を、章ごとに1件のエラーにまとめ、件数と作成者を示します。Excelのブックの共有の履歴も同じです。
    書式だけの変更と、変更の記録が入のままのものは情報です。

    ## なぜ問題か
    直す前の金額や、消したはずの名前を、相手が画面で読めます。

    ## 違反例
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 段落1 | 削除 | 1,200,000円 | 隠:変更履歴 | エラー |
    | 1 金額 ＞ 段落1 | 挿入 | 1,000,000円 | 隠:変更履歴 | |
    | 2 条件 ＞ 段落1 | 書式の変更 | | 隠:変更履歴 | 情報 |
    | 変更の記録の設定 | 変更の記録 | 変更の記録が入のままです | | 情報 |

    文書: 一覧.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 部品 xl/revisions | 変更の記録 | ブックの共有の変更履歴があります | 履歴 | エラー |

    ## 適合例
    文書: 見積書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 段落1 | 本文 | 変更の履歴は表紙に書く。 | | |
    """
    sections: defaultdict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for each in document.of(*_CHANGES):
        sections[each.heading].append(each)
    said = [*(_of_section(changes) for changes in sections.values()), *_records(document)]
    return said or FITS


def _of_section(changes: list[Passage]) -> Judgement:
    texts = [each for each in changes if each.kind != "書式の変更"]
    told = texts or changes
    by = "、".join(dict.fromkeys(each.author or "作成者不明" for each in told))
    kind = "変更履歴" if texts else "書式の変更履歴"
    sample = next((each for each in told if each.text.strip()), told[0])
    what = f"{kind}が{len(told)}件残っています({by})"
    if sample.text.strip():
        what += f": {sample.kind}「{' '.join(sample.text.split())[:40]}」"
    return hit(
        sample.text.strip() or told[0].kind, at=told[0], severity=None if texts else Severity.INFO, what=what
    )


def _records(document: Document) -> Iterator[Judgement]:
    for each in document.of("変更の記録"):
        weight = None if "履歴" in each.marks else Severity.INFO
        yield hit(each.text, at=each, severity=weight, what=each.text)
