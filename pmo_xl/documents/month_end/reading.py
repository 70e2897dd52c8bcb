"""Which files were read: 読んだブック and 点検記録_YYYY-MM.txt, what an auditor asks: when, with which hash, version, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from pmo_xl.documents.listing import CellTarget, Listing
from pmo_xl.documents.month_end.result import MonthEndResult, ProjectMonthEnd
from pmo_xl.documents.month_end.totals import agreement_line
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, month
from pmo_xl.model.list_column import ListColumn
from pmo_xl.visible import visible_line

_JAPAN = timedelta(hours=9)
_RULE = "=" * 78


_READING = (
    ListColumn("扱い", width=10, is_judged=True),
    ListColumn("ブック", width=28, is_link=True),
    ListColumn("場所", Kind.LONGTEXT, 40),
    ListColumn("案件", width=24),
    ListColumn("案件コード", width=13, is_printed=False),
    ListColumn("規則", Kind.LONGTEXT, 26),
    ListColumn("設定で切った・弱めた規則", Kind.LONGTEXT, 30),
    ListColumn("効いている免除", Kind.INT),
    ListColumn("注記", Kind.LONGTEXT, 44),
    ListColumn("SHA-256", width=68, is_printed=False),
)


def reading_table(result: MonthEndResult) -> Listing:
    """Which files were read, with their hash and the rules that counted."""
    rows: list[tuple[object, ...]] = [_read(project) for project in result.projects]
    for copy in result.copies:
        why = f"{copy.counted} を数えたため数えていません。{copy.why}"
        rows.append(("複製", copy.path.name, str(copy.path), copy.project, *_blank(4), why, copy.sha256))
    for failed in result.failed:
        rows.append(("読めない", failed.path.name, str(failed.path), *_blank(5), failed.message, None))
    paths = (
        [p.path for p in result.projects] + [c.path for c in result.copies] + [f.path for f in result.failed]
    )
    note = (
        f"点検 {day(result.run_day)}  pmo_xl {result.version}  方針 {result.policy_file or '各ブックの設定'}"
    )
    targets = [CellTarget(path) for path in paths]
    return Listing(title="読んだブック", columns=_READING, rows=rows, note=note, targets=targets)


def _read(project: ProjectMonthEnd) -> tuple[object, ...]:
    reading = project.reading
    return (
        "点検した",
        reading.path.name,
        str(reading.path),
        project.name,
        project.code or None,
        reading.policy,
        leniency_text(project),
        reading.waivers,
        "".join(reading.remarks) or None,
        reading.sha256,
    )


def _blank(count: int) -> Iterable[None]:
    return (None,) * count


def leniency_text(project: ProjectMonthEnd) -> str | None:
    """What the workbook's own 設定 takes off the rules, and whether the office's settings took it back."""
    own, counted = project.reading.own_leniency, project.reading.leniency
    parts = [f"{rule} 切" for rule in own.off]
    parts += [f"{s.rule} {s.own.label}→{s.given.label}" for s in own.softened]
    if not parts:
        return None
    return "、".join(parts) + ("(方針ファイルにより元に戻した)" if not counted else "")


def log_entry(result: MonthEndResult) -> str:
    """One run, to be put behind those before it."""
    return "\r\n".join((*map(visible_line, _lines(result)), ""))


def _lines(result: MonthEndResult) -> Iterator[str]:
    yield _RULE
    yield f"実行: {result.run_at + _JAPAN:%Y/%m/%d %H:%M:%S}(日本時間)  pmo_xl {result.version}"
    yield f"対象の月: {month(result.month.first)}  基準日: {day(result.month.as_of)}  点検日: {day(result.run_day)}"
    yield f"方針ファイル: {result.policy_file or 'なし(各ブックの設定による)'}"
    previous = result.previous
    yield f"比べた前月の記録: {previous.source if previous else 'なし'}"
    if result.kept:
        yield f"中身が前の点検から変わらないため、その結果を使った台帳 {result.kept} 冊(読んだ時刻は前の点検のもの)"
    yield f"点検した {len(result.projects)} 冊、複製として数えない {len(result.copies)} 冊、読めない {len(result.failed)} 冊"
    yield agreement_line(result)
    for remark in result.remarks:
        yield f"注記: {remark}"
    for project in result.projects:
        yield from _of_project(project)
    for copy in result.copies:
        yield f"[複製] {copy.path}"
        yield f"    SHA-256 {copy.sha256}  数えたブック: {copy.counted}"
    for failed in result.failed:
        yield f"[読めない] {failed.path}"
        yield f"    {failed.message}"


def _of_project(project: ProjectMonthEnd) -> Iterator[str]:
    reading = project.reading
    yield f"[点検] {reading.path}"
    yield f"    SHA-256 {reading.sha256}  {reading.size:,} バイト  読んだ時刻 {reading.read_at + _JAPAN:%Y/%m/%d %H:%M:%S}"
    yield f"    案件 {project.name}(案件コード {project.code or 'なし'})  {reading.policy}"
    yield f"    設定で切った・弱めた規則: {leniency_text(project) or 'なし'}  効いている免除: {reading.waivers} 件"
    for remark in reading.remarks:
        yield f"    注記: {remark}"
    if reading.failed_rules:
        yield f"    実行できなかった規則: {'、'.join(reading.failed_rules)}"
