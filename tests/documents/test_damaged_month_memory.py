"""The memory of the month before, with values of wrong kinds: a month that is not compared and says so, no failure."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_xl.documents.month_end.memory import BadMemory, find_memory, read_memory
from pmo_xl.metrics.month_end.row_fact import RowFact, row_facts
from tests.support.november import delivery, project

pytestmark = pytest.mark.slow

FACT = row_facts(project(delivery(acceptance_planned=1_000, acceptance_due_on=date(2026, 10, 30))))[0]
PLAIN = {
    name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(FACT).items()
}


def memory(folder: Path, **changed: Any) -> Path:
    facts = [{**PLAIN, **changed}]
    content = {
        "schema": 1, "month": "2026-10", "as_of": "2026-10-31", "version": "0",
        "projects": {"K-1": {"name": "会員基盤刷新", "facts": facts}},
    }  # fmt: skip
    path = folder / "2026-10.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_a_sound_memory_is_read_back(tmp_path: Path) -> None:
    assert read_memory(memory(tmp_path)).facts == {"K-1": (FACT,)}


@pytest.mark.parametrize("wrong", [0.5, "x", [], {}, [[]]], ids=repr)
@pytest.mark.parametrize("name", RowFact.__dataclass_fields__)
def test_a_value_of_a_wrong_kind_is_said(name: str, wrong: Any, tmp_path: Path) -> None:
    if name in ("key", "title") and wrong == "x":
        return
    with pytest.raises(BadMemory, match="比べていません"):
        read_memory(memory(tmp_path, **{name: wrong}))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "null", "[]", "0", "", '{"schema": 1}', '{"schema": 1, "projects": []}']
)
def test_what_is_no_memory_at_all_is_said(text: str, tmp_path: Path) -> None:
    path = tmp_path / "2026-10.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadMemory, match="中身が壊れています"):
        read_memory(path)


def test_a_folder_that_cannot_be_looked_into_is_not_one_without_a_memory(tmp_path: Path) -> None:
    november = date(2026, 11, 1)
    assert find_memory([tmp_path / "まだない"], november) is None
    assert find_memory([tmp_path / "まだない", tmp_path], november) is None
    assert find_memory([memory(tmp_path).parent], november) == tmp_path / "2026-10.json"
    (tmp_path / "ファイル").write_text("", encoding="utf-8")
    with pytest.raises(BadMemory, match=r"記録のフォルダ .*を開けないため、比べていません"):
        find_memory([tmp_path / "ファイル"], november)
