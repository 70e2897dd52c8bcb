"""DAT005: IDs and names that exist nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pmo_xl.model.column import Column, Kind
from pmo_xl.model.family_names import member_nearly_named
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.message import Message
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key, people
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.rules.rule import (
    FITS,
    Asked,
    Group,
    Judgement,
    Severity,
    out_of_scope,
    rule,
    undeterminable,
    violation,
)
from pmo_xl.rules.screens import places_of_odd

_ID_LIKE = re.compile(r"[A-Z]{2,}-\d+")
_NAMED_SHEETS: dict[Kind, type[Record]] = {Kind.PERSON: Member, Kind.SYSTEM: System, Kind.VENDOR: Vendor}
_FOUND_BY_NAME = (*_NAMED_SHEETS.values(), Message)
# What these name may be a meeting, a mail, a lesson of another book: no reference without an ID in it.
_FREE_TEXT = ("起票元", "解消根拠", "根拠")
_REFERENCES = (Kind.REF, Kind.REFS, *_NAMED_SHEETS)


def _with_unknown_names(sheet: type[Record], project: Project) -> Asked:
    """The rows with a name that exists nowhere, or that names something of a sheet which is not there."""
    rows = project.of(sheet)
    lookups = {each.field: each for each in _lookups(sheet, project)}
    found = places_of_odd(
        rows, lookups, lambda field, value: value and lookups[field].unknown(value, project)
    )
    lost = _lost_aims(sheet, project)
    fields = dict.fromkeys(aim.field for aim in lost)
    return Asked(found | places_of_odd(rows, fields, lambda field, value: _is_lost(field, value, lost)))


@rule(
    "DAT005",
    judges=Record,
    screen=_with_unknown_names,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="「{label}」の「{name}」は{sheets}にありません。{near}",
    remedy="{sheets}にある名前やIDに直すか、{sheets}に行を足してください。",
)
def unknown_reference(record: Record, project: Project) -> Judgement | Sequence[Judgement]:
    """ほかのシートを指すIDや名前は、そのシートになければならない。

    ## 要旨
    IDの欄、氏名・システム名・取引先名の欄が、相手のシートにないものを指しているときに指摘します。近いものが
    あるときは警告にして示します(姓だけの名前は、体制表にその姓の人が1人だけいるとき)。全角と半角、空白、㈱と株式会社の違いは同じものとみなします。
    起票元・解消根拠に書かれた会議名などの文章は指摘しません。相手のシート自体がないときは対象外で、そのことを
    1回だけ言います。相手のシートにまだ1行もないときは、最初の1か所だけを指摘し、ほかは判定できないとします。
    先行作業は WBS004、未完了の課題の担当は ISS002 が見ます。

    ## なぜ問題か
    つながりが切れると、QAから仕様変更へ、発注から検収へとたどれず、漏れに気づけません。

    ## 違反例
    課題管理表
    | 課題ID | 起票者 | 影響システム | 状態 | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 佐藤 花子 | 会員DB | 対応中 | 影響システム |
    | ISS-002 | 山本 次郎 | 会員基盤 | 完了 | 起票者 |
    | ISS-003 | 髙橋 健太 | 会員基盤 | 完了 | 起票者(警告) |

    仕様変更管理表
    | 変更ID | 起票元 | 指摘 |
    |---|---|---|
    | CHG-001 | QA-12 | 起票元(警告) |
    | CHG-002 | QA-900 | 起票元 |

    QA表
    | QA-ID | 質問 |
    |---|---|
    | QA-012 | 氏名の最大文字数は |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | PM |
    | 高橋 健太 | PMO |

    システム一覧
    | システム名 |
    |---|
    | 会員基盤 |

    ## 違反例(相手のシートがまだ空)
    予算管理表
    | 発注ID | 予算ID | 発注先 | 指摘 |
    |---|---|---|---|
    | ORD-001 | BUD-001 | ㈱あさひシステム | 予算ID、発注先 |
    | ORD-002 | BUD-001 | みなと情報 | |

    ## 適合例
    課題管理表
    | 課題ID | 起票者 | 影響システム | 状態 |
    |---|---|---|---|
    | ISS-001 | 佐藤　花子様 | 会 員 基 盤 | 完了 |

    仕様変更管理表
    | 変更ID | 起票元 |
    |---|---|
    | CHG-001 | ＱＡ－０１２ |
    | CHG-002 | 11/5 定例会議 |

    予算管理表
    | 発注ID | 発注先 |
    |---|---|
    | ORD-001 | ㈱あさひシステム |

    QA表
    | QA-ID | 質問 |
    |---|---|
    | QA-012 | 氏名の最大文字数は |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | PM |

    システム一覧
    | システム名 |
    |---|
    | 会員基盤 |

    取引先一覧
    | 取引先ID | 取引先名 |
    |---|---|
    | VEN-001 | 株式会社あさひシステム |
    """
    hits = []
    is_judged = False
    for lookup in _lookups(record.__class__, project):
        value = getattr(record, lookup.field)
        if value:
            is_judged = True
            if unknown := lookup.unknown(value, project):
                hits.append((_unfilled if lookup.is_unfilled else _hit)(lookup, unknown, project, record))
    if hits and record.__class__ is Issue and project.is_open(record) and project.members:
        hits = [hit for hit in hits if hit.field != "owner"]  # ISS002 speaks about it
    if absent := _absent(record, project):
        return [*hits, absent] if hits or not is_judged else [FITS, absent]
    return hits or FITS


def _absent(record: Record, project: Project) -> Judgement | None:
    """That the row names something of a sheet that is not there: nothing to look up, told once per run."""
    if any(aim.is_named_in(getattr(record, aim.field)) for aim in _lost_aims(record.__class__, project)):
        return project.cached("sheets named and absent", lambda: out_of_scope(_absent_sheets(project)))
    return None


def _absent_sheets(project: Project) -> str:
    """Which sheets the rows name and the workbook lacks, in a sentence."""
    labels = {
        aim.label
        for sheet in project.records
        for aim in _lost_aims(sheet, project)
        if any(aim.is_named_in(getattr(row, aim.field)) for row in project.of(sheet))
    }
    absent = "".join(f"「{each.sheet.label}」" for each in SHEETS if each.sheet.label in labels)
    return f"{absent}シートがないため、そこを指す欄は対象外です"


@dataclass(frozen=True, slots=True)
class _LostAim:
    """A column that may name rows of a sheet which the workbook lacks.

    prefix: of the IDs that are that sheet's; empty where every value of the column is.
    """

    field: str
    label: str
    prefix: str

    def is_named_in(self, value: str | tuple[str, ...] | None) -> bool:
        """Whether a cell names a row of that sheet."""
        names = value if isinstance(value, tuple) else (value or "",)
        return any(name and name.startswith(self.prefix) for name in names)


def _is_lost(field: str, value: str | tuple[str, ...] | None, lost: Iterable[_LostAim]) -> bool:
    return any(aim.field == field and aim.is_named_in(value) for aim in lost)


def _lost_aims(sheet: type[Record], project: Project) -> list[_LostAim]:
    return project.cached(("lost aims", sheet), lambda: list(_find_lost_aims(sheet, project)))


def _find_lost_aims(sheet: type[Record], project: Project) -> Iterator[_LostAim]:
    for field in sheet.fields_of_kind(*_REFERENCES):
        column = sheet.columns[field]
        targets = _targets(column)
        for target in targets:
            if not project.has(target):
                is_told_by_prefix = len(targets) > 1 or column.label in _FREE_TEXT
                prefix = f"{target.sheet.prefix}-" if is_told_by_prefix else ""
                yield _LostAim(field, target.sheet.label, prefix)


class _Lookup:
    """Whether what a column names exists; every value is looked up once per project.

    It is kept by the project and so does not hold it: a circle of all rows would wait for Python's collector.
    """

    def __init__(
        self, sheet: type[Record], field: str, present: Sequence[type[Record]], project: Project
    ) -> None:
        """Prepare for the target sheets that are there."""
        self.field, self.column, self.present = field, sheet.columns[field], present
        self.is_unfilled = not any(project.of(target) for target in present)
        self._by_id = [project.of(target).by_id for target in present if target not in _FOUND_BY_NAME]
        self._is_partial = len(present) < len(_targets(self.column))
        self._is_free_text = self.column.label in _FREE_TEXT
        self._known: dict[str | tuple[str, ...], list[str]] = {}

    def unknown(self, value: str | tuple[str, ...], project: Project) -> list[str]:
        """The names in a cell that exist nowhere."""
        found = self._known.get(value)
        if found is None:
            names = self._names(value)
            found = self._known[value] = [name for name in names if not self._exists(name, project)]
        return found

    def _names(self, value: str | tuple[str, ...]) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return people(value) if self.column.kind is Kind.PERSON else (value,)

    def _exists(self, name: str, project: Project) -> bool:
        for rows in self._by_id:  # as nearly every cell spells it
            if name in rows:
                return True
        if any(_finder(target, project)(name) is not None for target in self.present):
            return True
        if Message in self.present and not _ID_LIKE.search(name):
            return False  # a 機能, which only シーケンス holds
        is_of_absent_sheet = self._is_partial and not _belongs(name, self.present)
        return is_of_absent_sheet or (self._is_free_text and not _ID_LIKE.search(name))


def _lookups(sheet: type[Record], project: Project) -> list[_Lookup]:
    return project.cached(("references", sheet), lambda: list(_make_lookups(sheet, project)))


def _make_lookups(sheet: type[Record], project: Project) -> Iterator[_Lookup]:
    for field in sheet.fields_of_kind(*_REFERENCES):
        present = [target for target in _targets(sheet.columns[field]) if project.has(target)]
        if present and (sheet, field) != (Task, "predecessors"):
            yield _Lookup(sheet, field, present, project)


@cache
def _targets(column: Column) -> tuple[type[Record], ...]:
    if column.kind in _NAMED_SHEETS:
        return (_NAMED_SHEETS[column.kind],)
    return tuple(sheet for sheet in SHEETS if sheet.sheet.label in column.refers_to)


def _belongs(name: str, present: Iterable[type[Record]]) -> bool:
    """Whether an ID is of a sheet that is there (one of an absent sheet cannot be judged)."""
    return any(name.startswith(f"{target.sheet.prefix}-") for target in present)


def _finder(target: type[Record], project: Project) -> Callable[[str], object]:
    finders: dict[type[Record], Callable[[str], object]] = {
        Member: project.member,
        System: project.system,
        Vendor: project.vendor,
        Message: lambda name: project.messages.get(name) or (name_key(name) in _functions(project) or None),
    }
    return finders.get(target) or project.of(target).get


def _functions(project: Project) -> frozenset[str]:
    """The 機能 of シーケンス, which a レビュー記録 names as シーケンス writes them."""
    return project.cached(
        "functions", lambda: frozenset(name_key(m.function or "") for m in project.messages)
    )


def _hit(lookup: _Lookup, unknown: list[str], project: Project, _: Record) -> Judgement:
    near = [word for name in unknown for target in lookup.present for word in _alike(name, target, project)]
    sheets = _labels(lookup.present)
    return violation(
        lookup.field,
        expected="、".join(near) or f"{sheets}にあるもの",
        severity=Severity.WARNING if near and len(unknown) == 1 else None,
        label=lookup.column.label,
        name="、".join(unknown),
        sheets=sheets,
        near=f"「{near[0]}」のことではありませんか。" if near else "",
    )


def _unfilled(lookup: _Lookup, unknown: list[str], project: Project, record: Record) -> Judgement:
    """One finding for sheets without a row, at the first cell that names something of theirs; the rest must wait."""
    sheets = _labels(lookup.present)
    first = project.cached(("first naming", sheets), lambda: _first_naming(sheets, project))
    if first != (record, lookup.field):
        return undeterminable(f"{sheets}に1行もありません")
    return violation(
        lookup.field,
        expected=f"{sheets}にあるもの",
        label=lookup.column.label,
        name="、".join(unknown),
        sheets=sheets,
        near=f"{sheets}にまだ1行もないため、ほかの欄も確かめられません。",
    )


def _first_naming(sheets: str, project: Project) -> tuple[Record, str] | None:
    """The first row, and its field, that names something of these sheets."""
    for sheet in project.records:
        lookups = [each for each in _lookups(sheet, project) if _labels(each.present) == sheets]
        for record in project.of(sheet) if lookups else ():
            for lookup in lookups:
                value = getattr(record, lookup.field)
                if value and lookup.unknown(value, project):
                    return record, lookup.field
    return None


def _labels(sheets: Iterable[type[Record]]) -> str:
    return "・".join(sheet.sheet.label for sheet in sheets)


def _near(target: type[Record], project: Project) -> NearMisses:
    """The near misses of a sheet's IDs or names, made once per project."""
    return project.cached(("near", target), lambda: NearMisses(_words(target, project)))


def _words(target: type[Record], project: Project) -> Iterable[str]:
    field = "name" if target in _NAMED_SHEETS.values() else "id"
    return (word for record in project.of(target) if (word := getattr(record, field)))


def _alike(name: str, target: type[Record], project: Project) -> Sequence[str]:
    """What a name or ID may mean: the words within one letter, else the only person of that family name."""
    found = _near(target, project).of(name, 2)
    family = None if found or target is not Member else member_nearly_named(name, project)
    return (family,) if family else found
