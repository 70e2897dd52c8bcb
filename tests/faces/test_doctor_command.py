"""`doctor` as people run it: its exit code, its forms, and what a Japanese console shows."""

from __future__ import annotations

import io
import json
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pmo_xl.doctor import Check, Diagnosis, examine
from pmo_xl.doctor.diagnosis import Answer, bad, caution, good, unknown
from pmo_xl.doctor.examine import PROBES
from pmo_xl.faces.cli import build_parser, main
from pmo_xl.faces.commands.doctor import send_diagnosis
from pmo_xl.faces.streams import guarded_streams
from tests.support.pc import a_book, a_pc


def options(*given: str) -> Namespace:
    return build_parser().parse_args(["doctor", *given])


def diagnosis(*answers: Answer) -> Diagnosis:
    return Diagnosis([Check(f"c{n}", f"項目{n}", answer) for n, answer in enumerate(answers)])


@pytest.mark.parametrize(
    ("answer", "code"),
    [(good("よい"), 0), (caution("気を", "つけて"), 0), (unknown("不明"), 0), (bad("だめ", "直す"), 1)],
)
def test_only_what_does_not_work_makes_the_exit_code_1(answer: Answer, code: int) -> None:
    assert send_diagnosis(diagnosis(good("よい"), answer), options()) == code


def test_every_line_has_its_state_and_every_trouble_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    send_diagnosis(
        diagnosis(good("よい"), bad("だめ", "直してください。"), caution("気になる", "見てください。")),
        options(),
    )
    told = capsys.readouterr().out.splitlines()
    assert told[1:6] == [
        "  [良] 項目0: よい",
        "  [不良] 項目1: だめ",
        "      → 直してください。",
        "  [注意] 項目2: 気になる",
        "      → 見てください。",
    ]
    assert told[-1] == "良 1  注意 1  不良 1  調べられない 0"


def test_what_was_not_examined_is_gathered_by_its_reason_and_never_called_good(
    capsys: pytest.CaptureFixture[str],
) -> None:
    send_diagnosis(
        diagnosis(unknown("台帳なし"), good("よい"), unknown("台帳なし"), unknown("不明", "聞く")), options()
    )
    told = capsys.readouterr().out.splitlines()
    assert told[1:5] == [
        "  [良] 項目1: よい",
        "  [調べられない] 項目0、項目2: 台帳なし",
        "  [調べられない] 項目3: 不明",
        "      → 聞く",
    ]


def test_json_has_stable_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert send_diagnosis(diagnosis(bad("だめ", "直す"), good("よい")), options("--format", "json")) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["summary"] == {"good": 1, "caution": 0, "bad": 1, "unknown": 0}
    assert (data["schema"], data["command"], data["workbook"], data["failed"]) == (2, "doctor", None, [])
    assert data["checks"] == [
        {"id": "c0", "topic": "項目0", "state": "bad", "found": "だめ", "mend": "直す"},
        {"id": "c1", "topic": "項目1", "state": "good", "found": "よい", "mend": None},
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_diagnosis_can_be_sent_to_whoever_looks_after_the_pc(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"診断.{ending}"
    send_diagnosis(diagnosis(bad("だめ", "直す")), options("-o", str(file), "--quiet"))
    if ending == "csv":
        assert file.read_bytes().decode("utf-8-sig").splitlines() == [
            "項目,状態,分かったこと,直し方",
            "項目0,不良,だめ,直す",
        ]
    else:
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        assert rows[-1] == ["項目0", "不良", "だめ", "直す"]


def test_the_command_examines_this_pc_and_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = a_book(tmp_path)
    assert main(["doctor", str(book), "--format", "json"]) in (0, 1)
    data = json.loads(capsys.readouterr().out)
    assert {check["id"] for check in data["checks"]} == {probe.id for probe in PROBES}
    assert data["workbook"] == str(book)
    assert main(["doctor", str(tmp_path / "ない.xlsx")]) == 2
    assert "ない.xlsx が見つかりません" in capsys.readouterr().err


def test_a_cp932_console_shows_every_word_of_a_troubled_pc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="cp932", newline="\n")
    monkeypatch.setattr(sys, "stdout", screen)
    with guarded_streams():
        pc = a_pc(tmp_path, version_of=lambda package: None, fonts=list, bits=32, registry=None)
        send_diagnosis(examine(pc, a_book(tmp_path)), options())
    screen.flush()
    shown = screen.buffer.getvalue().decode("cp932")
    assert "?" not in shown
    assert "[不良] ボタンの設定" in shown and "      → pmo-xl setup を実行してください。" in shown
