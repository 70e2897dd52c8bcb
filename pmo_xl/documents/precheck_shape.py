"""What the JSON of precheck holds. slide, page and line: of the kinds that have them."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from pmo_xl.documents.findings import CountJson
from pmo_xl.model.json_shape import Day, Keys, Words
from pmo_xl.rules.severity import Severity

WORDS: Final = ("pass", "conditional", "fail")
Judged = Annotated[str, Words(*WORDS)]


class PartJson(TypedDict):
    """A part of a document that was not read, and why."""

    part: str
    reason: str


class DocumentJson(TypedDict):
    """One document of the delivery. passages, sha256: null where it was not read."""

    path: str
    kind: str
    sha256: str | None
    bytes: int
    title: str
    passages: int | None
    unread: list[PartJson]
    verdict: Judged


class WaivedJson(TypedDict):
    """Why a finding is allowed, by whom, until when."""

    reason: str
    approver: str
    until: Day


class PaperFindingJson(TypedDict):
    """One finding. heading: those above it; sheet and cell: of Excel; line: of text. What a kind does not have is null."""

    rule: str
    severity: Annotated[str, Words(of=Severity)]
    verdict: Annotated[str, Words("violation", "question")]
    document: str
    place: str
    kind: str | None
    hidden: str | None
    heading: list[str]
    sheet: str | None
    cell: str | None
    slide: int | None
    page: int | None
    line: int | None
    match: str
    excerpt: str
    expected: str | None
    message: str
    remedy: str
    id: str
    waived: WaivedJson | None
    change: Annotated[str, Words("new", "open")] | None


class FailedDocumentJson(TypedDict):
    """A document of a kind that is read, which could not be read."""

    document: str
    message: str


class PrecheckJson(TypedDict):
    """A delivery looked through. rules_not_built: not chosen; nothing is said of what those would look at."""

    schema: Literal[2]
    command: Literal["precheck"]
    version: str
    as_of: Day | None
    as_of_source: str | None
    run_day: Day
    customer: str | None
    book: str | None
    words: str | None
    verdict: Judged
    summary: Annotated[
        dict[str, int],
        Keys(("error", "question", "warning", "info", "waived", "documents", "unread", "passages")),
    ]
    rules_not_built: list[str]
    rules_off: list[str]
    waivers_idle: list[str]
    resolved: list[str]
    documents: list[DocumentJson]
    rules: list[CountJson]
    findings: list[PaperFindingJson]
    failed: list[FailedDocumentJson]
