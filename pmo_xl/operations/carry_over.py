"""What goes on from one project's book into the next one: people, systems, days, words, open issues, the work plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from pmo_xl.metrics.unfinished_issues import awaits_permanent_fix
from pmo_xl.model.calendar import BusinessCalendar
from pmo_xl.model.choice import Choice
from pmo_xl.model.display import day
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import people, person_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.workbook.author.new_book import library_choices, public_holidays

KEYS: Final = (
    "連絡ルール", "合意形成ルール", "会議体", "会計年度開始月", "消費税率", "端数処理", "承認者役割", "ガント単位", "規則群",
    "文書番号形式", "エスカレーション経路", "予定工数の意味", "納品フォルダ", "文書ルート",
)  # fmt: skip
"""The settings that go on; of no other key the value does."""
FAMILIES: Final = ("定例会議", "規則.", "閾値.", "差出人.", "PMO.", "品質基準.")
_FULL: Final = ("会議体", "工程定義", "ツール一覧", "社内規則")
_RELEASE: Final = "リリース課題"
_OWN_DAYS: Final = ("会社休日", "稼働日")


@dataclass
class CarriedOver:
    """The rows for the new book. carried: by sheet, how many rows. left: by sheet, how many stay. remarks: sentences."""

    records: dict[type[Record], list[Record]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    carried: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def put(self, sheet: type[Record], rows: Sequence[Record]) -> None:
        """Rows of a sheet."""
        self.records[sheet] = list(rows)
        if rows:
            self.carried[sheet.sheet.label] = len(rows)


@dataclass(frozen=True)
class Wanted:
    """What goes on beside the usual. start: of the new project; needed for `wbs`. with_issues: the open ones."""

    profile: str
    start: date | None = None
    wbs: bool = False
    with_issues: bool = True


def carried_over(old: Project, stem: str, wanted: Wanted) -> CarriedOver:
    """What of the old project goes on. stem: of its file, the name where it has no 案件コード."""
    over = CarriedOver()
    staff = _members(old, over)
    over.put(System, [row.model_copy(update={"change_kind": None}) for row in old.systems])
    over.put(Vendor, list(old.vendors))
    for sheet in SHEETS:
        if wanted.profile == "full" and sheet.sheet.label in _FULL and old.has(sheet):
            over.put(sheet, list(old.of(sheet)))
    _words(old, over, wanted.profile)
    _days(old, over, wanted)
    _settings(old, over)
    gone = _Gone(staff)
    if wanted.with_issues:
        _issues(old, stem, over, wanted, gone)
    if wanted.wbs and wanted.start:
        _tasks(old, over, wanted.start, gone)
    _count_left(old, over, wanted)
    _without_places(over)
    return over


class _Gone:
    """Whose names lead nowhere in the new book."""

    def __init__(self, staff: frozenset[str]) -> None:
        self._staff = staff

    def without(self, name: str | None) -> str | None:
        """The name, if its first person goes on; None else. A book without 体制表 keeps every name."""
        first = next(iter(people(name or "")), "")
        return name if not self._staff or person_key(first) in self._staff else None


def _members(old: Project, over: CarriedOver) -> frozenset[str]:
    """Those who have not left; whom they report to stays blank where that person has."""
    rows = [row for row in old.members if row.left_on is None or row.left_on > old.as_of]
    staff = frozenset(person_key(row.name or "") for row in rows)
    kept = []
    for row in rows:
        lost = [
            n for n in ("reports_to", "successor") if (v := getattr(row, n)) and person_key(v) not in staff
        ]
        if "reports_to" in lost:
            over.remarks.append(
                f"体制表: {row.name} の報告先「{row.reports_to}」は離任しているため空欄にしました。"
            )
        kept.append(row.model_copy(update=dict.fromkeys(lost)))
    over.put(Member, kept)
    left = len(old.members) - len(rows)
    if left:
        over.remarks.append(f"体制表: 離任した {left} 名は引き継ぎません。")
    return staff


def _words(old: Project, over: CarriedOver, profile: str) -> None:
    """The words of a new book, in the old one's wording where it has them, and the words of its own."""
    sheets = [sheet for sheet in SHEETS if profile == "full" or sheet.sheet.profile == "core"]
    theirs = {(row.list_name, row.value): row for row in old.choices}
    ours = [(row.list_name, row.value) for row in library_choices(sheets)]
    known = {
        (row.list_name, row.value) for row in library_choices(SHEETS)
    }  # of sheets that are not made, too
    own = [row for key, row in theirs.items() if key not in known]
    rows = [theirs.get(key) or Choice(list_name=key[0], value=key[1]) for key in ours]
    lists = list(dict.fromkeys([*(name for name, _ in ours), *(row.list_name for row in own)]))
    every: list[Choice] = [*rows, *own]
    over.records[Choice] = [*sorted(every, key=lambda row: lists.index(row.list_name))]
    if own:
        over.carried["選択肢(独自の言葉)"] = len(own)


def _days(old: Project, over: CarriedOver, wanted: Wanted) -> None:
    first = (wanted.start or old.as_of).year
    own = [row for row in old.holidays if row.kind in _OWN_DAYS and row.on and row.on.year >= first]
    over.records[Holiday] = [*public_holidays(), *own]
    if own:
        over.carried["休日(会社休日・稼働日)"] = len(own)


