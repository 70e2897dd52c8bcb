"""A machine on which no program may reach for the network: what it does there is told, and refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_REFUSING = Path(__file__).with_name("no_sockets")


def without_network(command: Sequence[str], told: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run `python` with these arguments; how it ended, and every reach for the network of it and its children.

    told: a file that does not exist yet, into which each process writes.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(_REFUSING), *filter(None, [os.environ.get("PYTHONPATH")]))),
        "PYTHONUTF8": "1",
        "SOCKETS_TOLD": str(told),
    }
    run = subprocess.run(
        [sys.executable, *command],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = told.read_text(encoding="utf-8").splitlines()
    assert "watched" in lines, "the processes were not watched"
    return run, [line for line in lines if line != "watched"]
