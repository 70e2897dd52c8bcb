"""setup: the interpreter for the buttons and the 送る entry; shown first, done, and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmo_xl.errors import PmoXlError
from pmo_xl.this_pc.send_to import Link
from pmo_xl.this_pc.setup import BACKUP, Step, setup_steps, undo_steps
from pmo_xl.this_pc.xlwings_conf import values
from tests.support.pc import PYTHON, a_pc

OLD = b'"LICENSE_KEY","abc"\r\n"INTERPRETER_WIN","C:\\old\\python.exe"\r\n'


def carried_out(steps: list[Step]) -> list[str]:
    return [step.do() if step.do else step.what for step in steps]


def no_link(path: Path, link: Link) -> bool:
    return False


def conf(home: Path) -> Path:
    return home / ".xlwings" / "xlwings.conf"


def send_to(home: Path) -> Path:
    return home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "SendTo"


def test_setup_writes_the_running_python_into_the_users_configuration(tmp_path: Path) -> None:
    told = carried_out(setup_steps(a_pc(tmp_path), no_link))
    assert values(conf(tmp_path).read_bytes(), "cp932") == {"INTERPRETER_WIN": PYTHON}
    assert PYTHON in told[0]


def test_the_steps_say_what_they_would_do_and_do_nothing_until_asked(tmp_path: Path) -> None:
    steps = setup_steps(a_pc(tmp_path), no_link)
    assert "なし" in steps[0].what and PYTHON in steps[0].what
    assert "送る" in steps[1].what
    assert not conf(tmp_path).parent.exists()
    assert list(send_to(tmp_path).iterdir()) == []


def test_other_settings_stay_and_the_file_before_is_kept_once(tmp_path: Path) -> None:
    conf(tmp_path).parent.mkdir()
    conf(tmp_path).write_bytes(OLD)
    carried_out(setup_steps(a_pc(tmp_path), no_link))
    assert values(conf(tmp_path).read_bytes(), "cp932") == {"LICENSE_KEY": "abc", "INTERPRETER_WIN": PYTHON}
    newer = a_pc(tmp_path, executable=r"C:\Python313\python.exe")
    carried_out(setup_steps(newer, no_link))
    assert conf(tmp_path).with_name(BACKUP).read_bytes() == OLD


def test_a_second_setup_finds_nothing_to_write(tmp_path: Path) -> None:
    carried_out(setup_steps(a_pc(tmp_path), no_link))
    first = setup_steps(a_pc(tmp_path), no_link)[0]
    assert first.do is None
    assert "もう" in first.what


def test_undo_puts_the_old_line_back_and_takes_the_entry_away(tmp_path: Path) -> None:
    conf(tmp_path).parent.mkdir()
    conf(tmp_path).write_bytes(OLD)
    carried_out(setup_steps(a_pc(tmp_path), no_link))
    added = conf(tmp_path).read_bytes() + b'"SHOW CONSOLE","True"\r\n'
    conf(tmp_path).write_bytes(added)
    carried_out(undo_steps(a_pc(tmp_path)))
    assert conf(tmp_path).read_bytes() == OLD + b'"SHOW CONSOLE","True"\r\n'
    assert not conf(tmp_path).with_name(BACKUP).exists()
    assert list(send_to(tmp_path).iterdir()) == []


def test_undo_of_a_setup_that_made_the_file_leaves_no_file(tmp_path: Path) -> None:
    carried_out(setup_steps(a_pc(tmp_path), no_link))
    carried_out(setup_steps(a_pc(tmp_path, executable=r"C:\Python313\python.exe"), no_link))
    carried_out(undo_steps(a_pc(tmp_path)))
    assert list(conf(tmp_path).parent.iterdir()) == []
    told = [step.what for step in undo_steps(a_pc(tmp_path)) if step.do is None]
    assert len(told) == 3


def test_the_link_starts_python_itself_and_replaces_a_batch_file(tmp_path: Path) -> None:
    made: list[tuple[str, Link]] = []

    def a_link(path: Path, link: Link) -> bool:
        path.write_bytes(b"L")
        made.append((path.name, link))
        return True

    carried_out(setup_steps(a_pc(tmp_path), no_link))
    carried_out(setup_steps(a_pc(tmp_path), a_link))
    silent = PYTHON.replace("python.exe", "pythonw.exe")
    assert [(name, link.target, link.arguments) for name, link in made] == [
        ("pmo_xl チェック.lnk", PYTHON, "-m pmo_xl.faces.send_to"),
        ("pmo_xl 画面.lnk", silent, "-m pmo_xl window"),
    ]
    assert sorted(path.name for path in send_to(tmp_path).iterdir()) == sorted(name for name, _ in made)
    carried_out(undo_steps(a_pc(tmp_path)))
    assert list(send_to(tmp_path).iterdir()) == []


def test_without_a_way_to_make_links_a_batch_file_in_the_code_page_waits_at_its_end(tmp_path: Path) -> None:
    carried_out(setup_steps(a_pc(tmp_path), no_link))
    content = (send_to(tmp_path) / "pmo_xl チェック.cmd").read_bytes()
    assert content.decode("cp932").split("\r\n") == [
        "@echo off",
        "chcp 932 >nul",
        f'"{PYTHON}" -m pmo_xl check %*',
        "pause",
        "",
    ]


def test_a_python_without_tkinter_gets_no_entry_that_would_open_nothing(tmp_path: Path) -> None:
    carried_out(setup_steps(replace(a_pc(tmp_path), has_tkinter=False), no_link))
    assert [path.name for path in send_to(tmp_path).iterdir()] == ["pmo_xl チェック.cmd"]


def test_a_user_name_beyond_the_code_page_is_written_by_its_short_name(tmp_path: Path) -> None:
    korean = r"C:\Users\홍길동\python.exe"
    pc = a_pc(tmp_path, executable=korean, short_path=lambda path: r"C:\Users\USER~1\python.exe")
    carried_out(setup_steps(pc, no_link))
    assert values(conf(tmp_path).read_bytes(), "cp932") == {"INTERPRETER_WIN": r"C:\Users\USER~1\python.exe"}


@pytest.mark.parametrize(
    ("executable", "word"),
    [(r"C:\Users\홍길동\python.exe", "文字"), (r"C:\100%\python.exe", "%"), ("", "Python")],
)
def test_a_python_that_excel_could_not_start_is_refused_in_a_sentence(
    tmp_path: Path, executable: str, word: str
) -> None:
    with pytest.raises(PmoXlError, match=word):
        setup_steps(a_pc(tmp_path, executable=executable), no_link)


def test_a_store_python_does_not_pretend_to_write_into_send_to(tmp_path: Path) -> None:
    store = r"C:\Users\u\AppData\Local\Microsoft\WindowsApps\PythonSoftwareFoundation.Python.3.11\python.exe"
    steps = setup_steps(a_pc(tmp_path, executable=store), no_link)
    assert steps[1].do is None
    assert "Store" in steps[1].what


def test_another_system_says_in_one_sentence_what_is_not_done_and_what_works(tmp_path: Path) -> None:
    pc = replace(a_pc(tmp_path), is_windows=False)
    for steps in (lambda: setup_steps(pc, no_link), lambda: undo_steps(pc)):
        with pytest.raises(PmoXlError, match=r"Windows ではない.*コマンドは.*使えます"):
            steps()


def test_a_missing_send_to_folder_is_told(tmp_path: Path) -> None:
    pc = a_pc(tmp_path)
    steps = setup_steps(replace(pc, environ={"USERPROFILE": str(tmp_path)}), no_link)
    assert steps[1].do is None and "SendTo" in steps[1].what
    with pytest.raises(PmoXlError, match="USERPROFILE"):
        setup_steps(replace(pc, environ={}), no_link)
