"""What the 送る menu starts: checks the chosen workbooks and keeps the window open to be read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from pmo_xl.faces.cli import main as command_line
from pmo_xl.faces.console import tell
from pmo_xl.faces.streams import guarded_streams


def main(arguments: Sequence[str] | None = None, wait: Callable[[str], object] = input) -> int:
    """Check the workbooks named by the arguments, then wait for Enter; the exit code of `check`."""
    books = list(sys.argv[1:] if arguments is None else arguments)
    with guarded_streams():
        try:
            if books:
                return command_line(["check", "--", *books])
            tell("台帳を右クリックし、「送る」→「pmo_xl チェック」を選んでください。")
            return 2
        finally:
            _stay(wait)


def _stay(wait: Callable[[str], object]) -> None:
    try:
        wait("\nEnter キーを押すと、この画面を閉じます。")
    except (EOFError, KeyboardInterrupt):
        return


if __name__ == "__main__":
    sys.exit(main())
