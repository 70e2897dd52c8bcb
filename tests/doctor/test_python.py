"""Python: version, word size, a place Excel can start it from, and the alias that opens the Store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmo_xl.doctor.diagnosis import State
from pmo_xl.doctor.python import python_alias, python_place, python_version
from tests.support.pc import a_pc

STORE = r"C:\Users\u\AppData\Local\Microsoft\WindowsApps\PythonSoftwareFoundation.Python.3.11_q\python.exe"


@pytest.mark.parametrize(
    ("version", "bits", "state"),
    [
        ((3, 10, 14), 64, State.BAD),
        ((3, 11, 0), 64, State.GOOD),
        ((3, 13, 9), 64, State.GOOD),
        ((3, 14, 0), 64, State.CAUTION),
        ((3, 12, 1), 32, State.CAUTION),
    ],
)
def test_the_version_and_the_word_size(
    version: tuple[int, int, int], bits: int, state: State, tmp_path: Path
) -> None:
    (answer,) = python_version(a_pc(tmp_path, python=version, bits=bits, is_venv=True))
    assert answer.state is state
    assert ".".join(map(str, version)) in answer.found and "仮想環境" in answer.found


@pytest.mark.parametrize(
    ("executable", "state", "word"),
    [
        (r"C:\Python311\python.exe", State.GOOD, "起動できる"),
        (r"C:\100%\python.exe", State.BAD, "%"),
        (r"C:\홍길동\python.exe", State.BAD, "文字"),
        (STORE, State.CAUTION, "Store"),
    ],
)
def test_the_place_must_be_one_that_excel_can_start(
    executable: str, state: State, word: str, tmp_path: Path
) -> None:
    (answer,) = python_place(a_pc(tmp_path, executable=executable))
    assert answer.state is state and word in answer.found


def on_path(home: Path, folder: str, content: bytes | None) -> list[State]:
    place = home / folder
    place.mkdir()
    if content is not None:
        (place / "python.exe").write_bytes(content)
    machine = a_pc(home)
    path = f'"{home / "ない"}";;{place}'
    return [answer.state for answer in python_alias(replace(machine, environ={"Path": path}))]


@pytest.mark.parametrize(
    ("folder", "content", "state"),
    [
        ("Python311", b"MZ", State.GOOD),
        ("WindowsApps", b"", State.CAUTION),
        ("WindowsApps", b"MZ", State.GOOD),
        ("Python311", None, State.CAUTION),
    ],
)
def test_typing_python_may_open_the_store_instead(
    folder: str, content: bytes | None, state: State, tmp_path: Path
) -> None:
    assert on_path(tmp_path, folder, content) == [state]


def test_the_first_python_on_the_path_is_the_one_that_counts(tmp_path: Path) -> None:
    for folder, content in (("WindowsApps", b""), ("Python311", b"MZ")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "python.exe").write_bytes(content)
    for folders, state in (
        (("WindowsApps", "Python311"), State.CAUTION),
        (("Python311", "WindowsApps"), State.GOOD),
    ):
        path = ";".join(str(tmp_path / folder) for folder in folders)
        (answer,) = python_alias(replace(a_pc(tmp_path), environ={"PATH": path}))
        assert answer.state is state


@pytest.mark.parametrize("program", [r"python\python.exe", r"python\Scripts\python.exe"])
def test_who_has_the_kit_is_sent_to_its_window_and_not_to_py(program: str, tmp_path: Path) -> None:
    local = r"C:\Users\山田\AppData\Local"
    machine = a_pc(
        tmp_path, executable=rf"{local}\pmo_xl\{program}", environ={"LOCALAPPDATA": local, "PATH": ""}
    )
    (typed,) = python_alias(machine)
    assert typed.state is State.GOOD and "pmo_xlの画面" in typed.found
    (version,) = python_version(machine)
    assert "キット" in version.found
    (elsewhere,) = python_alias(replace(machine, executable=r"C:\Python313\python.exe"))
    assert elsewhere.state is State.CAUTION
