"""指摘一覧.xlsx: a page to begin with, then the findings in the order of doing, each linked to its cell; the counts last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from pathlib import Path

from pmo_xl.documents.findings import gap_title, light_lines, summary_mapping
from pmo_xl.documents.first_things import TITLE, Alike, first_things, weighed
from pmo_xl.documents.list_book import write_listings
from pmo_xl.documents.listing import CellTarget, Listing, Picture, Summary, rows_of
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.list_column import COUNT, ListColumn
from pmo_xl.rules.catalog import manual_of
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.manual import ManualPage
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.rule import Severity
from pmo_xl.visible import visible_line

FINDINGS = "指摘"
NO_SHEET = "案件全体"
_OWN = {column.label: column for column in Report.columns}
COLUMNS: tuple[ListColumn, ...] = (
    _OWN["重要度"],
    _OWN["規則"],
    ListColumn("場所", width=24, of=lambda finding: place(finding), is_link=True),
    _OWN["ID"],
    _OWN["担当"],
    _OWN["値"],
    _OWN["指摘"],
    _OWN["直し方"],
    ListColumn("対応(記入用)", width=16, of=lambda f: f.waived and f"免除: {f.waived.reason}"),
    _OWN["あるべき姿"],
    _OWN["指摘ID"],
)
_BOOK = ListColumn("ブック", width=24, of=itemgetter(0), is_whose=True)
_COUNTS = tuple(
    ListColumn(severity.label, Kind.INT, words=COUNT, of=itemgetter(severity)) for severity in Severity
)
_SEVERITIES = tuple(column.of_part(itemgetter(1)) for column in _COUNTS)
GAP_COLUMNS = (
    ListColumn("規則", width=9, of="rule"),
    ListColumn("内容", Kind.LONGTEXT, 44, of=lambda count: _summary_of(count.rule, count.manual)),
    ListColumn("範囲", width=22, of=lambda count: _kind_of_gap(count)),
    ListColumn("判定した行", Kind.INT, of="judged", words=COUNT),
    ListColumn("判定不能の行", Kind.INT, of="undeterminable", words=COUNT),
    ListColumn("対象外の行", Kind.INT, of="out_of_scope", words=COUNT),
    ListColumn("理由", Kind.LONGTEXT, 60, of="reason"),
)
GAPS = "判定できなかったもの"
WEIGHTS = 5  # エラー 要判断 警告 情報 免除
_FIRST = (
    ListColumn("指摘と直し方", Kind.LONGTEXT, 84, of=lambda group: _what_to_do(group)),
    *(column.of_part(attrgetter("first")) for column in (_OWN["重要度"], _OWN["規則"], _OWN["担当"])),
    ListColumn("場所", width=24, of=lambda group: place(group.first), is_link=True),
)
_OF_BOOK = (
    ListColumn("ブック", width=62, of="path.name"),
    *(
        column.of_part(
            lambda one: Counter(each.severity for each in one.report.findings if each.waived is None)
        )
        for column in _COUNTS
    ),
    ListColumn(
        "信号", width=12, of=lambda one: one.report.light and one.report.light.light.shown, is_judged=True
    ),
)


@dataclass(frozen=True)
class CheckedBook:
    """One checked workbook: where it lies, and what was found."""

    path: Path
    report: Report


def write_findings_book(path: Path, checked: Sequence[CheckedBook], *, beside: Path | None = None) -> None:
    """Write the list to `path`. beside: where it will lie in the end, so that the links lead from there."""
    write_listings(
        path,
        [_findings(checked), _gaps(checked)],
        summaries=[*_books(checked), *map(_summary, checked)],
        details=[
            Summary(title=one.path.name, sentences=(), tables=tuple(_groups(one.report))) for one in checked
        ],
        beside=beside,
    )


def _books(checked: Sequence[CheckedBook]) -> Iterator[Summary]:
    """Of several workbooks a line each, in the order given."""
    if len(checked) > 1:
        tables = (Listing(title="ブック別", columns=_OF_BOOK, rows=rows_of(_OF_BOOK, checked)),)
        yield Summary(title=f"指摘一覧  {len(checked)} 冊", sentences=(), tables=tables)


def _summary(one: CheckedBook) -> Summary:
    """What the check of one workbook came to, on one page: the light, what to do first, where it stands."""
    report = one.report
    return Summary(
        title=f"指摘一覧  {one.path.name}",
        sentences=(
            *report.notices,
            f"基準日 {day(report.as_of)}  {report.policy.describe()}",
            *light_lines(report),
            "  ".join(f"{word} {count}" for word, count in list(summary_mapping(report).items())[:WEIGHTS]),
            f"{gap_title(report)}。判定できなかったものは問題なしではありません。理由は「{GAPS}」にあります。",
        ),
        tables=(*first_listings(one), *_by_sheet(report)),
    )


def first_listings(one: CheckedBook) -> Iterator[Listing]:
    """まずこれから: each with its cell, so that the work begins from this page."""
    groups = first_things(one.report.findings)
    if groups:
        targets = [finding_target(one.path, group.first) for group in groups]
        yield Listing(title=TITLE, columns=_FIRST, rows=rows_of(_FIRST, groups), targets=targets)


def _by_sheet(report: Report) -> Iterator[Listing]:
    rows = _by(report, lambda finding: finding.sheet or NO_SHEET)
    picture = Picture(_where_most(rows), [severity.label for severity in Severity], is_stacked=True)
    if rows:
        yield _counted("シート", rows, picture)


def _where_most(rows: Mapping[str, Counter[Severity]]) -> str:
    """What the picture says: where the findings lie."""
    whole = sum(count.total() for count in rows.values())
    sheet, most = next(((name, count.total()) for name, count in rows.items()), ("", 0))
    if len(rows) < 2 or not whole:
        return "シート別の指摘の件数"
    return f"指摘 {whole} 件のうち {most} 件が「{sheet}」にあります(シート別の件数)"


def _groups(report: Report) -> Iterator[Listing]:
    """The counts in full: by owner, and by rule."""
    manuals = {count.rule: count.manual for count in report.rules}
    for label, key in (
        ("担当", lambda finding: finding.owner or "(担当なし)"),
        ("規則", lambda finding: _rule_label(finding.rule, manuals[finding.rule])),
    ):
        rows = _by(report, key)
        yield _counted(label, rows)


def _counted(label: str, rows: Mapping[str, Counter[Severity]], picture: Picture | None = None) -> Listing:
    columns = (ListColumn(label, width=62, of=itemgetter(0)), *_SEVERITIES)
    return Listing(title=f"{label}別", columns=columns, rows=rows_of(columns, rows.items()), picture=picture)


def _gaps(checked: Sequence[CheckedBook]) -> Listing:
    """What was not judged, and why."""
    columns = (_BOOK, *(c.of_part(itemgetter(1)) for c in GAP_COLUMNS))
    gaps = [(one.path.name, count) for one in checked for count in one.report.rules if count.reason]
    note = "判定できなかったものは問題なしではありません。対象外は、当てはまるシートか行がないものです。"
    return Listing(title=GAPS, columns=columns, rows=rows_of(columns, gaps), note=note)


def _rule_label(rule_id: str, manual: ManualPage | None) -> str:
    return f"{rule_id} {_summary_of(rule_id, manual)}".rstrip()


def _summary_of(rule_id: str, manual: ManualPage | None) -> str:
    found = manual_of(rule_id, manual)
    return found.page.summary if found else ""


def _by(report: Report, key: Callable[[Finding], str]) -> Mapping[str, Counter[Severity]]:
    counts: dict[str, Counter[Severity]] = {}
    for finding in report.findings:
        if finding.waived is None:
            counts.setdefault(key(finding), Counter())[finding.severity] += 1
    return dict(sorted(counts.items(), key=lambda item: -sum(item[1].values())))


def _kind_of_gap(count: RuleCount) -> str:
    if count.is_not_evaluated:
        return "判定できなかった規則"
    return "対象外" if count.is_out_of_scope else "一部の行"


def _findings(checked: Sequence[CheckedBook]) -> Listing:
    """Every finding, workbook by workbook in the order in which it is done: what is alike stands together."""
    pairs = [
        (one, finding)
        for one in checked
        for group in weighed(one.report.findings)
        for finding in group.findings
    ]
    columns, order = COLUMNS, "急ぐものから並べ"
    rows = rows_of(columns, [finding for _, finding in pairs])
    if len(checked) > 1:
        columns, order = (
            (_BOOK, *(column.of_part(itemgetter(1)) for column in COLUMNS)),
            f"ブックごとに{order}",
        )
        rows = rows_of(columns, [(one.path.name, finding) for one, finding in pairs])
    return Listing(
        title=FINDINGS,
        columns=columns,
        rows=rows,
        note=f"{'、'.join(one.path.name for one in checked)}  {order}、同じ指摘はまとめています。"
        "場所を押すと台帳のそのセルが開きます。担当で絞り込むには見出しの▼を使います。",
        targets=[finding_target(one.path, finding) for one, finding in pairs],
    )


def _what_to_do(group: Alike) -> str:
    first, more = group.first, len(group.findings) - 1
    return f"{first.message}{f'(ほか {more} か所)' if more else ''}\n→ {first.remedy}"


def place(finding: Finding) -> str:
    """Where a finding stands: 課題管理表!K12 期限."""
    sheet = finding.sheet_title or finding.sheet or NO_SHEET
    cell = f"!{finding.cell}" if finding.cell else f" {finding.row}行" if finding.row else ""
    return visible_line(f"{sheet}{cell}{f' {finding.column}' if finding.column else ''}")


def finding_target(workbook: Path, finding: Finding) -> CellTarget | None:
    """The cell that a finding leads to; None where it is about no sheet."""
    sheet = finding.sheet_title or finding.sheet
    return (sheet and CellTarget(workbook, sheet, finding.cell or f"A{finding.row or 1}")) or None
