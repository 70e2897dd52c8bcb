"""The mutants are real faults: the code says something else, still compiles, and the tests tell them apart."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.mutants.mutator import Mutant, every_mutant, mutants_of
from tests.mutants.trial import EXAMPLES, PLANTED, Copy, Outcome

ROOT = Path(__file__).parent.parent.parent


def written(code: str) -> set[str]:
    """The code with each fault that can be put into it."""
    source = code.encode()
    return {each.applied(source).decode() for each in mutants_of(source, "m.py")}


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("late = due < day", {"late = due <= day", "late = due >= day"}),
        ("late = due >= day", {"late = due > day", "late = due < day"}),
        ("same = a == b", {"same = a != b"}),
        ("open = not done", {"open = (done)"}),
        ("both = a and b", {"both = a or b", "both = (a)", "both = (b)"}),
        ("left = total - paid", {"left = total + paid"}),
        ("days = 5", {"days = 6", "days = (4)"}),
        ("rate = Decimal('0.95')", {'rate = Decimal("0.96")'}),
        ("flag = True", {"flag = False"}),
        ("said = FITS", {"said = OUT_OF_SCOPE"}),
        ("last = max(days)", {"last = min(days)"}),
        ("weight = Severity.ERROR", {"weight = Severity.WARNING"}),
        ("open = [t for t in tasks if t.due]", {"open = [t for t in tasks if True]"}),
        ("if late: warn()", {"if True: warn()", "if False: warn()"}),
        ("def f(): return total(x)", {"def f(): return None"}),
        ("def f(): return violation(x)", {"def f(): return None", "def f(): return FITS", "def f(): return question(x)"}),
    ],
)  # fmt: skip
def test_a_place_gets_the_faults_of_its_kind(code: str, faults: set[str]) -> None:
    assert written(code) == faults


@pytest.mark.parametrize(
    "code",
    [
        '"""期限は 5 日"""',
        "name = '期限'",
        'text = f"{days + 1} 日"',
        "@rule('QST001', weight=1)\ndef judge(row): ...",
        "days: Literal[5]",
        "pairs = zip(a, b, strict=True)",
        "word = 'あり' if row else 'なし'",
    ],
)
def test_texts_pages_and_types_get_none(code: str) -> None:
    assert written(code) == set()


def test_a_fault_behind_japanese_text_stands_at_its_place() -> None:
    assert written("late = 状態['期限'] < day") == {
        "late = 状態['期限'] <= day",
        "late = 状態['期限'] >= day",
    }


def test_mutants_of_the_package_compile_and_differ_from_it() -> None:
    mutants = every_mutant(ROOT)
    for mutant in random.Random(1).sample(mutants, 100):
        source = (ROOT / mutant.path).read_bytes()
        assert mutant.applied(source) != source
        compile(mutant.applied(source), mutant.path, "exec")


@pytest.fixture
def copied(tmp_path: Path) -> Copy:
    """A tiny checkout with one figure, whose tests do not look at the day itself, and its copy."""
    files = {
        "pmo_xl/metrics/lateness.py": "def is_late(due, day):\n    return due < day\n",
        "pmo_xl/metrics/__init__.py": "",
        "pmo_xl/__init__.py": "",
        **dict.fromkeys((EXAMPLES, *PLANTED, "tests/rules/test_none.py"), ""),
        "tests/metrics/test_lateness.py": (
            "from pmo_xl.metrics.lateness import is_late\n"
            "def test_the_day_after_is_late():\n    assert is_late(1, 2) and not is_late(3, 2)\n"
        ),
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = "--import-mode=importlib"\n',
    }
    for name, text in files.items():
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "copy").mkdir()
    return Copy(tmp_path / "checkout", tmp_path / "copy")


def outcome(copied: Copy, mutant: Mutant) -> Outcome:
    return copied.tried(mutant, [], seconds=60)


@pytest.mark.slow
def test_tests_that_miss_a_boundary_let_its_mutant_live_and_notice_the_opposite(copied: Copy) -> None:
    path = copied.folder / "pmo_xl/metrics/lateness.py"
    before = path.read_bytes()
    mutants = {each.after: each for each in mutants_of(before, "pmo_xl/metrics/lateness.py")}
    assert not outcome(copied, mutants["due <= day"]).failed
    assert outcome(copied, mutants["due >= day"]).failed == [
        "tests/metrics/test_lateness.py::test_the_day_after_is_late"
    ]
    assert path.read_bytes() == before
