"""The offline kit for Windows: what is pinned, what cmd can read, and that a kit with a fault is not handed out."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.kit.check import LOCK, OWN, batch_faults, faults, locked
from tests.support.kit.licences import licence_of
from tests.support.kit.make import PYTHON, TEXTS, Kind, lay_out, main, pack, text_of

ROOT = Path(__file__).parent.parent
KINDS = [Kind(PYTHON, has_python=True), Kind(PYTHON, has_python=False)]
BATCHES = [name for name in TEXTS if not name.endswith(".txt")]


def pins() -> dict[str, tuple[str, set[str]]]:
    return locked(LOCK.read_text(encoding="utf-8"))


def test_the_lock_pins_whatever_pmo_xl_needs_and_what_only_windows_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    assert needed | {"pywin32", "tzdata"} <= pins().keys(), "make kit-lock"
    assert all(digests for _, digests in pins().values())


def test_the_lock_has_the_versions_that_the_tests_pass_with() -> None:
    lines = (ROOT / "tests" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if "==" in line)
    tested = {canonicalize_name(name): version for name, version in tested.items()}
    others = {name: version for name, (version, _) in pins().items() if version != tested.get(name, version)}
    assert others == {}, "make kit-lock"


@pytest.mark.parametrize("kind", KINDS, ids=["with Python", "without"])
@pytest.mark.parametrize("name", BATCHES)
def test_cmd_can_read_every_batch_file(kind: Kind, name: str) -> None:
    assert list(batch_faults(name, text_of(name, kind, "pip.whl"))) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("@echo off\r\necho はい\r\n".encode(), "932"),
        (b"@echo off\necho 1\n", "CR LF"),
        (b"echo 1\r\n", "@echo off"),
        (b"@echo off\r\ncopy a C:\\Python\r\n", "absolute"),
        (b"@echo off\r\ncopy a \\\\server\\x\r\n", "absolute"),
        (b"@echo off\r\nsetx PATH 1\r\n", "more than"),
        (b"@echo off\r\nrem @VERSION@\r\n", "filled in"),
        (b"@echo off\r\ngoto ended\r\n", ":ended"),
        ("@echo off\r\necho 表\r\n".encode("cp932"), "932"),
    ],
)
def test_a_batch_file_that_cmd_would_stumble_over_is_named(data: bytes, told: str) -> None:
    assert any(told in fault for fault in batch_faults("x.bat", data))
    assert list(batch_faults("x.bat", data)) != []


@pytest.mark.parametrize("kind", KINDS, ids=["with Python", "without"])
def test_the_readme_is_for_notepad_and_says_how_to_get_rid_of_it(kind: Kind) -> None:
    text = text_of("はじめに.txt", kind)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n")
    told = text.decode("utf-8-sig")
    assert "外す.bat" in told
    assert not re.search(r"@[A-Z_]+@", told)
    assert ("Python も要りません" in told) == kind.has_python


def test_the_batch_files_touch_the_users_own_folders_alone() -> None:
    for kind in KINDS:
        for name in BATCHES:
            used = set(re.findall(r"%(\w+)%", text_of(name, kind, "pip.whl").decode("cp932")))
            own = {"KIT", "PLACE", "NEW", "OLD", "PYTHON", "ASKED"}
            assert used - own <= {"LOCALAPPDATA", "APPDATA", "TEMP", "USERPROFILE", "PATH"}


def test_uninstalling_removes_the_kits_folder_and_no_other() -> None:
    text = text_of("外す.bat", KINDS[0]).decode("cp932")
    removed = re.findall(r"(?:rmdir /s /q|del /q) (\"[^\"]+\")", text)
    assert removed == [
        r'"%PLACE%\python"',
        r'"%APPDATA%\Microsoft\Windows\Start Menu\Programs\pmo_xlの画面.cmd"',
        r'"%APPDATA%\Microsoft\Windows\Start Menu\Programs\pmo_xlのコマンド.cmd"',
        '"%PLACE%"',
    ]
    assert text.index("setup --undo") < text.index("rmdir")


class SmallKit:
    """A kit of two small wheels, ours among them, laid out by the builder itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.part = self._wheel("part-1.0-cp313-cp313-win_amd64.whl", "License-Expression: MIT\n")
        self.own = self._wheel("pmo_xl-0.1.0-py3-none-any.whl", "License-Expression: MIT\n")
        self.lock = folder / "windows.lock"
        self.lock.write_text(f"part==1.0 \\\n    --hash=sha256:{_digest(self.part)}\n")
        self.kind = Kind(PYTHON, has_python=False)
        self.laid = folder / self.kind.name

    def lay(self) -> None:
        lay_out(self.laid, self.kind, [self.part, self.own], None)

    def faults(self) -> list[str]:
        made = self.folder / f"{self.kind.name}.zip"
        pack(self.laid, made)
        return faults(made, PYTHON, self.lock)

    def _wheel(self, name: str, more: str, text: str = "licenses/LICENSE") -> Path:
        made = self.folder / name
        top = "-".join(name.split("-")[:2])
        with zipfile.ZipFile(made, "w") as wheel:
            wheel.writestr(f"{top}.dist-info/METADATA", f"Metadata-Version: 2.4\nName: x\n{more}\n")
            wheel.writestr(f"{top}.dist-info/{text}", "Permission is granted")
        return made


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def kit(tmp_path: Path) -> SmallKit:
    made = SmallKit(tmp_path)
    made.lay()
    return made


