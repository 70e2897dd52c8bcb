"""What runs in a process of its own for the papers that Word makes PDFs of: Word may ask something and never answer.

Arguments: the folder of the PDFs, then the papers. The number of Word's process goes to the standard output first, so that
whoever started this one can end that one, too. A Word of its own is started: one that the user has open is left alone.
Sources: learn.microsoft.com, Word VBA reference (Documents.Open, Document.ExportAsFixedFormat, WdExportFormat, WdAlertLevel)
and MsoAutomationSecurity.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

_NO_ALERTS, _NO_MACROS, _PDF, _NO_CHANGES, _HEADINGS = 0, 3, 17, 0, 1


def main(folder: Path, papers: Sequence[Path]) -> int:
    """Make a PDF of each paper into the folder; one that fails is passed over. 2 where Word did not start."""
    try:
        word: Any = import_module("win32com.client").DispatchEx("Word.Application")
    except Exception:
        return 2
    try:
        word.Visible = False
        word.DisplayAlerts = _NO_ALERTS
        word.AutomationSecurity = _NO_MACROS
        with suppress(Exception):
            _tell_process(word)
        for paper in papers:
            with suppress(Exception):
                _one(word, paper, folder / f"{paper.stem}.pdf")
    finally:
        with suppress(Exception):
            word.Quit(_NO_CHANGES)
    return 0


def _tell_process(word: Any) -> None:  # noqa: ANN401 - an object of COM
    empty = word.Documents.Add()
    _, process = import_module("win32process").GetWindowThreadProcessId(word.ActiveWindow.Hwnd)
    empty.Close(_NO_CHANGES)
    sys.stdout.write(f"{process}\n")
    sys.stdout.flush()


def _one(word: Any, paper: Path, pdf: Path) -> None:  # noqa: ANN401 - an object of COM
    opened = word.Documents.Open(str(paper), ConfirmConversions=False, ReadOnly=True, AddToRecentFiles=False)
    try:
        opened.ExportAsFixedFormat(str(pdf), _PDF, OpenAfterExport=False, CreateBookmarks=_HEADINGS)
    finally:
        opened.Close(_NO_CHANGES)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]]))
