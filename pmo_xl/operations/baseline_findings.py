"""Findings that an earlier result has already: what `check --since-baseline` leaves out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pmo_xl.disk.given_file import read_given
from pmo_xl.errors import BadOption
from pmo_xl.rules.report import Report

_LARGEST = 200_000_000


@dataclass(frozen=True)
class Baseline:
    """By workbook, the IDs of the findings of an earlier result. name: of its file."""

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    name: str = ""

    def less(self, report: Report, workbook: str) -> Report:
        """The report without the findings that the earlier result has of the workbook; the light is that of all."""
        if not self.name:
            return report
        known = self.ids.get(workbook)
        if known is None:
            said = f"{self.name} に {workbook} の結果がないため、指摘をすべて出しています。"
            return replace(report, left_out_findings=said)
        kept = tuple(finding for finding in report.findings if finding.id not in known)
        count = len(report.findings) - len(kept)
        said = f"{self.name} にもある指摘 {count} 件は出していません(なくなったのではありません)。"
        return replace(report, findings=kept, left_out_findings=said if count else None)


def read_baseline(path: Path) -> Baseline:
    """What `check --format json` wrote, of one workbook or of many. BadOption for anything else."""
    try:
        told = json.loads(read_given(path, _LARGEST).decode("utf-8-sig"))
        books = told.get("workbooks", [told])
        ids = {book["workbook"]: frozenset(each["id"] for each in book["findings"]) for book in books}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadOption(
            f"--since-baseline の {path.name} は check --format json の結果ではありません。"
            "pmo-xl check 台帳.xlsx --format json -o 前回.json で作ったファイルを指定してください。"
        ) from error
    return Baseline(ids, path.name)
