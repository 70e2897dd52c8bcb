"""点検記録_YYYY-MM.txt: what an auditor asks: which files were read when, with which hash, version and settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pmo_xl.documents.month_end_result import MonthEndResult, ProjectMonthEnd
from pmo_xl.documents.month_end_tables import leniency_text
from pmo_xl.documents.month_end_totals import agreement_line
from pmo_xl.model.display import day, month
from pmo_xl.visible import visible_line

_JAPAN = timedelta(hours=9)
_RULE = "=" * 78


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
