"""The log of an unforeseen failure: where a user can find it, and what to do with it."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pmo_xl.version import __version__

_SHOW_IT = "--debug を付けて実行し、表示を開発者に送ってください。"


def write_failure_log(error: Exception, arguments: Sequence[str], otherwise: str = _SHOW_IT) -> str:
    """Write what happened to a file of its own and say in one sentence where it lies.

    otherwise: what to do where no file can be written.
    """
    name = f"pmo_xl_{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"
    text = "\n".join(
        (
            f"pmo_xl {__version__} / Python {platform.python_version()} / {platform.platform()}",
            f"arguments: {list(arguments)}",
            "".join(traceback.format_exception(error)),
        )
    )
    try:
        path = Path(tempfile.gettempdir()) / name
        path.write_text(text, encoding="utf-8")
    except OSError:
        return f"予期しない問題で止まりました({type(error).__name__})。{otherwise}"
    return f"予期しない問題で止まりました({type(error).__name__})。記録 {path} を開発者に送ってください。"
