"""Which row of 成果物一覧 a file is: by where it lies, the 文書ID in its name, its 格納先's name, or its title without version and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.passage import Document
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key
from pmo_xl.rules.precheck.texts import folded

_VERSION: Final = re.compile(
    r"(?:[_ -]|(?<=[^\W\d_]))?(?<![A-Za-z])(?:(?:v|ver\.?|rev\.?|r)[ _]?\d+(?:\.\d+)*[a-z]?|第?\d+(?:\.\d+)*版)(?![A-Za-z\d])",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"[_ -]?(?<!\d)(?:19|20)\d{2}[-._]?\d{2}[-._]?\d{2}(?!\d)")
_COPY: Final = re.compile(r"[_ -]?(?:最終|最新|コピー|copy|final|修正版|\(\d+\)|- コピー)", re.IGNORECASE)
_ID: Final = re.compile(r"^([A-Za-z]{2,6}-\d{1,6})(?:[_ -]|$)")


def title_key(title: str) -> str:
    """A title without its 文書ID, version, date and marks of copies, as titles compare."""
    plain = folded(title)
    for pattern in (_DATE, _VERSION, _COPY, _ID):
        plain = pattern.sub("", plain)
    return name_key(plain).strip("_-. ")


def version_in(title: str) -> str:
    """The version that a file's name tells; "" without one."""
    found = _VERSION.search(folded(title))
    return found[0].strip("_- ") if found else ""


def deliverables_of(project: Project | None) -> tuple[Deliverable, ...]:
    """The rows of 成果物一覧; none without a ledger."""
    if project is None or not project.has(Deliverable):
        return ()
    return tuple(project.of(Deliverable))


def fitting(document: Document, items: Iterable[Deliverable]) -> tuple[Deliverable, ...]:
    """The rows that a file can be, by the surest sign that any of them shows."""
    rows = tuple(items)
    if found := tuple(each for each in rows if each.location in document.filed_as):
        return found
    identity = _ID.match(folded(document.title))
    if identity and (
        found := tuple(each for each in rows if each.id and id_key(each.id) == id_key(identity[1]))
    ):
        return found
    name = name_key(document.path.rpartition("/")[2].rpartition(" ＞ ")[2])
    if found := tuple(each for each in rows if each.location and name_key(_last(each.location)) == name):
        return found
    key = title_key(document.title)
    return tuple(each for each in rows if each.title and title_key(each.title) == key)


def deliverable_of(document: Document, project: Project | None) -> Deliverable | None:
    """The one row that a file is; None without one, and where two fit."""
    found = fitting(document, deliverables_of(project))
    return found[0] if len(found) == 1 else None


def _last(location: str) -> str:
    return re.split(r"[\\/¥￥]", location.partition("#")[0].strip())[-1]
