"""What runs in a process of its own for each PDF: PDFium is not safe beside other threads, and a slip of it ends a process.

Reads the bytes from standard input, writes one JSON object to standard output (ASCII). Used by pdf.py alone.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from typing import Any, Final

MOST_PAGES: Final = 20_000
_MEMORY: Final = 2 << 30
_MARKS: Final = {
    1: "Text", 3: "FreeText", 9: "Highlight", 10: "Underline", 11: "Squiggly", 12: "StrikeOut", 13: "Stamp", 14: "Caret",
    15: "Ink", 17: "FileAttachment",
}  # fmt: skip
_LETTER: Final = (612, 792)


def main() -> int:
    """Read, look, tell. Exit 3: no library; 4: a password is wanted; 5: it is broken."""
    seconds, password = float(sys.argv[1]), os.environ.get("PMO_XL_PDF_PASSWORD") or None
    _bound_memory()
    try:
        import pypdfium2 as pdfium
    except ImportError:
        return 3
    data = sys.stdin.buffer.read()
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        return 4 if "assword" in str(error) else 5
    told = _told(document, time.monotonic() + seconds)
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)  # closing a large document page by page takes its time, and everything is told


def _bound_memory() -> None:
    """No more than two gigabytes, where the system can say so."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        return


def _told(document: Any, until: float) -> dict[str, Any]:  # noqa: ANN401 - an object of pypdfium2
    import pypdfium2.raw as raw

    count = len(document)
    pages: list[str | None] = []
    marks: list[tuple[int, str, str]] = []
    letters = 0
    for number in range(min(count, MOST_PAGES)):
        if time.monotonic() > until:
            break
        try:
            page = document[number]
            text = page.get_textpage()
            pages.append(text.get_text_range())
            letters += _is_letter(page.get_size())
            marks += [(number + 1, kind, said) for kind, said in _annotations(raw, page)]
            text.close()
            page.close()
        except Exception:
            pages.append(None)
    return {
        "count": count,
        "pages": pages,
        "marks": marks,
        "letters": letters,
        "metadata": document.get_metadata_dict(),
        "outline": _outline(document),
        "attachments": _attachments(document),
        "scripts": max(0, raw.FPDFDoc_GetJavaScriptActionCount(document.raw)),
    }


def _is_letter(size: tuple[float, float]) -> bool:
    return sorted(map(round, size)) == sorted(_LETTER)


def _annotations(raw: Any, page: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    found = []
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 5_000)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        kind = _MARKS.get(raw.FPDFAnnot_GetSubtype(annotation))
        if kind:
            found.append((kind, _value(raw, annotation, b"Contents")))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _value(raw: Any, annotation: Any, key: bytes) -> str:  # noqa: ANN401
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 1 << 20:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _outline(document: Any) -> list[str]:  # noqa: ANN401
    found: list[str] = []
    try:
        for each in document.get_toc(max_depth=10):
            found.append(each.get_title())
            if len(found) >= 5_000:
                break
    except Exception:
        return found
    return found


def _attachments(document: Any) -> list[str]:  # noqa: ANN401
    try:
        return [
            document.get_attachment(number).get_name()
            for number in range(min(document.count_attachments(), 500))
        ]
    except Exception:
        return ["(名前が読めない添付)"]


if __name__ == "__main__":
    sys.exit(main())
