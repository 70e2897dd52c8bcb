"""From an empty Windows user to an uninstalled kit, in the order in which a user meets it (tests/windows/README.md)."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.kit.make import OUT
from tests.support.shown_window import lacking as no_screen
from tests.support.shown_window import screen_of_its_own
from tests.windows.lab import Done, User, lacking, the_lab, windows_path

pytestmark = [pytest.mark.skipif(bool(lacking()), reason=lacking() or "in the lab"), pytest.mark.slow]
HERE = Path(__file__).parent
BOOK = "みずうみ百貨_会員基盤刷新プロジェクト.xlsx"
OTHER_BOOK = "はるにれストアーズ_会員基盤刷新プロジェクト.xlsx"
DAY = ("--as-of", "2026-11-30")
START_MENU = Path("Microsoft/Windows/Start Menu/Programs")
SEND_TO = Path("Microsoft/Windows/SendTo")


@dataclass
class Pc:
    """A user of Windows with the kit, and a folder of the user's own with a sample book."""

    user: User
    folder: Path
    installed: Done
    before: frozenset[str]

    @property
    def place(self) -> Path:
        return self.user.local / "pmo_xl"

    @property
    def book(self) -> Path:
        return self.folder / BOOK

    def pmo_xl(self, *words: str | Path, more: dict[str, str] | None = None) -> Done:
        """The command, as a user types it at the prompt of the kit."""
        said = [windows_path(word) if isinstance(word, Path) else word for word in words]
        return self.user.run(
            "cmd", "/c", windows_path(self.place / "pmo-xl.cmd"), *said, folder=self.folder, more=more
        )

    def python(self, *words: str | Path) -> Done:
        """The kit's Python."""
        said = [windows_path(word) if isinstance(word, Path) else word for word in words]
        return self.user.run(windows_path(self.place / "python" / "python.exe"), *said, folder=self.folder)


def kit(name: str) -> Path:
    """The kit of this version, unpacked into the lab under a Japanese name (Wine's xcopy cannot read one with blanks, Windows' can); pytest.skip where it was not built."""
    made = sorted(
        path for path in OUT.glob("pmo_xl_kit_*.zip") if ("for_python" in path.name) == (name == "small")
    )
    if not made:
        pytest.skip("make kit first")
    place = the_lab() / "配布フォルダ" / name
    shutil.rmtree(place, ignore_errors=True)
    with zipfile.ZipFile(made[-1]) as packed:
        packed.extractall(place)
    return next(place.iterdir())


def files_of(user: User) -> frozenset[str]:
    """Every file of the user's own, but for Wine's and Windows' working files."""
    return frozenset(
        path.relative_to(user.profile).as_posix()
        for path in user.profile.rglob("*")
        if path.is_file() and "/Temp/" not in path.as_posix()
    )


@pytest.fixture(scope="module")
def pc() -> Iterator[Pc]:
    """A user who had nothing, after a double click on 入れる.bat."""
    user = User("kit")
    user.begin()
    assert user.run("cmd", "/c", "ver").code == 0
    before = files_of(user)
    installed = user.batch(kit("full") / "入れる.bat", "/quiet")
    folder = user.profile / "Documents" / "案件 A&B"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE.parents[1] / "workbook_templates" / "demo" / BOOK, folder / BOOK)
    print(f"\ninstalled in {installed.seconds:.0f} s")
    yield Pc(user, folder, installed, before)


@pytest.fixture
def fresh_book(pc: Pc) -> Iterator[Path]:
    """The sample book as it was."""
    shutil.copyfile(HERE.parents[1] / "workbook_templates" / "demo" / BOOK, pc.book)
    yield pc.book


def test_the_kit_installs_without_an_administrator_and_without_python(pc: Pc) -> None:
    assert pc.installed.code == 0, pc.installed.text
    assert "入りました" in pc.installed.text and "\ufffd" not in pc.installed.text
    for name in ("pmo-xl.cmd", "pmo_xlの画面.cmd", "pmo_xlのコマンド.cmd", "外す.bat", "python/pythonw.exe"):
        assert (pc.place / name).exists()
    assert {path.stem for path in (pc.user.roaming / START_MENU).glob("*.cmd")} == {
        "pmo_xlの画面",
        "pmo_xlのコマンド",
    }
    assert {path.stem for path in (pc.user.roaming / SEND_TO).iterdir()} >= {"pmo_xl チェック", "pmo_xl 画面"}


def test_the_buttons_would_start_the_kits_python(pc: Pc) -> None:
    conf = (pc.user.profile / ".xlwings" / "xlwings.conf").read_text("cp932")
    assert r'"INTERPRETER_WIN","C:\users\root\AppData\Local\pmo_xl\python\python.exe"' in conf
    done = pc.python("-c", "import pmo_xl.faces.buttons as b; b.run('check')")
    assert done.code != 0 and "Traceback" not in done.text  # there is no Excel here: one sentence


