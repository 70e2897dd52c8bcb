"""What an RFP paper asks for, statement by statement, and the rows of RFP照合表 that have them.

Source: rules.tsv, RFP007, RFP008: matched by RFP-ID or 要件ID, else by equal words, else by the heading that is the 要件名.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pmo_xl.metrics.chapters import chapter_of, plain_key, under_headings
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import RfpStatement
from pmo_xl.model.passage import Document, PaperTable
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem

TERMS: Final = ("契約", "体制", "提案", "納品", "日程", "スケジュール", "見積", "評価")
"""Words of chapters that ask for no function: what the contract and the proposal are like."""
_PAPER: Final = re.compile("RFP|提案依頼書", re.IGNORECASE)
_CHAPTER: Final = re.compile("要求|要件|機能|非機能")
_HISTORY: Final = re.compile("履歴|目次|用語|索引")
_COLUMNS: Final = ("要求内容", "要求事項", "要件内容", "要求", "要件", "内容")
_NO_COLUMN: Final = re.compile("ID|番号|No|種別|区分|名$|数", re.IGNORECASE)
_ID: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,6}[-‐−－]\d{1,6}(?!\d)")
_FIRST_ID: Final = re.compile(rf"^[(\[【]?{_ID.pattern}[)\]】]?[\s::.]*")
_ASKING: Final = re.compile(r"(?:こと|とする|とします|望ましい|必要がある)$")
_WISHED: Final = re.compile(r"望ましい|任意|できれば|推奨|希望")
_MUST: Final = re.compile(r"必須|すること|しなければならない|できること|であること|ること")
_SENTENCES: Final = re.compile("[。\n]")
_AT_THE_END: Final = re.compile("(?:こと|もの)(?:とする|とします|である|です)?$|である$|です$|だ$")
_STEPS: Final = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
_NOT_STEPS: Final = dict(zip("いきぎしちにびみり", "わかがさたなばまら", strict=True))
_SHORTEST: Final = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A statement and the row that has it. is_same: apart from blanks, marks and ですます; expected: what the ledger says."""

    statement: RfpStatement
    item: RfpItem
    is_same: bool
    expected: str


@dataclass(frozen=True, slots=True)
class RfpComparison:
    """An RFP paper beside RFP照合表. alone: statements that no row has. unclear: rows of which it cannot be told."""

    matches: tuple[Match, ...]
    alone: tuple[RfpStatement, ...]
    unclear: tuple[RfpItem, ...]


def rfp_papers(project: Project) -> tuple[Deliverable, ...]:
    """The paper of the RFP in 成果物一覧, of several the one with the latest 更新日; none where there is none."""
    found = [
        each for each in project.deliverables if _PAPER.search(name_key(each.title or "")) and each.location
    ]
    latest = max(found, key=lambda each: each.updated_on or date.min, default=None)
    return () if latest is None else (latest,)


def statements_of(document: Document) -> tuple[RfpStatement, ...]:
    """What a paper asks for: rows of tables with a column 要求, 要件 or 内容, and sentences in …こと。 …とする。

    A chapter whose tables ask asks in no sentence: those there, above and below speak of the table.
    """
    found = [each for table in document.tables for each in _in_table(table)]
    told = {each.heading for each in found}
    return (*found, *(each for each in _in_sentences(document) if not _is_told(each.heading, told)))


def _is_told(heading: tuple[str, ...], told: Collection[tuple[str, ...]]) -> bool:
    """Whether a table asks in this chapter, in one above it, or in one below it."""
    return any(heading[: len(each)] == each or each[: len(heading)] == heading for each in told)


def _in_table(table: PaperTable) -> Iterator[RfpStatement]:
    rows = list(table.rows())
    if len(rows) < 2 or _HISTORY.search("".join((*table.heading, table.place if table.is_sheet else ""))):
        return
    head = {column: plain_key(text) for column, text in rows[0][1].items()}
    column = _column(head, table)
    wish = next((at for at, label in head.items() if label in ("必須任意", "必須", "区分", "優先度")), None)
    for row, cells in rows[1:]:
        text = cells.get(column or 0, "").strip()
        if column and len(plain_key(text)) >= _SHORTEST:
            ids = tuple(
                id_key(each) for at, told in cells.items() if at != column for each in _ID.findall(told)
            )
            said = cells.get(wish or 0, "") or text
            where = table.passage("", (row, column)).place
            yield RfpStatement(text, where, table.heading, ids or _ids_in(text), _obligation(said))


def _column(head: dict[int, str], table: PaperTable) -> int | None:
    """The column of the statements; a bare 内容 counts only under a chapter of demands."""
    for word in _COLUMNS:
        if word == "内容" and not _CHAPTER.search("".join((*table.heading, table.place))):
            continue
        for at, label in head.items():
            if word in label and not _NO_COLUMN.search(label):
                return at
    return None


