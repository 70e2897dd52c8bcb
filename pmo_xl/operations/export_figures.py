"""Only the figures of a document as files: pictures (.svg, .png) and the text of a diagram (.mmd)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.charts.painting import png, svg
from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import BadOption

if TYPE_CHECKING:
    from pmo_xl.documents.word.document import WordDocument
    from pmo_xl.operations.opened_book import OpenedBook

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
