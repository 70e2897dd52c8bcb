"""macros/month_end.bat as the Explorer, the Task Scheduler and another batch file start it. Windows only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="バッチファイルはWindowsでだけ動きます")

BATCH = Path(__file__).parents[2] / "macros" / "month_end.bat"
NAMES = ["一つ", "A&B", "C D", "E(1)", "F!G", "100%", "H^I", "J & K", "長" * 60, "L,M;N=O"]
TELLER = """\
import json, os, sys
json.dump(sys.argv[1:], open(os.environ["TOLD"], "w"))
sys.exit(1)
"""


class PressedBook:
    """A folder for the batch file, and a `py` that only tells what it was given."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder, self.told = home, folder, folder / "told.json"
        home.mkdir(parents=True)
        self.batch = Path(shutil.copy(BATCH, home))
        (folder / "fake" / "pmo_xl").mkdir(parents=True)
        (folder / "fake" / "pmo_xl" / "__init__.py").touch()
        (folder / "fake" / "pmo_xl" / "__main__.py").write_text(TELLER)
        if not shutil.which("py"):
            shutil.copy(sys.executable, Path(sys.executable).with_name("py.exe"))
        path = f"{Path(sys.executable).parent};{os.environ['PATH']}"
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder / "fake"),
            "TOLD": str(self.told),
            "PATH": path,
        }

    def run(self, line: str, given_line: str | None = None):
        """What the command was given, what was shown, and how it ended.

        CMDCMDLINE is set as cmd itself gives it: under Wine it does not.
        """
        environment = {**self.environment, "CMDCMDLINE": given_line or line}
        done = subprocess.run(
            line, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60
        )
        return json.loads(self.told.read_text()), done.stdout, done.returncode

    def dropped(self, folders):
        given = " ".join(f'"{each}"' if " " in str(each) else str(each) for each in folders)
        return self.run(f'{os.environ["COMSPEC"]} /c ""{self.batch}" {given}"')

    def result_of(self, folders):
        return ["month-end", *map(str, folders), "-o", f"{self.home}\\month_end", "--force"]


@pytest.fixture(params=["机", "机 の上", "机&(1)!"])
def pressed(tmp_path, request):
    return PressedBook(tmp_path / request.param, tmp_path)


@pytest.mark.parametrize("first", NAMES)
def test_folders_dropped_on_it_are_checked_and_the_window_stays(pressed, first):
    for names in ([first], [first, NAMES[0]], [NAMES[1], first], [first, *NAMES]):
        folders = [pressed.folder / name for name in names]
        given, shown, code = pressed.dropped(folders)
        assert given == pressed.result_of(folders)
        assert shown.strip(), "pause asks for a key"
        assert code == 1


def test_a_double_click_checks_the_folder_it_lies_in(pressed):
    comspec = os.environ["COMSPEC"]
    for line in (f'{comspec} /c ""{pressed.batch}" "', f'{comspec} /c ""{pressed.batch}""'):
        given, shown, _ = pressed.run(line)
        assert given == pressed.result_of([f"{pressed.home}\\."]) and shown.strip()


def test_with_options_it_asks_for_no_key_and_ends_with_the_code(pressed):
    folder = pressed.folder / "C D"
    line = f'{os.environ["COMSPEC"]} /c ""{pressed.batch}" "{folder}" -o D:\\m --force --quiet"'
    assert pressed.run(line) == (["month-end", str(folder), "-o", "D:\\m", "--force", "--quiet"], b"", 1)


def test_called_by_another_batch_file_that_one_goes_on(pressed):
    folders = [pressed.folder / "C D", pressed.folder / "A&B"]
    caller = pressed.folder / "caller.bat"
    named = " ".join(f'"{each}"' for each in folders)
    caller.write_bytes(f'@echo off\r\ncall "{pressed.batch}" {named}\r\necho after\r\n'.encode("mbcs"))
    given, shown, _ = pressed.run(f"{os.environ['COMSPEC']} /c {caller}")
    assert given == pressed.result_of(folders) and b"after" in shown
