"""DAT002: IDs that do not tell one row from another."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import islice

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record, Sheet
from pmo_xl.rules.rule import (
    EVERY_ROW,
    FITS,
    OUT_OF_SCOPE,
    Asked,
    Group,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)


def _doubtful(sheet: type[Record], project: Project) -> Asked:
    """The rows without an ID, or with one of another shape or that another row has too."""
    prefix = sheet.sheet.prefix
    if not prefix:
        return Asked((), OUT_OF_SCOPE)
    rows = project.of(sheet)
    if not project.knows(sheet, "id"):
        return EVERY_ROW
    ids = rows.column("id")
    counts, shape = Counter(ids), _shape(sheet.sheet)
    odd = {each for each, count in counts.items() if each is None or count > 1 or not shape.fullmatch(each)}
    return Asked({at for at, each in enumerate(ids) if each in odd} if odd else ())


_FOREIGN = re.compile(r"(?=.*[0-9])[^\s、。,;]{1,40}|(?=.*[a-z])(?=.*[A-Z])[A-Za-z_-]{20,40}")
_MOST_NUMBERED = 0.8


@rule(
    "DAT002",
    judges=Record,
    screen=_doubtful,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}",
    remedy="{how}",
)
def duplicate_or_malformed_id(record: Record, project: Project) -> Judgement:
    """IDは「頭文字-数字」で、1つの行に1つだけでなければならない。

    ## 要旨
    同じIDが2つの行にある、IDが「ISS-012」のような「頭文字-数字」の形でないときにエラーとします。
    内容のある行のIDが空欄のときは警告です(pmo-xl fix で番号を振れます)。他の様式の台帳では、
    番号だけ(1、2、3…)や A001、1.2.1、KIBAN-12 のような番号でも形の指摘はしません。同じ番号が何度も出てくるときは、
    行ごとではなく表に1つ、警告だけをします(区切りごとに1から振り直す習わしや、IDの列でないことがあるため)。配布記録の配布番号は H20261130-01 の形です。体制表とシステム一覧のIDは人が書く欄ではないため、空欄でも
    指摘しません(pmo-xl fix が番号を振ります)。

    ## なぜ問題か
    ほかのシートはIDで行を指します。重複したIDや崩れたIDでは、どの行のことか分からなくなります。

    ## 違反例
    課題管理表(pmo_xl の台帳)
    | 課題ID | 件名 | 指摘 |
    |---|---|---|
    | ISS-001 | 移行データの件数が合わない | 課題ID |
    | ISS-001 | 帳票の文字化け | 課題ID |
    | 採番待ち | 夜間バッチの遅延 | 課題ID |
    | | 監視の設定漏れ | 課題ID(警告) |

    ## 違反例(他の様式の表)
    課題管理表
    | 課題ID | 件名 | 指摘 |
    |---|---|---|
    | 1 | 移行データの件数が合わない | 課題ID(警告) |
    | 2 | 帳票の文字化け | |
    | 1 | 夜間バッチの遅延 | |
    | 2 | 監視の設定漏れ | |

    ## 適合例
    課題管理表
    | 課題ID | 件名 |
    |---|---|
    | ISS-001 | 移行データの件数が合わない |
    | ＩＳＳ－００２ | 帳票の文字化け |

    体制表
    | ID | 氏名 |
    |---|---|
    | | 佐藤 花子 |
    """
    prefix = record.sheet.prefix
    if not prefix:
        return OUT_OF_SCOPE
    if not record.is_known("id"):
        return undeterminable("IDの列がないか、読み取れません")
    row_id: str | None = getattr(record, "id", None)
    if row_id is None:
        is_wanted = record.columns["id"].is_must and (not _is_foreign(record) or _numbers(record, project))
        return _empty(prefix) if is_wanted else OUT_OF_SCOPE
    if _is_foreign(record):
        return _of_others(record, row_id, project)
    if not _shape(record.sheet).fullmatch(row_id):
        how, expected = _wanted(record.sheet)
        return violation("id", expected=expected, what=f"ID「{row_id}」の形が違います。", how=how)
    twins = _twins(record, row_id, project)
    if not twins:
        return FITS
    rows = "、".join(f"{twin.row}行目" for twin in twins)
    how = "どちらかに空いている番号を振り直し、その行を指しているところも直してください。"
    return violation("id", expected="ほかの行にないID", what=f"{row_id} が{rows}にもあります。", how=how)


def _empty(prefix: str) -> Judgement:
    return violation(
        "id",
        expected=f"{prefix}-数字",
        severity=Severity.WARNING,
        what="内容のある行のIDが空欄です。",
        how=f"{prefix}-数字 の形で番号を振ってください(pmo-xl fix が空いている次の番号を振ります)。",
    )


def _wanted(sheet: Sheet) -> tuple[str, str]:
    """How to write an ID of the sheet, and what it looks like in short."""
    if sheet.id_shape:
        return f"「{sheet.id_example}」の形で書いてください。", f"{sheet.id_example} の形"
    prefix = sheet.prefix
    return f"「{prefix}-012」のように、{prefix} とハイフンと数字で書いてください。", f"{prefix}-数字"


@cache
def _shape(sheet: Sheet) -> re.Pattern[str]:
    return re.compile(sheet.id_shape or rf"{sheet.prefix}-\d+")


def _is_foreign(record: Record) -> bool:
    return record.place is not None and not record.place.table.is_ours


def _of_others(record: Record, row_id: str, project: Project) -> Judgement:
    """Of a table that pmo_xl did not make: a word among numbers, and once a table that numbers stand twice."""
    if not _is_a_number(record, row_id) and _numbers(record, project):
        how = "番号を書くか、番号のない行なら空欄にしてください。"
        return violation(
            "id",
            expected="番号",
            severity=Severity.WARNING,
            what=f"ID「{row_id}」は番号ではありません。",
            how=how,
        )
    repeated = _repeated(record, project)
    if not repeated or record.row != next(iter(repeated.values()))[0]:
        return FITS
    first = "、".join(
        f"{row_id}({'・'.join(map(str, rows[:3]))}行目)" for row_id, rows in islice(repeated.items(), 3)
    )
    count = sum(map(len, repeated.values()))
    what = f"同じ番号が {count} 行にあります: {first}{' ほか' if len(repeated) > 3 else ''}。"
    return violation(
        "id",
        expected="ほかの行にない番号",
        severity=Severity.WARNING,
        what=what,
        how="番号で1行を指せないときは、区切りの名前を付けた番号にするか、別の列をIDの列と決めてください(check --save-layout)。",
    )


def _is_a_number(record: Record, row_id: str) -> bool:
    """Whether it has the sheet's own shape, or is a short word with a digit or a sign of one (1.2.1, A001, ①, Ⅱ)."""
    is_sign = not row_id.isascii() and any(unicodedata.category(each) in ("No", "Nl") for each in row_id)
    return is_sign or bool(_shape(record.sheet).fullmatch(row_id) or _FOREIGN.fullmatch(row_id))