def _in_sentences(document: Document) -> Iterator[RfpStatement]:
    for passage in under_headings(document):
        if passage.kind not in ("本文", "箇条書き", "行"):
            continue
        if not _CHAPTER.search("".join(passage.heading)) or _HISTORY.search("".join(passage.heading)):
            continue
        for sentence in map(str.strip, _SENTENCES.split(passage.text)):
            if len(plain_key(sentence)) >= _SHORTEST and _ASKING.search(sentence):
                told = (_ids_in(sentence), _obligation(sentence))
                text = _FIRST_ID.sub("", sentence)
                yield RfpStatement(f"{text}。", passage.place, passage.heading, *told)


def _ids_in(text: str) -> tuple[str, ...]:
    return tuple(id_key(each) for each in _ID.findall(unicodedata.normalize("NFKC", text)))


def _obligation(text: str) -> str | None:
    return "任意" if _WISHED.search(text) else "必須" if _MUST.search(text) else None


def is_same_statement(one: str, other: str) -> bool:
    """Whether two texts ask for the same, blanks, marks, こと and ですます apart."""
    first, second = _sentences(one), _sentences(other)
    return len(first) == len(second) and all(a & b for a, b in zip(first, second, strict=True))


def _sentences(text: str) -> list[frozenset[str]]:
    plain = _ID.sub("", unicodedata.normalize("NFKC", text))
    return [_forms(key) for each in _SENTENCES.split(plain) if (key := plain_key(each))]


def _forms(key: str) -> frozenset[str]:
    """The plain forms that a sentence may stand for: 行います is 行う or, of another verb, 行いる."""
    key = _AT_THE_END.sub("", key)
    for polite, steps, ending in (("ません", _NOT_STEPS, "ない"), ("ます", _STEPS, "")):
        if key.endswith(polite):
            stem = key.removesuffix(polite)
            found = {stem + (ending or "る")}
            if stem and stem[-1] in steps:
                found.add(stem[:-1] + steps[stem[-1]] + ending)
            if stem.endswith("し"):
                found.add(stem + "ない" if ending else f"{stem[:-1]}する")
            return frozenset(found)
    return frozenset((key,))


def rfp_comparison(statements: Sequence[RfpStatement], project: Project) -> RfpComparison:
    """Each statement of the paper in 成果物一覧 with the rows of RFP照合表 that have it; worked out once."""
    return project.cached("rfp paper", lambda: compared(statements, project))


def compared(statements: Sequence[RfpStatement], project: Project) -> RfpComparison:
    """Each statement with the rows of RFP照合表 that have it."""
    matches: list[Match] = []
    taken: set[int] = set()
    left: list[RfpItem] = []
    for item in project.rfp_items:
        requirement = project.requirements.get(item.requirement)
        same, named = _fitting(item, requirement, statements)
        if same or len(named) == 1:
            matches.append(_match((same or named)[0], item, requirement, is_same=bool(same)))
            taken.add(id(matches[-1].statement))
        else:
            left.append(item)
    unclear = []
    for item in left:
        requirement = project.requirements.get(item.requirement)
        under = [each for each in _under(requirement, statements) if id(each) not in taken]
        if len(under) == 1:
            matches.append(_match(under[0], item, requirement, is_same=False))
            taken.add(id(under[0]))
        elif under or _fitting(item, requirement, statements)[1]:
            unclear.append(item)
    alone = tuple(each for each in statements if id(each) not in taken)
    return RfpComparison(tuple(matches), alone, tuple(unclear))


def _match(found: RfpStatement, item: RfpItem, requirement: Requirement | None, *, is_same: bool) -> Match:
    expected = item.statement or (requirement.statement if requirement else None) or ""
    return Match(found, item, is_same, expected)


def _fitting(
    item: RfpItem, requirement: Requirement | None, statements: Sequence[RfpStatement]
) -> tuple[list[RfpStatement], list[RfpStatement]]:
    """The statements that say what the row or its 要件 says, and those that bear its ID; of the latter the former come first."""
    ids = {id_key(each) for each in (item.id, item.requirement) if each}
    own = item.id and [each for each in statements if id_key(item.id) in each.ids]
    named = own or [each for each in statements if ids & set(each.ids)]
    texts = [text for text in (item.statement, requirement.statement if requirement else None) if text]
    same = [each for each in named or statements if any(is_same_statement(each.text, text) for text in texts)]
    return same, named


def _under(requirement: Requirement | None, statements: Sequence[RfpStatement]) -> list[RfpStatement]:
    """The statements below a heading that is the 要件名."""
    title = plain_key(requirement.title or "") if requirement else ""
    return [
        each for each in statements if title and any(chapter_of(head)[1] == title for head in each.heading)
    ]


def is_term(statement: RfpStatement) -> bool:
    """Whether it is a term of the contract or the proposal, by its chapter."""
    return any(word in head for head in statement.heading for word in TERMS)
