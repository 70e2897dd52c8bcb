"""PRE006: what the receiver can unhide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pmo_xl.model.passage import Delivery, Document, Passage
from pmo_xl.rules.precheck.texts import hit
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule


@rule(
    "PRE006",
    judges=Document,
    reads=("非表示シート", "非表示の行・列", "隠し文字", "ノート"),
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{place}は隠れていますが、相手が表示できます({why}): 「{excerpt}」",
    remedy="相手に要らないものは消し、要るものは表示してください。",
)
def hidden_part(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """隠したシート・行・列・文字が、そのまま相手に渡る。

    ## 要旨
    再表示の一覧に出ないシート、どの数式・名前・入力規則にも使われていない隠れたシート、隠し文字をエラーとして指摘します。
    使われている隠れたシート(INDIRECT のあるブックではすべて)、値のある隠れた行と列、絞り込みで隠れた行、非表示の図形、
    地の色の字、1pt以下の字、表示形式 ;;;、非表示のスライド、スライドの外の図形は警告です。スライドのノートは要判断です。折りたたんだ行と列は情報です。空の隠れた行は指摘しません。
    同じシートの同じわけの見えない字は1件にまとめ、数を言います。
    表のスタイルや図形で塗られた地の色は分からないので、その上の白い字は見ません。

    ## なぜ問題か
    受け取った人が再表示すれば、原価や社内のメモがそのまま読めます。

    ## 違反例
    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「原価」 | 非表示シート | 原価表 | 隠:非表示シート、使われていない | エラー |
    | シート「単価」 | 非表示シート | 単価表 | 隠:非表示シート(再表示の一覧に出ない)、使われている、再表示の一覧に出ない | エラー |
    | シート「マスタ」 | 非表示シート | 区分 | 隠:非表示シート、使われている | 警告 |
    | 明細 9行目 | 非表示の行・列 | 値引き前 | 隠:非表示 | 警告 |
    | 明細 12〜15行目 | 非表示の行・列 | (数値) | 隠:絞り込み | 警告 |
    | 明細 F列 | 非表示の行・列 | 内訳 | 隠:折りたたみ | 情報 |
    | 明細!H2 | 隠し文字 | (数値) | 隠:表示形式 ;;; | 警告 |
    | 明細!H3 | 隠し文字 | (数値) | 隠:表示形式 ;;; | |

    文書: 提案書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 金額 ＞ 段落1 | 隠し文字 | 値引きは20%まで | 隠:隠し文字 | エラー |
    | 1 金額 ＞ 段落2 | 隠し文字 | 社内用 | 隠:地の色の字 | 警告 |

    文書: 提案.pptx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | スライド2 | 隠し文字 | 原価 | 隠:非表示スライド | 警告 |
    | スライド3 のノート | ノート | ここは値引きできる | 隠:ノート | 要判断 |

    ## 違反例(INDIRECT のあるブック)
    文書: 集計.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「原価」 | 非表示シート | 原価表 | 隠:非表示シート、使われていない、INDIRECT | 警告 |

    ## 適合例
    文書: 見積.xlsx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | シート「明細」 | シート名 | 明細 | | |
    | 明細!A1 | セル | 品目 | | |
    """
    return [*_hits(document)] or FITS


def _hits(document: Document) -> Iterator[Judgement]:
    alike: defaultdict[tuple[str, str | None], list[Passage]] = defaultdict(list)
    for each in document.of("非表示シート", "非表示の行・列", "隠し文字"):
        where, is_cell, _ = each.place_key.partition("!")
        alike[where if is_cell and each.kind == "隠し文字" else each.place, each.hidden].append(each)
    for each in document.of("ノート"):
        yield hit(each.text, at=each, severity=Severity.QUESTION, why="スライドのノート", place=each.place)
    for found in alike.values():
        first = found[0]
        more = f" ほか {len(found) - 1:,} か所" if len(found) > 1 else ""
        yield hit(
            first.text, at=first, severity=_weight(first), why=first.hidden, place=f"{first.place}{more}"
        )


def _weight(each: Passage) -> Severity | None:
    """None: an error."""
    if each.kind == "非表示シート":
        is_reached = "使われている" in each.marks or "INDIRECT" in each.marks
        return Severity.WARNING if is_reached and "再表示の一覧に出ない" not in each.marks else None
    if each.hidden == "折りたたみ":
        return Severity.INFO
    return None if each.hidden == "隠し文字" else Severity.WARNING
