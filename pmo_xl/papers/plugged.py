"""Readers of other packages (entry points `pmo_xl.papers`): one for each ending that pmo_xl does not read itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from hashlib import sha256

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.passage import KINDS, Document, Passage
from pmo_xl.papers.endings import OWN_ENDINGS
from pmo_xl.plugins import ENDS, Plugin, judged, parted, reason_of

GROUP = "pmo_xl.papers"
Reader = Callable[[str, bytes, str | None], Document]


def plugged_readers() -> Mapping[str, Reader]:
    """The readers of plug-ins by the ending they read: the name of their entry."""
    return {each.name: _guarded(each) for each in parted(judged_plugins())[0]}


def fault_of(ending: str) -> str:
    """Why the plug-in for an ending cannot be used; "" where there is none."""
    return next((each.fault or "" for each in judged_plugins() if each.name == ending), "")


@cache
def judged_plugins() -> tuple[Plugin, ...]:
    """The plug-ins of this group, those that cannot be used with their fault."""
    taken: set[str] = set()

    def _why_not(plugin: Plugin) -> str | None:
        if not callable(plugin.thing):
            return "文書を読む関数ではありません"
        if plugin.name != plugin.name.lower().strip(". "):
            return "名前は、点のない小文字の拡張子にしてください"
        if plugin.name in (*OWN_ENDINGS, *taken):
            return f"拡張子 .{plugin.name} は使われています"
        taken.add(plugin.name)
        return None

    return judged(GROUP, _why_not)


def _guarded(plugin: Plugin) -> Reader:
    """The reader, asked so that whatever its code does costs no more than the one file."""

    def read(path: str, data: bytes, password: str | None) -> Document:
        """The document in these bytes. Raises UnreadableWorkbook with one sentence."""
        try:
            with redirect_stdout(sys.stderr):
                found = plugin.thing(path, data, password)
                told = found if isinstance(found, Document) else _passages(found)
        except (UnreadableWorkbook, *ENDS):
            raise
        except BaseException as error:  # code of others
            raise UnreadableWorkbook(
                f"{path} をプラグイン {plugin.label} で読めません（{reason_of(error)}）。"
            ) from error
        if isinstance(told, Document):
            return replace(told, path=path)
        reads = frozenset(each.kind for each in told) or frozenset(("本文",))
        return Document(path, plugin.name, told, reads, sha256=sha256(data).hexdigest(), size=len(data))

    return read


def _passages(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """What it gave, looked at here, so that a generator raises where it is guarded."""
    passages = tuple(found)
    if not all(isinstance(each, Passage) and each.kind in KINDS for each in passages):
        raise TypeError("Passage の一覧ではありません")
    return passages
