"""The versions of the packages, and the fonts of documents and figures."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from pmo_xl.doctor.diagnosis import State
from pmo_xl.doctor.packages import Requirement, fonts, judged, packages, requirements
from tests.support.pc import a_pc

LINES = [
    "lxml>=5.2",
    "Jinja2>=3.1.4",
    "rich",
    "pywin32>=224; platform_system == 'Windows'",
    'pytest>=8.2; extra == "test"',
    "coverage[toml] (>=7)",
]


def test_extras_and_other_systems_packages_are_left_out() -> None:
    common = [Requirement("lxml", "5.2"), Requirement("Jinja2", "3.1.4"), Requirement("rich", "")]
    assert requirements(LINES, is_windows=False) == [*common, Requirement("coverage", "7")]
    assert Requirement("pywin32", "224") in requirements(LINES, is_windows=True)


@pytest.mark.parametrize(
    ("installed", "lowest", "state"),
    [
        ("5.2", "5.2", State.GOOD),
        ("5.2.0", "5.2", State.GOOD),
        ("5.2", "5.2.0", State.GOOD),
        ("5.10", "5.9", State.GOOD),
        ("5.1.9", "5.2", State.BAD),
        ("5.2rc1", "5.2", State.GOOD),
        ("4.99+local.7", "5.0", State.BAD),
        ("0.1", "", State.GOOD),
        (None, "5.2", State.BAD),
    ],
)
def test_a_version_is_held_against_its_lower_bound(
    installed: str | None, lowest: str, state: State, tmp_path: Path
) -> None:
    pc = a_pc(tmp_path, version_of=lambda package: installed)
    (answer,) = judged(pc, [Requirement("lxml", lowest)])
    assert answer.state is state
    assert ("pip install" in answer.mend) == (state is State.BAD)


def test_what_does_not_fit_is_named_one_by_one_and_what_fits_is_counted(tmp_path: Path) -> None:
    versions = {"a": "1.0", "b": "3.0", "c": "3.1"}
    pc = a_pc(tmp_path, version_of=versions.get)
    answers = list(judged(pc, [Requirement(name, "2.0") for name in ("a", "b", "c", "d")]))
    assert [answer.state for answer in answers] == [State.BAD, State.BAD, State.GOOD]
    assert "2 個" in answers[-1].found


def test_the_packages_of_this_checkout_fit(tmp_path: Path) -> None:
    pc = a_pc(tmp_path, version_of=metadata.version, is_windows=False)
    assert State.BAD not in {answer.state for answer in packages(pc)}


def test_two_versions_of_pmo_xl_in_one_place_are_told(tmp_path: Path) -> None:
    pc = a_pc(tmp_path, version_of=lambda package: "0.0.1" if package == "pmo-xl" else "99")
    assert [answer.state for answer in packages(pc)] == [State.GOOD, State.CAUTION]


@pytest.mark.parametrize(
    ("installed", "state"),
    [
        (["BIZ UDGothic", "BIZ UDMincho"], State.GOOD),
        (["BIZ UDGothic"], State.CAUTION),
        (["Meiryo", "BIZ UDMincho"], State.CAUTION),
        (["Arial"], State.CAUTION),
    ],
)
def test_missing_fonts_are_told_by_what_they_change(
    installed: list[str], state: State, tmp_path: Path
) -> None:
    (answer,) = fonts(a_pc(tmp_path, fonts=lambda: installed))
    assert answer.state is state
    assert ("日本語補助フォント" in answer.mend) == (state is not State.GOOD)


@pytest.mark.parametrize(
    ("installed", "used"),
    [
        (["BIZ UDGothic", "Meiryo"], "このPCの BIZ UDゴシック"),
        (["Noto Sans CJK JP", "Hiragino Sans"], "このPCの Hiragino Sans"),
        (["Arial"], "pmo_xl に付いている BIZ UDゴシック"),
        ([], "pmo_xl に付いている BIZ UDゴシック"),
    ],
)
def test_the_font_that_figures_are_drawn_with_is_named(
    installed: list[str], used: str, tmp_path: Path
) -> None:
    (answer,) = fonts(a_pc(tmp_path, fonts=lambda: installed))
    assert f"図は {used} で描きます" in answer.found
