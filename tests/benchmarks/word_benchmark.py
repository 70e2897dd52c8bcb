"""Long tables in Word against a bare python-docx script that writes the same rows: `python -m tests.benchmarks.word_benchmark`.

Each is a process of its own, so that the peak of memory is its own too. Ours also writes what the bare script
does not: the matrix of the requirements and the systems, the figure of the issues, cover and contents.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date

from docx import Document

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.render import render
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.system import System
from tests.support.memory import peak_megabytes
from tests.support.word import source_of

D = date(2026, 11, 30)
CASES = {"要件一覧書": 3_000, "課題一覧": 5_000}
SYSTEMS = tuple(f"システム{n}" for n in range(1, 11))
TEXT = "利用者が登録した内容を3秒以内に確かめ、誤りがあれば画面に示す。" * 2


def rows(name: str) -> tuple[Requirement, ...] | tuple[Issue, ...]:
    """The rows that the document lists."""
    if name == "課題一覧":
        return tuple(_issue(n) for n in range(CASES[name]))
    return tuple(_requirement(n) for n in range(CASES[name]))


def _requirement(n: int) -> Requirement:
    return Requirement(
        id=f"REQ-{n:04}", kind="機能", category=f"大項目{n % 30}", title=f"要件{n}", statement=TEXT, source="仕様書 2.1",
        priority="高", acceptance_criteria="誤りがすべて示されること", agreement="合意済", status="対象",
        systems=(SYSTEMS[n % 10], SYSTEMS[n % 7]),
    )  # fmt: skip


def _issue(n: int) -> Issue:
    return Issue(
        id=f"ISS-{n:04}", kind="課題", title=f"課題{n}", description=TEXT, priority="高", owner="佐藤 花子", due_on=D,
        status="対応中", plan="仕様を確かめて直す。",
    )  # fmt: skip


def bare(records: Iterable[Requirement | Issue], fields: Sequence[str]) -> bytes:
    """The same rows as somebody writes them with python-docx in an hour."""
    document = Document()
    table = document.add_table(1, len(fields))
    for record in records:
        for cell, field in zip(table.add_row().cells, fields, strict=True):
            cell.text = str(getattr(record, field) or "")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def ours(name: str) -> bytes:
    """The document itself, with everything that is in it."""
    found = rows(name)
    systems = tuple(System(id=f"SYS-{n:03}", name=name) for n, name in enumerate(SYSTEMS, 1))
    source = source_of(Project(D, D, records={type(found[0]): found, System: systems}))
    return render(load(name), load(name).content(source), source)


def main(arguments: Sequence[str]) -> None:
    """Measure one case, or start a process for each."""
    if not arguments:
        for name in CASES:
            for maker in ("ours", "bare"):
                subprocess.run(
                    [sys.executable, "-m", "tests.benchmarks.word_benchmark", name, maker], check=True
                )
        return
    name, maker = arguments
    fields = (
        "id",
        "priority",
        "title",
        "status",
        *(
            ("owner", "due_on", "description", "plan")
            if name == "課題一覧"
            else ("statement", "acceptance_criteria", "source", "agreement")
        ),
    )
    begun = time.perf_counter()
    data = ours(name) if maker == "ours" else bare(rows(name), fields)
    peak = peak_megabytes()
    print(
        f"{name} {CASES[name]:,} 行 {maker}: {time.perf_counter() - begun:.1f} 秒 {peak} MB {len(data):,} バイト"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
