"""CHG005: requirement texts that changed since an earlier run although no change says so."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.covered_text import NAMED_BY, TEXTS, unexplained_since
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "CHG005",
    judges=Project,
    needs={SpecChange: ("requirements", "raised_on"), Requirement: ()},
    needs_past=True,
    severity=Severity.ERROR,
    message="{id} の{what}は {since} の記録から変わりましたが、その後の仕様変更がありません。",
    remedy="仕様変更管理表に、{column}を {id} とする行を起票してください。誤って書き換えたのなら元に戻してください。",
)
def text_changed_without_change(project: Project) -> Iterator[tuple[Record, Judgement]]:
    """仕様変更の起票がないのに、要件内容が変わっている。

    ## 要旨
    pmo-xl record で残した記録と比べて要件内容が変わった要件について、対象要件にその要件を書いた仕様変更が、
    前の記録の日以降に起票・承認・反映・周知のどれもされていないときに指摘します。
    変わった後で記録を残しても、仕様変更が起票されるか元の文言に戻るまで指摘は続きます。IF一覧の行も、対象IFで同じように見ます。
    状態が「検討中」の間に変わったことは問いません。全角・半角と前後の空白の違いは、変わったとみなしません。

    ## なぜ問題か
    台帳の文言だけが書き換わると、費用・工期・試験への影響を誰も判断しないまま仕様が変わります。
    気づいた日に聞けば分かることも、受入試験のころには誰も覚えていません。

    ## 違反例
    要件一覧(2026-11-16 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |

    要件一覧(2026-11-24 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は40文字まで。 | 対象 |

    要件一覧
    | 要件ID | 要件内容 | 状態 | 指摘 |
    |---|---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 | 要件内容 |
    | REQ-002 | 氏名は40文字まで。 | 対象 | 要件内容 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 |
    |---|---|---|
    | CHG-001 | REQ-001 | 2026/11/23 |
    | CHG-002 | REQ-002 | 2026/11/15 |

    ## 適合例
    要件一覧(2026-11-16 の記録)
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は再利用しない。 | 対象 |
    | REQ-002 | 氏名は20文字まで。 | 対象 |
    | REQ-003 | 一覧は100件まで。 | 検討中 |
    | REQ-004 | 帳票はＡ４。 | 対象 |

    要件一覧
    | 要件ID | 要件内容 | 状態 |
    |---|---|---|
    | REQ-001 | 退会した会員番号は1年後に再利用する。 | 対象 |
    | REQ-002 | 氏名は40文字まで。 | 対象 |
    | REQ-003 | 一覧は200件まで。 | 対象 |
    | REQ-004 | 帳票はA4。 | 対象 |
    | REQ-005 | 新しく足した要件。 | 対象 |

    仕様変更管理表
    | 変更ID | 対象要件 | 起票日 | 反映日 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | 2026/11/16 | |
    | CHG-002 | REQ-002 | 2026/10/1 | 2026/11/20 |
    """
    for sheet, fields in TEXTS.items():
        for record in project.of(sheet):
            yield record, _judge(record, fields, project)


def _judge(record: Record, fields: tuple[str, ...], project: Project) -> Judgement:
    if cannot := unknown(record, "id", "status", *fields):
        return cannot
    if record.row_id not in project.past.covered.get(record.sheet.label, {}):
        return OUT_OF_SCOPE
    since = unexplained_since(record, project)
    if since is None:
        return FITS
    column = SpecChange.columns[NAMED_BY[record.__class__]].label
    return violation(
        fields[0] if len(fields) == 1 else None,
        expected=f"この行を{column}に持つ仕様変更",
        since=day(since),
        what=record.columns[fields[0]].label
        if len(fields) == 1
        else "内容(IF名・接続元・接続先・方式・頻度・IF仕様版)",
        column=column,
    )
