"""Content: the fields that a document's template shows, made of records, and on which rows they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.layout import identifier, sheets_key
from pmo_xl.documents.word.letter import Letter
from pmo_xl.metrics.overdue import sheets_with_due_dates
from pmo_xl.metrics.stale_day import stale_day
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, display, within
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.version import __version__
from pmo_xl.visible import visible_line
from pmo_xl.workbook.office_file import HourlyFigures

if TYPE_CHECKING:
    from pmo_xl.charts.evm_chart import EarnedPoint
    from pmo_xl.charts.figure import Figure, NoFigure
    from pmo_xl.history.comparison import Difference
    from pmo_xl.metrics.effect import RecordedDay
    from pmo_xl.metrics.kpi_trend import Measured
    from pmo_xl.rules.report import Report

UNFILLED = "未記入"
DUE_SHEETS = "期限のあるシート"
_LONGEST_PROPERTY = 255  # characters that Office takes
NO_STATE = "状態が未記入か読めない"
ABSENT, NONE_LEFT_OUT = "シートがないため調べていません", "なし"

Fields = dict[str, Any]
"""Field names to text, to lists of such, or to pictures: plain data, so that a template can do no harm."""


@dataclass(frozen=True)
class Changes:
    """What changed since an earlier recorded run. since: its day, in words for the reader."""

    since: str
    differences: Sequence[Difference]


@dataclass(frozen=True)
class Source:
    """What a document may be made of.

    workbook: the file's name. report, changes, earned_before: asked for only by the documents that show them;
    without a recorded run there are neither changes nor earlier figures. is_internal: a paper that a customer sees gets
    the page for ourselves. sha256: of the file. since: the day to compare with, where one was named. compare_since: what
    changed since the last record of that day or before; where none is so old, the day of the first one there is. issued_on: 発行日 where it is not the day of the run.
    held_on: the day that the paper is about, where one was named. measure_before: what the KPI were in earlier runs.
    recall: the findings of earlier runs. hours: what the office says that work by hand takes.
    """

    project: Project
    workbook: str
    check: Callable[[], Report] = field(repr=False)
    compare: Callable[[], Changes | None] = field(default=lambda: None, repr=False)
    look_back: Callable[[], Sequence[EarnedPoint]] = field(default=tuple, repr=False)
    compare_since: Callable[[date], Changes | date | None] = field(default=lambda _: None, repr=False)
    since: date | None = None
    is_internal: bool = False
    sha256: str = ""
    issued_on: date | None = None
    held_on: date | None = None
    measure_before: Callable[[], Sequence[Measured]] = field(default=tuple, repr=False)
    recall: Callable[[], Sequence[RecordedDay]] = field(default=tuple, repr=False)
    hours: HourlyFigures = field(default_factory=HourlyFigures)

    @property
    def issue_day(self) -> date:
        """発行日 of what leaves the house: the day of the run, or the one that was given; never D."""
        return self.issued_on or self.project.run_day

    @cached_property
    def report(self) -> Report:
        """The check of the workbook."""
        return self.check()

    @cached_property
    def changes(self) -> Changes | None:
        """What changed since the run of a week ago."""
        return self.compare()

    @cached_property
    def measured_before(self) -> Sequence[Measured]:
        """The KPI as earlier recorded runs knew them."""
        return self.measure_before()

    @cached_property
    def recorded_before(self) -> Sequence[RecordedDay]:
        """The findings and delays that earlier recorded runs held, one for each week."""
        return self.recall()

    @cached_property
    def earned_before(self) -> Sequence[EarnedPoint]:
        """EV and AC as earlier recorded runs knew them."""
        return self.look_back()


@dataclass(frozen=True)
class Basis:
    """On how many rows of a sheet a document stands. left_out: how many were left out, by reason."""

    sheet: str
    used: int
    total: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    is_absent: bool = False


@dataclass(frozen=True)
class MissingPicture:
    """A picture that cannot be drawn of this project, and why; false, so that a form can ask for it first."""

    reason: str

    def __bool__(self) -> bool:
        """There is none."""
        return False

    def __str__(self) -> str:
        """Nothing to be shown."""
        return ""


@dataclass(frozen=True)
class Content:
    """A document's own fields and what they stand on.

    title: where it says more than the document's name. row: of a document made per row, which row. records: the rows it
    stands on, where they are few of their sheets. letter: the frame of a paper that leaves the house. unfit: the rows
    that are not in such a paper because a date or number of theirs could not be read.
    """

    fields: Fields
    basis: Sequence[Basis]
    title: str = ""
    row: str = ""
    records: Sequence[Record] = ()
    letter: Letter = field(default_factory=Letter)
    unfit: Sequence[Record] = ()


def has_no_state(record: Record) -> bool:
    """Whether the row's 状態 is blank or unread in a sheet that has states: nobody knows if it is done."""
    column = record.__class__.columns.get("status")
    is_state = column is not None and column.kind is Kind.CHOICE
    return is_state and getattr(record, "status", None) is None


