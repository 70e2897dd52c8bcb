"""A recorded look through a delivery ⇄ plain data (schema 1), beside the runs of `record` and never taken for one.

{"schema": 1, "kind": "precheck", "made_at": "2026-11-30T00:15:00.123456+00:00", "version": …, "delivery": "納品",
 "verdict": "fail", "group": "標準", "is_whole": true, "errors": [{"id": …, "rule": "PRE001", "document": "基本設計書.docx"}],
 "found": [IDs], "judged": ["PRE001", …], "documents": {"基本設計書.docx": true}}

An ID is a hash: what was found in a document (a name, a password) does not stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pmo_xl.model.precheck_run import PrecheckedError, PrecheckRun

KIND: Final = "precheck"


def as_plain(run: PrecheckRun, schema: int) -> dict[str, Any]:
    """What the file of this run holds."""
    return {
        "schema": schema,
        "kind": KIND,
        "made_at": run.made_at.isoformat(),
        "version": run.version,
        "delivery": run.delivery,
        "verdict": run.verdict,
        "group": run.group,
        "is_whole": run.is_whole,
        "errors": [{"id": each.id, "rule": each.rule, "document": each.document} for each in run.errors],
        "found": sorted(run.found),
        "judged": sorted(run.judged),
        "documents": run.documents,
    }


def of_plain(content: Mapping[str, Any]) -> PrecheckRun:
    """The run that a file's content says. ValueError, LookupError, TypeError, AttributeError for any other."""
    made_at = datetime.fromisoformat(content["made_at"])
    if content["kind"] != KIND or made_at.tzinfo is None:
        raise ValueError(content["kind"])
    errors = (
        PrecheckedError(_text(each["id"]), _text(each["rule"]), _text(each["document"]))
        for each in content["errors"]
    )
    return PrecheckRun(
        made_at,
        _text(content["delivery"]),
        _text(content["verdict"]),
        _text(content["group"]),
        _flag(content["is_whole"]),
        tuple(errors),
        frozenset(map(_text, content["found"])),
        frozenset(map(_text, content["judged"])),
        {_text(name): _flag(is_read) for name, is_read in content["documents"].items()},
        _text(content["version"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
