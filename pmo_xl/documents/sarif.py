"""A check as SARIF 2.1.0: one run over all books; every rule with its manual page, every finding at its sheet and cell.

A workbook has no lines: the physical location is the file, the cell is a logical location. What was not judged, and
books that were not read, are notifications of the invocation, so that an empty list of results never reads as all well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pmo_xl.documents.findings_book import CheckedBook
from pmo_xl.rules.catalog import manual_of
from pmo_xl.rules.finding import Finding, Waiver
from pmo_xl.rules.manual import ManualPage
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.rule import Severity
from pmo_xl.version import __version__
from pmo_xl.visible import visible, visible_line

SCHEMA_URI: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.QUESTION: "warning",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
"""Our severities in SARIF's; the own word stands in `properties.severity` of each result."""
_TABLE_RULE: Final = re.compile(r"\|[-|: ]+\|")
_BARE: Final = re.compile(r"[^\W\d]\w*")


def sarif_json(checked: Sequence[CheckedBook], unread: Sequence[tuple[Path, str]] = ()) -> dict[str, Any]:
    """The log. unread: the books that could not be read, and why."""
    counts = {count.rule: count for book in checked for count in book.report.rules}
    places = {rule: place for place, rule in enumerate(counts)}
    paths = [*(book.path for book in checked), *(path for path, _ in unread)]
    run = {
        "tool": {
            "driver": {
                "name": "pmo_xl",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "ja",
                "rules": [descriptor(count) for count in counts.values()],
            }
        },
        "invocations": [_invocation(checked, unread, places)],
        "language": "ja",
        "columnKind": "utf16CodeUnits",
        "artifacts": [
            {"location": {"uri": uri_of(path)}, "roles": ["analysisTarget"], **_facts(checked, place)}
            for place, path in enumerate(paths)
        ],
        "results": [
            _result(finding, book, place, places)
            for place, book in enumerate(checked)
            for finding in book.report.findings
        ],
    }
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}


def uri_of(path: Path) -> str:
    """The file as a URI: relative where it lies under the current folder, as a repository's tools expect it."""
    return quote(os.fsencode(path_of(path))) if not _is_elsewhere(path) else path.absolute().as_uri()


def path_of(path: Path) -> str:
    """The file with slashes, from the current folder on where it lies under it."""
    whole = path.absolute()
    return (whole if _is_elsewhere(path) else whole.relative_to(Path.cwd())).as_posix()


def place_of(finding: Finding) -> str | None:
    """The cell as Excel writes it, 'QA台帳'!M17; the sheet alone, or None, where there is no cell."""
    title = finding.sheet_title or finding.sheet
    if title is None or finding.cell is None:
        return title
    shown = title if _BARE.fullmatch(title) else f"""'{title.replace("'", "''")}'"""
    return f"{shown}!{finding.cell}"


def _is_elsewhere(path: Path) -> bool:
    return not path.absolute().is_relative_to(Path.cwd())


def _facts(checked: Sequence[CheckedBook], place: int) -> dict[str, Any]:
    """What was found out of a book that was read: the day it was judged by, its light and its counts."""
    if place >= len(checked):
        return {}
    report = checked[place].report
    light = report.light.light.value if report.light else None
    said = {"asOf": report.as_of.isoformat(), "asOfSource": report.as_of_source, "light": light}
    return {"properties": said | {"summary": dict(report.summary)}}


def descriptor(count: RuleCount) -> dict[str, Any]:
    """A rule with its manual page as help."""
    name = "".join(part.capitalize() for part in count.name.split("_"))
    manual = manual_of(count.rule, count.manual)
    if manual is None:
        return {"id": count.rule, "name": name}
    return {
        "id": manual.id,
        "name": name,
        "shortDescription": {"text": manual.page.summary},
        "fullDescription": {"text": _why(manual)},
        "help": {"text": _help(manual, is_markdown=False), "markdown": _help(manual, is_markdown=True)},
        "defaultConfiguration": {"level": LEVELS[manual.severity]},
        "properties": {"severity": manual.severity.value, "group": str(manual.group), "tags": [manual.sheet]},
    }


