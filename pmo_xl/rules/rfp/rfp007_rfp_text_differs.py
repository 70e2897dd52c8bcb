"""RFP007: a demand that the RFP paper words otherwise than RFP照合表."""

from __future__ import annotations

from typing import Any

from pmo_xl.metrics.rfp_paper import Match, rfp_comparison, rfp_papers
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import shortened
from pmo_xl.model.filed import FiledPaper
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
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

_LONGEST = 60
_NO_PAPER = "成果物一覧に、文書名に RFP か提案依頼書を含み、格納先のある文書がありません"
_UNCLEAR = "RFPの文書のどの要求と比べるか決められない行があります(要求の前に RFP-ID を書くと比べられます)"


@rule(
    "RFP007",
    judges=RfpItem,
    reads=("statement", "requirement"),
    needs={Deliverable: ("title", "location"), Requirement: ("id", "statement")},
    needs_papers=True,
    severity=Severity.ERROR,
    message="{id} の要求が、RFPの文書「{title}」の {place} と違います: 文書は「{excerpt}」。",
    remedy="どちらが正しいかを確かめ、RFPの文書かRFP照合表を直してください。出した後なら、提案者に知らせて出し直してください。",
)
def rfp_text_differs(item: RfpItem, project: Project) -> Judgement:
    """RFP照合表の要求は、RFPの文書の文と同じでなければならない。

    ## 要旨
    成果物一覧の、文書名に「RFP」か「提案依頼書」を含む文書(2つ以上なら更新日のいちばん新しいもの)を格納先から読み、要求をRFP照合表の
    行と突き合わせます。文書の要求とは、表に「要求」「要件」「内容」の列があればその行と、そのような表のない要求・要件・機能の章の、
    「…こと。」「…とする。」で終わる文です。

    - 突き合わせ方: 文書の行か文に書いたRFP-IDか要件ID、なければ同じ文(行の要求か、要件の要件内容)、なければ要件名と同じ見出し
      の下の、ただ1つの要求です。
    - 空白・記号・「です・ます」だけの違いは、違いとしません。要件の要件内容と同じ文でも問題ありません。
    - 要件に、発行日以後に起票され、承認された仕様変更があるときは要判断です(変更を文書にまだ写していないか、行を先に直しています)。

    文書に見つからない行は見ません。文書がない、または読めないとき、どの要求と比べるか決められないとき、
    `check --no-documents` のときは判定しません。

    ## なぜ問題か
    提案者が読むのは文書です。照合表と違えば、求めていないものが提案され、求めたものが提案されません。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 格納先 |
    |---|---|---|---|
    | DOC-001 | 提案依頼書 | 2026/5/10 | 提案依頼書.docx |

    要件一覧
    | 要件ID | 要件名 | 要件内容 |
    |---|---|---|
    | REQ-001 | 会員検索 | 検索の結果を3秒以内に示すこと。 |
    | REQ-002 | 会員登録 | 会員番号は10桁とする。 |

    RFP照合表
    | RFP-ID | 要求 | 要件 | 発行日 | 指摘 |
    |---|---|---|---|---|
    | RFP-001 | 検索の結果を3秒以内に示すこと。 | REQ-001 | 2026/5/10 | 要求 |
    | RFP-002 | 会員番号は10桁とする。 | REQ-002 | 2026/5/10 | 要求(要判断) |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-002 | 2026/5/10 | 承認済 |

    文書: 提案依頼書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 3 機能要求 ＞ 表1 1行1列 | 表セル | 番号 |
    | 3 機能要求 ＞ 表1 1行2列 | 表セル | 要求 |
    | 3 機能要求 ＞ 表1 2行1列 | 表セル | RFP-001 |
    | 3 機能要求 ＞ 表1 2行2列 | 表セル | 検索の結果を5秒以内に示すこと。 |
    | 3 機能要求 ＞ 表1 3行1列 | 表セル | REQ-002 |
    | 3 機能要求 ＞ 表1 3行2列 | 表セル | 会員番号は8桁とする。 |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 格納先 |
    |---|---|---|---|
    | DOC-001 | 提案依頼書 | 2026/5/10 | 提案依頼書.docx |
    | DOC-002 | RFP(初版) | 2026/4/10 | 初版.docx |

    要件一覧
    | 要件ID | 要件名 | 要件内容 |
    |---|---|---|
    | REQ-001 | 会員検索 | 検索の結果を3秒以内に示すこと。 |
    | REQ-002 | 会員登録 | 会員番号は10桁とする。 |

    RFP照合表
    | RFP-ID | 要求 | 要件 | 発行日 |
    |---|---|---|---|
    | RFP-001 | 検索の結果を 3秒以内に示す。 | REQ-001 | 2026/5/10 |
    | RFP-002 | 会員番号は10桁とします。 | REQ-002 | 2026/5/10 |
    | RFP-003 | 休会ができること。 | | 2026/5/10 |

    文書: 提案依頼書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 3 機能要求 ＞ 表1 1行1列 | 表セル | 番号 |
    | 3 機能要求 ＞ 表1 1行2列 | 表セル | 要求 |
    | 3 機能要求 ＞ 表1 2行1列 | 表セル | RFP-001 |
    | 3 機能要求 ＞ 表1 2行2列 | 表セル | 検索の結果を３秒以内に示すこと |
    | 3 機能要求 ＞ 表1 3行1列 | 表セル | |
    | 3 機能要求 ＞ 表1 3行2列 | 表セル | 会員番号は10桁とする。 |

    文書: 初版.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 3 機能要求 ＞ 表1 1行1列 | 表セル | 番号 |
    | 3 機能要求 ＞ 表1 1行2列 | 表セル | 要求 |
    | 3 機能要求 ＞ 表1 2行1列 | 表セル | RFP-001 |
    | 3 機能要求 ＞ 表1 2行2列 | 表セル | 検索の結果を5秒以内に示すこと。 |
    """
    papers = rfp_papers(project)
    if not papers:
        return out_of_scope(_NO_PAPER)
    paper = project.filed.papers.get(papers[0].location or "", FiledPaper())
    if paper.open_passages is None:
        return undeterminable(why_not_read(paper))
    compared = rfp_comparison(paper.statements, project)
    match = next((each for each in compared.matches if each.item is item), None)
    if match is None:
        reason = _UNCLEAR if item in compared.unclear else paper.unread
        return undeterminable(reason) if reason else OUT_OF_SCOPE
    return FITS if match.is_same else _differs(match, papers[0], project)


def _differs(match: Match, paper: Deliverable, project: Project) -> Judgement:
    told: dict[str, Any] = {
        "expected": match.expected,
        "title": paper.title or "",
        "place": match.statement.place,
        "excerpt": shortened(match.statement.text, _LONGEST),
    }
    since = match.item.issued_on
    changes = project.spec_changes.naming("requirements", match.item.requirement)
    if any(c.is_approved and c.raised_on and since and c.raised_on >= since for c in changes):
        return question("statement", **told)
    return violation("statement", **told)
