"""DAT006: must cells that are empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import KIND_WORDS
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Asked, Group, Judgement, Severity, rule, violation

_LEDGERS = (Issue, Question, SpecChange, Requirement, Task, Deliverable)
_KEY_FIELDS = (
    "title",
    "question",
    "statement",
    "owner",
    "due_on",
    "status",
    "planned_start",
    "planned_finish",
)
"""What every ledger of these needs, whoever made it; 種別 or 起票者 are only ours."""

_FEW_ROWS = 4  # so few rows show no habit
_USUAL = 0.75
_OF_WORK = ("owner", "planned_start", "planned_finish", "actual_start", "actual_finish", "progress")
_PARTS = re.compile("(?<=[0-9A-Za-z])(?=[.-])")

EMPTY: tuple[object, ...] = (None, (), "")


def _with_blanks(sheet: type[Record], project: Project) -> Asked:
    """The rows with a blank in a must column; a sheet without must columns is 対象外."""
    if not sheet.must_fields:
        return Asked((), OUT_OF_SCOPE)
    rows, found = project.of(sheet), set[int]()
    for field in sheet.must_fields:
        column = rows.column(field)
        if not all(column):
            found.update(at for at, value in enumerate(column) if value in EMPTY)
    return Asked(found)


@rule(
    "DAT006",
    judges=Record,
    screen=_with_blanks,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="必須の「{label}」が{state}です。{lack}",
    remedy="「{label}」を書いてください。{help}",
)
def missing_required_value(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """必須の欄が空のままになっている。

    ## 要旨
    内容のある行で、必須の欄(件名、担当、期限、状態など)が空のとき、または「未定」のように値がまだない印だけのときに
    指摘します。その欄について別の規則が
    指摘しているときは、二重には出しません。pmo_xl が作ったものでない表では、件名・担当・期限・状態・予定の日付だけを、その列の
    4分の3以上の行に書かれているときに警告します(書かない習わしの列は指摘しません)。番号と名前だけの作業の行(下の段の
    見出し)も指摘しません。
    依頼中・辞退の見積の税区分・金額・取得日と、申請日のある予算枠の承認日は、まだ書けないので指摘しません。

    ## なぜ問題か
    担当や期限のない行は、だれも動かず、遅れても気づかれません。

    ## 違反例
    休日(pmo_xl の台帳)
    | 日付 | 区分 | 指摘 |
    |---|---|---|
    | 2026/12/29 | | 区分 |

    課題管理表(pmo_xl の台帳)
    | 課題ID | 件名 | 種別 | 起票日 | 起票者 | 影響システム | 内容 | 優先度 | 担当 | 期限 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 課題 | 2026/11/2 | 佐藤 花子 | 会員基盤 | 差が3件 | 高 | 佐藤 花子 | 未定 | 対応中 | 期限 |

    取引先一覧(pmo_xl の台帳)
    | 取引先ID | 取引先名 | 備考 | 指摘 |
    |---|---|---|---|
    | VEN-001 | | 保守の再委託先 | 取引先名 |

    ## 適合例
    休日
    | 日付 | 区分 |
    |---|---|
    | 2026/12/29 | 会社休日 |

    取引先一覧
    | 取引先ID | 取引先名 |
    |---|---|
    | VEN-001 | 株式会社あさひシステム |
    | VEN-002 | |

    ## 適合例(まだ答えのない依頼と申請)
    予算枠(pmo_xl の台帳)
    | 予算ID | 年度 | 負担部門 | 予算額 | 承認日 | 申請日 |
    |---|---|---|---|---|---|
    | BUD-001 | 2026 | 営業部 | 1000000 | | 2026/11/16 |

    見積一覧(pmo_xl の台帳)
    | 見積ID | システム | 提出者 | 種別 | 税区分 | 金額 | 取得日 | 状態 |
    |---|---|---|---|---|---|---|---|
    | EST-001 | 会員基盤 | 甲社 | 概算 | | | | 依頼中 |
    | EST-002 | 会員基盤 | 乙社 | 概算 | | | | 辞退 |

    ## 違反例(受け取った見積)
    見積一覧(pmo_xl の台帳)
    | 見積ID | システム | 提出者 | 種別 | 税区分 | 金額 | 取得日 | 状態 | 指摘 |
    |---|---|---|---|---|---|---|---|---|
    | EST-001 | 会員基盤 | 甲社 | 概算 | 税抜 | | 2026/11/2 | 受領 | 金額 |
    | EST-002 | 会員基盤 | 乙社 | 概算 | | 500 | | | 税区分、取得日 |
    """
    if not record.must_fields:
        return OUT_OF_SCOPE
    is_foreign = record.place is not None and not record.place.table.is_ours
    if is_foreign and _is_a_group(record, project):
        return FITS
    wanted = _wanted_of_others(record, project) if is_foreign else record.must_fields
    empty = [name for name in wanted if getattr(record, name) in EMPTY and record.is_known(name)]
    empty = [name for name in empty if name in record.wanted_fields]
    return [_hit(record, name, Severity.WARNING if is_foreign else None) for name in empty] or FITS


def _is_a_group(record: Record, project: Project) -> bool:
    """Whether a task of a table that pmo_xl did not make only heads those below it: it has a name, and nothing else."""
    if record.__class__ is not Task:
        return False
    if not any(getattr(record, name) not in EMPTY or name in record.unread for name in _OF_WORK):
        return True
    upper, table = record.row_id, record.place and record.place.table
    key = ("upper", table and table.sheet_title, table and table.header_row)
    return bool(upper) and upper in project.cached(key, lambda: frozenset(_uppers(record, project)))


def _uppers(record: Record, project: Project) -> Iterator[str]:
    """The numbers that others of the table begin with: 1 and 1.2 of 1.2.1."""
    table = record.place and record.place.table
    for row in project.of(Task):
        if row.place and row.place.table is table and row.row_id:
            parts = _PARTS.split(row.row_id)
            yield from (row.row_id[: len(part)] for part in accumulate(parts[:-1]))


def _wanted_of_others(record: Record, project: Project) -> Sequence[str]:
    """Of a table that pmo_xl did not make, what its own rows are filled with; a column that nobody fills is a habit."""
    table = record.place and record.place.table
    key = ("wanted", record.__class__, table and table.sheet_title, table and table.header_row)
    return project.cached(key, lambda: tuple(_filled(record, project)))


def _filled(record: Record, project: Project) -> Iterator[str]:
    table = record.place and record.place.table
    rows = [row for row in project.of(record.__class__) if row.place and row.place.table is table]
    for name in record.must_fields:
        is_key = name in _KEY_FIELDS or record.__class__ not in _LEDGERS
        filled = sum(_says_something(row, name) for row in rows)
        if is_key and (filled >= _USUAL * len(rows) or len(rows) < _FEW_ROWS):
            yield name


def _says_something(record: Record, name: str) -> bool:
    return getattr(record, name) not in EMPTY or name in record.unread or name in record.undecided


def _hit(record: Record, name: str, severity: Severity | None) -> Judgement:
    column = record.columns[name]
    kind = KIND_WORDS.get(column.kind, "値")
    lack = f"{kind}が入っていません。" if name in record.undecided else ""
    return violation(
        name,
        expected=kind,
        severity=severity,
        label=column.label,
        state=blank_word(record, name),
        lack=lack,
        help=column.help,
    )
