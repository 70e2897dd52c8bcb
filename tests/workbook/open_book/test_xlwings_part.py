"""Only the freely licensed part of xlwings is used, and only when a book is open in Excel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.open_book import excel

ROOT = Path(__file__).parents[3]


def printed(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return run.stdout.strip()


@pytest.mark.slow
def test_no_module_of_the_paid_part_is_imported_with_xlwings() -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from pmo_xl.operations.live import open_where_it_is, open_live\n"
        "from pmo_xl.workbook.open_book.excel import find_open, load_xlwings\n"
        "xlwings = load_xlwings()\n"
        "assert find_open(Path('なし.xlsx')) is None\n"
        "print(xlwings.__pro__, sorted(name for name in sys.modules if name.startswith('xlwings.pro')))"
    )
    assert printed(code) == "False []"


def test_xlwings_is_not_imported_before_a_book_is_open() -> None:
    assert printed("import sys, pmo_xl.operations.live as live; print('xlwings' in sys.modules)") == "False"


@pytest.mark.slow
def test_no_source_of_ours_names_the_paid_part() -> None:
    sources = [*ROOT.glob("pmo_xl/**/*.py"), *ROOT.glob("macros/PmoButtons.bas")]
    naming = [path.name for path in sources if "xlwings.pro" in path.read_text(encoding="utf-8")]
    assert sources and naming == ["excel.py"]  # where it is kept out


def test_without_xlwings_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    with pytest.raises(UnreadableWorkbook, match=r"xlwings が入っていないため.* -m pip install "):
        excel.load_xlwings()
    assert excel.find_open(ROOT / "なし.xlsx") is None
