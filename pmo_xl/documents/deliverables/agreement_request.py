"""合意依頼書: the requirements that one person, or one vendor's systems, have not agreed to as they stand now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmo_xl.documents.paper import Subject, Subjects
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import UNFILLED, Content, Fields, Source, basis_of, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text
from pmo_xl.documents.word.letter import Letter, to_person, to_vendor
from pmo_xl.documents.word.unfit_rows import told_apart
from pmo_xl.metrics.due_dates import is_to_be_agreed, responsible
from pmo_xl.metrics.fingerprint import fingerprint, read_fingerprint
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key, person_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.system import System


@dataclass(frozen=True)
class Party:
    """Who is asked: a person for the systems he is 主担当 of, or a vendor for those it builds. to: 宛名."""

    to: str
    key: str
    systems: tuple[System, ...]


def everybody(project: Project) -> list[Subject]:
    """Every 主担当 and every vendor that something is asked of."""
    return [*owners(project), *_vendors(project)]


def owners(project: Project) -> list[Subject]:
    """Every 主担当 with requirements that are not agreed, in the order of システム一覧."""
    return _grouped(project, lambda system: responsible(system.owner, project), person_key, _owner)


def _vendors(project: Project) -> list[Subject]:
    return _grouped(project, lambda system: system.vendor, company_key, _vendor)


def _grouped(
    project: Project,
    of: Callable[[System], str | None],
    key: Callable[[str], str],
    subject: Callable[[str, tuple[System, ...], Project], Subject],
) -> list[Subject]:
    found: dict[str, tuple[str, list[System]]] = {}
    for system in project.systems:
        name = of(system)
        if name and waiting(project, [system]):
            found.setdefault(key(name), (name, []))[1].append(system)
    return [subject(name, tuple(systems), project) for name, systems in found.values()]


def _owner(name: str, systems: tuple[System, ...], project: Project) -> Subject:
    ids = tuple(row.row_id for row in project.roles_of(name) if row.row_id)
    return Subject(name, Party(to_person(name, project), ids[0] if ids else name, systems), ids)


def _vendor(name: str, systems: tuple[System, ...], project: Project) -> Subject:
    row = project.vendor(name)
    named = (row.name if row else None) or name
    ids = (row.row_id,) if row and row.row_id else ()
    return Subject(named, Party(to_vendor(named), ids[0] if ids else named, systems), ids)


def waiting(project: Project, systems: Sequence[System]) -> list[Requirement]:
    """The requirements 対象 of these systems that are 未合意 or 再合意要."""
    wanted = {id(system) for system in systems}
    return [
        row
        for row in project.requirements
        if is_to_be_agreed(row) and any(id(project.system(name)) in wanted for name in row.systems)
    ]


def build(source: Source, party: Party | None) -> Content:
    """The requirements with what they must fulfil, what changed since the last agreement, and room for the answer."""
    project = source.project
    rows, unfit = told_apart(waiting(project, party.systems) if party else [])
    fields = {
        "前文": "次の要件について合意をお願いします。回答欄に 合意・条件付・不可 のどれかと、条件または理由をご記入ください。",
        "システム": "、".join(system.name or "" for system in party.systems) if party else "",
        "要件": [_row(row, project) for row in rows],
        "レビュー": _reviews(rows, project),
    }
    coming = [
        row.agreement_due_on
        for row in rows
        if row.agreement_due_on and row.agreement_due_on >= source.issue_day
    ]
    letter = Letter(party.to if party else to_person(None, project, "主担当"), "要件の合意のお願い",
                    party.key if party else "", min(coming, default=None))  # fmt: skip
    basis = basis_of(Requirement, project, rows, "合意済み、対象外、またはほかのシステム")
    return Content(fields, [basis], records=tuple(rows), letter=letter, unfit=tuple(unfit))


def _row(row: Requirement, project: Project) -> Fields:
    shown = fields_of(row)
    return shown | {
        "要件": f"{shown['要件名']}\n{shown['要件内容']}",
        "受入条件": shown["受入条件"] or UNFILLED,
        "変わったこと": changed_since(row, project),
        "合意期限": shown["合意期限"] or UNFILLED,
        "回答": "合意\n条件付\n不可",
        "条件": "",
    }


def changed_since(row: Requirement, project: Project) -> str:
    """What became of the requirement since it was agreed to, in words; never that nothing did where that is not known."""
    if row.agreed_on is None:
        return "初めての合意です"
    since = f"{day(row.agreed_on)} の合意の後"
    changes = [
        f"{change.row_id or ''} {change.title or ''}({day(change.approved_on)} 承認)"
        for change in project.spec_changes.naming("requirements", row.id)
        if change.approved_on and change.approved_on >= row.agreed_on
    ]
    if changes:
        return "\n".join((f"{since}:", *changes))
    stored = read_fingerprint(row.agreed_fingerprint)
    if stored is None:
        return f"{since}の違いは確かめられません"
    return f"{since}、文が変わりました" if stored[1] != fingerprint(row) else f"{since}、文は変わっていません"


def _reviews(rows: Sequence[Requirement], project: Project) -> list[Fields]:
    """The answers of レビュー記録 that were no full 合意 to these requirements."""
    ids = {row.id for row in rows}
    found = (
        r for r in project.review_records if ids & set(r.subjects) and r.result in ("条件付合意", "差戻し")
    )
    return [fields_of(review) | {"対象": "、".join(review.subjects)} for review in found]


DOCUMENT = WordDocument(
    "合意依頼書",
    "まだ合意していない要件を、主担当ごとに合意してもらう書面です(取引先には --id VEN-001)。",
    build,
    Layout(
        (
            Text("対象システム: {{ システム }}"),
            Table("要件", "要件ID:21 要件名・内容=要件:46 受入条件:32 前回の合意から変わったこと=変わったこと:34 合意期限:24c 回答:16c 条件・理由=条件:24",
                  "合意をお願いする要件", "合意をお願いする要件はありません。"),
            Heading("これまでの回答", 3),
            Table("レビュー", "レビューID:24 対象:40 確認者:36 確認日:28c 結果:28c", "条件付合意・差戻しの回答", "条件付合意・差戻しの記録はありません。", of="レビュー記録"),
        ),
        is_form=True,
    ),
    sheets=(Requirement, System),
    per=Subjects("主担当・取引先", everybody, owners),
    audience=Audience.OUTSIDE,
)  # fmt: skip
