"""The result of precheck in words, as JSON and as a workbook. What was not looked at stands beside what was found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

from pmo_xl.documents.findings import count_json
from pmo_xl.documents.list_book import write_listings
from pmo_xl.documents.listing import Listing, Summary, rows_of
from pmo_xl.documents.precheck_shape import DocumentJson, PaperFindingJson, PrecheckJson
from pmo_xl.model.column import Kind
from pmo_xl.model.list_column import COUNT, ListColumn
from pmo_xl.model.passage import Document
from pmo_xl.rules.paper_report import PaperFinding, PaperReport, verdict_of
from pmo_xl.rules.precheck.deliverables import deliverables_of, fitting
from pmo_xl.rules.report import RuleCount
from pmo_xl.rules.rule import Severity
from pmo_xl.version import __version__

VERDICTS: Final = {"pass": "● 合格", "conditional": "▲ 条件付", "fail": "× 不合格"}
UNREAD: Final = "中身を点検できなかったもの"
_CELL: Final = re.compile(r"(.*)!([A-Z]{1,3}\d+)")
_NUMBERED: Final = re.compile(r"([SPL])(\d{1,6})(?:/|$)")
_CHANGES: Final = {"新規": "new", "継続": "open"}
_MOST_LINES: Final = 20
_MOST_PLACES: Final = 12
_GROUPS: Final[Mapping[str, Sequence[int]]] = {
    "残置": range(1, 6),
    "隠れた情報": range(6, 10),
    "他社・個人": range(10, 13),
    "日付・版": (13, 14, 15, 17, 18),
    "参照・構成": (16, *range(19, 25)),
    "数値": (25, 26),
    "表記": (27, 28, 29),
    "体裁": (30, 31, 32),
    "ファイル": (33, 34, 35),
}


def verdict_line(report: PaperReport) -> str:
    """The first line: the verdict, and on how many rules it stands."""
    counts = "、".join(f"{word} {number}" for word, number in report.counts.items())
    return f"判定 {VERDICTS[report.verdict]}({sum(each.judged > 0 for each in report.rules)} 規則について)  {counts}"


def scope_lines(report: PaperReport) -> Iterator[str]:
    """What the verdict does not stand on."""
    words = report.delivery.words
    if not (words.knows_others or words.books_unread):
        yield "PRE010(ほかの顧客の名前)は対象外です: 名前が分かりません。--words の [others] に書いてください。"
    yield from (f"PRE010 は一部を判定できません: {each}。" for each in words.books_unread)
    asked = [count.rule for count in report.rules if count.judged]
    yield f"判定した規則: {_named(asked)}"
    passed = [count.rule for count in report.rules if not count.judged and not count.is_failed]
    if passed:
        yield f"判定していない規則(見るものがないか、読めない): {_named(passed)}"
    if report.off:
        yield f"切にした規則(語ファイル・規則群): {_named(report.off)}"
    yield from report.unmet
    if report.not_asked:
        yield f"--rules で選ばなかった規則(見ていません): {_named(report.not_asked)}"
    for count in report.rules:
        if count.is_failed:
            yield f"実行できなかった規則 {count.rule}: {count.reason}"


def precheck_rules(report: PaperReport) -> str:
    """The rules that were judged, neighbours as PRE011〜PRE035."""
    return _named([count.rule for count in report.rules if count.judged])


def _named(rules: Sequence[str]) -> str:
    """The rules, neighbours as PRE011〜PRE035."""
    runs: list[list[str]] = []
    for each in rules:
        if runs and int(each[3:]) == int(runs[-1][-1][3:]) + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    said = [f"{run[0]}〜{run[-1]}" if len(run) > 2 else "、".join(run) for run in runs]
    return "、".join(said) or "なし"


def unread_lines(report: PaperReport) -> Iterator[str]:
    """What was not looked into, and why."""
    for document in report.unread:
        for part in document.unread:
            yield f"{document.path}: {part.reason}"


def finding_lines(report: PaperReport) -> Iterator[tuple[PaperFinding, str]]:
    """The findings, each in a line; very many of one rule in one document in one."""
    groups: defaultdict[tuple[str, str, Severity], list[PaperFinding]] = defaultdict(list)
    for each in (each for each in report.findings if not each.waiver):
        groups[each.document, each.rule, each.severity].append(each)
    for found in groups.values():
        if len(found) <= _MOST_LINES:
            yield from ((each, _line(each, each.place)) for each in found)
        else:
            places = "、".join(each.place for each in found[:_MOST_PLACES])
            yield found[0], _line(found[0], f"{len(found)} か所({places} ほか)")


def waiver_lines(report: PaperReport) -> Iterator[str]:
    """What is allowed, by whom and until when."""
    for each in report.waived:
        if each.waiver:
            yield f"{_line(each, each.place)}(免除: {each.waiver.reason}、{each.waiver.approver}、{each.waiver.until:%Y/%m/%d} まで)"


def _line(finding: PaperFinding, place: str) -> str:
    return (
        f"{finding.document} {place} [{finding.rule} {finding.severity.label}] "
        f"{finding.message} → {finding.remedy}"
    )


def precheck_json(report: PaperReport, words: str | None, book: str | None = None) -> PrecheckJson:
    """`precheck --format json`."""
    delivery = report.delivery
    met = Counter(each.severity for each in report.findings if not each.waiver)
    return {
        "schema": 2,
        "command": "precheck",
        "version": __version__,
        "as_of": delivery.project.as_of.isoformat() if delivery.project else None,
        "as_of_source": delivery.project.as_of_source if delivery.project else None,
        "run_day": delivery.run_day.isoformat(),
        "customer": delivery.words.customer or None,
        "book": book,
        "words": words,
        "verdict": report.verdict,
        "summary": {
            **{severity.value: met[severity] for severity in Severity},
            "waived": len(report.waived),
            "documents": len(report.documents),
            "unread": len(report.unread),
            "passages": sum(len(each.passages) for each in report.documents),
        },
        "rules_not_built": list(report.not_asked),
        "rules_off": list(report.off),
        "waivers_idle": list(report.unmet),
        "resolved": list(report.resolved),
        "documents": [_document_json(report, each) for each in report.documents],
        "rules": [count_json(count) for count in report.rules],
        "findings": [_finding_json(each) for each in report.findings],
        "failed": [
            {"document": each.path, "message": each.unread[0].reason}
            for each in report.documents
            if each.is_failed
        ],
    }


def _document_json(report: PaperReport, document: Document) -> DocumentJson:
    return {
        "path": document.path,
        "kind": document.kind,
        "sha256": document.sha256 or None,
        "bytes": document.size,
        "title": document.title,
        "passages": len(document.passages) if document.is_read else None,
        "unread": [{"part": part.part, "reason": part.reason} for part in document.unread],
        "verdict": verdict_of(report.of(document), (document,)),
    }


def _finding_json(finding: PaperFinding) -> PaperFindingJson:
    found = _CELL.fullmatch(finding.place_key)
    sheet, cell = found.groups() if found else (None, None)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "verdict": finding.verdict,
        "document": finding.document,
        "place": finding.place,
        "kind": finding.kind,
        "hidden": finding.hidden,
        "heading": list(finding.heading),
        "sheet": sheet,
        "cell": cell,
        "slide": _number(finding, "S"),
        "page": _number(finding, "P"),
        "line": _number(finding, "L"),
        "match": finding.match,
        "excerpt": finding.excerpt,
        "expected": finding.expected,
        "message": finding.message,
        "remedy": finding.remedy,
        "id": finding.id,
        "waived": {
            "reason": finding.waiver.reason,
            "approver": finding.waiver.approver,
            "until": finding.waiver.until.isoformat(),
        }
        if finding.waiver
        else None,
        "change": _CHANGES.get(finding.news),
    }


def _number(finding: PaperFinding, sign: str) -> int | None:
    """The number of the slide, page or line that a key tells; None where it tells none."""
    found = _NUMBERED.match(finding.place_key)
    return int(found[2]) if found and found[1] == sign else None


def findings_listing(report: PaperReport) -> Listing:
    """Every finding, for CSV and the workbook."""
    note = verdict_line(report)
    return Listing(
        title="指摘", columns=report.columns, rows=rows_of(report.columns, report.findings), note=note
    )


def write_precheck(path: Path, report: PaperReport) -> None:
    """The result as a workbook: 概要, 指摘, 文書別, 判定できなかったもの, 規則別."""
    sentences = [verdict_line(report), *scope_lines(report)]
    summary = Summary(title="納品前点検", sentences=sentences, tables=(groups_listing(report),))
    listings = [
        findings_listing(report),
        _documents(report),
        *set_listing(report),
        unread_listing(report),
        *waived_listing(report),
    ]
    listings += [*resolved_listing(report), rules_listing(report)]
    write_listings(path, listings, summaries=[summary])


def groups_listing(report: PaperReport) -> Listing:
    """How many findings there are by group and weight."""
    columns = (
        ListColumn("分類", width=16, of=lambda row: row[0]),
        ListColumn("見た規則", Kind.INT, of=lambda row: row[1]),
        ListColumn("選ばなかった規則", Kind.INT, of=lambda row: row[2]),
        *(
            ListColumn(severity.label, Kind.INT, of=itemgetter(severity), words=COUNT).of_part(itemgetter(3))
            for severity in Severity
        ),
    )
    rows = []
    for name, numbers in _GROUPS.items():
        ids = {f"PRE{number:03}" for number in numbers}
        met = Counter(each.severity for each in report.findings if each.rule in ids)
        rows.append((name, len(ids & {c.rule for c in report.rules}), len(ids & set(report.not_asked)), met))
    return Listing(title="分類ごとの件数", columns=columns, rows=rows_of(columns, rows))


def _documents(report: PaperReport) -> Listing:
    found = {each.path: report.of(each) for each in report.documents}
    columns = (
        ListColumn("文書", Kind.LONGTEXT, 50, of="path"),
        ListColumn("判定", width=12, of=lambda each: VERDICTS[verdict_of(found[each.path], (each,))]),
        ListColumn("指摘", Kind.INT, of=lambda each: len(found[each.path]), words=COUNT),
        ListColumn("読んだ文", Kind.INT, of=lambda each: len(each.passages) if each.is_read else None),
        ListColumn("大きさ(バイト)", Kind.INT, of="size"),
        ListColumn("SHA-256", width=20, of=lambda each: each.sha256 or None, is_printed=False),
    )
    return Listing(title="文書別", columns=columns, rows=rows_of(columns, report.documents))


def unread_listing(report: PaperReport) -> Listing:
    """What was not read, and why."""
    pairs = [(document, part) for document in report.unread for part in document.unread]
    columns = (
        ListColumn("文書", Kind.LONGTEXT, 50, of=lambda pair: pair[0].path),
        ListColumn("部分", Kind.LONGTEXT, 24, of=lambda pair: pair[1].part),
        ListColumn("理由", Kind.LONGTEXT, 60, of=lambda pair: pair[1].reason),
    )
    return Listing(title="判定できなかったもの", columns=columns, rows=rows_of(columns, pairs))


def set_listing(report: PaperReport) -> Iterator[Listing]:
    """With a ledger: every row of 成果物一覧 that is to be delivered, and its file."""
    items = [each for each in deliverables_of(report.delivery.project) if each.is_deliverable]
    if not items:
        return
    files = {
        each.id: [paper.path for paper in report.documents if each in fitting(paper, items)] for each in items
    }
    columns = (
        ListColumn("文書ID", width=10, of="id"),
        ListColumn("文書名", Kind.LONGTEXT, 40, of="title"),
        ListColumn("最新版", width=8, of="version"),
        ListColumn(
            "ファイル",
            Kind.LONGTEXT,
            50,
            of=lambda each: "、".join(files[each.id]) or None,
            empty="ありません",
        ),
    )
    note = f"納品対象 {len(items)} 件のうち、ファイルのあるもの {sum(map(bool, files.values()))} 件"
    yield Listing(title="成果物照合", columns=columns, rows=rows_of(columns, items), note=note)


def waived_listing(report: PaperReport) -> Iterator[Listing]:
    """What is allowed, by whom; nothing without any."""
    if report.waived:
        shown = ("規則", "文書", "場所", "指摘", "免除理由", "承認者", "免除期限")
        columns = tuple(column for column in report.columns if column.label in shown)
        yield Listing(title="免除", columns=columns, rows=rows_of(columns, report.waived))


def resolved_listing(report: PaperReport) -> Iterator[Listing]:
    """What an earlier result had and this has not; nothing without any."""
    if report.resolved:
        columns = (ListColumn("前回にあって、なくなった指摘", Kind.LONGTEXT, 90, of=str),)
        yield Listing(title="解消", columns=columns, rows=rows_of(columns, report.resolved))


def rules_listing(report: PaperReport) -> Listing:
    """How far each of the rules got."""
    columns = (
        ListColumn("規則", width=9, of="rule"),
        ListColumn("判定した数", Kind.INT, of="judged", words=COUNT),
        ListColumn("違反", Kind.INT, of="violations", words=COUNT),
        ListColumn("要判断", Kind.INT, of="questions", words=COUNT),
        ListColumn("判定不能", Kind.INT, of="undeterminable", words=COUNT),
        ListColumn("対象外", Kind.INT, of="out_of_scope", words=COUNT),
        ListColumn("理由", Kind.LONGTEXT, 60, of="reason"),
    )
    not_asked = [
        RuleCount(rule, "", 0, 0, 0, 0, 0, "--rules で選ばれていない", False) for rule in report.not_asked
    ]
    off = [RuleCount(rule, "", 0, 0, 0, 0, 0, "語ファイルか規則群で切", False) for rule in report.off]
    rows = sorted([*report.rules, *not_asked, *off], key=lambda count: count.rule)
    return Listing(title="規則別", columns=columns, rows=rows_of(columns, rows))
