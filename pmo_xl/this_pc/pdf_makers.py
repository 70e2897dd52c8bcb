"""What this PC makes PDFs of our papers with: Word where it is (it lays out its own pages), else LibreOffice.

Only papers that were made a moment ago come here, as bytes; they are put into a folder of their own, and no file of
the user is opened. A paper that neither can make a PDF of is told with the reason.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pmo_xl.this_pc.child_process import run_to_end
from pmo_xl.this_pc.libreoffice import LibreOffice, find_libreoffice
from pmo_xl.this_pc.machine import Machine

ENDINGS: Final = (".docx", ".pptx")
_SECONDS, _SECONDS_A_FILE = 120.0, 30.0
_END: Final = b"%%EOF"  # without it the program was ended while it wrote
_NOTHING: Final = "このPCに Word も LibreOffice もないため、PDFは作れません。文書を Word のあるPCで開いてPDFにしてください。"
_NO_WRITER: Final = "LibreOffice に文書の部品(Writer)がないため、PDFは作れません。部品を足すか、Word のあるPCで開いてPDFにしてください。"
_NO_SLIDES: Final = (
    "定例資料をPDFにする LibreOffice(Impress)がこのPCにありません。PowerPoint で開いてPDFにしてください。"
)
_FAILED: Final = "{} が時間内に作れなかったか、失敗しました。もう一度試すか、文書を開いてPDFにしてください。"


@dataclass(frozen=True)
class PdfMakers:
    """The programs of a PC that make PDFs. has_word: Word, and what it is asked through. libreoffice: None where it is not."""

    machine: Machine
    has_word: bool
    libreoffice: LibreOffice | None

    def why_not(self, ending: str) -> str:
        """Why no PDF can be made of such a file (.docx .pptx), in a Japanese sentence; "" where one can."""
        if self._names(ending):
            return ""
        if ending == ".pptx":
            return _NO_SLIDES
        return _NO_WRITER if self.libreoffice else _NOTHING

    def label(self, ending: str) -> str:
        """The programs that make PDFs of such a file, the first choice first: 「Word・LibreOffice」."""
        return "・".join(self._names(ending))

    def pdfs(self, papers: Sequence[tuple[str, bytes]]) -> list[bytes | None]:
        """The PDF of each paper, all in one session of each program; None where none could be made.

        papers: a file's name with its ending, and its bytes. Of a form's fields the name of the file is that name.
        """
        made: dict[int, bytes] = {}
        for endings, make in self._ways():
            left = [n for n, (name, _) in enumerate(papers) if n not in made and _ending(name) in endings]
            if left:
                found = _by(make, [papers[n] for n in left])
                made |= {left[place]: pdf for place, pdf in found.items()}
        return [made.get(number) for number in range(len(papers))]

    def failed(self, ending: str) -> str:
        """The sentence for a paper of which a program should have made a PDF, and did not."""
        return self.why_not(ending) or _FAILED.format(self.label(ending))

    def _names(self, ending: str) -> list[str]:
        word = ["Word"] if self.has_word and ending == ".docx" else []
        return [*word, *(["LibreOffice"] if self.libreoffice and self.libreoffice.opens(ending) else [])]

    def _ways(self) -> Iterable[tuple[frozenset[str], Callable[[Sequence[Path], Path], None]]]:
        if self.has_word:
            yield frozenset((".docx",)), self._with_word
        if self.libreoffice:
            yield frozenset(filter(self.libreoffice.opens, ENDINGS)), self._with_libreoffice

    def _with_word(self, sources: Sequence[Path], folder: Path) -> None:
        command = [
            self.machine.executable,
            "-m",
            "pmo_xl.this_pc.word_to_pdf",
            str(folder),
            *map(str, sources),
        ]
        seconds = _SECONDS + _SECONDS_A_FILE * len(sources)
        ended = run_to_end(command, seconds, self.machine.environ)
        if not ended.in_time and (word := ended.told.strip()).isdecimal():
            with suppress(OSError):
                os.kill(int(word), signal.SIGTERM)

    def _with_libreoffice(self, sources: Sequence[Path], folder: Path) -> None:
        if self.libreoffice:
            self.libreoffice.convert(sources, "pdf", folder, self.machine)


def find_pdf_makers(machine: Machine) -> PdfMakers:
    """What a PC makes PDFs with. Word is asked through pywin32, which comes with xlwings on Windows."""
    has_word = machine.is_windows and bool(machine.registry.value(r"HKCR\Word.Application\CurVer", ""))
    has_word = has_word and machine.version_of("pywin32") is not None
    return PdfMakers(machine, has_word, find_libreoffice(machine))


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def _by(
    make: Callable[[Sequence[Path], Path], None], papers: Sequence[tuple[str, bytes]]
) -> dict[int, bytes]:
    """By the paper's place in the list, the PDF that a program has made of it."""
    with tempfile.TemporaryDirectory(prefix="pmo_xl_pdf_", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        sources: list[Path] = []
        seen: set[str] = set()
        for number, (name, data) in enumerate(papers):
            stem = Path(name).stem
            stem = f"{stem}_{number}" if stem.casefold() in seen else stem
            seen.add(stem.casefold())
            sources.append(folder / f"{stem}{_ending(name)}")
            sources[-1].write_bytes(data)
        make(sources, folder)
        pdfs = {
            n: pdf.read_bytes()
            for n, each in enumerate(sources)
            if (pdf := each.with_suffix(".pdf")).is_file()
        }
        return {number: pdf for number, pdf in pdfs.items() if pdf.rstrip().endswith(_END)}
