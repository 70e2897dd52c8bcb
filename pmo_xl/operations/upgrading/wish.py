"""Wish: what an upgrade was asked for beside what the schema brings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmo_xl.errors import BadOption
from pmo_xl.model.near import NearMisses
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.upgrading.step import SOURCE, Decisions


@dataclass(frozen=True)
class Wish:
    """What the caller asked for beside what the schema brings.

    sheets: only these, by their labels. profile: "core" or "full"; None = as the book is. add: columns that were taken
    out, as 課題管理表.原因. has_labels: headings that staff renamed become ours. is_menu_anew: メニュー is put anew. decided: single
    columns taken out and headings renamed that become ours, as tab and heading.
    """

    profile: str | None = None
    sheets: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    has_labels: bool = False
    is_menu_anew: bool = False
    decided: frozenset[tuple[str, str]] = frozenset()

    def with_decisions(self, decided: Decisions) -> Wish:
        """The same wish with what a person decided of columns taken out and headings changed."""
        return replace(
            self, decided=frozenset(place for place, choice in decided.items() if choice == SOURCE)
        )


def refuse_unknown(wish: Wish) -> None:
    """BadOption for a sheet or a column that is not ours, with the nearest."""
    labels = [sheet.sheet.label for sheet in SHEETS]
    columns = [f"{sheet.sheet.label}.{each.label}" for sheet in SHEETS for each in sheet.columns.values()]
    for given, known, what in ((wish.sheets, labels, "シート"), (wish.add, columns, "列")):
        for name in given:
            if name not in known:
                near = NearMisses(known).of(name, most=1)
                hint = f"「{near[0]}」のことですか。" if near else ""
                raise BadOption(f"「{name}」という{what}は pmo_xl の台帳にありません。{hint}")
