"""rfp-scan: what an RFP paper asks for, beside RFP照合表 and 要件一覧; the rows that lack are proposed as an exchange."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.exchange import Exchange, Row, SourceFacts
from pmo_xl.exchange.match import alike
from pmo_xl.exchange.row import Where
from pmo_xl.metrics.chapters import chapter_of, plain_key
from pmo_xl.metrics.rfp import asked_systems
from pmo_xl.metrics.rfp_paper import RfpComparison, compared, is_same_statement, is_term, statements_of
from pmo_xl.model.column import Kind
from pmo_xl.model.filed import RfpStatement
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.operations.import_files import ImportOptions, Read
from pmo_xl.operations.import_rows import exchange_of
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.papers.reading import read_paper
from pmo_xl.workbook.file.container import read_file

SAME, DIFFERS, PAPER_ONLY, BOOK_ONLY, NEAR, TERM = (
    "同じ",
    "文が違う",
    "RFPだけ",
    "台帳だけ",
    "似ている",
    "条件",
)
_LIKE, _APART = 0.75, 0.1
_ADDED: Final = "RFP照合表に足します"
_NO_SHEET: Final = (
    "RFP照合表シートがないため足せません(pmo-xl upgrade 台帳 --sheet RFP照合表 --apply で足せます)"
)


@dataclass(frozen=True, slots=True)
class RfpLine:
    """One line of the comparison. what: 同じ, 文が違う, RFPだけ, 台帳だけ, 似ている (a person decides), 条件 (of the contract)."""

    what: str
    row_id: str | None
    requirement: str | None
    place: str
    paper: str
    book: str
    remark: str = ""


COLUMNS: Final = (
    ListColumn("区分", width=10, name="what", is_judged=True),
    ListColumn("RFP-ID", width=10, name="row_id"),
    ListColumn("要件", width=10, name="requirement"),
    ListColumn("場所", Kind.LONGTEXT, 26, name="place"),
    ListColumn("RFPの文", Kind.LONGTEXT, 44, name="paper"),
    ListColumn("台帳の文", Kind.LONGTEXT, 44, name="book"),
    ListColumn("違い・わけ", Kind.LONGTEXT, 40, name="remark"),
)


@dataclass(frozen=True)
class RfpScan:
    """What an RFP paper came to. lines: every statement, and what of the ledger the paper lacks. exchange: rows to be added."""

    lines: tuple[RfpLine, ...]
    exchange: Exchange

    @property
    def is_left(self) -> bool:
        """Whether a line waits for a person: what differs or is alike, the ledger's own, what no sheet is there for."""
        return any(each.what in (DIFFERS, NEAR, BOOK_ONLY) or each.remark == _NO_SHEET for each in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """By 区分, how many lines."""
        words = (SAME, DIFFERS, PAPER_ONLY, NEAR, BOOK_ONLY, TERM)
        return {word: sum(each.what == word for each in self.lines) for word in words}


def rfp_scan(book: OpenedBook, path: Path, password: str | None = None) -> RfpScan:
    """An RFP paper beside the rows of a book; nothing is written before `exchange.apply()`.

    Raises UnreadableWorkbook for a paper that cannot be read, BadOption for one in which nothing is asked for.
    """
    document = read_paper(path.name, read_file(path), password)
    if not document.is_read:
        raise UnreadableWorkbook(document.unread[0].reason)
    statements = statements_of(document)
    if not statements:
        raise BadOption(
            f"{path.name} に、要求を読み取れる表(要求・要件・内容の列)も、要求・要件・機能の章の「…こと。」の文もありません。"
        )
    project = book.project
    found = compared(statements, project)
    near = {id(each): _near(each, found, project) for each in found.alone}
    lines = tuple(_lines(found, near, project))
    rows = [
        _row(each, project, path.name, number)
        for number, each in enumerate(found.alone, 1)
        if not is_term(each) and near[id(each)] is None
    ]
    told = (path.name, document.sha256, "RFP", None, None, len(statements), len(statements), None)
    read = Read([SourceFacts(*told)], {RfpItem: {path.name: rows}}, source="rfp", is_stable=True)
    read.remarks += [f"読めなかった部分があります: {each.reason}" for each in document.unread]
    return RfpScan(lines, exchange_of(book, [path], read, ImportOptions(is_linked=False), "rfp-scan"))


def _lines(found: RfpComparison, near: dict[int, RfpItem | None], project: Project) -> Iterator[RfpLine]:
    for match in found.matches:
        statement, item = match.statement, match.item
        what = SAME if match.is_same else DIFFERS
        remark = "" if match.is_same else marked(match.expected, statement.text)
        yield RfpLine(
            what, item.id, item.requirement, statement.place, statement.text, match.expected, remark
        )
    for each in found.alone:
        like = near[id(each)]
        requirement = _requirement(each, project)
        named = requirement.id if requirement else None
        if is_term(each):
            yield RfpLine(TERM, None, None, each.place, each.text, "", "契約や提案の条件の章です")
        elif like:
            text = like.statement or ""
            yield RfpLine(
                NEAR, like.id, like.requirement, each.place, each.text, text, marked(text, each.text)
            )
        else:
            remark = _ADDED if project.has(RfpItem) else _NO_SHEET
            yield RfpLine(PAPER_ONLY, None, named, each.place, each.text, "", remark)
    for item in found.unclear:
        yield RfpLine(
            NEAR, item.id, item.requirement, "", "", item.statement or "", "どの要求と比べるか決められません"
        )
    likened = {id(each) for each in near.values() if each}
    yield from _book_only(found, project, likened)


def _book_only(found: RfpComparison, project: Project, likened: set[int]) -> Iterator[RfpLine]:
    """The rows that the paper does not have, and the 要件 of systems that are asked for and that nothing asks."""
    seen = likened | {id(match.item) for match in found.matches} | {id(item) for item in found.unclear}
    for item in project.rfp_items:
        if id(item) not in seen:
            yield RfpLine(
                BOOK_ONLY, item.id, item.requirement, "", "", item.statement or "", "RFPの文書にありません"
            )
    named = {id_key(item.requirement) for item in project.rfp_items if item.requirement}
    named |= {id_key(each.id) for told in found.alone if (each := _requirement(told, project)) and each.id}
    asked = {id(system) for system in asked_systems(project)}
    for requirement in project.requirements:
        own = {id(project.system(name)) for name in requirement.systems}
        if requirement.status == "対象" and own & asked and id_key(requirement.id or "") not in named:
            text = requirement.statement or requirement.title or ""
            yield RfpLine(
                BOOK_ONLY, None, requirement.id, "", "", text, "RFP照合表にもRFPの文書にもない要件です"
            )


def _near(statement: RfpStatement, found: RfpComparison, project: Project) -> RfpItem | None:
    """The one row that says nearly the same; None where none does, or two do."""
    taken = {id(match.item) for match in found.matches if match.is_same}
    rows = [each for each in project.rfp_items if each.statement and id(each) not in taken]
    key = plain_key(statement.text)
    scored = sorted(
        ((alike(key, plain_key(each.statement or "")), n) for n, each in enumerate(rows)), reverse=True
    )
    if not scored or scored[0][0] < _LIKE:
        return None
    is_alone = len(scored) == 1 or scored[0][0] - scored[1][0] >= _APART
    return rows[scored[0][1]] if is_alone else None


def _requirement(statement: RfpStatement, project: Project) -> Requirement | None:
    """The 要件 that a statement is of: by its ID, its words, or the heading that is its 要件名."""
    for each in statement.ids:
        if found := project.requirements.get(each):
            return found
    same = [
        each
        for each in project.requirements
        if each.statement and is_same_statement(each.statement, statement.text)
    ]
    titles = {chapter_of(head)[1] for head in statement.heading}
    titled = [each for each in project.requirements if each.title and plain_key(each.title) in titles]
    return next((found[0] for found in (same, titled) if len(found) == 1), None)


def _row(statement: RfpStatement, project: Project, file: str, number: int) -> Row:
    requirement = _requirement(statement, project)
    told: dict[str, Any] = {
        "statement": statement.text,
        "requirement": requirement.id if requirement else None,
        "obligation": statement.obligation or "必須",
        "section": statement.heading[-1] if statement.heading else None,
    }
    return Row(RfpItem, {name: value for name, value in told.items() if value}, Where(file, None, number))


def marked(book: str, paper: str) -> str:
    """Where two texts differ, in words: 「3秒」→「5秒」."""
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, book, paper, autojunk=False).get_opcodes()
    told = [f"「{book[a:b]}」→「{paper[c:d]}」" for kind, a, b, c, d in steps if kind != "equal"]
    return "、".join(told[:5]) + (f" ほか {len(told) - 5} か所" if len(told) > 5 else "")
