"""仕様書確認票: the open points of specifications that one person is to settle, with room for the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pmo_xl.documents.paper import Subject, Subjects
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, basis_of, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table
from pmo_xl.documents.word.letter import Letter, to_person
from pmo_xl.documents.word.unfit_rows import told_apart
from pmo_xl.metrics.due_dates import responsible
from pmo_xl.metrics.open_points import is_open_point
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.spec_review import SpecReview

_WEEK, _FORTNIGHT = timedelta(days=7), timedelta(days=14)
_NOBODY: Final = "担当未記入"


@dataclass(frozen=True)
class Asked:
    """The points that one person is asked about. key: what stands for {ID} of 文書番号."""

    owner: str | None
    points: tuple[SpecReview, ...]
    key: str


def everybody(project: Project) -> list[Subject]:
    """One paper for each 担当 of an open point, by name or ID; a point by itself for its own ID."""
    single = [
        Subject(point.row_id, Asked(responsible(point.owner, project), (point,), point.row_id))
        for point in project.spec_reviews
        if point.row_id
    ]
    return [*owners(project), *single]


def owners(project: Project) -> list[Subject]:
    """One paper for each 担当 of an open point, in the order of the sheet."""
    found: dict[str, list[SpecReview]] = {}
    for point in project.spec_reviews:
        if is_open_point(point, project):
            found.setdefault(responsible(point.owner, project) or "", []).append(point)
    return [_subject(name, points, project) for name, points in found.items()]


def _subject(name: str, points: Sequence[SpecReview], project: Project) -> Subject:
    ids = tuple(member.row_id for member in project.roles_of(name) if member.row_id)
    key = ids[0] if ids else name
    return Subject(name or _NOBODY, Asked(name or None, tuple(points), key), ids)


def build(source: Source, asked: Asked | None) -> Content:
    """The questions, with the place and the words they are about, and how long they have been open."""
    project = source.project
    points, unfit = told_apart(asked.points if asked else ())
    owner = asked.owner if asked else None
    fields = {
        "前文": "次の点について確認をお願いします。回答欄にご記入のうえ、各行の回答期限までにご返送ください。",
        "件数": len(points),
        "論点": [_row(point, project) for point in points],
        "経過": _ages(points, source.issue_day),
    }
    basis = basis_of(SpecReview, project, points, "ほかの担当、または解消済")
    coming = [point.due_on for point in points if point.due_on and point.due_on >= source.issue_day]
    letter = Letter(
        to_person(owner, project),
        "仕様書の確認のお願い",
        asked.key if asked else "",
        min(coming, default=None),
    )
    return Content(fields, [basis], records=tuple(points), letter=letter, unfit=tuple(unfit))


def _row(point: SpecReview, project: Project) -> Fields:
    shown = fields_of(point)
    document = project.deliverables.get(point.document) if point.document else None
    version = f"版 {shown['版']}" if shown["版"] else ""
    title = (document.title if document else "") or shown["文書"]
    return shown | {
        "場所": "\n".join(filter(None, (title, version, shown["箇所"]))) or UNFILLED,
        "原文": shown["原文"] or "(記載なし)" if point.kind == "漏れ" else shown["原文"],
        "日付": f"{shown['起票日'] or UNFILLED}\n{shown['期限'] or UNFILLED}",
        "回答": "",
    }


def _ages(points: Sequence[SpecReview], on: date) -> list[Fields]:
    """By 種別, for how long the points have been asked on the day of issue."""
    kinds = dict.fromkeys(point.kind or UNFILLED for point in points)
    return [_age(kind, [p for p in points if (p.kind or UNFILLED) == kind], on) for kind in kinds]


def _age(kind: str, points: Sequence[SpecReview], on: date) -> Fields:
    waited = [on - point.raised_on for point in points if point.raised_on]
    oldest = min((point.raised_on for point in points if point.raised_on), default=None)
    return {
        "種別": kind,
        "件数": len(points),
        "七日以内": sum(1 for time in waited if time <= _WEEK),
        "十四日以内": sum(1 for time in waited if _WEEK < time <= _FORTNIGHT),
        "十四日超": sum(1 for time in waited if time > _FORTNIGHT),
        "起票日なし": len(points) - len(waited),
        "最も古い": day(oldest) if oldest else UNFILLED,
        "期限超過": sum(1 for point in points if point.due_on and point.due_on < on),
    }


DOCUMENT = WordDocument(
    "仕様書確認票",
    "仕様書の未決・曖昧・矛盾・漏れを、担当ごとに確認してもらう票です(1件だけなら --id 確認ID)。",
    build,
    Layout(
        (
            Heading("確認をお願いする点", 3),
            Table("論点", "確認ID:21 種別:13c 文書・版・箇所=場所:34 原文:34 確認したいこと=論点:36 起票日・回答期限=日付:25c 回答:34",
                  "確認をお願いする点", "確認をお願いする点はありません。"),
            Heading("確認待ちの状況", 3),
            Table("経過", "種別:22c 件数:16r 7日以内=七日以内:20r 8～14日=十四日以内:20r 15日以上=十四日超:20r 起票日なし=起票日なし:22r 最も古い起票日=最も古い:28c 期限超過:20r",
                  "起票からの日数(発行日まで)", "確認待ちの点はありません。"),
        ),
        is_form=True,
    ),
    sheets=(SpecReview,),
    per=Subjects("担当", everybody, owners),
    audience=Audience.OUTSIDE,
)  # fmt: skip