def or_unfilled(shown: Fields, *labels: str) -> Fields:
    """The same row with 未記入 in those of the named cells that are blank."""
    names = map(identifier, labels)
    return shown | {name: UNFILLED for name in names if not shown.get(name)}


def fields_of(record: Record) -> Fields:
    """The cells of a row by their headings, as a person reads them; a cell that cannot be read as typed."""
    unread = record.unread
    return {
        identifier(column.label): _shown(column.kind, unread.get(name, getattr(record, name)))
        for name, column in record.columns.items()
        if not column.is_hidden
    }


def _shown(kind: Kind, value: object) -> str:
    """A cell as papers show it: a negative number as ▲4.5, as amounts are."""
    if isinstance(value, int | Decimal) and kind in (Kind.INT, Kind.NUMBER) and value < 0:
        return f"▲{display(kind, -value)}"
    return display(kind, value)


def rows_of(records: Iterable[Record], **more: Callable[[Any], object]) -> list[Fields]:
    """The rows of a list, each with further fields computed of its record."""
    return [
        fields_of(record) | {name: text(make(record)) for name, make in more.items()} for record in records
    ]


def named_rows(keys: Iterable[str], record_class: type[Record], project: Project) -> list[Fields]:
    """The rows that a cell names, in its order; of an ID that no row has, the ID and why nothing follows it."""
    names = list(record_class.columns)
    title_field = "title" if "title" in names else names[1]
    lacks = "シートがありません" if is_absent(record_class, project) else "にありません"
    blank = {identifier(column.label): "" for column in record_class.columns.values()}
    id_name, title = (identifier(record_class.columns[name].label) for name in ("id", title_field))
    told = f"({record_class.sheet.label}{lacks})"
    rows = ((key, project.of(record_class).get(key)) for key in keys)
    return [fields_of(row) if row else blank | {id_name: key, title: told} for key, row in rows]


def text(value: object) -> str:
    """A value as a person reads it: days as 2026/11/30, nothing as nothing."""
    if value is None:
        return ""
    return day(value) if isinstance(value, date) else str(value)


def setting_day(project: Project, key: str) -> str:
    """A day of 設定 as a person reads it; as written where it is no day, 未定 where there is none."""
    found = project.settings.day(key)
    return day(found) if found else project.settings.text(key) or "未定"


def basis_of(
    record_class: type[Record], project: Project, used: Collection[Record], reason: str = "対象外"
) -> Basis:
    """The rows of a sheet that a document uses; the others are left out for one reason, or have no 状態."""
    total = len(project.of(record_class))
    kept = {id(record) for record in used}
    rest = [record for record in project.of(record_class) if id(record) not in kept]
    stateless = sum(1 for record in rest if has_no_state(record))
    left_out = {reason: len(rest) - stateless, NO_STATE: stateless}
    told = {why: count for why, count in left_out.items() if count}
    return Basis(record_class.sheet.label, len(used), total, told, is_absent(record_class, project))


def is_absent(record_class: type[Record], project: Project) -> bool:
    """Whether the workbook lacks the sheet; a project made without a workbook lacks none."""
    return bool(project.tables) and not project.has(record_class)


