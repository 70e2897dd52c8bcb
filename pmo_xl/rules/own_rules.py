"""Own rules: the rows of 社内規則 as rules that are asked, counted and shown like every other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeAlias

from pmo_xl.conditions.columns import NamedColumn, column_named, needed, sheet_named
from pmo_xl.conditions.condition import Answer, Condition, condition, is_true
from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import Unjudged
from pmo_xl.metrics.open_row import is_open_row
from pmo_xl.model.display import shortened
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.vocabulary import list_name
from pmo_xl.rules.catalog import catalogued
from pmo_xl.rules.page import Page
from pmo_xl.rules.plugged import plugged_rule
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Asked,
    Group,
    Judgement,
    Rule,
    Severity,
    question,
    undeterminable,
    violation,
)
from pmo_xl.visible import visible

PREFIX: Final = OwnRule.sheet.prefix
_PLACE = re.compile(r"\[@?([^\[\]]+)\]")
_SEVERITIES: Final = {severity.label: severity for severity in Severity}
_NO_REMEDY: Final = (
    "社内規則「{rule}」に合うように直してください。わけは社内規則シートの備考に書かれています。"
)
_AS_TEXT: Final = "Excelが数式として計算しました。先頭の = を消し、文字として入れてください"
_LONGEST: Final = 1_000
"""As many characters of a message, or of what is to be done, as a result says."""
_NO_COLUMN: Final = f"列の名前([@列の名前])が1つもありません。値だけなら、{_AS_TEXT}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be read in a row of 社内規則: the field, and why in a Japanese sentence."""

    field: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadRule:
    """A row of 社内規則 made ready. faults: what of it cannot be read; then nothing is judged."""

    row: OwnRule
    sheet: type[Record] | None
    hits: Condition | None
    rows: Condition | None
    faults: tuple[Fault, ...]


_Said: TypeAlias = Judgement | tuple[Answer, Answer]


def is_asked(row: OwnRule) -> bool:
    """Whether a row is switched on, or cannot say whether it is: then its rule is named as not judged."""
    return bool(row.is_on) or _unknown_switch(row) is not None


def _unknown_switch(row: OwnRule) -> str | None:
    """Why nothing can be said of 有効; None where it can."""
    if "is_on" in row.unread:
        return f"セルが「{row.unread['is_on'].text[:20]}」で、○か空欄か分かりません"
    if row.place and "is_on" not in row.place.table.columns:
        return f"「{row.place.table.sheet_title}」に「{OwnRule.columns['is_on'].label}」列がありません"
    return None


def own_rules(project: Project) -> tuple[Rule, ...]:
    """The rules that 社内規則 of the workbook has switched on, in the order of its rows."""
    if OwnRule in project.left_out:
        return ()
    return project.cached(
        ("社内規則",),
        lambda: tuple(_rule(read_rule(row, project), project) for row in project.own_rules if is_asked(row)),
    )


def own_rule_of(row: OwnRule, project: Project) -> tuple[ReadRule, Rule]:
    """A row made ready, and the rule that it is."""
    read = read_rule(row, project)
    return read, _rule(read, project)


def read_rule(row: OwnRule, project: Project) -> ReadRule:
    """A row of 社内規則 made ready for the rows of its sheet."""
    sheet = sheet_named(row.target_sheet or "", project)
    switch = _unknown_switch(row)
    faults = [Fault("is_on", switch)] if switch else []
    if sheet is None or sheet is OwnRule:
        return ReadRule(row, None, None, None, (*faults, Fault("target_sheet", _no_sheet(row))))
    hits = _condition(row, "condition", sheet, project, faults)
    rows = _condition(row, "rows", sheet, project, faults)
    if hits and not hits.inputs and not hits.others:
        faults.append(Fault("condition", _NO_COLUMN))
    for field in ("message", "remedy"):
        faults += _unknown_places(getattr(row, field) or "", field, sheet, project)
    return ReadRule(row, sheet, hits, rows, tuple(faults))


def _no_sheet(row: OwnRule) -> str:
    if not row.target_sheet:
        return "対象シートが空欄です"
    return f"対象シート「{row.target_sheet[:30]}」という点検できるシートはありません"