def test_the_demo_runs_from_end_to_end(pc: Pc) -> None:
    done = pc.pmo_xl("demo", "見本")
    assert done.code == 0, done.text
    assert "できたもの" in done.text and "\ufffd" not in done.text
    assert len(list((pc.folder / "見本").rglob("*.docx"))) > 20
    print(f"\ndemo in {done.seconds:.0f} s")


def test_a_check_finds_on_windows_what_it_finds_here(pc: Pc, fresh_book: Path) -> None:
    from pmo_xl.operations.book import open_workbook

    done = pc.pmo_xl("check", BOOK, "--format", "json", "-o", "結果.json", "--force", *DAY)
    assert done.code == 1, done.text
    (told,) = json.loads((pc.folder / "結果.json").read_text(encoding="utf-8"))["workbooks"]
    here = open_workbook(fresh_book, as_of="2026-11-30").check()
    assert [each["id"] for each in told["findings"]] == [each.id for each in here.findings]
    print(f"\ncheck in {done.seconds:.0f} s, {len(told['findings'])} findings")


def test_on_a_console_of_code_page_932_every_character_comes_through(pc: Pc, fresh_book: Path) -> None:
    done = pc.pmo_xl("check", BOOK, *DAY)
    assert done.code == 1
    text = done.raw.decode("cp932")  # strictly: nothing else was printed
    assert BOOK in text and "仕様反映" in text and "Traceback" not in text


def test_fix_and_record_write_the_book_and_keep_the_one_before(pc: Pc, fresh_book: Path) -> None:
    before = fresh_book.read_bytes()
    assert pc.pmo_xl("fix", BOOK, *DAY).code == 1
    assert fresh_book.read_bytes() == before
    done = pc.pmo_xl("fix", BOOK, "--apply", *DAY)
    assert done.code in (0, 3), done.text
    recorded = pc.pmo_xl("record", BOOK, *DAY)
    assert recorded.code == 0, recorded.text
    kept = list((pc.folder / ".pmo_xl" / "backup").iterdir())
    assert before in [path.read_bytes() for path in kept]
    assert list((pc.folder / ".pmo_xl" / "history").rglob("*.json.gz"))


@pytest.mark.parametrize(("how", "verb", "code"), [
    ("excel", ("check",), 1), ("excel", ("record",), 2), ("excel", ("fix", "--apply"), 2), ("exclusive", ("check",), 2),
])  # fmt: skip
def test_a_book_held_as_excel_holds_it_is_read_and_never_written(
    how: str, verb: Sequence[str], code: int, pc: Pc, fresh_book: Path
) -> None:
    before = fresh_book.read_bytes()
    script = the_lab() / "excel_lock.py"
    shutil.copyfile(HERE / "excel_lock.py", script)
    done = pc.python(script, BOOK, how, verb[0], BOOK, *verb[1:], *DAY)
    assert done.code == code, done.text
    assert "Traceback" not in done.text and "not held" not in done.text
    if code == 2:
        assert BOOK in done.text and re.search("開いて|使って|使用中", done.text)
    assert fresh_book.read_bytes() == before


def test_long_and_japanese_paths(pc: Pc) -> None:
    deep = pc.folder / "とても長い名前のフォルダー その1" / ("階層" * 20) / ("第２四半期・結合試験" * 3)
    deep.mkdir(parents=True, exist_ok=True)
    book = deep / f"台帳 №{'長' * 20}.xlsx"
    shutil.copyfile(HERE.parents[1] / "workbook_templates" / "demo" / BOOK, book)
    done = pc.pmo_xl("check", book, *DAY)
    assert done.code in (1, 2) and "Traceback" not in done.text
    assert done.code == 1 or "長" in done.text  # read, or one sentence that names it
    shutil.rmtree(pc.folder / "とても長い名前のフォルダー その1")


def test_doctor_and_setup_and_its_undo(pc: Pc) -> None:
    done = pc.pmo_xl("doctor", BOOK)
    assert done.code == 1 and "[不良] Excel" in done.text  # there is none here; nothing else is bad
    assert done.text.count("[不良]") == 1, done.text
    assert "--dry-run なので" in pc.pmo_xl("setup", "--dry-run").text
    assert pc.pmo_xl("setup", "--undo").code == 0
    assert [path for path in (pc.user.roaming / SEND_TO).iterdir() if path.stem.startswith("pmo_xl")] == []
    assert not (pc.user.profile / ".xlwings" / "xlwings.conf").exists()
    assert pc.pmo_xl("setup").code == 0