def sheet_fields(named: Collection[str], project: Project) -> Fields:
    """調べた and 調べていない: by the sheets that parts of a document tell of, which of them the workbook lacks.

    Nothing is ever said to be none of a sheet that is not there.
    """
    present, absent = {}, {}
    for of in named:
        sheets = sheets_with_due_dates() if of == DUE_SHEETS else tuple(map(sheet_labelled, of.split()))
        missing = [sheet.sheet.label for sheet in sheets if is_absent(sheet, project)]
        present[sheets_key(of)] = len(missing) < len(sheets)
        absent[sheets_key(of)] = not_looked_into(missing)
    return {"調べた": present, "調べていない": absent}


def not_looked_into(labels: Collection[str]) -> str:
    """The sentence on sheets that the workbook lacks; "" of none."""
    return f"{'・'.join(labels)}シートがないため調べていません。" if labels else ""


def figures_of(figures: Figure | NoFigure | Sequence[Figure]) -> list[Fields]:
    """Figures as the fields of a `Figures` block: 画像, 題 and 注, or the 理由 why there is none."""
    if isinstance(figures, Sequence):
        return [each for figure in figures for each in figures_of(figure)]
    if hasattr(figures, "reason"):
        missing = MissingPicture(figures.reason)
        return [{"画像": missing, "題": figures.title, "注": "", "理由": figures.reason}]
    return [{"画像": figures, "題": figures.title, "注": "\n".join(figures.notes), "理由": ""}]


def common_fields(source: Source, name: str, content: Content, audience: Audience) -> Fields:
    """The fields that every document has: what it is, of which workbook and day, and what it stands on."""
    project = source.project
    as_of = f"{day(project.as_of)}{f'(今日は {day(project.run_day)})' if stale_day(project) else ''}"
    made_of = f"台帳「{source.workbook}」から作成"
    fields = {
        "文書名": content.title or name,
        "案件名": project.settings.project_name or "(案件名なし)",
        "案件コード": project.settings.text("案件コード"),
        "基準日": as_of,
        "作成日": day(project.run_day),
        "台帳": source.workbook,
        "版": "1.0",
        "改訂内容": "初版" if audience.leaves_the_house else made_of,
        "作成者": _maker(project),
        "ツール版": f"pmo_xl {__version__}",
        "根拠": [_basis_fields(basis) for basis in content.basis],
        "根拠の行": content.row or "、".join(basis.sheet for basis in content.basis),
        "ヘッダー右": "" if audience.leaves_the_house else f"基準日 {as_of}",
        "フッター左": content.title or name,
        "案": "",
    }
    return fields | {"根拠の注": _foot_note(content, fields)}


def _foot_note(content: Content, fields: Fields) -> str:
    """On what the paper stands, as one sentence below its text: n of N rows, and why the others are left out."""
    stood_on = content.row or "、".join(map(_counted, fields["根拠"]))
    return (
        f"根拠: {stood_on or '設定'}。台帳「{fields['台帳']}」の基準日 {fields['基準日']} の内容から、"
        f"{fields['ツール版']} が {fields['作成日']} に作成。"
    )


def _counted(basis: Fields) -> str:
    if basis["除いた行と理由"] == ABSENT:
        return f"{basis['シート']}({ABSENT})"
    left_out = "" if basis["除いた行と理由"] == NONE_LEFT_OUT else f"(除いた行: {basis['除いた行と理由']})"
    return f"{basis['シート']} {basis['使った行']} / {basis['全行']} 件{left_out}"


def _maker(project: Project) -> str:
    return next((member.name for member in project.members if member.role == "PMO" and member.name), "")


def _basis_fields(basis: Basis) -> Fields:
    left_out = "、".join(f"{reason} {count} 件" for reason, count in basis.left_out.items())
    return {
        "シート": basis.sheet,
        "使った行": f"{basis.used:,}",
        "全行": f"{basis.total:,}",
        "除いた行と理由": ABSENT if basis.is_absent else left_out or NONE_LEFT_OUT,
    }


def property_text(text: object) -> str:
    """A text as a property of a file: one line of characters that XML can hold, no longer than Office takes."""
    return within(visible_line(str(text)), _LONGEST_PROPERTY)
