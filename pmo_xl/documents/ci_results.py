"""A check for build servers: JUnit XML with a case for each rule, and GitHub's workflow commands.

A case passes only where the rule judged every row that it applies to and found nothing that is not waived.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from pmo_xl.documents.findings import gap_lines, summary_mapping
from pmo_xl.documents.findings_book import CheckedBook
from pmo_xl.documents.sarif import path_of, place_of, unjudged
from pmo_xl.model.display import day
from pmo_xl.rules.catalog import manual_of
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.rule import Severity
from pmo_xl.visible import visible, visible_line

OUT_OF_SCOPE: Final = "対象外: 当てはまるシートか行がありません"
_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.QUESTION: "warning",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def junit_xml(checked: Sequence[CheckedBook], unread: Sequence[tuple[Path, str]] = ()) -> bytes:
    """A suite for each book, a case for each rule. unread: the books that could not be read, and why."""
    root = etree.Element("testsuites", name="pmo_xl")
    for book in checked:
        suite = _suite(root, book.path)
        suite.set("timestamp", f"{book.report.run_day.isoformat()}T00:00:00")
        _add_properties(suite, book.report)
        found: dict[str, list[Finding]] = {}
        for finding in book.report.findings:
            found.setdefault(finding.rule, []).append(finding)
        whys = {count.rule: sentence for count, sentence in unjudged(book.report)}
        for count in book.report.rules:
            _add_case(suite, count, found.get(count.rule, ()), whys.get(count.rule))
    for path, message in unread:
        case = etree.SubElement(_suite(root, path), "testcase", classname="pmo_xl.BOOK", name="台帳を読む")
        _add(case, "error", visible_line(message), "unreadable")
    for suite in root:
        _count(suite)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _suite(root: etree._Element, path: Path) -> etree._Element:
    return etree.SubElement(root, "testsuite", name=visible_line(path.name), file=visible_line(path_of(path)))


def _add_properties(suite: etree._Element, report: Report) -> None:
    told = {
        "基準日": day(report.as_of),
        "信号": report.light.light.value if report.light else "出していません",
    }
    told |= {word: str(number) for word, number in summary_mapping(report).items()}
    told |= {f"注意{number}": notice for number, notice in enumerate(report.notices, 1)}
    kept = etree.SubElement(suite, "properties")
    for name, value in told.items():
        etree.SubElement(kept, "property", name=name, value=visible_line(value))


def _add_case(suite: etree._Element, count: RuleCount, found: Sequence[Finding], why: str | None) -> None:
    """Failed with its findings, an error where the rule itself failed, skipped where anything was not judged (why)."""
    standing = [each for each in found if each.waived is None]
    waived = [each for each in found if each.waived is not None]
    prefix = count.rule.rstrip("0123456789")
    case = etree.SubElement(suite, "testcase", classname=f"pmo_xl.{prefix}", name=visible_line(_title(count)))
    if count.is_failed:
        _add(case, "error", visible_line(why or count.reason or ""), "failed_rule")
    elif standing:
        lines = [_line(each) for each in standing] + ([f"ほかに、{why}"] if why else [])
        worst = min(standing, key=lambda each: each.severity.rank).severity
        _add(case, "failure", f"{worst.label} {len(standing)} 件", worst.value, "\n".join(lines))
    elif why or count.is_out_of_scope:
        _add(
            case,
            "skipped",
            visible_line(why or (f"対象外: {count.reason}" if count.reason else OUT_OF_SCOPE)),
        )
    if waived:
        text = "\n".join(
            f"免除 {_line(each)}  理由: {each.waived.told if each.waived else ''}" for each in waived
        )
        etree.SubElement(case, "system-out").text = visible(text)


def _title(count: RuleCount) -> str:
    manual = manual_of(count.rule, count.manual)
    return f"{count.rule} {manual.page.summary if manual else count.name}"


def _add(case: etree._Element, tag: str, message: str, kind: str = "", text: str = "") -> None:
    made = etree.SubElement(case, tag, message=message)
    if kind:
        made.set("type", kind)
    if text:
        made.text = visible(text)


def _count(suite: etree._Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))


def _line(finding: Finding) -> str:
    where = " ".join(filter(None, (place_of(finding), finding.row_id)))
    return f"[{finding.severity.label}] {where or '案件全体'}: {finding.message} → {finding.remedy} ({finding.id})"


def github_lines(checked: Sequence[CheckedBook], unread: Sequence[tuple[Path, str]] = ()) -> Iterator[str]:
    """A workflow command for each finding that is not waived, for what was not judged, and for the counts."""
    for book in checked:
        for finding in book.report.findings:
            if finding.waived is None:
                where = " ".join(filter(None, (place_of(finding), finding.row_id)))
                text = f"{where or '案件全体'}: {finding.message}\n直し方: {finding.remedy}"
                title = f"{finding.rule} {finding.severity.label}"
                yield _command(_COMMANDS[finding.severity], book.path, title, text)
        for notice in book.report.notices:
            yield _command("warning", book.path, "注意", notice)
        gaps = gap_lines(book.report)
        if gaps:
            yield _command("warning", book.path, "判定できなかったもの", "\n".join(gaps))
        counts = "、".join(f"{word} {number}" for word, number in summary_mapping(book.report).items())
        yield _command("notice", book.path, "点検の結果", f"基準日 {day(book.report.as_of)}  {counts}")
    for path, message in unread:
        yield _command("error", path, "読めない台帳", message)


def _command(name: str, path: Path, title: str, text: str) -> str:
    return f"::{name} file={_property(path_of(path))},title={_property(title)}::{_data(visible(text))}"


def _data(text: str) -> str:
    """Text so that the runner neither cuts it nor takes a part of it for a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible_line(text)).replace(":", "%3A").replace(",", "%2C")