def _settings(old: Project, over: CarriedOver) -> None:
    for row in old.settings:
        key, value = row.key or "", row.value
        if value and (key in KEYS or key.startswith(FAMILIES)):
            over.settings[key] = value
    if over.settings:
        over.carried["設定"] = len(over.settings)


def _issues(old: Project, stem: str, over: CarriedOver, wanted: Wanted, gone: _Gone) -> None:
    code = old.settings.text("案件コード") or stem
    name = old.settings.project_name or stem
    rows = []
    for number, row in enumerate(filter(_goes_on(old), old.issues), 1):
        said = f"{day(old.as_of)} {name} の {row.id} から引き継ぎ"
        own = f"pmo:{code}/{row.id}"
        rows.append(
            row.model_copy(
                update={
                    "id": f"ISS-{number:03}",
                    "external_ids": f"{row.external_ids}、{own}" if row.external_ids else own,
                    "progress_notes": f"{said}\n{row.progress_notes}" if row.progress_notes else said,
                    "owner": gone.without(row.owner),
                    "permanent_owner": gone.without(row.permanent_owner),
                    "tasks": row.tasks if wanted.wbs else (),
                    "days_overdue": None,
                }
            )
        )
        due = row.permanent_due_on if not old.is_open(row) else row.due_on
        is_late = due is not None and wanted.start is not None and due < wanted.start
        when = f"(期限 {day(due)} は開始前です)" if due and is_late else ""
        over.remarks.append(f"課題管理表: ISS-{number:03} ← {row.id} {row.title or ''}{when}")
    over.put(Issue, rows)


def _goes_on(old: Project) -> Callable[[Issue], bool]:
    def goes_on(row: Issue) -> bool:
        """Whether there is still something to do: open, or its permanent fix is."""
        return old.is_open(row) or awaits_permanent_fix(row)

    return goes_on


def _tasks(old: Project, over: CarriedOver, start: date, gone: _Gone) -> None:
    """The plan with its dates as far apart, in business days, as they were agreed; what happened stays behind."""
    rows = list(old.tasks)
    has_baseline = any(row.baseline_start for row in rows)
    starts = [first for row in rows if (first := row.baseline_start if has_baseline else row.planned_start)]
    known = {row.id for row in rows if row.id}
    calendar = _next_calendar(over)
    begin = start if calendar.is_business_day(start) else calendar.add_business_days(start, 1)
    if begin != start:
        over.remarks.append(
            f"マスタスケジュール: 開始日 {day(start)} は休日のため、{day(begin)} から始めます。"
        )
    first = min(starts, default=None)

    def moved(on: date | None) -> date | None:
        """The day as far from the new start, in business days."""
        if on is None or first is None:
            return None
        return calendar.add_business_days(begin, old.calendar.number(on) - old.calendar.number(first))

    made, nobody = [], 0
    for row in rows:
        update: dict[str, Any] = {
            "planned_start": moved(row.baseline_start if has_baseline else row.planned_start),
            "planned_finish": moved(row.baseline_finish if has_baseline else row.planned_finish),
            "predecessors": _known_predecessors(row, known, over),
            "owner": gone.without(row.owner),
        }
        nobody += update["owner"] is None
        kept = (
            "id",
            "parent",
            "kind",
            "phase",
            "local_name",
            "title",
            "system",
            "planned_effort",
            "preconditions",
        )
        made.append(Task(**{name: getattr(row, name) for name in kept}, **update))
    over.put(Task, made)
    if nobody:
        over.remarks.append(f"マスタスケジュール: 担当のない作業が {nobody} 行あります。")
    ends = [row.planned_finish for row in made if row.planned_finish]
    if first and ends:
        over.remarks.append(
            f"マスタスケジュール: {day(first)} 開始の計画を、稼働日で {day(begin)}〜{day(max(ends))} に移しました。"
        )


def _known_predecessors(row: Task, known: set[str], over: CarriedOver) -> tuple[str, ...]:
    kept = tuple(each for each in row.predecessors if each.split()[0] in known)
    for each in row.predecessors:
        if each not in kept:
            over.remarks.append(
                f"マスタスケジュール: {row.id} の先行作業「{each}」は引き継ぐ行にないため外しました。"
            )
    return kept


def _next_calendar(over: CarriedOver) -> BusinessCalendar:
    holidays = tuple(over.records[Holiday])
    return Project(date.min, date.min, records={Holiday: holidays}).calendar


def _count_left(old: Project, over: CarriedOver, wanted: Wanted) -> None:
    gone_on = {Choice, Holiday, *over.records}
    for sheet in SHEETS:
        rows = len(old.of(sheet))
        if sheet not in gone_on and rows and sheet.sheet.label not in ("設定", "チェック結果"):
            over.left[sheet.sheet.label] = rows


def _without_places(over: CarriedOver) -> None:
    """Rows of a new book stand nowhere yet."""
    for rows in over.records.values():
        rows[:] = [row.model_copy(update={"place": None}) for row in rows]


def told(over: CarriedOver) -> Iterator[str]:
    """What went on and what stays, a line each."""
    carried: Mapping[str, int] = over.carried
    yield "引き継いだもの: " + " / ".join(f"{name} {count}" for name, count in carried.items())
    yield from over.remarks
    if over.left:
        yield "引き継がないもの: " + "、".join(f"{name} {count}" for name, count in over.left.items())
