"""SPC004: what a specification leaves open and 仕様書確認 does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import shortened
from pmo_xl.model.filed import FiledPaper
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.specification.open_passages import (
    covers,
    is_looked_through,
    is_resolved,
    is_still_open,
    points_of,
    why_not_read,
)

_LONGEST, _KEY = 60, 24


@rule(
    "SPC004",
    judges=Deliverable,
    reads=("location",),
    needs={SpecReview: ("document", "location", "status")},
    needs_papers=True,
    severity=Severity.WARNING,
    message="{id}「{title}」の {place} に「{word}」が残っていますが、仕様書確認にありません: 「{excerpt}」",
    remedy="仕様書確認に、箇所・原文・担当・期限を書いて登録してください。決まっていれば、文書を書き換えてください。",
)
def tbd_in_document(document: Deliverable, project: Project) -> tuple[Judgement, ...]:
    """仕様書に残る未決の言葉は、仕様書確認に登録されていなければならない。

    ## 要旨
    文書名に仕様書・要求・要件定義を含む文書と、仕様書確認の行がある文書を格納先から読み、要確認、未定、別途定める、TBD、
    ○○ など、まだ決まっていないことを示す所(納品前点検の PRE001・PRE002 と同じ)を、仕様書確認の行と突き合わせます。
    同じ文書の「未決」「確認中」「対象外」の行が、原文(8文字以上)でその文を指すか、箇所でその章かその上の章を指していれば
    問題ありません。箇所で指す行に原文があるときは、同じ言葉を含むときだけです。「解消」の行の文が残っているときは SPC005 が
    指摘します。格納先の文書がない、または読めないときは判定しません。`check --no-documents` でも判定しません。

    ## なぜ問題か
    仕様書の中だけにある「別途定める」には、決める人も期限もありません。工程が進んでから見つかり、手戻りになります。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 格納先 | 指摘 |
    |---|---|---|---|
    | DOC-001 | 基本設計仕様書 | 基本設計仕様書.docx | 格納先 |

    仕様書確認
    | 確認ID | 文書 | 箇所 | 原文 | 状態 |
    |---|---|---|---|---|
    | SPC-001 | DOC-001 | 2.2 退会 | 再入会の扱いは未定。 | 未決 |

    文書: 基本設計仕様書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 会員番号の桁数は別途定める。 |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 格納先 |
    |---|---|---|
    | DOC-001 | 基本設計仕様書 | 基本設計仕様書.docx |

    仕様書確認
    | 確認ID | 文書 | 箇所 | 原文 | 状態 |
    |---|---|---|---|---|
    | SPC-001 | DOC-001 | 2.1(段落1) | 会員番号の桁数は別途定める | 未決 |
    | SPC-002 | DOC-001 | 2.2 退会 | | 対象外 |

    文書: 基本設計仕様書.docx
    | 場所 | 種類 | 文 |
    |---|---|---|
    | 2.1 会員登録 ＞ 段落1 | 本文 | 会員番号の桁数は別途定める。 |
    | 2.2 退会 ＞ 段落1 | 本文 | 再入会の扱いは未定。 |
    """
    if not is_looked_through(document, project) or not document.location:
        return (OUT_OF_SCOPE,)
    paper = project.filed.papers.get(document.location, FiledPaper())
    if paper.open_passages is None:
        return (undeterminable(why_not_read(paper)),)
    found = tuple(_passages(document, paper, project))
    if paper.unread:
        return (*found, undeterminable(paper.unread))
    return found or (FITS,)


def _passages(document: Deliverable, paper: FiledPaper, project: Project) -> Iterator[Judgement]:
    rows = points_of(document, project)
    done = tuple(each for each in rows if is_resolved(each, project))
    others = tuple(each for each in rows if each not in done)
    for passage in paper.open_passages or ():
        said = [covers(each, passage) for each in others]
        said += [is_still_open(each, passage, others) for each in done]
        if True in said:
            continue
        if None in said:
            yield undeterminable("仕様書確認の箇所を、文書の章と突き合わせられない行があります")
            continue
        excerpt = shortened(passage.text, _LONGEST)
        key = name_key(passage.text)[:_KEY]
        yield violation(
            "location",
            key=key,
            expected="仕様書確認の行",
            place=passage.place,
            word=passage.words[0],
            excerpt=excerpt,
        )