def _condition(
    row: OwnRule, field: str, sheet: type[Record], project: Project, faults: list[Fault]
) -> Condition | None:
    text: str | None = getattr(row, field)
    if field in row.unread:
        faults.append(Fault(field, f"セルが「{row.unread[field].text[:20]}」になっています。{_AS_TEXT}"))
    elif text:
        try:
            return condition(text, sheet, project)
        except UnreadableCondition as error:
            faults.append(Fault(field, str(error)))
    elif field == "condition":
        faults.append(Fault(field, "条件が空欄です"))
    return None


def _unknown_places(text: str, field: str, sheet: type[Record], project: Project) -> list[Fault]:
    names = (found[1] for found in _PLACE.finditer(text))
    return [
        Fault(field, f"{sheet.sheet.label}に「{name[:30]}」という列はありません")
        for name in dict.fromkeys(names)
        if column_named(sheet, name, project) is None
    ]


def name_of(row: OwnRule) -> str:
    """The ID under which a row is asked: its own, or that of its place where it has none or another rule's."""
    taken = row.id and (row.id.upper() in catalogued() or plugged_rule(row.id))
    return row.id if row.id and not taken else f"{PREFIX}(行{row.row})"


def _rule(read: ReadRule, project: Project) -> Rule:
    row = read.row
    others: Mapping[type[Record], tuple[str, ...]] = {}
    if read.sheet and read.hits and not read.faults:
        others = needed((*read.hits.others, *(read.rows.others if read.rows else ())), read.sheet)
    absent = [
        f"「{sheet.sheet.label}」シートがありません"
        for sheet in ((read.sheet, *others) if read.sheet else ())
        if sheet not in project.left_out and not project.has(sheet)
    ]
    if read.faults:
        fault = read.faults[0]
        absent = [f"社内規則の{OwnRule.columns[fault.field].label}を読めません({fault.why})"]
    severity, doubt = _weight(row, project)
    name = name_of(row)
    made = Rule(
        id=name,
        name=_one_line(row.message or row.condition or name),
        judges=read.sheet or Project,
        reads=(),
        needs={
            sheet: fields
            for sheet, fields in others.items()
            if sheet in project.left_out or sheet.sheet.profile != "full" or project.of(sheet)
        },  # no row of another sheet is an answer: COUNTIFS gives 0
        severity=severity,
        message="{text}",
        remedy="{remedy}",
        remedy_in_general=_one_line(row.remedy or "") or _NO_REMEDY.format(rule=name),
        judge=_stopped,
        group=Group.BASIC,
        stopped=absent[0] if absent else None,
    )
    if read.sheet and read.hits:
        judge = _Judge(read, severity, doubt)
        made = replace(made, judge=judge, screen=judge.screen)
    vars(made)["page"] = page_of(row)
    return made


def _weight(row: OwnRule, project: Project) -> tuple[Severity, str]:
    """The weight that a row gives its findings, and what is said beside them where it gives none."""
    field = "severity"
    word = row.unread[field].text if field in row.unread else row.severity or ""
    meant = project.vocabulary.canonical(list_name(OwnRule, field), word) or word
    if meant in _SEVERITIES:
        return _SEVERITIES[meant], ""
    why = f"「{shortened(word, 20)}」は一覧にありません" if word else "空欄です"
    return Severity.WARNING, f"(社内規則の重さが{why}。警告としています)"


def _stopped(record: Record, project: Project) -> Judgement:
    return undeterminable("社内規則を読めません")