def _why(manual: ManualPage) -> str:
    told = dict(manual.page.sections)
    return (told.get("要旨") or manual.page.summary).strip()


def _help(manual: ManualPage, *, is_markdown: bool) -> str:
    """The manual page of `pmo-xl rules ID`."""
    mark, end = ("## ", "") if is_markdown else ("【", "】")
    sections = [*manual.page.sections, ("直し方", manual.remedy)]
    parts = [f"{mark}{heading}{end}\n\n{body.strip()}" for heading, body in sections]
    text = "\n\n".join([manual.page.summary, *parts])
    return (
        text if is_markdown else "\n".join(line for line in text.splitlines() if not _TABLE_RULE.match(line))
    )


def _result(finding: Finding, book: CheckedBook, place: int, places: Mapping[str, int]) -> dict[str, Any]:
    said = {
        "severity": finding.severity.value,
        "verdict": finding.verdict,
        "rowId": finding.row_id,
        "column": finding.column,
        "owner": finding.owner,
        "value": finding.value,
        "expected": finding.expected,
        "remedy": finding.remedy,
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": LEVELS[finding.severity],
        "kind": "fail",
        "message": {"text": f"{finding.message}\n直し方: {finding.remedy}"},
        "locations": [_location(finding, book.path, place)],
        "fingerprints": {"findingId/v1": finding.id},
        "partialFingerprints": {"workbookFindingId/v1": f"{visible_line(book.path.name)}/{finding.id}"},
        "suppressions": suppressions(finding.waived),
        "properties": {name: value for name, value in said.items() if value is not None},
    }


def _location(finding: Finding, path: Path, place: int) -> dict[str, Any]:
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri_of(path), "index": place}}}
    where = place_of(finding)
    if where is not None:
        kind = "cell" if finding.cell else "sheet"
        found["logicalLocations"] = [
            {"name": finding.cell or where, "fullyQualifiedName": where, "kind": kind}
        ]
    return found


def suppressions(waived: Waiver | None) -> list[dict[str, Any]]:
    """A waiver that counts; the list is empty, not absent, where there is none: suppression was looked for.

    Without a word on its review a suppression is an accepted one; the standard's first schema calls that word `state`
    and its errata `status`, so that none is valid by both.
    """
    return [{"kind": "external", "justification": waived.told}] if waived else []


def _invocation(
    checked: Sequence[CheckedBook], unread: Sequence[tuple[Path, str]], places: Mapping[str, int]
) -> dict[str, Any]:
    told = [each for place, book in enumerate(checked) for each in _notifications(book, place, places)]
    told += [
        _notification("error", message, path, len(checked) + number)
        for number, (path, message) in enumerate(unread)
    ]
    has_failed = bool(unread) or any(book.report.failed_rules for book in checked)
    return {"executionSuccessful": not has_failed, "toolExecutionNotifications": told}


def _notifications(book: CheckedBook, place: int, places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """What the reader of the results must know first, then every rule that judged nothing or not every row."""
    for notice in book.report.notices:
        yield _notification("warning", notice, book.path, place)
    for count, sentence in unjudged(book.report):
        level = "error" if count.is_failed else "warning"
        yield _notification(level, f"{count.rule} {sentence}", book.path, place) | {
            "associatedRule": {"id": count.rule, "index": places[count.rule]}
        }


def _notification(level: str, text: str, path: Path, place: int) -> dict[str, Any]:
    where = {"physicalLocation": {"artifactLocation": {"uri": uri_of(path), "index": place}}}
    return {"level": level, "message": {"text": visible(text)}, "locations": [where]}


def unjudged(report: Report) -> Iterator[tuple[RuleCount, str]]:
    """The rules that judged nothing though they should, or not every row, each with a sentence that says why."""
    for count in report.rules:
        reason = count.reason or "理由が分かりません"
        if count.is_not_evaluated:
            yield count, f"判定できませんでした: {reason}"
        elif count.undeterminable:
            yield count, f"{count.undeterminable} 行を判定できませんでした: {reason}"
