"""指摘一覧.xlsx: a summary page and the findings, each linked to its cell in the checked workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from pmo_xl.documents.findings import gap_title, light_lines, summary_mapping
from pmo_xl.documents.list_book import write_listings
from pmo_xl.documents.listing import CellTarget, Listing, Picture, Summary, rows_of
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day
from pmo_xl.model.list_column import COUNT, ListColumn
from pmo_xl.rules.catalog import load, module_of
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.rule import Severity
from pmo_xl.visible import visible_line

FINDINGS = "指摘"
NO_SHEET = "案件全体"
_OWN = {column.label: column for column in Report.columns}
COLUMNS = (
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
_SEVERITIES = tuple(
    ListColumn(severity.label, Kind.INT, words=COUNT, of=itemgetter(severity)).of_part(itemgetter(1))
    for severity in Severity
)
_GAPS = (
    ListColumn("規則", width=9, of="rule"),
    ListColumn("内容", Kind.LONGTEXT, 44, of=lambda count: _summary_of(count.rule)),
    ListColumn("範囲", width=22, of=lambda count: _kind_of_gap(count)),
    ListColumn("判定した行", Kind.INT, of="judged", words=COUNT),
    ListColumn("判定不能の行", Kind.INT, of="undeterminable", words=COUNT),
    ListColumn("対象外の行", Kind.INT, of="out_of_scope", words=COUNT),
    ListColumn("理由", Kind.LONGTEXT, 60, of="reason"),
)
GAPS = "判定できなかったもの"


@dataclass(frozen=True)
class CheckedBook:
    """One checked workbook: where it lies, and what was found."""

    path: Path
    report: Report


def write_findings_book(path: Path, checked: Sequence[CheckedBook], *, beside: Path | None = None) -> None:
    """Write the list to `path`. beside: where it will lie in the end, so that the links lead from there."""
    summaries = [_summary(one) for one in checked]
    write_listings(path, [_findings(checked), _gaps(checked)], summaries=summaries, beside=beside)


def _summary(one: CheckedBook) -> Summary:
    """What the check of one workbook came to."""
    report = one.report
    return Summary(
        title=f"指摘一覧  {one.path.name}",
        sentences=(
            *report.notices,
            f"基準日 {day(report.as_of)}  {report.policy.describe()}",
            *light_lines(report),
            gap_title(report),
            "「判定できなかったもの」は問題なしではありません。理由を直してからもう一度点検してください。",
        ),
        tables=tuple(_tables(report)),
    )


def _tables(report: Report) -> Iterator[Listing]:
    picture = Picture("シート別の指摘の件数", [severity.label for severity in Severity], is_stacked=True)
    groups: Iterable[tuple[str, Callable[[Finding], str], Picture | None]] = (
        ("シート", lambda finding: finding.sheet or NO_SHEET, picture),
        ("規則", lambda finding: _rule_label(finding.rule), None),
        ("担当", lambda finding: finding.owner or "(担当なし)", None),
    )
    for label, key, drawn in groups:
        columns = (ListColumn(label, width=62, of=lambda pair: pair[0]), *_SEVERITIES)
        rows = rows_of(columns, _by(report, key).items())
        if rows:
            yield Listing(title=f"{label}別", columns=columns, rows=rows, picture=drawn)
    counts = (ListColumn("重要度", width=62), ListColumn("件数", Kind.INT, words=COUNT))
    yield Listing(title="件数", columns=counts, rows=list(summary_mapping(report).items()))


def _gaps(checked: Sequence[CheckedBook]) -> Listing:
    """What was not judged, and why."""
    columns = (ListColumn("ブック", width=24, of=itemgetter(0)), *(c.of_part(itemgetter(1)) for c in _GAPS))
    gaps = [(one.path.name, count) for one in checked for count in one.report.rules if count.reason]
    note = "判定できなかったものは問題なしではありません。対象外は、当てはまるシートか行がないものです。"
    return Listing(title=GAPS, columns=columns, rows=rows_of(columns, gaps), note=note)


def _rule_label(rule_id: str) -> str:
    return f"{rule_id} {_summary_of(rule_id)}".rstrip()


def _summary_of(rule_id: str) -> str:
    module = module_of(rule_id)
    return load(module).page.summary if module else ""


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
    pairs = [(one, finding) for one in checked for finding in one.report.findings]
    return Listing(
        title=FINDINGS,
        columns=COLUMNS,
        rows=rows_of(COLUMNS, [finding for _, finding in pairs]),
        note=f"{'、'.join(one.path.name for one in checked)}  場所を押すと台帳のそのセルが開きます。"
        "担当で絞り込むには見出しの▼を使います。",
        targets=[finding_target(one.path, finding) for one, finding in pairs],
    )


def place(finding: Finding) -> str:
    """Where a finding stands: 課題管理表!K12 期限."""
    sheet = finding.sheet_title or finding.sheet or NO_SHEET
    cell = f"!{finding.cell}" if finding.cell else f" {finding.row}行" if finding.row else ""
    return visible_line(f"{sheet}{cell}{f' {finding.column}' if finding.column else ''}")


def finding_target(workbook: Path, finding: Finding) -> CellTarget | None:
    """The cell that a finding leads to; None where it is about no sheet."""
    sheet = finding.sheet_title or finding.sheet
    return (sheet and CellTarget(workbook, sheet, finding.cell or f"A{finding.row or 1}")) or None
