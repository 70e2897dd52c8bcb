"""check: the rules asked of a book."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from pmo_xl.errors import BadOption
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Names
from pmo_xl.operations.collection import collection_held_back
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run


@collection_held_back()
def check(book: OpenedBook, rules: Names = ()) -> Report:
    """The rules that 設定 has switched on, or those whose ID is or begins with one of `rules`. See Book.check."""
    policy, names = policy_of(book.settings), arguments.names(rules, "rules")
    asked = rules_named(names)
    report = run(book.project, asked if names else policy.select(asked), policy)
    return report if names else replace(report, light=project_light(book.project, report))


def rules_named(names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that IDs or their beginnings mean. Raises BadOption for one that means none.

    One text may hold several as people write them: 「QST003、ISS」.
    """
    ids = [each for name in names for each in _ids_in(name)]
    for each in ids:
        if not matching([each]):
            raise BadOption(f"規則 {each} はありません。pmo-xl rules で一覧を見られます。")
    return matching(ids)


def _ids_in(name: str) -> list[str]:
    """The pieces of a text, at least one; full-width letters are those they stand for."""
    return [each for each in re.split(r"[\s,、;/]+", unicodedata.normalize("NFKC", name)) if each] or [name]