def _numbers(record: Record, project: Project) -> bool:
    """Whether nearly every row of its table has a number, so that one without is none of its habits."""
    table = record.place and record.place.table
    key = ("numbered", record.__class__, table and table.sheet_title, table and table.header_row)

    def _is_numbered() -> bool:
        ids = [getattr(row, "id", None) for row in _rows_of(record, project)]
        numbers = sum(each is not None and _is_a_number(record, each) for each in ids)
        return numbers >= _MOST_NUMBERED * len(ids)

    return project.cached(key, _is_numbered)


def _repeated(record: Record, project: Project) -> Mapping[str, list[int]]:
    """The rows of each ID that stands more than once in the table of a record."""
    table = record.place and record.place.table
    key = ("repeated", record.__class__, table and table.sheet_title, table and table.header_row)

    def _found() -> Mapping[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row in _rows_of(record, project):
            if row.row_id is not None and row.row is not None:
                rows.setdefault(row.row_id, []).append(row.row)
        return {row_id: each for row_id, each in rows.items() if len(each) > 1}

    return project.cached(key, _found)


def _rows_of(record: Record, project: Project) -> list[Record]:
    table = record.place and record.place.table
    return [row for row in project.of(record.__class__) if row.place and row.place.table is table]


def _twins(record: Record, row_id: str, project: Project) -> list[Record]:
    same = project.of(record.__class__).naming("id", row_id)
    if len(same) == 1:
        return []
    table = record.place and record.place.table
    return [twin for twin in same if twin is not record and (twin.place and twin.place.table) is table]
