"""A diagnosis of this PC in every form: the terminal's lines, a listing for CSV and Excel, JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypedDict

from pmo_xl.doctor.diagnosis import Check, Diagnosis, State
from pmo_xl.documents.json_head import head
from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.faces.console import Screen, screen
from pmo_xl.model.column import Kind
from pmo_xl.model.json_shape import Failed, Head, Keys, Words
from pmo_xl.model.list_column import ListColumn
from pmo_xl.version import __version__
from pmo_xl.visible import visible_line

_COLOURS = {State.GOOD: "green", State.CAUTION: "yellow", State.BAD: "red", State.UNKNOWN: "magenta"}
_COLUMNS = (
    ListColumn("項目", width=22, of="topic"),
    ListColumn("状態", width=12, of="answer.state"),
    ListColumn("分かったこと", Kind.LONGTEXT, 60, of="answer.found"),
    ListColumn("直し方", Kind.LONGTEXT, 60, of="answer.mend"),
)


class DiagnosisLineJson(TypedDict):
    """One thing that was looked at; mend: what helps, where anything is to be done."""

    id: str
    topic: str
    state: Annotated[str, Words(of=State)]
    found: str
    mend: str | None


class DiagnosisJson(TypedDict):
    """What this PC has; workbook: null where none was named."""

    schema: Literal[1]
    version: str
    workbook: str | None
    summary: Annotated[dict[str, int], Keys(state.value for state in State)]
    checks: list[DiagnosisLineJson]


class DiagnosisOfPcJson(Head):
    """What this PC has; workbook: null where none was named."""

    workbook: str | None
    summary: Annotated[dict[str, int], Keys(state.value for state in State)]
    checks: list[DiagnosisLineJson]
    failed: list[Failed]


def print_diagnosis(diagnosis: Diagnosis) -> None:
    """Line by line in the order of the probes; what was not examined last, by reason; then the counts."""
    out = screen()
    out.say(f"このPCの診断  pmo_xl {__version__}{_of_book(diagnosis)}", style="bold")
    for check in diagnosis.checks:
        if check.answer.state is not State.UNKNOWN:
            _print_check(out, check)
    _print_unknown(out, diagnosis)
    out.say(f"\n{counts(diagnosis)}", style="bold")


def counts(diagnosis: Diagnosis) -> str:
    """How many lines of each state."""
    return "  ".join(f"{state.label} {count}" for state, count in diagnosis.counts.items())


def diagnosis_listing(diagnosis: Diagnosis) -> Listing:
    """The diagnosis as rows, to be sent to whoever looks after the PC."""
    rows = rows_of(_COLUMNS, diagnosis.checks)
    note = f"pmo_xl {__version__}{_of_book(diagnosis)}  {counts(diagnosis)}"
    return Listing(title="このPCの診断", columns=_COLUMNS, rows=rows, note=note)


def diagnosis_json(diagnosis: Diagnosis) -> DiagnosisJson:
    """The diagnosis under stable names, as --schema 1 has it."""
    return {
        "schema": 1,
        "version": __version__,
        "workbook": str(diagnosis.book) if diagnosis.book else None,
        "summary": {state.value: count for state, count in diagnosis.counts.items()},
        "checks": [_check_json(check) for check in diagnosis.checks],
    }


def diagnosis_of_pc_json(diagnosis: Diagnosis, run_day: date) -> DiagnosisOfPcJson:
    """The diagnosis under stable names."""
    told = diagnosis_json(diagnosis)
    return {
        **head("doctor", run_day),
        "workbook": told["workbook"],
        "summary": told["summary"],
        "checks": told["checks"],
        "failed": [],
    }


def _check_json(check: Check) -> DiagnosisLineJson:
    answer = check.answer
    return {
        "id": check.id,
        "topic": check.topic,
        "state": answer.state.value,
        "found": answer.found,
        "mend": answer.mend or None,
    }


def _of_book(diagnosis: Diagnosis) -> str:
    return f"  {visible_line(diagnosis.book.name)}" if diagnosis.book else ""


def _print_check(out: Screen, check: Check) -> None:
    answer = check.answer
    mark = f"[{answer.state.label}]"
    said = visible_line(f"{mark} {check.topic}: {answer.found}")
    out.say(said, first="  ", rest="      ", mark=mark, mark_style=_COLOURS[answer.state])
    if answer.mend:
        out.say(visible_line(answer.mend), first="      → ", rest="        ", style="dim")


def _print_unknown(out: Screen, diagnosis: Diagnosis) -> None:
    """What was not examined is never shown green: the reasons, each with its topics."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for check in diagnosis.checks:
        if check.answer.state is State.UNKNOWN:
            reasons.setdefault((check.answer.found, check.answer.mend), []).append(check.topic)
    for (found, mend), topics in reasons.items():
        said = visible_line(f"[{State.UNKNOWN.label}] {'、'.join(topics)}: {found}")
        out.say(said, first="  ", rest="      ", style=_COLOURS[State.UNKNOWN])
        if mend:
            out.say(visible_line(mend), first="      → ", rest="        ", style="dim")
