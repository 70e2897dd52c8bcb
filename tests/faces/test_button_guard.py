"""What stands around every button: one press at a time, every failure a sentence, Excel's status bar given back."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from pmo_xl.actions import BUTTONS
from pmo_xl.errors import RefusedEdit, UnwritableOutput
from pmo_xl.faces import buttons
from pmo_xl.faces.button_verbs import check, pressed_book, traces
from pmo_xl.faces.button_verbs.boxes import sentence_of
from pmo_xl.faces.button_verbs.pressed_book import PressedBook, refuse_name
from pmo_xl.faces.button_verbs.traces import AnotherPress, traces_of


class FakeExcel:
    """The few things of an xlwings.Book that the guard itself touches."""

    def __init__(self, fullname: str = "/share/台帳.xlsm") -> None:
        self.name, self.fullname, self.app = Path(fullname).name, fullname, self
        self.status_bar: object = "Python を起動しています"
        self.boxes: list[tuple[str, str]] = []

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> str:
        self.boxes.append((mode, prompt))
        return "ok"


@pytest.fixture(autouse=True)
def own_traces(monkeypatch, tmp_path):
    monkeypatch.setattr(traces.tempfile, "gettempdir", lambda: str(tmp_path))


@pytest.fixture
def excel(monkeypatch):
    book = FakeExcel()
    monkeypatch.setattr(pressed_book, "_caller", lambda: book)
    return book


def failing(error: Exception):
    def verb(pressed: PressedBook) -> None:
        pressed.say("仕事中…")
        raise error

    return verb


def test_importing_the_face_loads_nothing_heavy():
    code = "import sys, pmo_xl.faces.buttons; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"xlwings", "pandas", "lxml", "openpyxl", "pydantic", "docx", "matplotlib", "xlsxwriter"}
    assert not heavy & set(done.stdout.split())


def test_the_way_to_excel_loads_nothing_of_xlwings_pro(tmp_path):
    code = """
        import sys, pmo_xl.faces.buttons as b
        try:
            b.run("check")
        except SystemExit as ended:
            print(ended.code)
        print("xlwings" in sys.modules, [name for name in sys.modules if name.startswith("xlwings.pro")])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True, text=True, encoding="utf-8", check=True,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    sentence, loaded = done.stdout.splitlines()
    assert "記録" in sentence and loaded == "True []"


@pytest.mark.parametrize("verb", [button.verb for button in BUTTONS])
def test_every_verb_is_a_function_of_its_file(verb):
    assert callable(buttons._verb(verb))


def test_a_known_failure_is_its_own_sentence_and_the_status_bar_is_excels_again(excel, monkeypatch):
    error = UnwritableOutput("Z:\\ に書き込めません。")
    monkeypatch.setattr(check, "check", failing(error))
    buttons.run("check")
    assert excel.boxes == [("critical", "Z:\\ に書き込めません。")]
    assert excel.status_bar is False


def test_an_unforeseen_failure_names_its_log_and_shows_no_traceback(excel, monkeypatch, tmp_path):
    monkeypatch.setattr(check, "check", failing(KeyError("K12")))
    buttons.run("check")
    ((mode, said),) = excel.boxes
    (log,) = tmp_path.glob("pmo_xl_*.log")
    assert mode == "critical" and str(log) in said and "Traceback" not in said
    assert "KeyError" in log.read_text("utf-8") and "'check'" in log.read_text("utf-8")


def test_a_missing_package_is_named_with_the_way_to_mend_it(excel, monkeypatch):
    monkeypatch.setitem(sys.modules, "pmo_xl.faces.button_verbs.lists", None)
    buttons.run("overdue")
    ((_, said),) = excel.boxes
    assert "pmo_xl.faces.button_verbs.lists" in said and "pmo-xl doctor" in said and "pip install" in said


def test_a_pc_that_cannot_even_write_the_log_still_gets_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(traces.tempfile, "gettempdir", lambda: str(tmp_path / "ない"))
    said = sentence_of(KeyError("x"), "check")
    assert "入れた人に知らせて" in said and "pmo-xl" not in said and "--debug" not in said


