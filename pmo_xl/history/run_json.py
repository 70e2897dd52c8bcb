"""A run ⇄ the bytes of its file: JSON, compressed; of a workbook under a password, encrypted with it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from pmo_xl.history.port import UnreadableRun
from pmo_xl.history.precheck_json import as_plain, of_plain
from pmo_xl.history.run import SCHEMA, Row, Run
from pmo_xl.model.past import MonthFigures, Past, Step
from pmo_xl.model.precheck_run import PrecheckRun
from pmo_xl.model.requirement import Requirement
from pmo_xl.visible import visible_json

T = TypeVar("T")
_LARGEST = 512 << 20
_DAMAGED = "壊れているか、途中で切れています"
_NEWER = "新しい版の pmo_xl で書かれています。pmo_xl を新しくしてください"
_NOT_OPENED = "今のブックのパスワードでは開けません"

# A locked run is a package such as Office encrypts; below 4 KB the encryption of msoffcrypto is not read back.
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_FILLER = bytes(8192)


def to_bytes(run: Run, password: str | None = None) -> bytes:
    """The bytes of a run's file."""
    return _packed(_as_json(run), password)


def precheck_to_bytes(run: PrecheckRun, password: str | None = None) -> bytes:
    """The bytes of the file of a look through a delivery."""
    return _packed(as_plain(run, SCHEMA), password)


def _packed(content: Mapping[str, Any], password: str | None) -> bytes:
    text = visible_json(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
    packed = gzip.compress(text.encode(), mtime=0)
    return locked_bytes(packed, password) if password else packed


def from_bytes(data: bytes, file_name: str, password: str | None = None, *, is_locked: bool = False) -> Run:
    """The run in a file's bytes. UnreadableRun with one sentence that names the file."""
    return _unpacked(data, file_name, password, _as_run, is_locked=is_locked)


def precheck_from_bytes(
    data: bytes, file_name: str, password: str | None = None, *, is_locked: bool = False
) -> PrecheckRun:
    """The look through a delivery in a file's bytes. UnreadableRun with one sentence that names the file."""
    return _unpacked(data, file_name, password, of_plain, is_locked=is_locked)


def _unpacked(
    data: bytes,
    file_name: str,
    password: str | None,
    made_of: Callable[[Mapping[str, Any]], T],
    *,
    is_locked: bool,
) -> T:
    try:
        packed = unlocked_bytes(data, password) if is_locked else data
        with gzip.open(io.BytesIO(packed)) as stream:
            text = stream.read(_LARGEST)
        content = json.loads(text)
        if content["schema"] > SCHEMA:
            raise UnreadableRun(_NEWER)
        return made_of(content)
    except UnreadableRun as error:
        raise UnreadableRun(f"記録 {file_name} は{error.message}。") from error
    except (
        OSError,
        EOFError,
        zlib.error,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableRun(f"記録 {file_name} は{_DAMAGED}。") from error


def _as_json(run: Run) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "made_at": run.made_at.isoformat(),
        "version": run.version,
        "workbook": run.workbook,
        "project": run.project,
        "sha256": run.sha256,
        "as_of": run.as_of.isoformat(),
        "run_day": run.run_day.isoformat(),
        "past": _past_json(run.past),
        "findings": list(run.findings),
        "sheets": dict(run.sheets),
    }


def _as_run(content: Mapping[str, Any]) -> Run:
    return Run(
        made_at=_moment(content["made_at"]),
        workbook=_text(content["workbook"]),
        project=_text(content["project"]),
        sha256=_text(content["sha256"]),
        as_of=date.fromisoformat(content["as_of"]),
        run_day=date.fromisoformat(content["run_day"]),
        findings=_findings(content["findings"]),
        sheets={label: _rows(rows) for label, rows in content["sheets"].items()},
        past=_past(content["past"]),
        version=_text(content["version"]),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _count(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _rows(rows: object) -> list[Row]:
    """A list of objects, and nothing else."""
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise TypeError(rows)
    return rows


def _findings(rows: object) -> list[Row]:
    """Findings with all that is read of them later."""
    found = _rows(rows)
    for row in found:
        for name in ("id", "rule", "message"):
            _text(row[name])
        if not all(row[name] is None or isinstance(row[name], str) for name in ("sheet", "row_id")):
            raise TypeError(row)
        if not (row["waived"] is None or isinstance(row["waived"], dict)):
            raise TypeError(row)
    return found


def _past_json(past: Past) -> dict[str, Any]:
    steps: dict[str, dict[str, dict[str, list[list[str]]]]] = {}
    for (sheet, name), rows in past.steps.items():
        walks = {row: [[step.seen_on.isoformat(), step.value] for step in walk] for row, walk in rows.items()}
        steps.setdefault(sheet, {})[name] = walks
    months = {
        month.isoformat(): {"accepted": figures.accepted, "closed_issues": figures.closed_issues}
        for month, figures in past.months.items()
    }
    covered = {
        sheet: {row: [step.seen_on.isoformat(), step.value] for row, step in rows.items()}
        for sheet, rows in past.covered.items()
    }
    days = [day.isoformat() for day in past.days]
    return {"days": days, "steps": steps, "months": months, "covered": covered}


def _past(content: Mapping[str, Any]) -> Past:
    steps = {
        (sheet, name): {
            row: tuple(Step(date.fromisoformat(day), _text(value)) for day, value in walk)
            for row, walk in rows.items()
        }
        for sheet, fields in content["steps"].items()
        for name, rows in fields.items()
    }
    months = {
        date.fromisoformat(month): MonthFigures(_count(each["accepted"]), _count(each["closed_issues"]))
        for month, each in content["months"].items()
    }
    covered = {
        sheet: {row: Step(date.fromisoformat(day), _text(value)) for row, (day, value) in rows.items()}
        for sheet, rows in content.get("covered", {}).items()
    }
    if "covered" not in content:  # a run of a version that kept the walks alone: the text that it saw last
        walks = steps.get((Requirement.sheet.label, "statement"), {})
        last = date.fromisoformat(content["days"][-1]) if content["days"] else date.min
        covered = {
            Requirement.sheet.label: {row: Step(last, walk[-1].value) for row, walk in walks.items() if walk}
        }
    return Past(tuple(map(date.fromisoformat, content["days"])), steps, months, covered)


def locked_bytes(packed: bytes, password: str) -> bytes:
    """Compressed bytes encrypted with a workbook's password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    package, encrypted = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("run.json.gz", packed)
        archive.writestr("filler", _FILLER)
    OOXMLFile(package).encrypt(password, encrypted)
    return encrypted.getvalue()


def unlocked_bytes(data: bytes, password: str | None) -> bytes:
    """What `locked_bytes` encrypted. UnreadableRun when the password does not open it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    package = io.BytesIO()
    try:
        book = OOXMLFile(io.BytesIO(data))
        book.load_key(password=password or " ", verify_password=True)
        book.decrypt(package)
    except Exception as error:  # msoffcrypto raises whatever its parsing runs into
        raise UnreadableRun(_NOT_OPENED) from error
    with zipfile.ZipFile(package) as archive:
        return archive.read("run.json.gz")
