"""REQ002: functional chapters of a specification that are the 出典 of no requirement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmo_xl.metrics.requirement_sources import (
    OpenChapter,
    chapter_key,
    is_specification,
    open_chapters,
    source_documents,
)
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import FiledPaper
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    out_of_scope,
    question,
    rule,
    undeterminable,
    violation,
)
from pmo_xl.rules.specification.open_passages import why_not_read

DEPTH = Threshold("章の深さ", 2, "要件の出典を確かめる、仕様書の見出しの深さ")
_NOT_NAMED = "出典に書かれた仕様書も、サービス仕様書という名の文書もありません"


@rule(
    "REQ002",
    judges=Deliverable,
    reads=("title", "location"),
    needs={Requirement: ("source",)},
    needs_papers=True,
    severity=Severity.ERROR,
    thresholds=(DEPTH,),
    message="{id}「{title}」の「{chapter}」{problem}。",
    remedy="その章の要件を要件一覧に足すか、もとになった要件の出典に、文書IDと章の番号(例 DOC-001 2.1)を書いてください。作らないと決めた章は、状態「対象外」の要件として残してください。",
)
def chapter_without_requirement(document: Deliverable, project: Project) -> tuple[Judgement, ...]:
    """仕様書の機能の章は、すべて要件一覧の要件の出典になっていなければならない。

    ## 要旨
    要件の出典に書かれた仕様書(なければ、文書名に「サービス仕様書」を含む文書)を格納先から読み、機能を書いた章のうち、どの要件の
    出典にもないものを指摘します。取下げ・対象外の要件の出典も数えます(決めたことが残っているためです)。

    - 見る章: 見出しの深さが 設定の `閾値.章の深さ`(2)までで、20文字以上の本文があるもの。いちばん上の見出しに、機能 要求 要件 仕様 サービス
      画面 帳票 IF 業務 処理 データ のどれかを含むか、その章を書いた出典があるものに限ります。はじめに・目的・背景・用語・適用範囲・参考・
      変更履歴・目次・付録・別紙・索引・体制・スケジュール・連絡先・承認の章は見ません。
    - 出典の書き方: 文書IDか文書名、版、章の番号、見出し、(p.頁)。「DOC-001 2.1」「サービス仕様書 v1.2 2.1 会員登録(p.9)」のように書き、
      複数は 、 か改行で区切ります。文書を書かない出典は、仕様書が1つだけならその文書とみなします。
    - 「2.1」は、その下の 2.1.1 なども含みます。2.1 の下の章がすべて出典にあれば 2.1 もよいとします。一部だけなら、残りを示して要判断にします。
    - 見出しの書式がなく、番号で始まる短い行を見出しとみなした文書と、Excel(シートを章とみなします)は、要判断にします。
    - 章の番号と見出しが食い違う出典や、頁だけの出典(PDFを除く)のために、どの章か分からないときは判定しません。

    格納先の文書がない、または読めないとき、見出しが1つもないとき、`check --no-documents` のときも判定しません。

    ## なぜ問題か
    仕様書に書いてあるのに要件一覧にない機能は、見積にも試験にも入りません。受入の時に見つかると、作り直しになります。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 格納先 | 指摘 |
    |---|---|---|---|
    | DOC-001 | サービス仕様書 | サービス仕様書.docx | 格納先、格納先(要判断) |

    要件一覧
    | 要件ID | 要件名 | 出典 | 状態 |
    |---|---|---|---|
    | REQ-001 | 会員登録 | DOC-001 v1.2 2.1 会員登録(p.9) | 対象 |
    | REQ-002 | 退会の申込 | DOC-001 2.2.1 | 対象 |

    文書: サービス仕様書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 1 はじめに | 見出し | 1 はじめに |
    | 1 はじめに ＞ 段落1 | 本文 | この仕様書は、会員サービスの機能と画面を定めるものです。 |
    | 2 会員機能 | 見出し | 2 会員機能 |
    | 2 会員機能 ＞ 2.1 会員登録 | 見出し | 2.1 会員登録 |
    | 2 会員機能 ＞ 2.1 会員登録 ＞ 段落1 | 本文 | 利用者が会員番号と氏名を登録する画面を設ける。 |
    | 2 会員機能 ＞ 2.2 退会 | 見出し | 2.2 退会 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.1 申込 | 見出し | 2.2.1 申込 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.1 申込 ＞ 段落1 | 本文 | 会員が退会を申し込むと、確認のメールを送る。 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.2 取消 | 見出し | 2.2.2 取消 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.2 取消 ＞ 段落1 | 本文 | 申し込んだ日から7日のうちは、取り消せる。 |
    | 2 会員機能 ＞ 2.3 休会 | 見出し | 2.3 休会 |
    | 2 会員機能 ＞ 2.3 休会 ＞ 段落1 | 本文 | 休会は1か月を単位とし、1年に6か月までとする。 |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 格納先 |
    |---|---|---|
    | DOC-001 | サービス仕様書 | サービス仕様書.docx |
    | DOC-002 | 議事録 | 議事録.docx |

    要件一覧
    | 要件ID | 要件名 | 出典 | 状態 |
    |---|---|---|---|
    | REQ-001 | 会員登録 | サービス仕様書 第2章1節 | 対象 |
    | REQ-002 | 退会 | DOC-001 2.2.1、2.2.2 | 対象 |
    | REQ-003 | 休会 | DOC-001 休会 | 取下げ |

    文書: サービス仕様書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 1 はじめに | 見出し | 1 はじめに |
    | 1 はじめに ＞ 段落1 | 本文 | この仕様書は、会員サービスの機能と画面を定めるものです。 |
    | 2 会員機能 | 見出し | 2 会員機能 |
    | 2 会員機能 ＞ 2.1 会員登録 | 見出し | 2.1 会員登録 |
    | 2 会員機能 ＞ 2.1 会員登録 ＞ 段落1 | 本文 | 利用者が会員番号と氏名を登録する画面を設ける。 |
    | 2 会員機能 ＞ 2.2 退会 | 見出し | 2.2 退会 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.1 申込 | 見出し | 2.2.1 申込 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.1 申込 ＞ 段落1 | 本文 | 会員が退会を申し込むと、確認のメールを送る。 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.2 取消 | 見出し | 2.2.2 取消 |
    | 2 会員機能 ＞ 2.2 退会 ＞ 2.2.2 取消 ＞ 段落1 | 本文 | 申し込んだ日から7日のうちは、取り消せる。 |
    | 2 会員機能 ＞ 2.3 休会 | 見出し | 2.3 休会 |
    | 2 会員機能 ＞ 2.3 休会 ＞ 段落1 | 本文 | 休会は1か月を単位とし、1年に6か月までとする。 |
    | 2 会員機能 ＞ 2.4 検索 | 見出し | 2.4 検索 |
    | 2 会員機能 ＞ 2.4 検索 ＞ 段落1 | 本文 | 後日書く。 |
    """
    asked = source_documents(project)
    if document not in asked:
        return (OUT_OF_SCOPE if asked or not is_specification(document) else out_of_scope(_NOT_NAMED),)
    paper = project.filed.papers.get(document.location or "", FiledPaper())
    if paper.open_passages is None:
        return (undeterminable(why_not_read(paper)),)
    if not paper.chapters:
        return (undeterminable("見出しが1つもない文書は、章を確かめられません"),)
    depth = project.settings.threshold(DEPTH)
    found = tuple(_judged(open_chapters(document, paper.chapters, depth, project)))
    if paper.unread:
        return (*found, undeterminable(paper.unread))
    return found or (FITS,)


def _judged(left: tuple[OpenChapter, ...]) -> Iterator[Judgement]:
    for each in left:
        told: dict[str, Any] = {"expected": "この章を出典とする要件", "chapter": each.chapter.title}
        key = chapter_key(each.chapter)
        if each.reason:
            yield undeterminable(each.reason)
        elif each.below:
            names = "、".join(f"「{below.title}」" for below in each.below[:5])
            yield question(
                "location", key=key, problem=f"のうち、{names} を出典とする要件がありません", **told
            )
        else:
            make = question if each.chapter.is_guessed else violation
            yield make("location", key=key, problem="を出典とする要件がありません", **told)
