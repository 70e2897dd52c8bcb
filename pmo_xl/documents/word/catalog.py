"""DOCUMENTS: the papers in Word, in the order of the list."""

from __future__ import annotations

from typing import Final

from pmo_xl.documents.catalog import NOT_IN_WORD, PAPERS, load_paper
from pmo_xl.documents.paper import Paper
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.errors import BadOption

DOCUMENTS: Final[tuple[str, ...]] = tuple(name for name in PAPERS if name not in NOT_IN_WORD)


def load(name: str) -> WordDocument:
    """The document of this name. BadOption, with the names there are, when there is none, and of a paper that is a text."""
    paper = load_paper(name)
    if not isinstance(paper, WordDocument):
        raise BadOption(
            f"{name} は Word の文書ではありません({' '.join(paper.endings)} で作ります)。様式と項目はありません。"
        )
    return paper


def load_with_form(name: str) -> Paper:
    """The paper of this name that a form of one's own may be made for, in Word or PowerPoint. BadOption for any other."""
    paper = load_paper(name)
    if not paper.takes_form:
        raise BadOption(f"{paper.name} は {' '.join(paper.endings)} で作る文書で、様式と項目はありません。")
    return paper


def every() -> tuple[WordDocument, ...]:
    """All documents, in the order of the list."""
    return tuple(map(load, DOCUMENTS))
