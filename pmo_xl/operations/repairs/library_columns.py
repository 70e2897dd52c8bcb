"""Cells that the library fills: IDs (DAT002), derived formulas (DAT007), fingerprints (REQ007, RFP003, SEQ001)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.fingerprint import FINGERPRINT_FIELDS, is_due, stored_fingerprint
from pmo_xl.metrics.reviews import is_agreed, review_fingerprint
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.operations.repairs.proposal import FORMULA, Proposal
from pmo_xl.workbook.changes.numbering import Numbering
from pmo_xl.workbook.records.record_cells import RecordCells

_AGREED = ("agreement", "agreed_on", "agreed_fingerprint")
_ISSUED = ("requirement", "issued_on", "issued_fingerprint")


def missing_fingerprints(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every requirement 合意済 without a fingerprint, or agreed anew after the day inside it; no other."""
    for requirement in project.requirements:
        agreed_on = requirement.agreed_on
        if agreed_on and _is_due(requirement, agreed_on):
            value = stored_fingerprint(requirement, agreed_on)
            yield Proposal("REQ007", requirement, "agreed_fingerprint", value, "合意した内容の指紋を付ける")


def missing_review_fingerprints(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every review 合意 / 条件付合意 without a fingerprint, or done anew after the day inside it; no other."""
    for review in project.review_records:
        text = review_fingerprint(review, project) if _was_agreed_to(review) else None
        if text and review.reviewed_on:
            value = f"{review.reviewed_on:%Y%m%d}:{text}"
            yield Proposal("SEQ001", review, "reviewed_fingerprint", value, "確認した内容の指紋を付ける")


def _was_agreed_to(review: ReviewRecord) -> bool:
    """Whether somebody agreed on a day of which the cell tells nothing yet."""
    if review.reviewed_on is None or not is_agreed(review):
        return False
    if not review.is_known("kind", "subjects", "reviewed_on", "result", "reviewed_fingerprint"):
        return False
    return is_due(review.reviewed_fingerprint, review.reviewed_on)


def _is_due(requirement: Requirement, agreed_on: date) -> bool:
    if requirement.agreement != "合意済" or not requirement.is_known(*FINGERPRINT_FIELDS, *_AGREED):
        return False
    return is_due(requirement.agreed_fingerprint, agreed_on)


def missing_issue_fingerprints(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every row of RFP照合表 with a 発行日 and without a fingerprint, or issued anew after the day inside it."""
    for item in project.rfp_items:
        requirement = project.requirements.get(item.requirement)
        if requirement is None or item.issued_on is None:
            continue
        is_told = item.is_known(*_ISSUED) and requirement.is_known(*FINGERPRINT_FIELDS)
        if is_told and is_due(item.issued_fingerprint, item.issued_on):
            value = stored_fingerprint(requirement, item.issued_on)
            yield Proposal("RFP003", item, "issued_fingerprint", value, "RFPを出したときの内容の指紋を付ける")


_WHAT = {
    "constant": "上書きされた数式を戻す",
    "other": "列の数式に戻す",
    "error": "エラーの値を計算し直す",
    "uncached": "計算結果を入れる",
}


def overwritten_formulas(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every derived cell of a table of ours that holds something else than its column's formula and result."""
    for records in project.records.values():
        for record in records:
            for name, fact in record.place.formulas.items() if record.place else ():
                yield Proposal("DAT007", record, name, FORMULA, _WHAT[fact.state])


_OWN_WAY = "この表は独自の番号の付け方をしているため、番号は人が決めてください"


def missing_numbers(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every row with content and without an ID, numbered in the order of the rows."""
    for sheet, records in project.records.items():
        if sheet.sheet.prefix and any(_lacks_number(record, cells) for record in records):
            numbers = Numbering(sheet, records)
            if not numbers.has_numbers:
                continue
            doubt = _OWN_WAY if numbers.is_plain else None
            for record in records:
                if _lacks_number(record, cells):
                    yield Proposal("DAT002", record, "id", numbers.next(), "番号を振る", doubt)


def _lacks_number(record: Record, cells: RecordCells) -> bool:
    if record.row_id is not None or not record.is_known("id"):
        return False
    return not any(cells.has_formula(place) for _, place in cells.places_of(record, ["id"]))
