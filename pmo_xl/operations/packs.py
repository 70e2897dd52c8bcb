"""Packs: which papers `export --all` makes for an occasion, and which only on one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pmo_xl.documents.catalog import PAPERS, every_paper, load_paper
from pmo_xl.errors import BadOption
from pmo_xl.metrics.open_row import is_open_row
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.record import Record

if TYPE_CHECKING:
    from datetime import date

    from pmo_xl.documents.paper import Paper
    from pmo_xl.model.project import Project

PACKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "週次": ("週次報告書", "定例資料", "アジェンダ", "期限超過一覧", "課題一覧", "QA一覧"),
        "月次": ("予算執行報告書", "試験状況報告", "リスク一覧書", "要件新旧対照", "PMO効果報告"),
        "検収": ("検収依頼書", "検収書", "支払依頼書", "月次点検報告書"),
        "終結": ("完了報告書", "振り返り資料", "引継書", "個人引継書"),
    }
)
"""The occasions and their papers, in the order in which they are read."""

ON_REQUEST: Final = frozenset(("カレンダー", "開催案内"))
"""Papers that are only made when somebody asks for them by name."""
AT_THE_END: Final = frozenset(("完了報告書", "振り返り資料"))
"""Papers that are among all of them only once 案件状態 is 終結."""
_CLOSED: Final = "終結"


def papers_for(pack: str | None, project: Project) -> Iterator[Paper]:
    """The papers of a pack, or all that belong to the project as it stands. BadOption for a pack that is none."""
    if pack is not None:
        if pack not in PACKS:
            raise BadOption(f"「{pack}」という組はありません。--for は {'・'.join(PACKS)} のどれかです。")
        yield from (load_paper(name) for name in PACKS[pack] if name in PAPERS)
        return
    is_closed = project.settings.text("案件状態") == _CLOSED
    for document in every_paper():
        if document.name not in ON_REQUEST and (is_closed or document.name not in AT_THE_END):
            yield document


def missing_from(pack: str | None) -> tuple[str, ...]:
    """The papers of a pack that this version cannot make: said, or somebody believes the pack to be whole."""
    return tuple(name for name in PACKS.get(pack or "", ()) if name not in PAPERS)


def is_current(document: Paper, row: object, project: Project) -> bool:
    """Whether a paper about this row belongs to the work at hand.

    A certificate does when the delivery was accepted in the month of D, any other paper of a row while the row is open; of
    people and meetings the paper itself says whom it is due for.
    """
    if isinstance(row, Acceptance) and document.name == "検収書":
        return _is_of_month(row.accepted_on, project.as_of)
    return not isinstance(row, Record) or is_open_row(row, project)


def _is_of_month(on: date | None, as_of: date) -> bool:
    return on is not None and (on.year, on.month) == (as_of.year, as_of.month)
