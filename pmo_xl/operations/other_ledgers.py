"""The names of other customers that precheck looks for, out of the ledgers that [others] books of the words file names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from glob import glob
from pathlib import Path
from typing import Final

from pmo_xl.errors import PmoXlError
from pmo_xl.model.member import Member
from pmo_xl.model.precheck_words import PrecheckWords, is_short
from pmo_xl.model.project import Project
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.operations.book import open_workbook

MOST_BOOKS: Final = 200


def with_other_ledgers(words: PrecheckWords, home: Path, own: Path | None) -> PrecheckWords:
    """The words with what these ledgers name. home: the folder that the globs are seen from; own: the delivery's ledger.

    A glob that meets nothing, and a ledger that cannot be read, are told in books_unread.
    """
    companies: dict[str, None] = {}
    projects: dict[str, None] = {}
    unread: list[str] = []
    for path in _books(words.books, home, own, unread):
        try:
            project = open_workbook(path).project
        except PmoXlError as error:
            unread.append(f"[others] の books の {path.name} を読めません({error.message.rstrip('。')})")
            continue
        companies.update(dict.fromkeys(_companies(project)))
        projects.update(dict.fromkeys(_titles(project)))
    named = (tuple(each for each in names if not is_short(each)) for names in (companies, projects))
    return replace(words, companies=next(named), projects=next(named), books_unread=tuple(unread))


def _books(globs: Iterable[str], home: Path, own: Path | None, unread: list[str]) -> Iterator[Path]:
    """The ledgers, each once, without the delivery's own."""
    met = {own.resolve()} if own else set[Path]()
    count = 0
    for each in globs:
        found = sorted(glob(str(home / each)))  # noqa: PTH207 - it may begin with .. or a drive
        if not found:
            unread.append(f"[others] の books の「{each}」に当たる台帳がありません")
        for path in map(Path, found):
            if path.name.startswith("~$") or path.resolve() in met:
                continue
            met.add(path.resolve())
            count += 1
            if count > MOST_BOOKS:
                unread.append(
                    f"[others] の books は {MOST_BOOKS} 冊までです。残りの台帳の名前は探していません"
                )
                return
            yield path


def _companies(project: Project) -> Iterator[str]:
    vendors = project.of(Vendor) if project.has(Vendor) else ()
    members = project.of(Member) if project.has(Member) else ()
    yield from filter(None, (each.name for each in vendors))
    yield from filter(None, (each.company for each in members))


def _titles(project: Project) -> Iterator[str]:
    systems = project.of(System) if project.has(System) else ()
    yield from filter(None, (project.settings.project_name, *(each.name for each in systems)))
