"""DAT010: open rows that are out of sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pmo_xl.metrics.open_row import OPEN_BY_FIELD, field_of_the_end
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Table
from pmo_xl.model.vocabulary import STATES, list_name
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Asked, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.screens import where_seen


def _hidden(sheet: type[Record], project: Project) -> Asked:
    """The hidden rows; a sheet whose rows are never open is 対象外."""
    if sheet not in OPEN_BY_FIELD and not _has_states(sheet):
        return Asked((), OUT_OF_SCOPE)
    return where_seen(lambda place: place and place.is_hidden)(sheet, project)


@rule(
    "DAT010",
    judges=Record,
    screen=_hidden,
    severity=Severity.WARNING,
    message="{row_name} は終わっていない行ですが、フィルタか行の非表示で隠れています。",
    remedy="フィルタを解除するか、行を再表示してください。",
)
def hidden_open_rows(record: Record, project: Project) -> Judgement:
    """終わっていない行が、フィルタや非表示で隠れている。

    ## 要旨
    未完了の行がフィルタまたは行の非表示で見えなくなっているときに指摘します。マスタスケジュールは実績終了が空欄の行(実績終了の列がなければ進捗率が100%でない行)、
    検収支払は支払日が空欄の行、予算管理表は支払済・取消でない行、試験管理は実施日が空欄の行、
    周知記録は確認日が空欄の行、レビュー記録は結果が空欄か差戻しの行、チェックリストは結果が空欄か否の行を未完了とみなします。
    議事録のToDo・懸念・不明点は、状態が空欄なら未完了です。

    pmo_xl が作ったものでない表では、表ごとに1度だけ、最初の行と行数を言います。

    ## なぜ問題か
    隠れた行は会議で話題にならず、期限を過ぎても気づかれません。誰かのフィルタが掛かったまま共有されるのがよくある原因です。

    ## 違反例
    課題管理表
    | 課題ID | 件名 | 状態 | (隠れた行) | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 対応中 | 隠す | 行 |
    | ISS-002 | 帳票の文字化け | 完了 | 隠す | |

    検収支払
    | 検収ID | 件名 | 支払日 | (隠れた行) | 指摘 |
    |---|---|---|---|---|
    | ACC-001 | 基本設計書 | | 隠す | 行 |
    | ACC-002 | 要件定義書 | 2026/11/10 | 隠す | |

    周知記録
    | 周知ID | 宛先 | 確認日 | (隠れた行) | 指摘 |
    |---|---|---|---|---|
    | ANN-001 | 佐藤 花子 | | 隠す | 行 |
    | ANN-002 | 鈴木 一郎 | 2026/11/10 | 隠す | |

    レビュー記録(pmo_xl の台帳)
    | レビューID | 種別 | 確認日 | 結果 | (隠れた行) | 指摘 |
    |---|---|---|---|---|---|
    | REV-001 | 要件 | 2026/11/9 | 差戻し | 隠す | 行 |
    | REV-002 | 要件 | 2026/11/9 | 条件付合意 | 隠す | |
    | REV-003 | 要件 | | | 隠す | 行 |

    チェックリスト(pmo_xl の台帳)
    | 項目ID | 確認項目 | 結果 | (隠れた行) | 指摘 |
    |---|---|---|---|---|
    | CHK-001 | 照合の件数 | 否 | 隠す | 行 |
    | CHK-002 | 連絡先 | 対象外 | 隠す | |
    | CHK-003 | 入館の申請 | | 隠す | 行 |

    ## 適合例
    課題管理表
    | 課題ID | 件名 | 状態 | (隠れた行) |
    |---|---|---|---|
    | ISS-001 | 移行データの件数が合わない | 対応中 | |
    | ISS-002 | 帳票の文字化け | 完了 | 隠す |
    """
    sheet = record.__class__
    if sheet not in OPEN_BY_FIELD and not _has_states(sheet):
        return OUT_OF_SCOPE
    if record.place is None or not record.place.is_hidden:
        return FITS
    _, is_open = OPEN_BY_FIELD.get(sheet, ("status", lambda row, project: project.is_open(row)))
    field = field_of_the_end(record)
    if not record.is_known(field):
        return undeterminable(f"「{record.columns[field].label}」を読み取れない行があります")
    if not is_open(record, project):
        return FITS
    if record.place.table.is_ours:
        return violation(row_name=_name(record))
    hidden = _hidden_and_open(record.place.table, is_open, project)
    more = f" ほか {len(hidden) - 1} 行" if len(hidden) > 1 else ""
    return violation(row_name=f"{_name(record)}{more}") if hidden[0] is record else FITS


def _name(record: Record) -> str:
    return record.row_id or f"{record.row}行目"


def _hidden_and_open(
    table: Table, is_open: Callable[[Any, Project], bool], project: Project
) -> Sequence[Record]:
    """The open rows of a table that are out of sight: folding an outline is a habit, said once for the table."""
    key = ("hidden and open", table.record_class, table.sheet_title, table.header_row)
    rows = (row for row in project.of(table.record_class) if row.place and row.place.table is table)
    return project.cached(
        key, lambda: [row for row in rows if row.place and row.place.is_hidden and is_open(row, project)]
    )


def _has_states(sheet: type[Record]) -> bool:
    return "status" in sheet.columns and list_name(sheet, "status") in STATES
