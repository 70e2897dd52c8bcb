"""xlwings and the settings with which the buttons start Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmo_xl.doctor.diagnosis import Answer, State
from pmo_xl.doctor.xlwings_settings import (
    folder_settings,
    send_to_entry,
    user_settings,
    xlwings_installed,
)
from pmo_xl.this_pc.send_to import CHECK, WINDOW, batch, files_of, send_to_folder
from tests.support.pc import PYTHON, a_pc


def with_conf(home: Path, content: bytes, **other: object) -> list[Answer]:
    pc = a_pc(home, **other)
    (home / ".xlwings").mkdir()
    (home / ".xlwings" / "xlwings.conf").write_bytes(content)
    return list(user_settings(pc))


def line(key: str, value: str) -> bytes:
    return f'"{key}","{value}"\r\n'.encode("cp932")


@pytest.mark.parametrize("missing", ["xlwings", "pywin32"])
def test_a_missing_package_is_bad_with_the_command_that_installs_it(missing: str, tmp_path: Path) -> None:
    pc = a_pc(tmp_path, version_of=lambda package: None if package == missing else "1.0")
    found = {answer.state: answer for answer in xlwings_installed(pc)}
    assert f"-m pip install --upgrade {missing}" in found[State.BAD].mend
    assert State.GOOD in found


def test_without_a_configuration_setup_is_the_remedy(tmp_path: Path) -> None:
    (answer,) = user_settings(a_pc(tmp_path))
    assert answer.state is State.BAD and "pmo-xl setup" in answer.mend


def test_the_running_python_is_good_under_any_of_its_names(tmp_path: Path) -> None:
    (answer,) = with_conf(tmp_path / "a", line("INTERPRETER_WIN", PYTHON.upper()))
    assert answer.state is State.GOOD
    short = r"C:\Users\YAMADA~1\python.exe"
    (answer,) = with_conf(
        tmp_path / "b",
        line("INTERPRETER_WIN", short),
        executable=r"C:\홍\python.exe",
        short_path=lambda p: short,
    )
    assert answer.state is State.GOOD


def test_a_variable_in_the_path_is_expanded_as_excel_does(tmp_path: Path) -> None:
    (tmp_path / "python.exe").write_bytes(b"MZ")
    (answer,) = with_conf(tmp_path, line("INTERPRETER_WIN", "%USERPROFILE%/python.exe"))
    assert answer.state is State.CAUTION and "別の Python" in answer.found


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (line("INTERPRETER_WIN", r"C:\Python39\python.exe"), "入れ替えた"),
        (line("INTERPRETER_WIN", ""), "書いてありません"),
        (line("SHOW CONSOLE", "True"), "書いてありません"),
        (line("INTERPRETER_WIN", PYTHON).decode("cp932").encode("utf-8"), "UTF-8"),
        (line("INTERPRETER_WIN", PYTHON).decode("cp932").encode("utf-8-sig"), "UTF-8"),
        (line("INTERPRETER_WIN", "C:/python.exe").decode().encode("utf-16"), "UTF-8"),
    ],
)
def test_a_configuration_that_starts_no_python_is_bad(content: bytes, word: str, tmp_path: Path) -> None:
    (answer,) = with_conf(tmp_path, content)
    assert answer.state is State.BAD and word in answer.found and "pmo-xl setup" in answer.mend


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("CONDA PATH", r"C:\conda", True),
        ("USE UDF SERVER", "True", True),
        ("use udf server", "False", False),
        ("PYTHONPATH", r"\\server\share", True),
        ("PYTHONPATH", "", False),
        ("SHOW CONSOLE", "True", False),
    ],
)
def test_settings_that_disturb_the_buttons_are_told(key: str, value: str, told: bool, tmp_path: Path) -> None:
    answers = with_conf(tmp_path, line("INTERPRETER_WIN", PYTHON) + line(key, value))
    assert [a.state for a in answers] == [State.GOOD, *([State.CAUTION] if told else [])]


def test_python_in_utf8_mode_cannot_read_japanese_in_the_configuration(tmp_path: Path) -> None:
    utf8 = {"USERPROFILE": str(tmp_path), "PYTHONUTF8": "1"}
    answers = with_conf(tmp_path, line("INTERPRETER_WIN", PYTHON), environ=utf8)
    assert [a.state for a in answers] == [State.GOOD, State.CAUTION]
    (tmp_path / ".xlwings" / "xlwings.conf").write_bytes(line("INTERPRETER_WIN", r"C:\python.exe"))
    plain = a_pc(tmp_path, environ=utf8, executable=r"C:\python.exe")
    assert [a.state for a in user_settings(plain)] == [State.GOOD]


def test_a_configuration_beside_the_workbook_is_told_with_what_it_holds(tmp_path: Path) -> None:
    book = tmp_path / "台帳.xlsm"
    assert [a.state for a in folder_settings(a_pc(tmp_path), book)] == [State.GOOD]
    (tmp_path / "xlwings.conf").write_bytes(line("INTERPRETER_WIN", "x"))
    (answer,) = folder_settings(a_pc(tmp_path), book)
    assert answer.state is State.BAD and "INTERPRETER_WIN" in answer.found


@pytest.mark.parametrize(
    ("entry", "program", "state"),
    [
        (None, "", State.CAUTION),
        ("lnk", "", State.GOOD),
        ("cmd", PYTHON, State.GOOD),
        ("cmd", r"C:\old\python.exe", State.CAUTION),
    ],
)
def test_the_send_to_entry_is_there_and_starts_this_python(
    entry: str | None, program: str, state: State, tmp_path: Path
) -> None:
    pc = a_pc(tmp_path)
    folder = send_to_folder(pc)
    assert folder is not None
    for each in (CHECK, WINDOW):
        for path in files_of(each, folder):
            if path.suffix == f".{entry}":
                path.write_bytes(batch(each, program, "cp932") if program else b"L")
    assert [answer.state for answer in send_to_entry(pc)] == [state, state]


def test_a_python_that_can_show_no_window_is_said_to_be_one(tmp_path: Path) -> None:
    *_, answer = send_to_entry(replace(a_pc(tmp_path), has_tkinter=False))
    assert answer.state is State.CAUTION and "tkinter" in answer.found


def test_a_pc_without_the_folder_has_no_entry(tmp_path: Path) -> None:
    assert [answer.state for answer in send_to_entry(a_pc(tmp_path, environ={}))] == [State.CAUTION] * 2
