"""A precheck for build servers: SARIF 2.1.0 with a result for each finding, JUnit with a case for each rule.

What was not read and what was not judged are notifications, so that an empty list of results never reads as 合格.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from pmo_xl.documents.sarif import LEVELS, SCHEMA_URI, descriptor, suppressions, uri_of
from pmo_xl.model.passage import Document
from pmo_xl.papers.delivery import IN_ZIP, file_of
from pmo_xl.rules.paper_report import WHOLE, PaperFinding, PaperReport
from pmo_xl.rules.report import RuleCount
from pmo_xl.rules.severity import Severity
from pmo_xl.version import __version__
from pmo_xl.visible import visible, visible_line


def precheck_sarif(report: PaperReport, given: Sequence[Path]) -> dict[str, Any]:
    """The log. given: the files and folders that the delivery was made of."""
    places = {count.rule: place for place, count in enumerate(report.rules)}
    documents = {each.path: place for place, each in enumerate(report.documents)}
    uris = {each.path: _uri(each.path, given) for each in report.documents}
    run = {
        "tool": {
            "driver": {
                "name": "pmo_xl",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "ja",
                "rules": [descriptor(count) for count in report.rules],
            }
        },
        "invocations": [_invocation(report, places, documents, uris)],
        "language": "ja",
        "columnKind": "utf16CodeUnits",
        "artifacts": [
            {
                "location": {"uri": uris[each.path]},
                "roles": ["analysisTarget"],
                **({"hashes": {"sha-256": each.sha256}} if each.sha256 else {}),
            }
            for each in report.documents
        ],
        "results": [_result(each, places, documents, uris) for each in report.findings],
        "properties": {"verdict": report.verdict},
    }
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}


def _uri(path: str, given: Sequence[Path]) -> str:
    """Where a document lies; what is inside a zip is told behind it."""
    inner = path.partition(IN_ZIP)[2]
    place = file_of(path, given)
    return quote(path) if place is None else uri_of(place) + (f"#{quote(inner)}" if inner else "")


def _result(
    finding: PaperFinding, places: Mapping[str, int], documents: Mapping[str, int], uris: Mapping[str, str]
) -> dict[str, Any]:
    said = {
        "severity": finding.severity.value,
        "verdict": finding.verdict,
        "kind": finding.kind,
        "hidden": finding.hidden,
        "excerpt": finding.excerpt,
        "expected": finding.expected,
    }
    result = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": LEVELS[finding.severity],
        "kind": "fail",
        "message": {"text": f"{visible(finding.message)}\n直し方: {finding.remedy}"},
        "fingerprints": {"findingId/v1": finding.id},
        "suppressions": suppressions(finding.waiver),
        "properties": {name: value for name, value in said.items() if value is not None},
    }
    if finding.document != WHOLE:
        where: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": visible_line(finding.place)}]}
        place = {"uri": uris[finding.document], "index": documents[finding.document]}
        result["locations"] = [{"physicalLocation": {"artifactLocation": place}, **where}]
    return result


def _invocation(
    report: PaperReport, places: Mapping[str, int], documents: Mapping[str, int], uris: Mapping[str, str]
) -> dict[str, Any]:
    told = [_unread(each, reason, documents, uris) for each, reason in _parts(report)]
    for count, sentence in _not_judged(report):
        rule = {"associatedRule": {"id": count.rule, "index": places[count.rule]}}
        told.append(
            {"level": "error" if count.is_failed else "warning", "message": {"text": sentence}, **rule}
        )
    has_failed = any(each.is_failed for each in report.documents) or any(
        each.is_failed for each in report.rules
    )
    return {"executionSuccessful": not has_failed, "toolExecutionNotifications": told}


def _parts(report: PaperReport) -> Iterator[tuple[Document, str]]:
    for document in report.unread:
        for part in document.unread:
            yield document, part.reason


def _unread(
    document: Document, reason: str, documents: Mapping[str, int], uris: Mapping[str, str]
) -> dict[str, Any]:
    place = {"uri": uris[document.path], "index": documents[document.path]}
    return {
        "level": "error" if document.is_failed else "warning",
        "message": {"text": visible_line(f"{document.path}: {reason}")},
        "locations": [{"physicalLocation": {"artifactLocation": place}}],
    }


def _not_judged(report: PaperReport) -> Iterator[tuple[RuleCount, str]]:
    """The rules that judged nothing though they should, or not everything."""
    for count in report.rules:
        if count.is_failed or count.undeterminable:
            reason = visible_line(count.reason or "理由が分かりません")
            yield count, f"{count.rule} {count.undeterminable} 件を判定できませんでした: {reason}"


def precheck_junit(report: PaperReport) -> bytes:
    """A case for each rule: passed only where it judged all and found nothing above 情報 that is not waived."""
    root = etree.Element("testsuites", name="pmo_xl")
    suite = etree.SubElement(root, "testsuite", name="納品前点検")
    suite.set("timestamp", f"{report.delivery.run_day.isoformat()}T00:00:00")
    whys = {count.rule: (count, sentence) for count, sentence in _not_judged(report)}
    for count in report.rules:
        found = [each for each in report.findings if each.rule == count.rule and not each.waiver]
        case = etree.SubElement(
            suite, "testcase", classname="pmo_xl.precheck", name=f"{count.rule} {count.name}"
        )
        lines = [visible_line(f"{each.document} {each.place}: {each.message}") for each in found]
        if any(each.severity is not Severity.INFO for each in found):
            _add(case, "failure", f"{len(found)} 件", lines)
        elif count.rule in whys:
            _add(case, "error" if whys[count.rule][0].is_failed else "skipped", whys[count.rule][1], lines)
        elif not count.judged:
            _add(case, "skipped", count.reason or "対象外", lines)
        elif lines:
            etree.SubElement(case, "system-out").text = "\n".join(lines)
    for document, reason in _parts(report):
        case = etree.SubElement(
            suite, "testcase", classname="pmo_xl.document", name=visible_line(document.path)
        )
        _add(case, "error" if document.is_failed else "skipped", visible_line(reason), [])
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for element in (suite, root):
        for name, tag in kinds.items():
            element.set(name, str(sum(1 for _ in suite.iter(tag))))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add(case: etree._Element, tag: str, message: str, lines: Sequence[str]) -> None:
    element = etree.SubElement(case, tag, message=message)
    element.text = "\n".join(lines) or None
