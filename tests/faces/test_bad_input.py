"""Bad input is ordinary: one clear Japanese sentence, exit code 2, never a traceback."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter

from pmo_xl.faces.cli import main

OLD_EXCEL = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


def a_book(path: Path, sheet: str = "課題管理表") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet(sheet)
        tab.write_row(0, 0, ["課題ID", "件名", "担当", "期限", "状態", "優先度"])
        tab.write_row(
            1, 0, ["ISS-001", "移行データの件数が合わない", "佐藤 花子", "2026/11/20", "対応中", "高"]
        )
    return path


def encrypted(path: Path) -> Path:
    plain = a_book(path.with_name("plain.xlsx"))
    with plain.open("rb") as source, path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("himitsu", target)
    return path


def written(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def truncated(path: Path) -> Path:
    data = a_book(path).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def without_our_sheets(path: Path) -> Path:
    return a_book(path, "献立表")


CASES = {
    "missing": (lambda path: path, "見つかりません"),
    "empty": (written(b""), "0バイト"),
    "truncated": (truncated, "壊れて"),
    "encrypted": (encrypted, "パスワード"),
    "old_excel": (written(OLD_EXCEL), ".xls"),
    "text": (written("課題ID,件名\r\n".encode("cp932")), "Excel"),
}


@pytest.mark.parametrize(("make", "word"), CASES.values(), ids=CASES)
def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_code_2(
    make: Callable[[Path], Path], word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path / "台帳.xlsx")
    assert main(["check", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "台帳.xlsx" in told.err and word in told.err
    assert told.err.count("\n") == 1 and "Traceback" not in told.err


def test_a_workbook_with_none_of_our_sheets_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "献立.xlsx")) as book:
        book.add_worksheet("献立表").write_row(0, 0, ["曜日", "主菜", "副菜"])
    assert main(["check", str(tmp_path / "献立.xlsx")]) == 2
    assert "PMO台帳のシートが見つかりません" in capsys.readouterr().err


def test_a_folder_without_workbooks_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "台帳(.xlsx .xlsm)がありません" in capsys.readouterr().err


def test_one_bad_file_among_good_ones_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_book(tmp_path / "よい台帳.xlsx")
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert main(["check", str(tmp_path), "--as-of", "2026-11-30"]) == 3
    told = capsys.readouterr()
    assert "ISS001" in told.out and "空.xlsx" in told.err


def test_an_owner_file_of_excel_is_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(tmp_path / "台帳.xlsx")
    (tmp_path / "~$台帳.xlsx").write_bytes(b"\x05suzuki")
    main(["overdue", str(tmp_path), "--as-of", "2026-11-30"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["chek"], "chek は選べません"),
        (["check"], "次の指定が足りません: BOOK"),
        (["check", "a.xlsx", "--as-of", "きのう"], "日付「きのう」は読めません"),
        (["check", "a.xlsx", "--ruls", "QST"], "知らない指定です: --ruls"),
        (["check", "a.xlsx", "--rules", "ZZZ001"], "規則 ZZZ001 はありません"),
        (["rules", "ZZZ001"], "規則 ZZZ001 はありません"),
        (["overdue", "a.xlsx", "--within", "-3"], "0以上の整数"),
        (["check", "a.xlsx", "--format", "pdf"], "pdf は選べません"),
        (["new", "-o", "台帳.xls"], ".xlsx で終えて"),
        (["new", "-o", "CON.xlsx"], "Windows が使う特別な名前"),
    ],
)
def test_a_wrong_option_is_one_japanese_sentence(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert word in told and told.count("\n") == 1


def test_an_output_file_is_never_overwritten_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, output = a_book(tmp_path / "台帳.xlsx"), tmp_path / "指摘.csv"
    output.write_text("大事な記録", encoding="utf-8")
    assert main(["check", str(book), "-o", str(output), "--as-of", "2026-11-30"]) == 2
    assert "もうあります" in capsys.readouterr().err
    assert output.read_text(encoding="utf-8") == "大事な記録"
    assert main(["check", str(book), "-o", str(output), "--force", "--as-of", "2026-11-30"]) == 1
    assert output.read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in output.read_bytes()


def test_an_unforeseen_failure_is_logged_and_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("pmo_xl.operations.live.open_where_it_is", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["check", str(a_book(tmp_path / "台帳.xlsx"))]) == 2
    told = capsys.readouterr().err
    assert "予期しない問題" in told and "Traceback" not in told
    assert "unforeseen" in next(tmp_path.glob("pmo_xl_*.log")).read_text(encoding="utf-8")


def test_a_password_from_the_environment_opens_an_encrypted_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = encrypted(tmp_path / "秘密.xlsx")
    monkeypatch.setenv("DAICHO_PW", "himitsu")
    assert main(["overdue", str(path), "--password-env", "DAICHO_PW", "--as-of", "2026-11-30"]) == 0
    assert "ISS-001" in capsys.readouterr().out
    assert main(["overdue", str(path), "--password-env", "NAI"]) == 2


def test_a_console_of_cp932_never_stops_the_output(tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet("課題管理表")
        tab.write_row(0, 0, ["課題ID", "件名", "担当", "期限", "状態", "優先度"])
        tab.write_row(1, 0, ["ISS-001", "𠮷野家🍣の件", "佐藤 花子", "2026/11/20", "対応中", "高"])
    run = subprocess.run(
        [sys.executable, "-m", "pmo_xl", "overdue", str(path), "--as-of", "2026-11-30"],
        capture_output=True,
        env={"PYTHONIOENCODING": "cp932", "PATH": ""},
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode("cp932", errors="replace")
    assert "野家" in io.TextIOWrapper(io.BytesIO(run.stdout), encoding="cp932").read()