class _Judge:
    """Says of each row what the conditions gave; they are computed over all rows at once, when the first one asks."""

    def __init__(self, read: ReadRule, severity: Severity, doubt: str) -> None:
        assert read.hits and read.sheet  # noqa: S101 - _rule makes none without
        self._read, self._hits, self._severity = read, read.hits, severity
        self._sheet = read.sheet
        row = read.row
        self._message = (row.message or "条件に当たります。")[: 2 * _LONGEST]
        self._doubt = doubt
        self._remedy = (row.remedy or _NO_REMEDY.format(rule=name_of(row)))[: 2 * _LONGEST]
        self._field = next((c.field for c in read.hits.inputs if c.field), "id")
        self._said: Sequence[_Said] = ()
        self._is_worked_out = False
        self._asked: Mapping[int, _Said] = {}

    def screen(self, sheet: type[Record], project: Project) -> Asked:
        """The rows of which anything but the commoner of 'fits' and 'out of scope' is to be said."""
        said, rows = self._all(project), project.of(self._sheet)
        others = OUT_OF_SCOPE if _is_mostly_out(said) else FITS
        places = [place for place, each in enumerate(said) if each is not others]
        self._asked = {id(rows.row_at(place)): said[place] for place in places}
        return Asked(places, others)

    def __call__(self, record: Record, project: Project) -> Judgement:
        if id(record) not in self._asked:
            self._asked = dict(zip(map(id, project.of(self._sheet)), self._all(project), strict=True))
        found = self._asked[id(record)]
        if isinstance(found, Judgement):
            return found
        hit, meant = found
        if isinstance(meant, Unjudged):
            return undeterminable(str(meant))
        is_meant = is_true(meant)
        if is_meant is None:
            return undeterminable("対象とする行の結果が文字になる行があります")
        if not is_meant:
            return OUT_OF_SCOPE
        if isinstance(hit, Unjudged):
            return undeterminable(str(hit))
        is_hit = is_true(hit)
        if is_hit is None:
            return undeterminable("条件の結果が文字になる行があります")
        if not is_hit:
            return FITS
        say: Callable[..., Judgement] = question if self._severity is Severity.QUESTION else violation
        told = _filled(self._message, record, self._sheet, project)
        remedy = _filled(self._remedy, record, self._sheet, project) + self._doubt
        return say(self._field if self._field in record.columns else None, text=told, remedy=remedy)

    def _all(self, project: Project) -> Sequence[_Said]:
        """What is to be said of each row; where more than TRUE and FALSE was given, or it is hit, what was given."""
        if not self._is_worked_out:
            self._said, self._is_worked_out = self._worked_out(project), True
        return self._said

    def _worked_out(self, project: Project) -> list[_Said]:
        hits, asks = self._hits.answers(), self._read.rows
        if asks and not asks.inputs:
            every = asks.answers()[:1]
            if every and every[0] is True:
                return [FITS if hit is False else (hit, True) for hit in hits]
        meant: Iterable[Answer] = (
            asks.answers() if asks else [_is_open(record, project) for record in project.of(self._sheet)]
        )
        return [
            OUT_OF_SCOPE
            if is_meant is False
            else FITS
            if is_meant is True and hit is False
            else (hit, is_meant)
            for hit, is_meant in zip(hits, meant, strict=True)
        ]


def _is_mostly_out(said: Sequence[_Said]) -> bool:
    """Whether more rows are out of scope than fit."""
    ids = list(map(id, said))  # compared so, no judgement is held against another field by field
    return ids.count(id(OUT_OF_SCOPE)) > ids.count(id(FITS))


def _is_open(record: Record, project: Project) -> Answer:
    """Whether a row is not finished; why that cannot be said where its table has no 状態."""
    declared, place = record.columns.get("status"), record.place
    if declared and place and not declared.is_derived and "status" not in place.table.columns:
        return Unjudged(f"「{place.table.sheet_title}」に「{declared.label}」列がありません")
    return is_open_row(record, project)


@lru_cache(maxsize=1024)
def _one_line(text: str) -> str:
    """What staff wrote, or a row holds, as a result says it: on one line, nothing hidden, of a bounded length."""
    plain = visible(" ".join(text[: 2 * _LONGEST].split()))
    return shortened(plain, _LONGEST)


def _filled(text: str, record: Record, sheet: type[Record], project: Project) -> str:
    """The text, not longer than a cell's, with what the row shows at its [列の名前] places."""
    if "[" not in text:
        return _one_line(text)
    from pmo_xl.rules.finding import shown  # finding knows rules

    def _value(found: re.Match[str]) -> str:
        column: NamedColumn | None = column_named(sheet, found[1], project)
        if column is None:
            return found[0]
        if column.field is None:
            own: Any = record.extra.get(column.heading)
            return "(空欄)" if own is None or own == "" else str(own)[:_LONGEST]
        return (shown(record, column.field) or "(空欄)")[:_LONGEST]

    return _one_line(_PLACE.sub(_value, text))


def page_of(row: OwnRule) -> Page:
    """The manual page of an own rule, made from its row."""
    summary = _one_line(row.message or "") or f"{row.id or ''}の条件に当たる行"
    sections = [
        (
            "要旨",
            f"{row.target_sheet}の行のうち、次の式が TRUE になるものを指摘します。\n\n{row.condition or '(空欄)'}",
        ),
        ("対象とする行", row.rows or "未完了の行(状態のない表はすべての行)"),
        ("なぜ問題か", row.remarks or "社内規則シートの備考に書かれていません。"),
    ]
    return Page(summary, tuple(sections), ())
