"""check: the rules asked of a book."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from pmo_xl.errors import BadOption
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.project import Project
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Names, Places
from pmo_xl.operations.filed_papers import with_papers
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.rules.asked import asked_rules, is_plugged, may_be_own
from pmo_xl.rules.catalog import matching
from pmo_xl.rules.light import project_light
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run

_LOG = logging.getLogger(__name__)


@collection_held_back()
def check(
    book: OpenedBook,
    rules: Names | Iterable[str | Rule] = (),
    *,
    documents: bool = True,
    roots: Places | None = None,
) -> Report:
    """The rules that 設定 has switched on, or those named, begun or given by `rules`. See Book.check."""
    is_looked = arguments.a_flag(documents, "documents")
    said = [] if roots is None else arguments.paths(roots, "roots")
    folders = said or [root for root in book.office.roots if root.is_dir()]
    given, names = _given_rules(rules)
    policy = policy_of(book.settings)
    asked = (*(rules_asked(book.project, names) if names or not given else ()), *given)
    asked = asked if names or given else tuple(policy.select(asked))
    project = book.project
    if is_looked and any(rule.needs_papers for rule in asked):
        has_texts = any(rule.needs_papers and rule.needs for rule in asked)
        project = with_papers(project, book.path, folders, has_texts=has_texts)
    report = run(project, asked, policy)
    _LOG.info("%s: asked %d rules, %d findings", book.path, len(asked), len(report.findings))
    return report if names or given else replace(report, light=project_light(book.project, report))


def _given_rules(rules: Names | Iterable[str | Rule]) -> tuple[tuple[Rule, ...], Names]:
    """Rules that a caller made, and the names of others."""
    each = rules if isinstance(rules, list | tuple) else ()
    given = tuple(rule for rule in each if isinstance(rule, Rule))
    rest = [rule for rule in each if not isinstance(rule, Rule)] if given else rules
    return given, arguments.names(rest, "rules")


def rules_asked(project: Project, names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of the catalogue and of 社内規則 that IDs or their beginnings mean; all of them without any."""
    return asked_rules(project, known_names(names))


def known_names(names: Iterable[str]) -> tuple[str, ...]:
    """The IDs, or beginnings of some, that texts hold. Raises BadOption for one that can mean no rule.

    One text may hold several as people write them: 「QST003、ISS」. Which rules 社内規則 has (OWN001) only the
    workbook knows.
    """
    ids = tuple(each for name in names for each in _ids_in(name))
    for each in ids:
        if not matching([each]) and not (may_be_own(each.upper()) or is_plugged(each.upper())):
            raise BadOption(f"規則 {each} はありません。pmo-xl rules で一覧を見られます。")
    return ids


def _ids_in(name: str) -> list[str]:
    """The pieces of a text, at least one; full-width letters are those they stand for."""
    return [each for each in re.split(r"[\s,、;/]+", unicodedata.normalize("NFKC", name)) if each] or [name]