@pytest.mark.parametrize("count", [1, 2])
def test_month_end_by_a_batch_file_with_one_and_two_folders(count: int, pc: Pc) -> None:
    desk = pc.user.profile / "Documents" / "月末"  # no & here: only the Explorer quotes what cmd then cuts
    folders = []
    for number in range(count):
        folder = desk / f"部署{number + 1}"
        folder.mkdir(parents=True, exist_ok=True)
        name = (BOOK, OTHER_BOOK)[number]  # the same one twice would be left out as a copy
        shutil.copyfile(HERE.parents[1] / "workbook_templates" / "demo" / name, folder / f"案件{number}.xlsx")
        folders.append(folder)
    batch = Path(shutil.copy(HERE.parents[1] / "macros" / "month_end.bat", desk))
    out = desk / f"月次{count}"
    words = [
        *(windows_path(folder) for folder in folders),
        "--month",
        "2026-11",
        "-o",
        windows_path(out),
        "--jobs",
        "1",
        "--force",
    ]
    done = pc.user.batch(batch, *words)
    assert done.code == 1, done.text
    assert (out / "月次検収支払点検_2026-11.xlsx").exists()
    assert f"対象 {count} / {count} 冊" in done.text


@pytest.mark.skipif(bool(no_screen()), reason=no_screen() or "shown")
def test_the_window_opens_on_the_book_sent_to_it_takes_a_dropped_one_and_checks(
    pc: Pc, fresh_book: Path
) -> None:
    script = the_lab() / "press.py"
    for name in ("press.py", "drop.py"):
        shutil.copyfile(HERE / name, the_lab() / name)
    with screen_of_its_own() as display:
        done = pc.user.run(
            windows_path(pc.place / "python" / "pythonw.exe"), windows_path(script), windows_path(pc.folder), BOOK, "窓.json",
            folder=pc.folder, more={"DISPLAY": display},
        )  # fmt: skip
    assert done.code == 0, done.text
    told = json.loads((pc.folder / "窓.json").read_text(encoding="utf-8"))
    assert told["sent"] == "案件 A&B" and told["chosen"] == BOOK  # the folder was sent, its book dropped
    assert "チェックが終わりました" in told["result"]
    assert told["cut"] == []
    assert (pc.folder / f"出力_{BOOK.removesuffix('.xlsx')}").is_dir()
    print(f"\nwindow: {told['seconds']:.0f} s from the press to the result, font {told['font']}")


def test_uninstalling_leaves_nothing_but_what_the_page_says(pc: Pc) -> None:
    book = pc.book.read_bytes()
    done = pc.user.batch(pc.place / "外す.bat", "/quiet", folder=pc.folder)
    assert done.code == 0, done.text
    assert not pc.place.exists()
    left = {path for path in files_of(pc.user) - pc.before if not path.startswith("Documents/")}
    assert all(path.startswith("AppData/Local/matplotlib/") for path in left), left  # the page says so
    assert (pc.user.profile / ".xlwings").is_dir()  # and so of this
    assert pc.book.read_bytes() == book and list(pc.folder.glob(".pmo_xl/history/**/*.json.gz"))
    print(f"\nuninstalled in {done.seconds:.0f} s")


def test_the_small_kit_says_that_python_is_lacking_and_uses_one_that_is_there() -> None:
    user, unpacked = User("small"), kit("small")
    user.begin()
    lacking_python = user.batch(unpacked / "入れる.bat", "/quiet")
    assert lacking_python.code == 1 and "Python 3.13 が見つかりません" in lacking_python.text
    assert not (user.local / "pmo_xl" / "python").exists()
    _give_py(user)
    done = user.batch(unpacked / "入れる.bat", "/quiet")
    assert done.code == 0, done.text
    assert "入りました" in done.text
    place = user.local / "pmo_xl"
    assert (place / "python" / "Scripts" / "pythonw.exe").exists()
    assert user.run("cmd", "/c", windows_path(place / "pmo-xl.cmd"), "rules", "QST003").code == 0
    removed = user.batch(place / "外す.bat", "/quiet", folder=user.profile)
    assert removed.code == 0 and not place.exists(), removed.text
    print(f"\nsmall kit installed in {done.seconds:.0f} s")


def _give_py(user: User) -> None:
    """`py -3.13 …`, the launcher of python.org's installer: a real program, as a batch file could not be one."""
    launcher = next((the_lab() / "python" / "Lib" / "ensurepip" / "_bundled").glob("pip-*.whl"))
    with zipfile.ZipFile(launcher) as pip:
        stub = pip.read("pip/_vendor/distlib/t64.exe")
    packed = the_lab() / "py.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(
            "__main__.py",
            "import subprocess, sys\nsys.exit(subprocess.call([sys.executable, *sys.argv[2:]]))\n",
        )
    python = windows_path(the_lab() / "python" / "python.exe")
    target = user.home / "drive_c" / "windows" / "py.exe"
    target.write_bytes(stub + f"#!{python}\n".encode() + packed.read_bytes())
