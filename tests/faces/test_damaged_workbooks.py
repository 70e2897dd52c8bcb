"""check on damaged, hostile and foreign workbooks: findings or one sentence, never a traceback."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from pmo_xl.faces.cli import main
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.workbook.fuzz import DAMAGES

COUNT = 500 if os.environ.get("PMO_XL_FULL") else 50
HARD = Path(__file__).parents[3] / "shared" / "corpus" / "hard"
FILES = sorted(HARD.glob("*.xls*")) if HARD.is_dir() else []


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_sample(
        tmp_path_factory.mktemp("見本") / "台帳.xlsx", planted_project(scale=0.3)
    ).read_bytes()


@pytest.fixture
def no_failure_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen failure must fail the test instead of being told politely."""

    def fail(error: Exception, arguments: list[str]) -> str:
        raise error

    monkeypatch.setattr("pmo_xl.faces.failure_log.write_failure_log", fail)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(COUNT))
def test_a_damaged_ledger_gives_findings_or_one_sentence(
    number: int, original: bytes, tmp_path: Path, no_failure_log: None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(DAMAGES[number % len(DAMAGES)](original, random.Random(number)))
    begun = time.process_time()
    code = main(["check", str(path)])
    assert time.process_time() - begun < 10
    told = capsys.readouterr()
    assert code in (0, 1, 2, 3)
    if code == 2:
        assert "台帳.xlsx" in told.err and told.err.count("\n") == 1


@pytest.mark.skipif(not FILES, reason="the hard workbooks of other projects are not at hand")
def test_hard_workbooks_give_findings_or_one_sentence(
    no_failure_log: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in FILES:
        code = main(["check", str(path)])
        told = capsys.readouterr()
        assert code in (0, 1, 2, 3), path.name
        assert code != 2 or (path.name in told.err and told.err.count("\n") == 1), path.name
