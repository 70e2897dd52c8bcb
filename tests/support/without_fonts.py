"""A machine without fonts: `python -m tests.support.without_fonts COMMAND …` runs a command on it (not on Windows)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_HIDING = Path(__file__).with_name("no_fonts")


def without_fonts(home: Path, *python_path: str) -> dict[str, str]:
    """The environment of a machine on which no font is installed and nothing is cached; `home` is the user's."""
    home.mkdir(parents=True, exist_ok=True)
    nothing = home / "fonts.conf"
    nothing.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(_HIDING), *python_path)),
        "PYTHONUTF8": "1",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "FONTCONFIG_FILE": str(nothing),
    }


def main(command: Sequence[str]) -> int:
    """Run the command there and give its exit code."""
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run(command, env=without_fonts(Path(home)), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
