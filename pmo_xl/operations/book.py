"""Book: a workbook that was read, with the library's verbs on it (they lie beside); open_workbook gives one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pmo_xl.model.choice import Choice
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.setting import Setting
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, GivenSource, Names, PathText, Places
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.earlier_runs import history_of
from pmo_xl.operations.opened_book import OpenedBook, left_out_is_told, read_book, refuse_partly_read
from pmo_xl.rules.report import Report
from pmo_xl.workbook.file.password import is_encrypted
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.layout.tab_search import chosen_tabs

if TYPE_CHECKING:
    from pmo_xl.documents.reminders import Reminder
    from pmo_xl.exchange import Exchange
    from pmo_xl.exchange.book_changes import BookChanges
    from pmo_xl.exchange.handing_out import HandOut
    from pmo_xl.metrics.budget.budget import BudgetReport
    from pmo_xl.metrics.overdue import OverdueReport
    from pmo_xl.metrics.schedule.critical_path import Schedule
    from pmo_xl.metrics.schedule.slip import Slip
    from pmo_xl.operations.collect import Collected
    from pmo_xl.operations.planned import Plan
    from pmo_xl.operations.record import Recorded
    from pmo_xl.operations.try_condition import TriedCondition
    from pmo_xl.operations.upgrading.step import Upgrade
    from pmo_xl.rules.rule import Rule


class Book(OpenedBook):
    """A workbook that was read: `issues`, `questions` … by ID, and the verbs on them. See OpenedBook for its fields."""

    def check(
        self, rules: Names | Iterable[str | Rule] = (), *, documents: bool = True, roots: Places | None = None
    ) -> Report:
        """Ask the rules that 設定 has switched on, or those that `rules` names (IDs, their beginnings) or holds.

        documents: also look at 格納先, below its folder or `roots`. BadOption for no rule; what was not read is told.
        """
        from pmo_xl.operations.check import check

        return check(self, rules, documents=documents, roots=roots)

    def try_condition(self, condition: str, sheet: str, rows: str | None = None) -> TriedCondition:
        """Which rows of a sheet (its label) a formula of 社内規則 hits; rows: as 対象とする行. BadOption for no formula."""
        from pmo_xl.operations.try_condition import try_condition

        return try_condition(self.project.guarded(), condition, sheet, rows)

    def overdue(self, within: int | None = None) -> OverdueReport:
        """What is late, and with `within` what falls due in so many calendar days, over all sheets."""
        from pmo_xl.metrics.overdue import overdue_report

        days = arguments.a_whole_or_none(within, "within")
        with left_out_is_told():
            return overdue_report(self.project.guarded(), days)

    def reminders(self, within: int | None = None) -> tuple[Reminder, ...]:
        """The reminder texts: one for each person and vendor that something late is awaited of. Nothing is sent.

        within: also what falls due in so many calendar days. A row whose date cannot be read, or whose owner is not
        in 体制表, is in none of them.
        """
        from pmo_xl.operations.remind import remind

        return remind([self], arguments.a_whole_or_none(within, "within")).reminders

    def hand_out(
        self,
        sheet: str,
        *,
        by: str,
        folder: PathText,
        to: Names = (),
        only_open: bool = False,
        due_on: Day | None = None,
        answer: Names = (),
        show: Names = (),
        new_rows: int | None = None,
        force: bool = False,
    ) -> tuple[HandOut, ...]:
        """One workbook to be answered for each addressee of a sheet's rows, written into `folder`; 配布記録 is written.

        by: 担当, システム, 取引先 or 列:見出し. to: only these addressees. answer, show: columns by their labels, beside
        those that the sheet's hand-outs have. Raises BadOption for what makes no sense, UnwritableOutput when a file is
        there. A book that cannot be written is no error: the files are made, and `collect` knows them.
        """
        from pmo_xl.operations.hand_out import Wanted, hand_out

        wanted = Wanted(
            arguments.a_text(sheet, "sheet"),
            arguments.a_text(by, "by"),
            arguments.names(to, "to"),
            arguments.a_flag(only_open, "only_open"),
            arguments.a_day(due_on, "due_on"),
            arguments.names(answer, "answer"),
            arguments.names(show, "show"),
            arguments.a_whole_or_none(new_rows, "new_rows", most=1000),
        )
        place, is_forced = arguments.a_path(folder, "folder"), arguments.a_flag(force, "force")
        return hand_out(self, wanted, place, force=is_forced).hand_outs

    def collect(
        self,
        files: Places,
        *,
        handout: str | None = None,
        key: str | None = None,
        take_blank: bool = False,
        only: str | None = None,
        close_gone: str | None = None,
        password: str | None = None,
    ) -> Collected:
        """The answers of hand-outs in files and folders, against what was given and the book now. `apply` writes them.

        handout: the 配布番号 of files that do not bear it. key: the heading that the IDs stand under in them, where it is
        not ours. only: "new" or "changed". close_gone: the 状態 proposed for rows that did not come back. password: of
        the files that have one. A file that cannot be read or told is named in `sources`.
        """
        from pmo_xl.operations.collect import collect

        return collect(
            self,
            arguments.paths(files, "files"),
            number=arguments.a_text_or_none(handout, "handout"),
            is_blank_taken=arguments.a_flag(take_blank, "take_blank"),
            only=arguments.a_text_or_none(only, "only"),
            key=arguments.a_text_or_none(key, "key"),
            close_gone=arguments.a_text_or_none(close_gone, "close_gone"),
            password=arguments.a_text_or_none(password, "password"),
        )

    def take_lessons(self, path: PathText, *, password: str | None = None) -> Exchange:
        """The lessons of a book of lessons that fit this project, into ナレッジ and チェックリスト. `apply` writes them.

        Those fit that name its vendors or systems, or whose 分類 has findings here, or that name a 工程. Raises BadOption
        where either book lacks the sheets, UnreadableWorkbook.
        """
        from pmo_xl.operations.take_lessons import take_lessons

        word = arguments.a_text_or_none(password, "password")
        return take_lessons(self, arguments.a_path(path, "path"), word)

    def budget(self) -> BudgetReport:
        """Budget, ordered, expected, accepted, paid, remaining and forecast; whole yen, 税抜."""
        from pmo_xl.metrics.budget.budget import budget_report

        with left_out_is_told():
            return budget_report(self.project.guarded())

    def schedule(self) -> Schedule:
        """Forecast dates, float and the critical path as of D; its `reason` says why there is none."""
        from pmo_xl.metrics.schedule.schedule import project_schedule

        with left_out_is_told():
            return project_schedule(self.project.guarded())

    def slip(self, task_id: str, business_days: int) -> Slip:
        """What moves when a task comes so many business days later. Raises BadOption when that makes no sense."""
        from pmo_xl.metrics.schedule.slip import slip

        task_id = arguments.a_text(task_id, "task_id")
        days = arguments.a_whole(business_days, "business_days", least=1)
        return slip(self.schedule(), task_id, days)

    def edit(
        self, *, apply: bool = True, wait: float = 0, new_words: bool = False
    ) -> AbstractContextManager[BookChanges]:
        """Changes to the workbook, written at the end of the `with` block, or not at all on an exception.

        apply: False only collects them, to look at `changes.preview()` and `changes.check()`. wait: seconds to try
        again while somebody has the file open. new_words: a word that a list of 選択肢 lacks is added to it (its 意味
        stays blank) instead of refused. After the block `changes.report` says what was saved. Raises RefusedEdit when
        the file is no longer the one that was read (open it again after a write), BadChange (a ValueError) for a
        change that makes no sense, at once.
        """
        from pmo_xl.operations.edit import edit

        is_applied, takes_words = arguments.a_flag(apply, "apply"), arguments.a_flag(new_words, "new_words")
        seconds = arguments.seconds(wait, "wait")
        return edit(self, is_applied=is_applied, wait=seconds, new_words=takes_words)

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

    def import_rows(
        self,
        sources: GivenSource | Iterable[GivenSource],
        *,
        sheet: type[Record] | None = None,
        tool: str | None = None,
        source: str | None = None,
        map: PathText | None = None,
        key: str | None = None,
        link: bool = True,
        take_blank: bool = False,
        only: str | None = None,
        close_gone: str | None = None,
    ) -> Exchange:
        """The rows of another tool, list or ledger against this book; `apply()` of what comes writes them.

        sources: files and folders, bytes of a file, a DataFrame, or rows as mappings from headings to values.
        sheet: where they go (課題管理表, of MS Project マスタスケジュール). tool, source: as `import` takes them. map: a TOML
        file that says what is what. key: the heading that tells the rows. link: rows not known yet are joined to those of
        the same content. only: "new" or "changed". close_gone: the 状態 proposed for rows that left the source. Raises
        BadOption, UnreadableWorkbook.
        """
        from pmo_xl.operations.import_files import ImportOptions
        from pmo_xl.operations.import_rows import import_rows
        from pmo_xl.operations.read_source import KeptFolder, are_in_memory, every_source, given_files

        options = ImportOptions(
            sheet=None if sheet is None else arguments.a_record_class(sheet, "sheet"),
            tool=arguments.a_text_or_none(tool, "tool"),
            source=arguments.a_text_or_none(source, "source"),
            map_file=arguments.a_path_or_none(map, "map"),
            key=arguments.a_text_or_none(key, "key"),
            is_linked=arguments.a_flag(link, "link"),
            is_blank_taken=arguments.a_flag(take_blank, "take_blank"),
            only=arguments.a_text_or_none(only, "only"),
            close_gone=arguments.a_text_or_none(close_gone, "close_gone"),
        )
        if not are_in_memory(sources):
            return import_rows(self, arguments.paths(sources, "sources"), options)
        folder = KeptFolder()
        files = given_files(every_source(sources), folder.path)
        return import_rows(self, files, replace(options, kept=folder))

    def merge(
        self,
        copies: Places,
        *,
        base: PathText | None = None,
        key: str | None = None,
        only: str | None = None,
        close_gone: str | None = None,
    ) -> Exchange:
        """Edited copies against this book; `apply()` of what comes writes them.

        base: the workbook that all come from, or 「記録:2026-11-20」. key: a column of the office's own that tells the rows
        instead of their IDs. only, close_gone: as of `import_rows`. Raises BadOption, UnreadableWorkbook.
        """
        from pmo_xl.operations.merge import merge

        return merge(
            self,
            arguments.paths(copies, "copies"),
            base=None if base is None else str(base),
            key=arguments.a_text_or_none(key, "key"),
            only=arguments.a_text_or_none(only, "only"),
            close_gone=arguments.a_text_or_none(close_gone, "close_gone"),
        ).exchange

    def export(
        self,
        name: str,
        output: PathText | None = None,
        *,
        ids: Names = (),
        template: PathText | None = None,
        force: bool = False,
        pdf: bool = False,
    ) -> tuple[Path, ...]:
        """Make a deliverable (要件一覧書, 検収書 …), with `pdf` a PDF beside it, and give the files; the rest as of `export`."""
        from pmo_xl.operations.export import all_there, export

        target = arguments.a_path_or_none(output, "output")
        form, rows = arguments.a_path_or_none(template, "template"), arguments.names(ids, "ids")
        is_forced, has_pdf = arguments.a_flag(force, "force"), arguments.a_flag(pdf, "pdf")
        document = arguments.a_text(name, "name")
        refuse_partly_read(self)
        made = export(self, document, target, ids=rows, form=form, force=is_forced, has_pdf=has_pdf)
        return all_there(made)

    def upgrade(
        self,
        *,
        apply: bool = False,
        profile: str | None = None,
        sheets: Names = (),
        add: Names = (),
        labels: bool = False,
        menu: bool = False,
    ) -> Upgrade:
        """What the book lacks of this version; with `apply`, or by `apply()` of what comes, it gets it: columns, words, sheets.

        profile: "full" adds the sheets of the full profile. sheets: these alone, by their labels. add: columns that
        staff took out (課題管理表.原因). labels: headings that staff renamed become ours. menu: メニュー is put anew. Nothing
        that staff wrote elsewhere is changed, moved or removed. Raises BadOption for a book that pmo_xl did not make,
        RefusedEdit for one that is open, locked or of a later schema.
        """
        from pmo_xl.operations.upgrade import upgrade

        if profile not in (None, "core", "full"):
            arguments.refuse("profile", profile, "「core」か「full」を渡してください。")
        flags = {"apply": apply, "labels": labels, "menu": menu}
        return upgrade(
            self,
            profile=profile,
            sheets=arguments.names(sheets, "sheets"),
            add=arguments.names(add, "add"),
            **{name: arguments.a_flag(value, name) for name, value in flags.items()},
        )

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
    force: bool = False,
    config: PathText | None = None,
) -> Book:
    """Read a workbook. Raises UnreadableWorkbook, or NoLedgerSheet when none of our sheets is in it.

    as_of: the day that decides what is late (a date, a datetime or "2026-11-30"); without it 基準日 of 設定, else
    today in Japan. run_day: today, for those who must repeat an earlier run. layout: a mapping file (TOML) that
    settles what stands where, as `save_layout` writes it. history: the folder of recorded runs; without it the
    environment variable PMO_XL_HISTORY, the office file's, else .pmo_xl/history beside the workbook. sheets: the rows of these only,
    with the words, names and days that all rows are read by (ALWAYS_READ); () = all. force: the verbs that write do so
    even where the file is marked final, read-only recommended or with a sensitivity label. config: the office file
    (headings, words, rules … for all books); without it the pmo_xl.toml in the workbook's folder or above
    it, else the user's. Raises BadOption for an argument that makes no sense.
    """
    file, folder = arguments.a_path(path, "path"), arguments.a_path_or_none(history, "history")
    password = arguments.a_text_or_none(password, "password")
    days = {"as_of": arguments.a_day(as_of, "as_of"), "run_day": arguments.a_day(run_day, "run_day")}
    mapping, wanted = arguments.a_path_or_none(layout, "layout"), arguments.record_classes(sheets, "sheets")
    is_forced, office = arguments.a_flag(force, "force"), arguments.a_path_or_none(config, "config")
    grids = open_grids(file, password, is_partly_read=bool(wanted))
    key = password if is_encrypted(file) else None
    chosen = chosen_tabs(grids, (*wanted, *ALWAYS_READ)) if wanted else None
    return read_book(
        Book,
        grids,
        map(grids.grid, chosen.titles) if chosen else grids,
        FileSource(grids.path, grids.sha256, key, is_forced),
        lambda settings: history_of(grids.path, settings, password=key, folder=folder, config=office),
        layout=mapping,
        config=office,
        left_out=chosen.left_out if chosen else frozenset(),
        **days,
    )
