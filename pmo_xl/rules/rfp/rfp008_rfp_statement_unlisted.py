"""RFP008: a demand of the RFP paper that RFP照合表 does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.rfp_paper import is_term, rfp_comparison, rfp_papers
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import shortened
from pmo_xl.model.filed import FiledPaper
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.specification.open_passages import why_not_read

_LONGEST, _KEY = 60, 24


@rule(
    "RFP008",
    judges=Deliverable,
    reads=("title", "location"),
    needs={RfpItem: ("statement", "requirement"), Requirement: ("id", "statement")},
    needs_papers=True,
    severity=Severity.WARNING,
    message="{id}「{title}」の {place} の要求が、RFP照合表にありません: 「{excerpt}」",
    remedy="RFP照合表に行を足し、もとになった要件の要件IDを書いてください。rfp-scan が、足す行の案を作ります。",
)
def rfp_statement_unlisted(document: Deliverable, project: Project) -> tuple[Judgement, ...]:
    """RFPの文書の要求は、すべてRFP照合表になければならない。

    ## 要旨
    成果物一覧の、文書名に「RFP」か「提案依頼書」を含む文書(2つ以上なら更新日のいちばん新しいもの)を格納先から読み、その要求のうち、
    RFP照合表のどの行にも見つからないものを指摘します。突き合わせ方と、どれを要求とみるかは RFP007 と同じです。
    契約・体制・提案・納品・日程・スケジュール・見積・評価 のどれかの語がある章の文は、契約や提案の条件なので指摘しません。

    文書がない、または読めないとき、要求が1つも見つからないとき、`check --no-documents` のときは判定しません。

    ## なぜ問題か
    照合表にない要求は、どの要件から来たかも、提案者が答えたかも追えません。求めたのに、答えがなくても気付けません。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 格納先 | 指摘 |
    |---|---|---|---|---|
    | DOC-001 | 提案依頼書 | 2026/5/10 | 提案依頼書.docx | 格納先 |

    RFP照合表
    | RFP-ID | 要求 | 要件 |
    |---|---|---|
    | RFP-001 | 会員を登録できること。 | REQ-001 |

    文書: 提案依頼書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 3 機能要求 ＞ 段落1 | 本文 | 会員を登録できること。会員を検索できること。 |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 更新日 | 格納先 |
    |---|---|---|---|
    | DOC-001 | 提案依頼書 | 2026/5/10 | 提案依頼書.docx |

    RFP照合表
    | RFP-ID | 要求 | 要件 |
    |---|---|---|
    | RFP-001 | 会員を登録できること。 | REQ-001 |

    文書: 提案依頼書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 3 機能要求 ＞ 段落1 | 本文 | 会員を登録できること。この章は機能の一覧である。 |
    | 5 提案の要件 ＞ 段落1 | 本文 | 見積の内訳を示すこと。 |
    """
    if document not in rfp_papers(project):
        return (OUT_OF_SCOPE,)
    paper = project.filed.papers.get(document.location or "", FiledPaper())
    if paper.open_passages is None:
        return (undeterminable(why_not_read(paper)),)
    if not paper.statements:
        return (undeterminable("RFPの文書に、要求を読み取れる表も文もありません"),)
    found = tuple(_unlisted(paper, project))
    if paper.unread:
        return (*found, undeterminable(paper.unread))
    return found or (FITS,)


def _unlisted(paper: FiledPaper, project: Project) -> Iterator[Judgement]:
    for each in rfp_comparison(paper.statements, project).alone:
        if not is_term(each):
            yield violation(
                "location",
                key=name_key(each.text)[:_KEY],
                expected="RFP照合表の行",
                place=each.place,
                excerpt=shortened(each.text, _LONGEST),
            )
