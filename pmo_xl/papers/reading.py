"""One file of a delivery as a Document, by the ending of its name; what cannot be read says why, and is never left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Final

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.passage import UNREAD_KIND, Document, file_name, unreadable
from pmo_xl.papers.endings import EXCEL, OLD_EXCEL, OWN_ENDINGS, PDF, PLAIN, SLIDES, WORD, ending_of
from pmo_xl.papers.plugged import fault_of, plugged_readers
from pmo_xl.workbook.file.container import read_file
from pmo_xl.workbook.file.safe_xml import BrokenPart

_EMPTY: Final = (
    "中身が空(0バイト)です(同期やコピーが終わっているかを確かめ、元のファイルと差し替えてください)"
)
Reader = Callable[[str, bytes, str | None], Document]


def read_paper(path: str, data: bytes, password: str | None = None) -> Document:
    """The document in these bytes. It never raises: one that cannot be read says why in `unread`."""
    kind = ending_of(path)
    reader = _readers().get(kind) or plugged_readers().get(kind)
    if reader is None:
        return unreadable(path, kind, reason_not_read(kind), is_failed=False, size=len(data))
    if not data and kind not in PLAIN:
        return unreadable(path, kind, f"{path} は{_EMPTY}。", is_failed=True)
    try:
        document = reader(path, data, password)
        return replace(document, passages=(file_name(path), *document.passages))
    except BrokenPart as error:
        return unreadable(path, kind, f"{path} は{error.message}。", is_failed=True, size=len(data))
    except UnreadableWorkbook as error:
        return unreadable(path, kind, error.message, is_failed=True, size=len(data))
    except (RecursionError, MemoryError):
        reason = f"{path} は入れ子が深すぎるか大きすぎて、安全に読めません。"
        return unreadable(path, kind, reason, is_failed=True, size=len(data))


def is_read(kind: str) -> bool:
    """Whether files of this ending are looked into, by ourselves (a zip too) or by a plug-in."""
    return kind in OWN_ENDINGS or kind in plugged_readers()


def read_document(path: str | PathLike[str], password: str | None = None) -> Document:
    """The passages of one document (.docx .xlsx .pptx .pdf .xls .xlsb .ods .txt .md .csv and their kin, and what plug-ins read), with their places.

    Raises UnreadableWorkbook, with one Japanese sentence, for a file that cannot be read or is of another kind.
    """
    given = Path(path)
    document = read_paper(given.name, read_file(given), password)
    if not document.is_read:
        raise UnreadableWorkbook(document.unread[0].reason)
    return document


def saved_day(path: str, data: bytes) -> date | None:
    """The day (in Japan) on which a document in these bytes says it was saved, without reading the rest of it.

    None where its kind says no day, it says no sensible one, or it cannot be read.
    """
    kind = ending_of(path)
    if kind == PDF:
        from pmo_xl.papers.pdf import plain_stamp

        return plain_stamp(data)
    if kind not in (*WORD, *EXCEL, *SLIDES):
        return None
    from pmo_xl.papers.ooxml import Package

    try:
        return Package(path, data, "").saved_on()
    except (UnreadableWorkbook, BrokenPart, RecursionError, MemoryError):
        return None


def reason_not_read(kind: str) -> str:
    """Why a file of this ending is not looked into."""
    if fault := fault_of(kind):
        return f"{UNREAD_KIND}(.{kind} のプラグインを使えません: {fault})"
    return f"{UNREAD_KIND}(.{kind})" if kind else f"{UNREAD_KIND}(拡張子なし)"


def _readers() -> Mapping[str, Reader]:
    """The reader of each ending, loaded with the first document."""
    from pmo_xl.papers.docx import read_docx
    from pmo_xl.papers.old_excel import read_old_excel
    from pmo_xl.papers.pdf import read_pdf
    from pmo_xl.papers.pptx import read_pptx
    from pmo_xl.papers.text import read_text
    from pmo_xl.papers.xlsx import read_xlsx

    def plain(path: str, data: bytes, _: str | None) -> Document:
        """Text is never under a password."""
        return read_text(path, data)

    return {
        **dict.fromkeys(WORD, read_docx),
        **dict.fromkeys(EXCEL, read_xlsx),
        **dict.fromkeys(SLIDES, read_pptx),
        **dict.fromkeys(OLD_EXCEL, read_old_excel),
        **dict.fromkeys(PLAIN, plain),
        PDF: read_pdf,
    }
