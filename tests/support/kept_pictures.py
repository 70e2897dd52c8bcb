"""The pages that must not break unseen: rendered small, and how far a page may lie from the picture that is kept of it.

`python -m tests.support.kept_pictures` renews tests/pictures/ (LibreOffice); whoever does looks at them first.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pmo_xl.operations.book import open_workbook
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.libreoffice import convert, photographed, pictures
from tests.support.written_books import WRITTEN

FOLDER = Path(__file__).parents[1] / "pictures"
_HEIGHT = 160  # pixels of a kept page: a line of text is a grey stroke, a table, chart or picture a shape
_BLOCK = 8
MOST_IN_ALL, MOST_IN_A_BLOCK = 4.3, 70.0
"""Of 255: what other versions of fonts and of LibreOffice change is well below, a moved table or a lost chart above."""

Grey = NDArray[np.float64]


@dataclass(frozen=True)
class Look:
    """A file that is made and the pages of it that are kept, from 1. sheet: the one sheet that is printed."""

    make: Callable[[Path], Path]
    pages: Sequence[int]
    sheet: str = ""


def _paper(name: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        book = open_workbook(write_sample(folder / "台帳.xlsx", planted_project(profile="full")))
        return book.export(name, folder / f"{name}.docx")[0]

    return made


LOOKS: Mapping[str, Look] = {
    "menu_core": Look(WRITTEN["demo"], (1,), "メニュー"),
    "menu_full": Look(
        lambda folder: write_sample(folder / "台帳.xlsx", planted_project(profile="full")),
        (1,),
        "メニュー",
    ),
    "gantt": Look(WRITTEN["demo"], (1,), "マスタスケジュール"),
    "recorded_findings": Look(WRITTEN["recorded"], (1,), "チェック結果"),
    "findings": Look(WRITTEN["list of findings"], (1, 2, 3)),
    "overdue": Look(WRITTEN["list of overdue"], (1,)),
    "month_end": Look(WRITTEN["month end"], (1, 2)),
    "weekly_report": Look(_paper("週次報告書"), (1, 2, 3)),
    "rfp": Look(_paper("RFP"), (1, 2)),
}


def rendered(look: Look, work: Path) -> Iterator[tuple[int, Image.Image]]:
    """Its pages as LibreOffice prints them, small and grey."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        made = look.make(work)
    if look.sheet:
        pages = photographed(made, "paper", work / "pages", look.sheet, dpi=50)
    else:
        pages = pictures(convert(made, "pdf", work), work / "pages", dpi=50, last=max(look.pages))
    for page in look.pages:
        with Image.open(pages[page - 1]) as full:
            width = round(full.width * _HEIGHT / full.height)
            yield page, full.convert("L").resize((width, _HEIGHT), Image.Resampling.BOX)


def kept(name: str, page: int) -> Path:
    """Where the picture of a page is kept."""
    return FOLDER / f"{name}_{page}.png"


def distance(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """The mean difference of all pixels, and of the block that differs most; (255, 255) for another size of paper."""
    if one.size != other.size:
        return 255.0, 255.0
    apart = np.abs(_smooth(one) - _smooth(other))
    rows, columns = (length // _BLOCK for length in apart.shape)
    blocks = apart[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK).mean((1, 3))
    return float(apart.mean()), float(blocks.max())


def _smooth(image: Image.Image) -> Grey:
    """Grey values over three by three pixels: a line that lies half a pixel lower is the same line."""
    grey = np.asarray(image, dtype=np.float64)
    padded = np.pad(grey, 1, mode="edge")
    height, width = grey.shape
    return sum(padded[y : y + height, x : x + width] for y in range(3) for x in range(3)) / 9.0


def renew() -> Iterator[Path]:
    """Take every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, look in LOOKS.items():
        with tempfile.TemporaryDirectory() as work:
            for page, image in rendered(look, Path(work)):
                image.save(kept(name, page), optimize=True)
                yield kept(name, page)


if __name__ == "__main__":
    for path in renew():
        print(path)
