"""SHAPES: what the JSON of each command holds; and the shapes of the commands that write theirs themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypedDict

from pmo_xl.documents.budget import BudgetJson, FiguresJson
from pmo_xl.documents.differences import DiffJson
from pmo_xl.documents.exchange_shape import ExchangeJson
from pmo_xl.documents.findings import CheckJson, ChecksJson
from pmo_xl.documents.history import HistoryJson, HistoryOfBookJson
from pmo_xl.documents.month_end.json_file import MonthEndJson, MonthEndOfBooksJson
from pmo_xl.documents.overdue import OverdueItemJson, OverdueJson
from pmo_xl.documents.planned import PlanJson, PlanOfBookJson
from pmo_xl.documents.portfolio.json_file import PortfolioJson
from pmo_xl.documents.precheck_shape import PrecheckJson
from pmo_xl.documents.reminders import HeldBackJson, ReminderJson
from pmo_xl.documents.schedule_shape import ScheduleJson
from pmo_xl.documents.upgrade import UpgradeJson
from pmo_xl.faces.diagnoses import DiagnosisJson, DiagnosisOfPcJson
from pmo_xl.model.json_shape import Day, DaySource, Failed, Head, Keys, Many, Words
from pmo_xl.operations.lessons import FIELDS, STATES
from pmo_xl.workbook.layout.layout_explanation import ReadAsJson


class ListedJson(TypedDict):
    """What every list of one workbook begins with."""

    workbook: str
    notices: list[str]


class OverdueBookJson(ListedJson, OverdueJson):
    """What is late in one workbook, and what cannot be told."""


class BudgetBookJson(ListedJson, BudgetJson):
    """The budget of one workbook, on rows_used of rows_total orders."""


class ScheduleBookJson(ListedJson, ScheduleJson):
    """The schedule of one workbook; days are business days."""


class OverdueOfBookJson(OverdueBookJson):
    """The same, with who said the day."""

    as_of_source: DaySource


class BudgetOfBookJson(BudgetBookJson):
    """The same, with who said the day."""

    as_of_source: DaySource


class ScheduleOfBookJson(ScheduleBookJson):
    """The same, with who said the day."""

    as_of_source: DaySource


class OverduesJson(Head):
    """What is late in one workbook or in many.

    late, coming: how many items of all of them are late, or fall due; null where no workbook could be read.
    """

    workbooks: list[OverdueOfBookJson]
    late: int | None
    coming: int | None
    failed: list[Failed]


class BudgetsJson(Head):
    """The budget of one workbook or of many.

    total: of all of them; null where no workbook could be read, a figure of it where one of them has no such figure.
    """

    workbooks: list[BudgetOfBookJson]
    total: FiguresJson | None
    rows_used: int
    rows_total: int
    failed: list[Failed]


class SchedulesJson(Head):
    """The schedule of one workbook or of many."""

    workbooks: list[ScheduleOfBookJson]
    failed: list[Failed]


class ReturnIgnoredJson(TypedDict):
    """A change in a returned file that is not taken."""

    cell: str
    row_id: str | None
    text: str
    reason: str


class ReturnJson(TypedDict):
    """What came back on one hand-out."""

    id: str
    file: list[str]
    to: str
    answered: int
    unanswered: list[str]
    ignored: list[ReturnIgnoredJson]


class CollectMoreJson(TypedDict):
    """What a collection tells beside what every exchange does. doubts: what no cell holds."""

    hand_outs: list[ReturnJson]
    doubts: list[str]


class CollectJson(ExchangeJson, CollectMoreJson):
    """The answers of hand-outs against the rows of the book."""


class RfpLineJson(TypedDict):
    """One demand beside the ledger. what: 同じ 文が違う RFPだけ 台帳だけ 似ている 条件; paper, book: "" where one has none."""

    what: Annotated[str, Words("同じ", "文が違う", "RFPだけ", "台帳だけ", "似ている", "条件")]
    row_id: str | None
    requirement: str | None
    place: str
    paper: str
    book: str
    remark: str


class RfpMoreJson(TypedDict):
    """What an RFP paper tells beside what every exchange does."""

    statements: list[RfpLineJson]


class RfpScanJson(ExchangeJson, RfpMoreJson):
    """An RFP paper against RFP照合表 and 要件一覧; rows: those that are proposed."""


class HandOutJson(TypedDict):
    """One workbook that was made for one addressee. file: null where it was not written."""

    id: str
    sheet: str
    by: str
    to: str
    mail: str | None
    rows: int
    row_ids: list[str]
    overdue: int
    due_on: Day | None
    file: str | None


class LeftOutRowJson(TypedDict):
    """A row that nobody gets, and why."""

    row_id: str | None
    reason: str


class HandedOutJson(TypedDict):
    """What was handed out of one sheet."""

    schema: Literal[2]
    command: Literal["hand-out"]
    version: str
    as_of: Day
    as_of_source: DaySource
    run_day: Day
    workbook: str
    hand_outs: list[HandOutJson]
    left_out: list[LeftOutRowJson]
    recorded: bool
    files: list[str]
    remarks: list[str]
    failed: list[Failed]


class RemindedBookJson(TypedDict):
    """A workbook that was looked through, and by which day."""

    workbook: str
    as_of: Day
    as_of_source: DaySource


class RemindJson(TypedDict):
    """The reminders over all books. as_of: null where the books differ; nobody: the items that no one answers for."""

    schema: Literal[2]
    command: Literal["remind"]
    version: str
    as_of: Day | None
    as_of_source: DaySource | None
    run_day: Day
    workbooks: list[RemindedBookJson]
    reminders: list[ReminderJson]
    nobody: list[OverdueItemJson]
    held_back: list[HeldBackJson]
    files: list[str]
    failed: list[Failed]


CarriedJson = TypedDict("CarriedJson", {"sheet": str, "rows": int, "from": str})
CarriedJson.__doc__ = "How many rows of a sheet go on into the new book, and out of which."


class LeftJson(TypedDict):
    """How many rows of a sheet stay behind."""

    sheet: str
    rows: int


class NewJson(TypedDict):
    """A new workbook."""

    schema: Literal[2]
    command: Literal["new"]
    version: str
    as_of: None
    as_of_source: None
    run_day: Day
    workbook: str
    carried: list[CarriedJson]
    left: list[LeftJson]
    remarks: list[str]
    failed: list[Failed]


LessonJson = Annotated[dict[str, str | None], Keys(FIELDS)]


class LessonsHead(TypedDict):
    """What both forms of `lessons` begin with."""

    schema: Literal[2]
    command: Literal["lessons"]
    version: str
    as_of: None
    as_of_source: None
    run_day: Day


class FoundInJson(TypedDict):
    """The lessons of one book of lessons that hold the word."""

    workbook: str
    lessons: list[LessonJson]


class LessonsFound(TypedDict):
    """What `lessons --find` found."""

    find: str
    workbooks: list[FoundInJson]
    failed: list[Failed]


class LookedThroughJson(TypedDict):
    """A book that was looked through."""

    workbook: str
    has_lessons: bool


class HeldBackLessonJson(TypedDict):
    """A lesson that is not in the book of lessons, and why."""

    workbook: str
    row_id: str | None
    reason: str


class LessonConflictJson(TypedDict):
    """A lesson that stands otherwise in the book of lessons; it is not written."""

    row_id: str | None
    column: str | None
    book: str | None
    other: str | None


class LessonsGathered(TypedDict):
    """What `lessons -o` gathered."""

    output: str
    summary: Annotated[dict[str, int], Keys(STATES.values())]
    categories: dict[str, int]
    lessons: list[LessonJson]
    workbooks: list[LookedThroughJson]
    held_back: list[HeldBackLessonJson]
    conflicts: list[LessonConflictJson]
    failed: list[Failed]


class LessonsFoundJson(LessonsHead, LessonsFound):
    """The lessons that hold a word."""


class LessonsGatheredJson(LessonsHead, LessonsGathered):
    """The lessons of many projects."""


class LayoutHead(TypedDict):
    """What the JSON of --explain-layout begins with."""

    schema: Literal[1]
    workbook: str


class LayoutJson(LayoutHead, ReadAsJson):
    """What of a workbook was taken for what, and what was left."""


class LayoutOfBookJson(ReadAsJson):
    """What of a workbook was taken for what, and what was left."""

    workbook: str


class LayoutsJson(Head):
    """The same of one workbook or of many. as_of: the day that each would be judged by."""

    workbooks: list[LayoutOfBookJson]
    failed: list[Failed]


EXPLAIN_LAYOUT: Final = "explain-layout"
SHAPES: Final[Mapping[str, Any]] = {
    "check": ChecksJson,
    "overdue": OverduesJson,
    "budget": BudgetsJson,
    "schedule": SchedulesJson | PlanOfBookJson,
    "history": HistoryOfBookJson,
    "month-end": MonthEndOfBooksJson,
    "portfolio": PortfolioJson,
    "fix": PlanOfBookJson,
    "baseline": PlanOfBookJson,
    "import": ExchangeJson,
    "spec-scan": ExchangeJson,
    "rfp-scan": RfpScanJson,
    "merge": ExchangeJson,
    "collect": CollectJson,
    "upgrade": UpgradeJson,
    "diff": DiffJson,
    "hand-out": HandedOutJson,
    "remind": RemindJson,
    "new": NewJson,
    "lessons": LessonsFoundJson | LessonsGatheredJson | ExchangeJson,
    "precheck": PrecheckJson,
    "doctor": DiagnosisOfPcJson,
    EXPLAIN_LAYOUT: LayoutsJson,
}
"""By command. `schedule --propose-links` writes a plan of changes; explain-layout: what `check --explain-layout` writes."""
OF_ONE: Final[Mapping[str, Any]] = {
    "check": CheckJson | Many[CheckJson],
    "overdue": OverdueBookJson | Many[OverdueBookJson],
    "budget": BudgetBookJson | Many[BudgetBookJson],
    "schedule": ScheduleBookJson | Many[ScheduleBookJson] | PlanJson,
    "history": HistoryJson,
    "month-end": MonthEndJson,
    "fix": PlanJson,
    "baseline": PlanJson,
    "doctor": DiagnosisJson,
    EXPLAIN_LAYOUT: LayoutJson | Many[LayoutJson],
}
"""Those that had another shape before: what --schema 1 writes."""
