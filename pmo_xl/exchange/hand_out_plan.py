"""What of each sheet goes to the one who answers, and what is answered: the columns of a hand-out, said once.

Never by default: 備考, 対応経過, money, 免除, 外部ID, columns of one's own. docs/staff/week.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.near import NearMisses
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.model.sheets import SHEETS

WISH, NOTE, APPLIES, WISHED_DAY = "wish_due_on", "added_note", "applies", "wished_day"
"""Answers that no column of the ledger holds as they are: 希望期限, 追記, 該当, 希望日."""

EXTRA: Final[Mapping[str, Column]] = {
    WISH: Column(
        "希望期限", Kind.DATE, width=11, help="期限を変えたいとき、希望の日。期限はこちらで決め直します。"
    ),
    NOTE: Column(
        "追記", Kind.LONGTEXT, width=30, help="経過や連絡。日付とお名前を付けて台帳の対応経過に足します。"
    ),
    APPLIES: Column("該当", Kind.TEXT, width=7, help="御社(御システム)に関わるなら ○、関わらないなら ×。"),
    WISHED_DAY: Column("希望日", Kind.DATE, width=11, help="対向試験を始めたい日。"),
}
APPLIES_WORDS: Final = ("○", "×")
OUTSIDE_WORDS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("課題管理表", "status"): ("対応中", "確認待ち"),
}
"""The words that somebody outside may answer with, where they are fewer."""
_INSIDE_ONLY: Final = frozenset({("課題管理表", "closed_on")})
_NEVER_OUT: Final = frozenset({"remarks", "progress_notes", "external_ids"})


@dataclass(frozen=True)
class HandOutPlan:
    """The columns of one sheet's hand-outs. shown, answers: fields, in order. new_rows: blank rows for new ones."""

    sheet: type[Record]
    shown: tuple[str, ...]
    answers: tuple[str, ...]
    new_rows: int = 0

    def column(self, name: str) -> Column:
        """How a field of it is declared."""
        return column_of(self.sheet, name)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of it, in order."""
        return (*self.shown, *self.answers)


def column_of(sheet: type[Record], name: str) -> Column:
    """A column of the ledger, or one that only hand-outs have."""
    return EXTRA[name] if name in EXTRA else sheet.columns[name]


_PLANS: Final[Mapping[str, tuple[str, str, int]]] = {
    "QA表": (
        "id title location system priority question asked_on due_on",
        f"answer answered_by answered_on needs_change {WISH}",
        10,
    ),
    "課題管理表": (
        "id kind title description priority due_on",
        f"status plan resolution closed_on {WISH} {NOTE}",
        10,
    ),
    "マスタスケジュール": (
        "id phase title planned_start planned_finish predecessors",
        "actual_start actual_finish progress coordination",
        0,
    ),
    "IF一覧": (
        "id title change_kind source target fixed_on",
        f"{APPLIES} method frequency design_due_on specification_version {WISHED_DAY}",
        10,
    ),
    "体制表": ("id name role", "company department systems email phone joined_on left_on", 0),
    "リリース計画": (
        "id kind system title predecessors",
        "starts_at minutes owner contact rollback rollback_minutes is_met",
        0,
    ),
    "RFP照合表": ("id statement obligation section", "answer_kind answer_location", 0),
    "検収支払": ("id title acceptance_due_on", "invoice_number invoiced_on invoiced registration_number", 0),
}
_TITLES: Final = ("title", "point", "statement", "situation", "name", "scope")


def plan_of(
    label: str,
    *,
    is_outside: bool,
    answers: Iterable[str] = (),
    shown: Iterable[str] = (),
    new_rows: int | None = None,
    force: bool = False,
) -> HandOutPlan:
    """The columns for a sheet. answers, shown: labels asked for beside the plan's.

    Raises BadOption for an unknown sheet or column, a sheet without a plan where no answers are said, and money, 備考 or
    対応経過 that would go outside (without `force`).
    """
    sheet = _sheet(label)
    asked, told = _fields(sheet, answers), _fields(sheet, shown)
    plan = _standard(sheet, asked)
    plan = replace(
        plan,
        shown=tuple(dict.fromkeys((*plan.shown, *(n for n in told if n not in plan.answers)))),
        answers=tuple(dict.fromkeys((*plan.answers, *asked))),
        new_rows=plan.new_rows if new_rows is None else new_rows,
    )
    if is_outside:
        _refuse_inside(sheet, (*asked, *told), force=force)
        plan = replace(plan, answers=tuple(n for n in plan.answers if (label, n) not in _INSIDE_ONLY))
    return plan


def _standard(sheet: type[Record], asked: tuple[str, ...]) -> HandOutPlan:
    label = sheet.sheet.label
    if label in _PLANS:
        shown, answers, rows = _PLANS[label]
        return HandOutPlan(sheet, tuple(shown.split()), tuple(answers.split()), rows)
    if not asked:
        raise BadOption(
            f"「{label}」は何を答えてもらうかが決まっていません。--answer 列名 … で答えてもらう列を書いてください。"
        )
    titles = [name for name in _TITLES if name in sheet.columns][:1]
    due = [name for name in ("due_on", "planned_on") if name in sheet.columns and name not in asked]
    return HandOutPlan(sheet, tuple(dict.fromkeys(("id", *titles, *due))), ())


def _sheet(label: str) -> type[Record]:
    found = next((sheet for sheet in SHEETS if name_key(sheet.sheet.label) == name_key(label)), None)
    if found is None or "id" not in found.columns:
        known = [sheet.sheet.label for sheet in SHEETS if "id" in sheet.columns]
        near = NearMisses(known).of(label, 1)
        hint = f"「{near[0]}」のことですか。" if near else f"使えるのは {'、'.join(known)} です。"
        raise BadOption(f"シート「{label}」の行は配れません。{hint}")
    return found


def _fields(sheet: type[Record], labels: Iterable[str]) -> tuple[str, ...]:
    by_label = {name_key(column.label): name for name, column in sheet.columns.items()}
    found = []
    for label in labels:
        if name_key(label) not in by_label:
            near = NearMisses([column.label for column in sheet.columns.values()]).of(label, 1)
            hint = f"「{near[0]}」のことですか。" if near else ""
            raise BadOption(f"{sheet.sheet.label}に「{label}」という列はありません。{hint}")
        found.append(by_label[name_key(label)])
    return tuple(found)


def _refuse_inside(sheet: type[Record], names: Iterable[str], *, force: bool) -> None:
    inside = [
        sheet.columns[name].label
        for name in names
        if name in _NEVER_OUT or name.startswith("waive") or sheet.columns[name].kind is Kind.MONEY
    ]
    if inside and not force:
        raise BadOption(
            f"「{'」「'.join(inside)}」は社外に出さない列です。出してよければ --force を付けてください。"
        )