def test_an_excel_that_waits_for_its_user_is_told_so():
    busy = RuntimeError("call was rejected by callee")
    busy.hresult = -2147418111  # type: ignore[attr-defined]
    assert "Esc" in sentence_of(busy, "check") and "メモリ" in sentence_of(MemoryError(), "check")


def test_a_button_of_a_newer_version_is_a_sentence(excel):
    buttons.run("dance")
    ((_, said),) = excel.boxes
    assert "dance" in said and "版" in said


def test_without_any_excel_the_process_ends_with_the_sentence(monkeypatch):
    monkeypatch.setattr(
        pressed_book, "_caller", lambda: (_ for _ in ()).throw(RefusedEdit("Excelに届きません。"))
    )
    with pytest.raises(SystemExit) as ended:
        buttons.run("check")
    assert ended.value.code == "Excelに届きません。"


def test_an_excel_that_is_gone_at_the_end_ends_the_process_with_the_sentence(excel, monkeypatch):
    def gone(*_: object) -> str:
        raise OSError("RPC")

    monkeypatch.setattr(check, "check", failing(RefusedEdit("閉じられました。")))
    monkeypatch.setattr(excel, "alert", gone)
    with pytest.raises(SystemExit) as ended:
        buttons.run("check")
    assert ended.value.code == "閉じられました。"


@pytest.mark.parametrize("odd", "%=';")
def test_a_path_that_breaks_the_way_to_python_is_refused_and_shown(excel, odd):
    excel.fullname = f"/share/案件{odd}A/台帳.xlsm"
    buttons.run("check")
    ((_, said),) = excel.boxes
    assert excel.fullname in said and f"({odd})" in said and excel.status_bar is False


def test_an_address_in_the_cloud_may_hold_percent_signs(excel, monkeypatch):
    excel.fullname = "https://contoso.sharepoint.com/sites/pmo/Shared%20Documents/台帳.xlsm"
    monkeypatch.setattr(check, "check", lambda pressed: pressed.tell("済"))
    buttons.run("check")
    assert excel.boxes == [("info", "済")]


def test_a_name_with_an_equals_sign_is_known_before_excel_is_asked(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["-c", "--wb=予算=実績.xlsm", "--from_xl=1"])
    with pytest.raises(SystemExit) as ended:
        buttons.run("check")
    assert "予算=実績.xlsm" in str(ended.value.code)


def test_an_ordinary_name_is_not_refused():
    refuse_name(r"C:\Users\花子\案件(1) & [A]\台帳 最終+版.xlsm")


def test_a_second_press_says_so_and_leaves_the_first_ones_status_bar_alone(excel, monkeypatch):
    seen: list[object] = []

    def first(pressed: PressedBook) -> None:
        pressed.say("チェック中…")
        buttons.run("check_sheet")
        seen.append(excel.status_bar)

    monkeypatch.setattr(check, "check", first)
    buttons.run("check")
    assert excel.boxes == [("critical", AnotherPress.message)]
    assert seen == ["チェック中…"] and excel.status_bar is False


def test_two_workbooks_do_not_wait_for_each_other():
    with traces_of("/a.xlsm").only_press(), traces_of("/b.xlsm").only_press():
        pass


def test_a_press_that_died_leaves_no_lock(tmp_path):
    code = f"""
        import tempfile, time
        tempfile.gettempdir = lambda: {str(tmp_path)!r}
        from pmo_xl.faces.button_verbs.traces import traces_of
        with traces_of("/a.xlsm").only_press():
            print("held", flush=True)
            time.sleep(60)
    """
    other = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    with pytest.raises(AnotherPress), traces_of("/a.xlsm").only_press():
        pass
    other.kill()
    other.communicate()
    deadline = time.monotonic() + 10
    while True:
        try:
            with traces_of("/a.xlsm").only_press():
                return
        except AnotherPress:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_where_the_user_was_taken_last_is_remembered_for_each_workbook():
    traces_of("/a.xlsm").remember("課題管理表!K12")
    assert traces_of("/A.xlsm").last_stop == "課題管理表!K12"
    assert traces_of("/b.xlsm").last_stop is None
