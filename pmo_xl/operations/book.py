"""open_workbook: a workbook on disk as a Book, its records typed and ready for every other verb."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from pmo_xl.errors import BadOption, NoLedgerSheet
from pmo_xl.history import FolderHistory
from pmo_xl.metrics.stale_day import stale_day
from pmo_xl.model.choice import Choice
from pmo_xl.model.display import day
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.member import Member
from pmo_xl.model.past import Past
from pmo_xl.model.project import Project, SheetLeftOut
from pmo_xl.model.record import Record
from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings
from pmo_xl.model.sheet_rows import SheetRows
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, Names, PathText
from pmo_xl.operations.book_source import BookSource, FileSource, Grids
from pmo_xl.operations.collection import collection_held_back
from pmo_xl.operations.earlier_runs import history_of, past_of
from pmo_xl.operations.today import today_in_japan
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from pmo_xl.workbook.file.password import is_encrypted
from pmo_xl.workbook.grid import Grid, open_grids
from pmo_xl.workbook.layout.layout import Layouts, find_layouts
from pmo_xl.workbook.layout.layout_file import LayoutFile, load_layout
from pmo_xl.workbook.layout.tab_search import chosen_tabs
from pmo_xl.workbook.reader import read_settings, read_sheets

if TYPE_CHECKING:
    from pmo_xl.metrics.budget import BudgetReport
    from pmo_xl.metrics.critical_path import Schedule
    from pmo_xl.metrics.overdue import OverdueReport
    from pmo_xl.metrics.slip import Slip
    from pmo_xl.operations.planned import Plan
    from pmo_xl.operations.record import Recorded
    from pmo_xl.workbook.changes import ChangeSet

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, repr=False)
class Book(SheetRows):
    """A workbook that was read: `issues`, `questions` … by ID, and the verbs on them.

    path: as given. sha256: of the file (or the cells of an open book) that was read. layouts: which table was
    taken for what. source: where it was read from, and is written to. history: its earlier recorded runs; None
    where there is no place for any. remarks: what the user should know of the reading, a Japanese sentence each.
    """

    path: Path
    sha256: str
    project: Project
    layouts: Layouts = field(repr=False)
    source: BookSource = field(repr=False, compare=False)
    history: FolderHistory | None = field(default=None, repr=False, compare=False)
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        rows = sum(map(len, self.project.records.values()))
        return f"<Book {self.path.name!r}: 基準日 {day(self.as_of)}、{len(self.project.records)} シート、{rows} 行>"

    def __hash__(self) -> int:
        return hash((self.path, self.sha256, self.as_of))

    def of(self, record_class: type[R]) -> RecordSet[R]:
        """The records of one sheet (empty when the sheet is absent or was not read)."""
        arguments.a_record_class(record_class, "record_class")
        return self.project.of(record_class)

    @property
    def as_of(self) -> date:
        """D: the day that decides what is late."""
        return self.project.as_of

    @property
    def settings(self) -> Settings:
        """設定, typed."""
        return self.project.settings

    @collection_held_back()
    def check(self, rules: Names = ()) -> Report:
        """Ask the rules that 設定 has switched on, or those whose ID is or begins with one of `rules`.

        Raises BadOption for a name that means no rule. A rule that needs a sheet which was not read (`sheets` of
        open_workbook) is not judged, and says so.
        """
        policy, names = policy_of(self.settings), arguments.names(rules, "rules")
        asked = rules_named(names)
        report = run(self.project, asked if names else policy.select(asked), policy)
        return report if names else replace(report, light=project_light(self.project, report))

    def overdue(self, within: int | None = None) -> OverdueReport:
        """What is late, and with `within` what falls due in so many calendar days, over all sheets."""
        from pmo_xl.metrics.overdue import overdue_report

        days = arguments.a_whole_or_none(within, "within")
        with left_out_is_told():
            return overdue_report(self.project.guarded(), days)

    def budget(self) -> BudgetReport:
        """Budget, ordered, expected, accepted, paid, remaining and forecast; whole yen, 税抜."""
        from pmo_xl.metrics.budget import budget_report

        with left_out_is_told():
            return budget_report(self.project.guarded())

    def schedule(self) -> Schedule:
        """Forecast dates, float and the critical path as of D; its `reason` says why there is none."""
        from pmo_xl.metrics.schedule import project_schedule

        with left_out_is_told():
            return project_schedule(self.project.guarded())

    def slip(self, task_id: str, business_days: int) -> Slip:
        """What moves when a task comes so many business days later. Raises BadOption when that makes no sense."""
        from pmo_xl.metrics.slip import slip

        task_id = arguments.a_text(task_id, "task_id")
        days = arguments.a_whole(business_days, "business_days", least=1)
        return slip(self.schedule(), task_id, days)

    def edit(self) -> AbstractContextManager[ChangeSet]:
        """Changes to the workbook, written at the end of the `with` block, or not at all on an exception.

        Raises RefusedEdit when the file is no longer the one that was read (open it again after a write),
        BadChange (a ValueError) for a change that makes no sense.
        """
        from pmo_xl.operations.edit import edit

        return edit(self)

    def fix(self, *, apply: bool = False, rules: Names = ()) -> Plan:
        """The repairs that need no decision, cell by cell; with `apply` they are written (open it again then)."""
        from pmo_xl.operations.fix import fix

        is_applied, names = arguments.a_flag(apply, "apply"), arguments.names(rules, "rules")
        return fix(self, apply=is_applied, rules=names)

    def baseline(self, *, apply: bool = False, again: Names = (), reason: str | None = None) -> Plan:
        """The tasks whose 基準 is set from 予定; with `apply` it is written. again: anew, for a `reason`."""
        from pmo_xl.operations.baseline import baseline

        is_applied, ids = arguments.a_flag(apply, "apply"), arguments.names(again, "again")
        return baseline(self, apply=is_applied, again=ids, reason=arguments.a_text_or_none(reason, "reason"))

    def propose_links(self, *, apply: bool = False) -> Plan:
        """Tasks that lead to no milestone, as 先行作業 of the one of their 工程 and システム; with `apply` written."""
        from pmo_xl.operations.propose_links import propose_links

        return propose_links(self, apply=arguments.a_flag(apply, "apply"))

    def export(
        self,
        name: str,
        output: PathText | None = None,
        *,
        ids: Names = (),
        template: PathText | None = None,
        force: bool = False,
    ) -> tuple[Path, ...]:
        """Make a deliverable (要件一覧書, 検収書 …) and give its files. ids, template: as `export` takes them."""
        from pmo_xl.operations.export import export

        target, form = (
            arguments.a_path_or_none(output, "output"),
            arguments.a_path_or_none(template, "template"),
        )
        rows, is_forced = arguments.names(ids, "ids"), arguments.a_flag(force, "force")
        document = arguments.a_text(name, "name")
        refuse_partly_read(self)
        return export(self, document, target, ids=rows, form=form, force=is_forced).files

    def record(self) -> Recorded:
        """Write the findings into チェック結果 and add one run to the history."""
        from pmo_xl.operations.record import record

        return record(self)


ALWAYS_READ: Final[tuple[type[Record], ...]] = (
    Setting,
    Holiday,
    Choice,
    Member,
    System,
    Vendor,
    RecordedFinding,
)
"""What the rows of every sheet are read and judged by: settings, days, words, names, and the waivers."""


@contextmanager
def left_out_is_told() -> Iterator[None]:
    """What needs a sheet that was not read is refused with BadOption, never counted as if the sheet were empty."""
    try:
        yield
    except SheetLeftOut as error:
        raise BadOption(f"{error}。sheets を指定せずに開き直してください。") from None


def refuse_partly_read(book: Book) -> None:
    """Raise BadOption for a book of which some sheets were left out: its verbs would take them for empty."""
    if book.project.left_out:
        first = min(sheet.sheet.label for sheet in book.project.left_out)
        raise BadOption(
            f"{book.path.name}: 一部のシートだけを読んだため(「{first}」などは読んでいません)、できません。"
            "sheets を指定せずに開き直してください。"
        )


@collection_held_back()
def open_workbook(
    path: PathText,
    *,
    as_of: Day | None = None,
    password: str | None = None,
    run_day: Day | None = None,
    layout: PathText | None = None,
    history: PathText | None = None,
    sheets: type[Record] | Collection[type[Record]] = (),
) -> Book:
    """Read a workbook. Raises UnreadableWorkbook, or NoLedgerSheet when none of our sheets is in it.

    as_of: the day that decides what is late (a date, a datetime or "2026-11-30"); without it 基準日 of 設定, else
    today in Japan. run_day: today, for those who must repeat an earlier run. layout: a mapping file (TOML) that
    settles what stands where, as `save_layout` writes it. history: the folder of recorded runs; without it the
    environment variable PMO_XL_HISTORY, else .pmo_xl/history beside the workbook. sheets: the rows of these only,
    with the words, names and days that all rows are read by (ALWAYS_READ); () = all. Raises BadOption for an argument
    that makes no sense.
    """
    file, folder = arguments.a_path(path, "path"), arguments.a_path_or_none(history, "history")
    password = arguments.a_text_or_none(password, "password")
    days = {"as_of": arguments.a_day(as_of, "as_of"), "run_day": arguments.a_day(run_day, "run_day")}
    mapping, wanted = arguments.a_path_or_none(layout, "layout"), arguments.record_classes(sheets, "sheets")
    grids = open_grids(file, password)
    key = password if is_encrypted(file) else None
    chosen = chosen_tabs(grids, (*wanted, *ALWAYS_READ)) if wanted else None
    return read_book(
        grids,
        map(grids.grid, chosen.titles) if chosen else grids,
        FileSource(grids.path, grids.sha256, key),
        lambda settings: history_of(grids.path, settings, password=key, folder=folder),
        layout=mapping,
        left_out=chosen.left_out if chosen else frozenset(),
        **days,
    )


def read_book(
    grids: Grids,
    tabs: Iterable[Grid],
    source: BookSource,
    history: Callable[[Settings], FolderHistory | None],
    *,
    as_of: date | None = None,
    run_day: date | None = None,
    layout: Path | None = None,
    left_out: frozenset[type[Record]] = frozenset(),
) -> Book:
    """The book that these sheets are, whatever they were read from. NoLedgerSheet when none is ours.

    tabs: the sheets that are looked into. left_out: what the others hold. history: gives the earlier runs of a book
    with these settings.
    """
    layouts = find_layouts(tabs, load_layout(layout) if layout else LayoutFile())
    if not layouts.tables:
        raise NoLedgerSheet(_no_sheet_message(grids.path, layouts))
    found = {each.title: grids.grid(each.title) for each in layouts.tables}
    today = run_day or today_in_japan()
    as_of, said_by = _as_of(as_of, Settings(_settings(read_settings(found, layouts.tables))), today)
    read = read_sheets(found, layouts.tables, is_1904=grids.is_1904, near=as_of)
    project = Project(as_of, today, said_by, read.records, read.tables, left_out=left_out)
    runs = history(project.settings)
    past, remarks = past_of(runs) if runs else (Past(), ())
    return Book(grids.path, grids.sha256, replace(project, past=past), layouts, source, runs, remarks)


def _settings(rows: Iterable[Record]) -> Iterable[Setting]:
    return cast(Iterable[Setting], rows)


def _as_of(option: date | None, settings: Settings, today: date) -> tuple[date, str]:
    if option is not None:
        return option, "option"
    written = settings.day("基準日")
    return (written, "workbook") if written else (today, "today")


def _no_sheet_message(path: Path, layouts: Layouts) -> str:
    tabs = "、".join(left.title for left in layouts.left[:8]) or "なし"
    return (
        f"{path.name}: PMO台帳のシートが見つかりません(シート: {tabs})。"
        "シート名を「課題管理表」「QA表」などにするか、pmo-xl new で台帳を作ってください。"
    )


def stale_day_remark(book: Book, how: str = "基準日を空欄にするか --as-of を付けてください。") -> str | None:
    """The sentence for a 基準日 of 設定 that lies more than 5 business days before today; else None.

    how: what to do to count from today.
    """
    said = stale_day(book.project)
    return said and f"{book.path.name}: {said}今日で数えるには{how}"


def rules_named(names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that IDs or their beginnings mean. Raises BadOption for one that means none."""
    for name in names:
        if not matching([name]):
            raise BadOption(f"規則 {name} はありません。pmo-xl rules で一覧を見られます。")
    return matching(names)
