"""What is advised to install pmo_xl again: from where it came, with the Python that runs, never by its bare name."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from pmo_xl.installation import Installation, Source, source_of, this_installation

PRODUCT = Path(__file__).parent.parent / "pmo_xl"
PYTHON = r"C:\Program Files\Python311\python.exe"
ADVISES_PIP = re.compile(r"pip install|\bpy -m pip\b")


def direct_url(url: str, **more: object) -> Source | None:
    return source_of(json.dumps({"url": url, **more}))


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
def test_the_folder_or_wheel_that_pip_recorded_is_the_source() -> None:
    folder, wheel = "/srv/配布/pmo_xl", "/srv/pmo_xl-0.1.0-py3-none-any.whl"
    encoded = "file:///srv/%E9%85%8D%E5%B8%83/pmo_xl"
    assert direct_url(encoded, dir_info={}) == Source(folder)
    assert direct_url(encoded, dir_info={"editable": True}) == Source(folder, is_editable=True)
    assert direct_url(f"file://{wheel}", archive_info={}) == Source(wheel)


def test_a_repository_or_an_address_is_the_source() -> None:
    vcs = direct_url("https://example.jp/pmo_xl.git", vcs_info={"vcs": "git", "commit_id": "abc"})
    assert vcs == Source("git+https://example.jp/pmo_xl.git@abc", is_address=True)
    whl = direct_url("https://example.jp/a.whl", archive_info={})
    assert whl == Source("https://example.jp/a.whl", is_address=True)


@pytest.mark.parametrize("recorded", ["", "{", "[]", "{}", "null"])
def test_a_damaged_record_is_no_source(recorded: str) -> None:
    assert source_of(recorded) is None


def test_the_command_names_the_python_that_runs_and_the_source(tmp_path: Path) -> None:
    again = Installation("/opt/py thon/bin/python", Source(str(tmp_path))).reinstall("--force-reinstall")
    assert (
        again == f"'/opt/py thon/bin/python' -m pip install --force-reinstall {tmp_path} を実行してください。"
    )
    editable = Installation("python", Source(str(tmp_path), is_editable=True)).reinstall()
    assert f"-e {tmp_path}" in editable
    on_windows = Installation(PYTHON, Source(str(tmp_path)), is_windows=True).pip("lxml>=5.2")
    assert on_windows == f'"{PYTHON}" -m pip install "lxml>=5.2"'


def test_a_source_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    gone = str(tmp_path / "消えた")
    installation = Installation("python", Source(gone))
    assert f"{gone} から入れましたが、いまはありません" in installation.reinstall()
    assert (
        installation.complete("lxml", "5.2")
        == "python -m pip install --upgrade 'lxml>=5.2' を実行してください。"
    )


def test_without_a_record_nothing_is_advised_from_an_index() -> None:
    said = Installation("python", None).reinstall()
    assert "install '受け取ったフォルダか.whlファイル' を、場所を書き換えて" in said and "pmo-xl" not in said


def test_this_installation_names_the_python_that_runs_and_a_source_that_is_there() -> None:
    here = this_installation()
    assert here.python == sys.executable
    assert here.source is None or here.source.is_there
    assert not re.search(r"install(?: --?\S+)* pmo[-_]xl(?:\s|$)", here.reinstall())


def test_no_message_writes_a_pip_command_of_its_own() -> None:
    found = {
        str(path.relative_to(PRODUCT)): line.strip()
        for path in PRODUCT.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ADVISES_PIP.search(line)
    }
    assert found == {}
