"""What a paper comes to as files: filled in, with what the one who sends it must know, or only its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.charts.painting import png, svg
from pmo_xl.disk.output_file import write_file
from pmo_xl.documents.calendar_paper import CalendarPaper, calendar_file
from pmo_xl.documents.mail_paper import MailPaper, mail_files
from pmo_xl.documents.slides.document import SlideDocument, slide_file
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.letter import draft_reasons
from pmo_xl.documents.word.unfit_rows import unfit_reason
from pmo_xl.documents.word.unread_cells import cells_of, unread_cells
from pmo_xl.errors import BadOption
from pmo_xl.model.record import Record
from pmo_xl.operations.today import now

if TYPE_CHECKING:
    from pmo_xl.documents.paper import Paper
    from pmo_xl.documents.word.content import Source
    from pmo_xl.model.sender import Sender
    from pmo_xl.operations.opened_book import OpenedBook

_NO_SENDER: Final = "設定の差出人.会社・差出人.氏名(または pmo_xl.toml の [sender])が空欄です。送る前に署名を書き入れてください。"
_FILES: Final = frozenset((".docx", ".txt", ".eml", ".ics", ".svg", ".png", ".mmd", ".pdf", ".xlsx", ".pptx"))
"""Endings of which nobody means a folder."""


@dataclass(frozen=True)
class Filled:
    """One paper. files: its bytes by ending. why_not: why it cannot go out, in a sentence; "" where it can.

    unread: cells it stands on that could not be read. unfit: rows that are therefore not in it. drafts: why it is still a
    draft. remarks: what else its sender must know, a sentence each.
    """

    files: Mapping[str, bytes]
    why_not: str = ""
    unread: tuple[str, ...] = ()
    unfit: tuple[Record, ...] = ()
    drafts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def filled(
    paper: Paper,
    source: Source,
    row: Any,  # noqa: ANN401 - a row, a person, a meeting
    form: Path | None,
    sender: Sender,
) -> Filled:
    """Fill in a paper. row: what it is made for, where it is made of many. form: a Word form of one's own. sender: of a mail."""
    if isinstance(paper, MailPaper):
        return _to_mail(paper, source, row, sender)
    if isinstance(paper, CalendarPaper):
        made = paper.content(source, row)
        return Filled({".ics": calendar_file(made, now())}, remarks=made.remarks)
    if isinstance(paper, WordDocument):
        return _in_word(paper, source, row, form)
    if isinstance(paper, SlideDocument):
        return _on_slides(paper, source, row, form)
    raise TypeError(type(paper))


def _to_mail(paper: MailPaper, source: Source, row: object, sender: Sender) -> Filled:
    made = paper.content(source, row)
    if why := unfit_reason(row, ()):
        return Filled({}, why)
    unknown = () if sender.is_known else (_NO_SENDER,)
    return Filled(
        mail_files(replace(made.mail_text, sender=sender)),
        unread=tuple(cell for record in made.records for cell in cells_of(record)),
        unfit=tuple(made.unfit),
        remarks=(*unknown, *made.remarks),
    )


def _in_word(document: WordDocument, source: Source, row: object, form: Path | None) -> Filled:
    from pmo_xl.documents.word.render import render

    content, leaves = document.content(source, row), document.audience.leaves_the_house
    if leaves and (why := unfit_reason(row, content.records)):
        return Filled({}, why)
    one = row if isinstance(row, Record) and not content.records else None
    (ending,) = document.endings
    return Filled(
        {ending: render(document, content, source, form)},
        "",
        unread_cells(content, source.project, one),
        tuple(content.unfit),
        draft_reasons(content.letter, source.project.settings) if leaves else (),
    )


def _on_slides(document: SlideDocument, source: Source, row: object, form: Path | None) -> Filled:
    content = document.content(source, row)
    (ending,) = document.endings
    made = slide_file(document, content, source, form)
    return Filled({ending: made}, "", unread_cells(content, source.project, None), tuple(content.unfit))


def not_made_as(paper: Paper, output: Path) -> str:
    """The sentence that refuses a file of this ending."""
    endings = "、".join(paper.endings)
    return f"{paper.name} を {output.suffix or '拡張子なし'} では作れません。-o のファイル名は {endings} で終えてください。"


def is_file(output: Path, paper: Paper) -> bool:
    """Whether somebody named a file of a kind that the paper is made as, not a folder."""
    return output.suffix.lower() in paper.endings


def named_file(output: Path) -> dict[str, Path]:
    """The one file that somebody named, by its ending."""
    return {output.suffix.lower(): output}


def places_of(paper: Paper, folder: Path, stem: str) -> dict[str, Path]:
    """By ending, the files of a paper of which nobody named one."""
    return {ending: folder / f"{stem}{ending}" for ending in paper.endings}


def is_no_folder(output: Path) -> bool:
    """Whether a name ends as that of a file, so that nobody means a folder."""
    return output.suffix.lower() in _FILES


MERMAID = ".mmd"
_DRAWN: Mapping[str, Callable[[Any], bytes]] = {
    ".svg": lambda figure: svg(figure).encode(),
    ".png": lambda figure: png(figure),
}
ENDINGS = (*_DRAWN, MERMAID)


def export_figures(
    document: WordDocument, book: OpenedBook, target: Path, *, force: bool
) -> tuple[Path, ...]:
    """Write what the file's ending asks for; several figures are numbered. BadOption where there is none."""
    ending = target.suffix.lower()
    if ending == MERMAID and document.mermaid:
        return (_write_figure(target, document.mermaid(book.project).encode(), force),)
    if ending not in _DRAWN or not document.figures:
        raise BadOption(_refusal(document, ending))
    figures = document.figures(book.project)
    if not isinstance(figures, Sequence):
        if hasattr(figures, "reason"):
            raise BadOption(figures.reason)
        figures = (figures,)
    names = [target] if len(figures) == 1 else [_numbered(target, n) for n in range(1, len(figures) + 1)]
    draw = _DRAWN[ending]
    return tuple(
        _write_figure(name, draw(figure), force) for name, figure in zip(names, figures, strict=True)
    )


def _refusal(document: WordDocument, ending: str) -> str:
    kinds = [*(_DRAWN if document.figures else ()), *((MERMAID,) if document.mermaid else ())]
    endings = "、".join([".docx", *kinds])
    return f"{document.name} を {ending or '拡張子なし'} では作れません。-o のファイル名は {endings} で終えてください。"


def _numbered(target: Path, number: int) -> Path:
    return target.with_name(f"{target.stem}_{number}{target.suffix}")


def _write_figure(path: Path, data: bytes, force: bool) -> Path:
    def save(file: Path) -> None:
        """Write the picture."""
        file.write_bytes(data)

    return write_file(path, save, force=force)
