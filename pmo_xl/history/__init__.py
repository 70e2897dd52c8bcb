"""History: what each recorded run found and saw, one plain file per run, readable without this library."""

from pmo_xl.history.comparison import Difference, compare, findings_between
from pmo_xl.history.folder import FolderHistory
from pmo_xl.history.port import History, RunName, UnreadableRun
from pmo_xl.history.run import Run, project_of, run_of
from pmo_xl.history.run_json import locked_bytes, unlocked_bytes

__all__ = [
    "Difference",
    "FolderHistory",
    "History",
    "Run",
    "RunName",
    "UnreadableRun",
    "compare",
    "findings_between",
    "locked_bytes",
    "project_of",
    "run_of",
    "unlocked_bytes",
]
