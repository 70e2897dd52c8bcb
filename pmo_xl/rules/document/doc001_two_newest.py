"""DOC001: documents whose newest version nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.metrics.versions import version_of
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "DOC001",
    judges=Deliverable,
    reads=("title",),
    severity=Severity.ERROR,
    message="{id} の{problem}。",
    remedy="1つの文書は1行にし、最新版だけを書いてください。別の文書なら、システム名などを付けて見分けられる文書名にしてください。",
)
def two_newest(document: Deliverable, project: Project) -> tuple[Judgement, ...]:
    """1つの文書は成果物一覧に1行だけで、版は比べられる書き方にする。

    ## 要旨
    次のときに指摘します。

    - 同じ文書名(全角・半角・空白の違いは同じとみなす)が2つ以上の行にある。どの行も指摘します。
    - 最新版が、比べられない書き方になっている。これは警告です。「1.0」「第1.10版」「v1.2」「Ver.2.0」「Rev.3」「1.2a」などは
      比べられます。最新版が空欄の行は DAT006 が指摘します。

    ## なぜ問題か
    同じ名前の行が2つあると、古い版を見て作業する人が必ず出ます。「最終」「最新」「初版改」のような版は、
    次の版が出たときにどちらが新しいかわかりません。

    ## 違反例
    成果物一覧
    | 文書ID | 文書名 | 最新版 | 指摘 |
    |---|---|---|---|
    | DOC-001 | 基本設計書(会員基盤) | 1.9 | 文書名 |
    | DOC-002 | 基本設計書（会員基盤） | 1.10 | 文書名 |
    | DOC-003 | 運用設計書 | 最終版 | 最新版(警告) |

    ## 適合例
    成果物一覧
    | 文書ID | 文書名 | 最新版 |
    |---|---|---|
    | DOC-001 | 基本設計書(会員基盤) | 第1.10版 |
    | DOC-002 | 基本設計書(決済連携) | v1.9 |
    | DOC-003 | 運用設計書 | |
    """
    return (*_same_title(document, project), *_version(document))


def _same_title(document: Deliverable, project: Project) -> Iterator[Judgement]:
    if not document.title:
        yield OUT_OF_SCOPE
        return
    rows = project.cached("documents by title", lambda: _by_title(project))[name_key(document.title)]
    others = [row.row_id or f"{row.row}行目" for row in rows if row is not document]
    problem = f"文書名「{document.title}」は {'、'.join(others[:5])} と同じです"
    yield violation("title", expected="1つだけの文書名", problem=problem) if others else FITS


def _version(document: Deliverable) -> Iterator[Judgement]:
    if not document.version:
        yield unknown(document, "version") or OUT_OF_SCOPE
    elif version_of(document.version) is None:
        problem = f"最新版「{document.version}」は、新しい古いを比べられない書き方です"
        yield violation("version", severity=Severity.WARNING, expected="1.10 のような版", problem=problem)


def _by_title(project: Project) -> Mapping[str, list[Deliverable]]:
    found: dict[str, list[Deliverable]] = {}
    for document in project.deliverables:
        found.setdefault(name_key(document.title or ""), []).append(document)
    return found
