"""チェック: the findings into チェック結果, the first one selected, and a box that says what was and was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import UNSAVED, paragraphs, some

if TYPE_CHECKING:
    from pathlib import Path

    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.record import Recorded
    from pmo_xl.rules.finding import Finding
    from pmo_xl.rules.report import Report

_MOST_GAPS = 4
_STATES = ("新規", "継続", "再発", "解消")


def check(pressed: PressedBook) -> None:
    """Check the whole workbook."""
    _check(pressed, None)


def check_sheet(pressed: PressedBook) -> None:
    """Check the workbook, and speak of the active tab alone: most rules look at several sheets."""
    _check(pressed, pressed.active_tab)


def _check(pressed: PressedBook, tab: str | None) -> None:
    from pmo_xl.operations.record import findings_on, refresh

    book = pressed.read("チェック中…")
    pressed.say("チェック中… シートを突き合わせて、チェック結果に書いています")
    recorded = refresh(book)
    findings = findings_on(book, recorded.report, tab)
    listed = None if recorded.saved else _list_beside(pressed, book, recorded.report)
    first = _jump_to_first(pressed, findings)
    pressed.tell(box(book, recorded, findings, tab=tab, first=first, listed=listed))


def _jump_to_first(pressed: PressedBook, findings: Sequence[Finding]) -> str | None:
    """Select the first finding that can be shown; its place."""
    from pmo_xl.operations.finding_walk import cell_at
    from pmo_xl.operations.recorded_rows import place_text

    for place in (place_text(finding) for finding in findings):
        if pressed.jump(*cell_at(place)):
            pressed.traces.remember(place)
            return place
    return None


def _list_beside(pressed: PressedBook, book: Book, report: Report) -> Path:
    """A workbook without チェック結果 gets its findings as 指摘一覧.xlsx."""
    from pmo_xl.disk.output_file import write_file
    from pmo_xl.documents.findings_book import CheckedBook, write_findings_book
    from pmo_xl.operations.many import FINDINGS

    path = pressed.outputs.free(f"{FINDINGS}_{book.as_of}", ".xlsx")
    checked = CheckedBook(book.path, report)
    write_file(path, lambda draft: write_findings_book(draft, [checked], beside=path))
    pressed.open_file(path)
    return path


def box(
    book: Book,
    recorded: Recorded,
    findings: Sequence[Finding],
    *,
    tab: str | None,
    first: str | None,
    listed: Path | None,
) -> str:
    """What the box says: how many, how heavy, what could not be judged, where to look. Never green by omission."""
    from pmo_xl.rules.report import failed_rules_sentence

    what = f"「{tab}」シートの" if tab else ""
    failed = failed_rules_sentence(recorded.report.failed_rules)
    return paragraphs(
        [*([failed] if failed else []), *recorded.report.plugin_faults],
        [f"{what}チェックが終わりました。", *_basis(book, recorded.report), *_light(recorded.report)],
        _counts(recorded, findings, is_whole=tab is None),
        _gaps(recorded.report),
        _where(findings, first, listed),
        [*recorded.failures, *([UNSAVED] if recorded.saved else []), *book.remarks],
    )


def _basis(book: Book, report: Report) -> list[str]:
    from pmo_xl.faces.button_verbs.boxes import day_of
    from pmo_xl.operations.opened_book import stale_day_remark

    stale = stale_day_remark(book, "設定シートの基準日を空欄にしてください。")
    return [f"{day_of(book)}  {report.policy.describe()}", *([stale] if stale else [])]


def _light(report: Report) -> list[str]:
    """The light of the whole workbook, with as many reasons as a box holds."""
    return [f"信号 {report.light.short}"] if report.light else []


def _counts(recorded: Recorded, findings: Sequence[Finding], *, is_whole: bool) -> list[str]:
    from pmo_xl.rules.rule import Severity

    counted = [finding for finding in findings if finding.waived is None]
    weights = (f"{severity.label} {sum(f.severity is severity for f in counted)} 件" for severity in Severity)
    waived = len(findings) - len(counted)
    lines = ["  ".join(weights) + (f"(ほかに免除 {waived} 件)" if waived else "")]
    if is_whole and recorded.saved:
        lines.append("、".join(f"{state} {recorded.states.get(state, 0)}" for state in _STATES))
    return lines


def _gaps(report: Report) -> list[str]:
    from pmo_xl.documents.findings import gap_lines, gap_title

    gaps = gap_lines(report)
    return (
        [f"{gap_title(report)}(問題なしという意味ではありません):", *some(gaps, _MOST_GAPS)] if gaps else []
    )


def _where(findings: Sequence[Finding], first: str | None, listed: Path | None) -> list[str]:
    if listed:
        return [f"指摘は {listed} に書きました。"]
    if not findings:
        return ["指摘はありません。"]
    place = [f"最初の指摘 {first} に移りました。"] if first else []
    return [
        *place,
        "指摘はすべて「チェック結果」シートにあります。場所を押すとそのセルへ、「次の指摘へ」で順に移れます。",
    ]
