"""The mutants are real faults: the code says something else, still compiles, and the tests tell them apart."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.mutator import every_mutant, mutants_of

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


TINY = {
    "pmo_xl/__init__.py": "",
    "pmo_xl/metrics/__init__.py": "",
    "pmo_xl/metrics/lateness.py": (
        "GRACE = 0\n\n"
        "def is_late(due, day):\n    return due + GRACE < day\n\n"
        "def is_forgotten(due, day):\n    return due < day\n"
    ),
    "tests/test_lateness.py": (
        "from pmo_xl.metrics.lateness import is_late\n\n"
        "def test_the_day_after_is_late():\n    assert is_late(1, 2) and not is_late(4, 2)\n"
    ),
    "tests/test_broken.py": (
        "from pmo_xl.metrics.lateness import is_late\n\ndef test_fails_anyway():\n    assert is_late(2, 1)\n"
    ),
    "tests/conftest.py": (
        "import gc\n\ndef pytest_collection_finish():\n    gc.collect()\n    gc.freeze()  # as our own does\n"
    ),
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = "--import-mode=importlib"\n',
}
TRY_TINY = """
import sys, time
from pathlib import Path
import pytest
from tests.mutants.mutator import every_mutant
from tests.mutants.trial import OPTIONS, Trials
root = Path(sys.argv[1])
report = lambda mutant, outcome: print(mutant.line, mutant.after, outcome, sep=" | ", file=sys.stderr)
pytest.main([*OPTIONS, f"--rootdir={root}", "tests"], plugins=[Trials(root, every_mutant(root), time.monotonic() + 60, report)])
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials fork their processes, which Windows cannot")
def test_tests_notice_what_they_look_at_and_let_live_what_they_do_not(tmp_path: Path) -> None:
    for name, text in TINY.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, "-c", TRY_TINY, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    tried = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    noticed = "tests/test_lateness.py::test_the_day_after_is_late"
    assert set(tried.stderr.splitlines()) == {
        "1 | 1 | " + noticed,
        "1 | (-1) | None",
        "4 | due - GRACE | None",
        "4 | due + GRACE <= day | None",
        "4 | due + GRACE >= day | " + noticed,
        "4 | None | " + noticed,
        "7 | due <= day | None",
        "7 | due >= day | None",
        "7 | None | None",
    }
    assert {name: (tmp_path / name).read_text("utf-8") for name in TINY} == TINY
