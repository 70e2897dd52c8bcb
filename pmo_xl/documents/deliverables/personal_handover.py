"""個人引継書: all that hangs on one person: open work, decisions given, documents, systems, and the coming days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_xl.documents.deliverables.the_meeting import when
from pmo_xl.documents.paper import Subject, Subjects
from pmo_xl.documents.word.content import UNFILLED, Basis, Content, Fields, Source, fields_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
from pmo_xl.metrics.lines_of_report import rows_by_person, superior_of
from pmo_xl.metrics.meetings import occurrences
from pmo_xl.metrics.on_the_project import is_present, leaves_on
from pmo_xl.metrics.overdue import DUE_DATES, DueDate, open_rows, sheets_with_due_dates, title_of
from pmo_xl.metrics.succession import successor_of, successor_problem
from pmo_xl.metrics.task_state import due_field_of_task
from pmo_xl.metrics.workload import OpenWork, open_work
from pmo_xl.model.display import day
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import people, person_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.risk import Risk
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task

AHEAD = 30
_LAST_LINES = 2
_NAMED_ALONE = 3
_CLOSED = "終結"


@dataclass(frozen=True)
class Given:
    """A kind of decision that rows of a sheet say somebody gave: in which fields, and the word for it."""

    sheet: type[Record]
    person: str
    on: str
    word: str


GIVEN = (
    Given(SpecChange, "approved_by", "approved_on", "仕様変更の承認"),
    Given(Option, "decided_by", "decided_on", "対応案の決定"),
    Given(Requirement, "agreed_by", "agreed_on", "要件の合意"),
    Given(ReviewRecord, "reviewer", "reviewed_on", "レビューの回答"),
    Given(MeetingItem, "owner", "held_on", "会議での決定"),
)


def everybody(project: Project) -> list[Subject]:
    """Every person of 体制表, once; any ID of their rows means them too."""
    return [_subject(rows) for rows in rows_by_person(project).values()]


def _subject(rows: Sequence[Member]) -> Subject:
    name = rows[0].name or ""
    return Subject(name, name, tuple(row.row_id for row in rows if row.row_id))


def leaving(project: Project) -> list[Subject]:
    """Those whose 離任日 is set, while it lies ahead or work is still theirs; of a closed project everybody still here."""
    is_closed = project.settings.text("案件状態") == _CLOSED
    found = (
        rows
        for key, rows in rows_by_person(project).items()
        if (is_closed and is_present(rows, project)) or _is_leaving(key, rows, project)
    )
    return [_subject(rows) for rows in found]


def _is_leaving(key: str, rows: Sequence[Member], project: Project) -> bool:
    last = leaves_on(rows)
    return last is not None and (
        last >= project.as_of or bool(open_work(project).get(key, OpenWork()).records)
    )


def build(source: Source, name: str | None) -> Content:
    """What one person hands over."""
    project, key = source.project, person_key(name or "")
    rows = project.roles_of(name)
    held = list(_held(key, project))
    documents = [each for each in project.deliverables if _is(key, each.author)]
    given = list(_decisions(key, project))
    fields = {
        **_head(name, rows, project),
        "件数": len({id(record) for record, _ in held}),
        "不明件数": open_work(project).get(key, OpenWork()).doubtful,
        "仕事": [_work(record, watch, project) for record, watch in held],
        "決定": given,
        "文書": rows_of(documents),
        "予定": list(_coming(key, held, project)),
        "確認": [{"役": who, "氏名": shown, "日付": "", "確認": ""} for who, shown in
                 (("引き継ぐ人(本人)", name or ""), ("引き受ける人", successor_of(rows) or ""), ("確認した人", ""))],
    }  # fmt: skip
    return Content(fields, list(_basis(held, project)), title=f"個人引継書({name or UNFILLED})")


def _is(key: str, names: str | None) -> bool:
    return bool(key) and key in map(person_key, people(names or ""))


def _head(name: str | None, rows: Sequence[Member], project: Project) -> Fields:
    last = leaves_on(rows)
    successor = successor_of(rows) or UNFILLED
    problem = successor_problem(rows, last, project) if rows and last else None
    first = min((row.joined_on for row in rows if row.joined_on), default=None)
    key = person_key(name or "")
    below = [
        each[0].name or ""
        for each in rows_by_person(project).values()
        if key and superior_of(each) == key and is_present(each, project)
    ]
    above = next((row.reports_to for row in rows if row.reports_to), None)
    systems = [s.name or "" for s in project.systems if _is(key, s.owner)]
    return {
        "氏名": name or UNFILLED,
        "所属": _joined(" ".join(filter(None, (row.company, row.department))) for row in rows),
        "役割": _joined(row.role for row in rows),
        "期間": f"{day(first) if first else UNFILLED} ～ {day(last) if last else '未定'}",
        "後任": f"{successor}({problem})" if problem else successor,
        "報告先": above or UNFILLED,
        "報告元": "、".join(below) or "なし",
        "主担当システム": "、".join(systems) or "なし",
        "責任": "\n".join(row.responsibility for row in rows if row.responsibility) or UNFILLED,
    }


def _joined(words: Iterable[str | None]) -> str:
    return "、".join(dict.fromkeys(filter(None, words))) or UNFILLED


def _held(key: str, project: Project) -> Iterator[tuple[Record, DueDate | None]]:
    """The open rows that the person answers for, sheet by sheet: one for each due date, and risks."""
    own = {id(record) for record in open_work(project).get(key, OpenWork()).records}
    found: list[tuple[Record, DueDate | None]] = [
        (record, watch) for watch in DUE_DATES for record in open_rows(watch, project) if id(record) in own
    ]
    if Risk not in sheets_with_due_dates():
        found += [(risk, None) for risk in project.risks if project.is_open(risk) and _is(key, risk.owner)]
    places = {sheet: n for n, sheet in enumerate(SHEETS)}
    found.sort(key=lambda pair: (places[pair[0].__class__], _due(pair[0], pair[1], project) or date.max))
    yield from found


def _due(record: Record, watch: DueDate | None, project: Project) -> date | None:
    found: date | None = watch.due(record, project) if watch else getattr(record, "review_on", None)
    return found


def _due_field(record: Record, watch: DueDate | None, project: Project) -> str:
    if isinstance(record, Task):
        return due_field_of_task(record, project)
    return watch.due_field if watch else "review_on"


def _work(record: Record, watch: DueDate | None, project: Project) -> Fields:
    due = _due(record, watch, project)
    label = record.columns[_due_field(record, watch, project)].label
    late = f"\n{(project.as_of - due).days} 日超過" if due and due < project.as_of else ""
    return {
        "シート": record.sheet.label,
        "ID": record.row_id or "",
        "件名": title_of(record, project) or "",
        "期限": f"{day(due) if due else UNFILLED}{late}",
        "期限の種類": label,
        "状態": _state(record),
        "経過": _last_lines(getattr(record, "progress_notes", None)),
    }


def _state(record: Record) -> str:
    if isinstance(record, Task):
        shown = fields_of(record)
        return f"進捗 {shown['進捗率']}" if shown["進捗率"] else "着手" if record.actual_start else "未着手"
    return fields_of(record).get("状態") or ""


def _last_lines(notes: str | None) -> str:
    """The newest lines of 対応経過, which stand on top."""
    lines = [line for line in (notes or "").splitlines() if line.strip()]
    return "\n".join(lines[:_LAST_LINES])


def _decisions(key: str, project: Project) -> Iterator[Fields]:
    """What the person decided, agreed or answered, the newest first; many rows of one day stand together."""
    days: dict[tuple[date | None, str], list[Record]] = {}
    for given in GIVEN:
        for row in project.of(given.sheet):
            if _is(key, getattr(row, given.person)) and (
                given.sheet is not MeetingItem or getattr(row, "kind", None) == "決定"
            ):
                days.setdefault((getattr(row, given.on), given.word), []).append(row)
    for (on, word), rows in sorted(days.items(), key=lambda each: each[0][0] or date.min, reverse=True):
        yield {
            "日付": day(on) if on else UNFILLED,
            "種類": word,
            "件数": len(rows),
            "対象": _named(rows, project),
        }


def _named(rows: Sequence[Record], project: Project) -> str:
    """Few rows with their titles, many by their IDs."""
    if len(rows) > _NAMED_ALONE:
        return "、".join(row.row_id or "" for row in rows)
    return "\n".join(f"{row.row_id or ''} {_called(row, project)}".strip() for row in rows)


def _called(row: Record, project: Project) -> str:
    if isinstance(row, ReviewRecord):
        return f"{row.kind or ''} {'、'.join(row.subjects)}: {row.result or UNFILLED}"
    if isinstance(row, Option):  # of a decision both: what about, and which way
        return " ".join(filter(None, (row.subject, row.title)))
    return title_of(row, project) or ""


def _coming(key: str, held: Sequence[tuple[Record, DueDate | None]], project: Project) -> Iterator[Fields]:
    """Due dates, beginnings of work and meetings of the coming days, by day."""
    last = project.as_of + timedelta(days=AHEAD)
    found: dict[tuple[date, str, str], None] = {}
    for record, watch in held:
        due, told = (
            _due(record, watch, project),
            f"{record.row_id or ''} {title_of(record, project) or ''}".strip(),
        )
        if due and project.as_of <= due <= last:
            found[due, f"{record.sheet.label}の期限", told] = None
        if isinstance(record, Task):
            for on, word in ((record.planned_start, "予定開始"), (record.planned_finish, "予定終了")):
                if on and project.as_of <= on <= last:
                    found.pop((on, f"{record.sheet.label}の期限", told), None)
                    found[on, f"作業の{word}", told] = None
    for meeting in project.meetings:
        if _is(key, meeting.attendees) or _is(key, meeting.organizer):
            for on in occurrences(meeting, last, project):
                if on >= project.as_of:
                    found[on, "会議", f"{meeting.name or ''} {when(meeting, on)}"] = None
    for on, kind, told in sorted(found):
        yield {"日付": day(on), "種類": kind, "内容": told}


def _basis(held: Sequence[tuple[Record, DueDate | None]], project: Project) -> Iterator[Basis]:
    sheets: tuple[type[Record], ...] = (*sheets_with_due_dates(), Risk)
    for sheet in dict.fromkeys(sheets):
        mine = {id(record) for record, _ in held if isinstance(record, sheet)}
        total = len(project.of(sheet))
        if mine:
            rest = {"ほかの担当、または終わっている": total - len(mine)} if total > len(mine) else {}
            yield Basis(sheet.sheet.label, len(mine), total, rest)


DOCUMENT = WordDocument(
    "個人引継書",
    "離任する人など1人について、持っている仕事・出した決定・文書・担当システムと、これから30日の予定を引き継ぎます。",
    build,
    Layout(
        (
            Pairs(("氏名 役割", "所属 期間", "報告先 報告元", "主担当のシステム=主担当システム 後任", "責任・権限=責任")),
            Heading("持っている仕事"),
            Text("終わっていないものは {{ 件数 }} 件です(担当の先頭に名前のあるもの。期限が先のもの、未記入のものも含みます)。"
                 "{% if 不明件数 %}ほかに、状態を読み取れないため終わったか分からないものが {{ 不明件数 }} 件あります。{% endif %}"),
            Table("仕事", "シート:38 ID:20 件名:70 期限:26c 期限の種類:26 状態:22c 対応経過(新しい順)=経過:64", "終わっていない仕事",
                  "終わっていない仕事はありません。", of="期限のあるシート"),
            Heading("これから30日の予定"),
            Table("予定", "日付:26c 種類:44 内容:180", "これから30日の期限・作業・会議", "これから30日の期限・作業・会議はありません。",
                  of="期限のあるシート"),
            Heading("出した決定と合意"),
            Table("決定", "日付:26c 種類:40 件数:16r 対象:170", "承認・決定・合意・レビューの回答(新しい順)", "この人の名前のある決定・合意の記録はありません。",
                  of="仕様変更管理表 要件一覧"),
            Heading("作成した文書"),
            Table("文書", "文書ID:22 文書名:80 工程:26 最新版:18c 更新日:26c 格納先:80", "作成担当の文書", "作成担当の文書はありません。", of="成果物一覧"),
            Heading("引継ぎの確認"),
            Table("確認", "役:60 氏名:70 日付:50 確認:70", "引継ぎの確認欄"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Member,),
    per=Subjects("人", everybody, leaving),
)  # fmt: skip
