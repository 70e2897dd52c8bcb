"""PRE016: an ID that the ledger does not have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pmo_xl.model.choice_words import StateClass
from pmo_xl.model.passage import BODY, Delivery, Document, Passage
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.rules.precheck.texts import folded, hit
from pmo_xl.rules.rule import FITS, Judgement, Severity, out_of_scope, rule

_ID: Final = re.compile(
    r"(?<![A-Za-z0-9_/.-])([A-Z][A-Z0-9]{1,7}(?:-[A-Z]{1,4})?)-(\d{1,6})(?![A-Za-z0-9_-])"
)
_LEAST_ROWS: Final = 3
_NO_BOOK: Final = out_of_scope("台帳が分かりません(--book を付けると、台帳にない番号を探します)")


@rule(
    "PRE016",
    judges=Document,
    reads=BODY,
    severity=Severity.ERROR,
    message="「{match}」は{what}: 「{excerpt}」",
    remedy="正しい番号に直すか、台帳に登録してください。{near}",
)
def unknown_id(document: Document, delivery: Delivery) -> Judgement | Sequence[Judgement]:
    """文書に出る番号が、台帳のどの行にもない。

    ## 要旨
    --book の台帳が3行以上で使っている記号(REQ、QA など)の番号が、台帳のどの行にもなければエラー、0 の数だけが違うもの(QA-12 と QA-012)は
    警告、取下げ・却下・対象外の行の番号は要判断です。同じ番号は文書ごとに1度だけ言います。
    番号を自分の表で決めている文書(同じ記号の番号だけの列がある)のその記号は見ません。台帳がなければ対象外です。

    ## なぜ問題か
    読む人が、無いものを探すことになります。

    ## 違反例
    要件一覧
    | 要件ID | 要件名 | 状態 |
    |---|---|---|
    | REQ-001 | 会員登録 | 確定 |
    | REQ-002 | 会員検索 | 確定 |
    | REQ-003 | 退会 | 取下げ |

    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | REQ-021 に対応する。 | | エラー |
    | 1 概要 ＞ 段落2 | 本文 | REQ-02 に対応する。 | | 警告 |
    | 1 概要 ＞ 段落3 | 本文 | REQ-003 に対応する。 | | 要判断 |

    ## 適合例
    要件一覧
    | 要件ID | 要件名 | 状態 |
    |---|---|---|
    | REQ-001 | 会員登録 | 確定 |
    | REQ-002 | 会員検索 | 確定 |
    | REQ-003 | 退会 | 確定 |

    文書: 設計書.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 1 概要 ＞ 段落1 | 本文 | REQ-001 と ISO-9001 に対応する。 | | |
    """
    if delivery.project is None:
        return _NO_BOOK
    known = _known(delivery.project)
    return [*_hits(document, known)] or FITS


Known = Mapping[str, Mapping[str, StateClass | None]]


def _known(project: Project) -> Known:
    """By prefix the IDs of the ledger that use it, with what their state means."""
    return project.cached("precheck.ids", lambda: _collect(project))


def _collect(project: Project) -> Known:
    found: defaultdict[str, dict[str, StateClass | None]] = defaultdict(dict)
    for sheet in SHEETS:
        for record in project.of(sheet) if project.has(sheet) else ():
            identity = id_key(str(getattr(record, "id", None) or ""))
            if match := _ID.fullmatch(identity):
                found[match[1]][identity] = _state(project, record)
    return {prefix: ids for prefix, ids in found.items() if len(ids) >= _LEAST_ROWS}


def _state(project: Project, record: Record) -> StateClass | None:
    return project.state_of(record) if hasattr(record.__class__, "status") else None


def _hits(document: Document, known: Known) -> Iterator[Judgement]:
    own = _own_prefixes(document)
    met: set[str] = set()
    for passage in document.of(*BODY):
        if "-" not in passage.text and passage.text.isascii():
            continue
        for found in _ID.finditer(folded(passage.text)):
            prefix, identity = found[1], found[0]
            if identity not in met and prefix in known and prefix not in own:
                met.add(identity)
                yield from _said(identity, known[prefix], passage)


def _said(identity: str, ids: Mapping[str, StateClass | None], passage: Passage) -> Iterator[Judgement]:
    if identity in ids:
        if ids[identity] is StateClass.CANCELLED:
            yield hit(
                identity, at=passage, severity=Severity.QUESTION, what="台帳で取下げ・対象外です", near=""
            )
        return
    number = int(identity.rpartition("-")[2])
    alike = sorted(each for each in ids if int(each.rpartition("-")[2]) == number)
    near = sorted(ids, key=lambda each: abs(int(each.rpartition("-")[2]) - number))[:3]
    told = f"近い番号: {'、'.join(alike or near)}"
    yield hit(
        identity,
        at=passage,
        severity=Severity.WARNING if alike else None,
        expected=alike[0] if alike else None,
        what="台帳の番号と桁が違います" if alike else "台帳にありません",
        near=told,
    )


def _own_prefixes(document: Document) -> frozenset[str]:
    """The prefixes whose IDs a table of the document itself lists in a column of their own."""
    found: Counter[str] = Counter()
    for table in document.tables:
        columns: Counter[tuple[str, int]] = Counter()
        for (_, column), text in table.cells.items():
            if match := _ID.fullmatch(folded(text).strip()):
                columns[match[1], column] += 1
        found.update(prefix for (prefix, _), count in columns.items() if count >= _LEAST_ROWS)
    return frozenset(found)
