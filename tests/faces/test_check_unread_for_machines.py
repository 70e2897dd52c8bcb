"""`check` for machines of one workbook that is missing or locked: a valid document of each form that names it, never a green one."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from junitparser import Error, JUnitXml
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialSarif

from pmo_xl.faces.cli import main

WHY = {"ない": "が見つかりません", "鍵": "パスワード"}


@pytest.fixture(params=list(WHY))
def unread(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """The path of a book that cannot be read, and a word of the reason."""
    path = tmp_path / f"{request.param}, 台帳#1.xlsx"
    if request.param == "鍵":
        plain = io.BytesIO()
        Workbook().save(plain)
        with path.open("wb") as out:
            OOXMLFile(plain).encrypt("ひみつ", out)
    return path, WHY[request.param]


def said(path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What is written in a form, after it was seen that the exit code and the one sentence say the same."""
    assert main(["check", str(path), "--format", form]) == 2
    out, err = capsys.readouterr()
    assert len(err.strip().splitlines()) == 1
    assert path.name in err
    return out


def test_the_sarif_is_valid_and_names_it(
    unread: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, why = unread
    text = said(path, "sarif", capsys)
    OfficialSarif.model_validate_json(text)
    run: dict[str, Any] = json.loads(text)["runs"][0]
    (invocation,) = run["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert (told["level"], run["results"]) == ("error", [])
    assert path.name in told["message"]["text"] and why in told["message"]["text"]
    (artifact,) = run["artifacts"]
    assert unquote(artifact["location"]["uri"]).endswith(path.name)


def test_the_junit_is_read_by_another_reader_and_is_an_error_of_its_name(
    unread: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, why = unread
    (suite,) = JUnitXml.fromstring(said(path, "junit", capsys).encode())
    (case,) = suite
    (result,) = case.result
    assert (suite.tests, suite.errors, suite.failures) == (1, 1, 0)
    assert isinstance(result, Error) and why in result.message
    assert path.name in suite.name


def test_the_line_for_github_is_one_error_of_its_file(
    unread: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, why = unread
    (line,) = said(path, "github", capsys).splitlines()
    told = re.fullmatch(r"::error file=([^,:]+),title=[^,:]+::(.+)", line)
    assert told
    assert told[1].endswith("%2C 台帳#1.xlsx")
    assert why in told[2]
