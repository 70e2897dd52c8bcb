"""SPC005: points that are 解消 while the specification still says that they are open."""

from __future__ import annotations

from pmo_xl.metrics.versions import version_of
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.project import Project
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.specification.open_passages import is_resolved, is_still_open, points_of


@rule(
    "SPC005",
    judges=SpecReview,
    reads=("document", "status"),
    needs={Deliverable: ("location",)},
    needs_papers=True,
    severity=Severity.WARNING,
    message="{id} は解消ですが、{document} の {place} に「{word}」が残っています。",
    remedy="決まった内容を文書に反映し、版を上げてください。まだ決まっていなければ、状態を「確認中」に戻してください。",
)
def resolved_but_still_tbd(point: SpecReview, project: Project) -> Judgement:
    """解消した未決の箇所が、仕様書に残っていてはならない。

    ## 要旨
    仕様書確認の「解消」の行の原文(8文字以上)の文が、格納先の文書に、要確認・未定・別途定めるなどの言葉のまま残っているときに
    指摘します。原文が空欄の行は、箇所の章に、ほかの行が指していない未決の言葉が残っているときに指摘します。
    原文か文書の文が8文字に満たないときは、一方が他方を含み、箇所の章も同じときに指摘します。
    行の版が成果物一覧の最新版と同じで、その言葉が残っているときは、まだ直した版が出ていないため判定しません。
    格納先の文書がない、または読めないときと、`check --no-documents` のときも判定しません。

    ## なぜ問題か
    決めたことが仕様書に書かれないまま解消にすると、仕様書を読んで作る人には決まったことが伝わりません。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 最新版 | 格納先 |
    |---|---|---|---|
    | DOC-001 | 基本設計仕様書 | 1.2 | 基本設計仕様書.docx |

    仕様書確認
    | 確認ID | 文書 | 版 | 箇所 | 原文 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|
    | SPC-001 | DOC-001 | 1.1 | 2.1 | 会員番号の桁数は別途定める。 | 解消 | 状態 |
    | SPC-002 | DOC-001 | 1.1 | 2.2 退会 | | 解消 | 状態 |

    文書: 基本設計仕様書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 会員番号の桁数は別途定める。 |
    | 2.2 退会 ＞ 段落1 | 本文 | 再入会の扱いは未定。 |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 最新版 | 格納先 |
    |---|---|---|---|
    | DOC-001 | 基本設計仕様書 | 1.2 | 基本設計仕様書.docx |

    仕様書確認
    | 確認ID | 文書 | 版 | 箇所 | 原文 | 状態 |
    |---|---|---|---|---|---|
    | SPC-001 | DOC-001 | 1.1 | 2.1 | 会員番号の桁数は別途定める。 | 解消 |
    | SPC-002 | DOC-001 | 1.1 | 2.2 退会 | | 解消 |
    | SPC-003 | DOC-001 | 1.2 | 2.2 退会 | 再入会の扱いは未定。 | 確認中 |

    文書: 基本設計仕様書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 会員番号は10桁とする。 |
    | 2.2 退会 ＞ 段落1 | 本文 | 再入会の扱いは未定。 |
    """
    documents = project.deliverables.naming("id", point.document) if point.document else ()
    if not is_resolved(point, project) or not documents or not documents[0].location:
        return OUT_OF_SCOPE
    document = documents[0]
    paper = project.filed.papers.get(document.location or "")
    if paper is None or paper.open_passages is None:
        return undeterminable("文書を読めない行があります(わけは SPC004)")
    others = tuple(each for each in points_of(document, project) if not is_resolved(each, project))
    said = [(is_still_open(point, passage, others), passage) for passage in paper.open_passages]
    passage = next((each for is_open, each in said if is_open), None)
    if passage is None:
        doubtful = any(is_open is None for is_open, _ in said)
        reason = "仕様書確認の箇所を、文書の章と突き合わせられない行があります" if doubtful else paper.unread
        return undeterminable(reason) if reason else FITS
    if point.version and document.version and version_of(point.version) == version_of(document.version):
        return undeterminable("まだ同じ版です")
    return violation(
        "status", expected="決まった内容を書いた文書", place=passage.place, word=passage.words[0]
    )
