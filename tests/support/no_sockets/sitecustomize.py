"""Refuses every socket: Python loads this at its start where the folder is on PYTHONPATH (tests/support/no_network.py).

Python itself tells its audit hooks of each socket that is made, of each name that is looked up, and of each URL.
"""

from __future__ import annotations

import os
import sys

_REACHING = (
    "socket.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "poplib.",
    "imaplib.",
    "webbrowser.",
)
_OF_THIS_PC = ("socket.gethostname",)
"""The PC's own name, which Windows and Linux know without asking anybody."""


def _tell(what: str) -> None:
    with open(os.environ["SOCKETS_TOLD"], "a", encoding="utf-8") as file:  # noqa: PTH123 (as little as can be at the start)
        file.write(what + "\n")


def _hook(event: str, given: tuple[object, ...]) -> None:
    if event.startswith(_REACHING) and event not in _OF_THIS_PC:
        _tell(f"{event} {given!r}")
        raise PermissionError(f"no network here: {event}")


_tell("watched")
sys.addaudithook(_hook)