def test_a_whole_kit_has_no_fault_and_holds_what_its_page_names(kit: SmallKit) -> None:
    assert kit.faults() == []
    tops = {path.name for path in kit.laid.iterdir()}
    assert tops == {"wheels", "licences", "kit.lock", "SHA256.txt", *TEXTS}
    assert (kit.laid / "licences" / "part").is_dir()
    page = (ROOT / "docs" / "offline-kit.md").read_text(encoding="utf-8")
    assert [name for name in tops if name not in page] == []


def test_the_same_parts_make_the_same_zip(kit: SmallKit, tmp_path: Path) -> None:
    for name in ("1", "2"):
        pack(kit.laid, tmp_path / f"{name}.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def _other_wheel(kit: SmallKit) -> None:
    (kit.laid / "wheels" / kit.part.name).write_bytes(kit.own.read_bytes())


def _lost_wheel(kit: SmallKit) -> None:
    (kit.laid / "wheels" / kit.part.name).unlink()


def _forgotten_for_windows(kit: SmallKit) -> None:
    kit.lock.write_text(kit.lock.read_text() + f"pywin32==312 \\\n    --hash=sha256:{'0' * 64}\n")


def _linux_wheel(kit: SmallKit) -> None:
    wheels = kit.laid / "wheels"
    (wheels / kit.part.name).rename(wheels / "part-1.0-cp313-cp313-manylinux_2_28_x86_64.whl")


def _wheel_of_another_python(kit: SmallKit) -> None:
    wheels = kit.laid / "wheels"
    (wheels / kit.part.name).rename(wheels / "part-1.0-cp312-cp312-win_amd64.whl")


def _changed_batch(kit: SmallKit) -> None:
    (kit.laid / "外す.bat").write_bytes(b"@echo off\r\n")


def _added_file(kit: SmallKit) -> None:
    (kit.laid / "extra.exe").write_bytes(b"")


def _no_licence(kit: SmallKit) -> None:
    for text in (kit.laid / "licences" / "part").iterdir():
        text.unlink()


def _not_of_windows_lock(kit: SmallKit) -> None:
    kit.lock.write_text(f"part==1.0 \\\n    --hash=sha256:{'1' * 64}\n")


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (_other_wheel, "part: the wheel is not the one of kit.lock"),
        (_lost_wheel, "part: in only one of kit.lock and wheels"),
        (_forgotten_for_windows, "pywin32: in windows.lock, not in the kit"),
        (_linux_wheel, "not for Python 3.13 on 64-bit Windows"),
        (_wheel_of_another_python, "not for Python 3.13 on 64-bit Windows"),
        (_changed_batch, "外す.bat: not the file of SHA256.txt"),
        (_added_file, "extra.exe: in only one of SHA256.txt and the kit"),
        (_no_licence, "part: no text of its licence"),
        (_not_of_windows_lock, "part: the wheel is not one of windows.lock"),
    ],
)
def test_a_kit_with_a_fault_is_named(kit: SmallKit, plant: Callable[[SmallKit], None], told: str) -> None:
    plant(kit)
    assert any(told in fault for fault in kit.faults())


def test_a_part_that_does_not_say_how_it_is_licensed_is_named(tmp_path: Path) -> None:
    kit = SmallKit(tmp_path)
    kit.part = kit._wheel(kit.part.name, "")
    kit.lay()
    assert licence_of(kit.part) == ""
    assert any("the list does not say how it is licensed" in fault for fault in kit.faults())


@pytest.mark.slow
@pytest.mark.skipif(
    "PMO_XL_FULL" not in os.environ, reason="takes 70 MB from the package index (make corpus)"
)
def test_the_real_kits_are_built_and_have_no_fault(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path)]) == 0
    for kind in KINDS:
        made = tmp_path / f"{kind.name}.zip"
        with zipfile.ZipFile(made) as opened:
            names = {name.split("/", 1)[1] for name in opened.namelist()}
        assert faults(made, PYTHON) == []
        assert any(name.startswith("wheels/pywin32-") for name in names)
        assert any(
            canonicalize_name(name.split("/")[1].split("-")[0]) == OWN for name in names if "wheels/" in name
        )
        assert ("python/python.exe" in names) == kind.has_python
        assert not any(name.startswith("python/Lib/site-packages/") for name in names)
