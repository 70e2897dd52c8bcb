"""The frame that all pages share: one file that needs no network, and no script to be read.

With script the lists can be sorted, filtered and opened. The page allows nothing but its own style, script and
pictures (Content-Security-Policy by hashes), so that a text of a workbook could do nothing even if it got in.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.documents.page.cells import choices, count_rows, ground_of, looks, rows
from pmo_xl.documents.page.parts import Drawing, Page
from pmo_xl.theme import GOTHIC, Colour, face
from pmo_xl.visible import visible, visible_line

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_PIECE: Final = 500
"""So many bits of text (a cell is one) make a piece."""


def page_html(page: Page, folder: Path | None = None) -> bytes:
    """The page as an HTML file in UTF-8. folder: where it will lie, for its links; None: nobody knows."""
    return b"".join(page_pieces(page, folder))


def page_pieces(page: Page, folder: Path | None = None) -> Iterator[bytes]:
    """The same file piece by piece, its lists row by row: memory holds a few rows, not the page."""
    style, script = _style(face(GOTHIC)), _part("page.js")
    stream = _template().stream(
        page=page,
        style=style,
        script=script,
        policy=f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'",
        rows_of=lambda listing: rows(listing, folder),
    )
    stream.enable_buffering(_PIECE)
    for text in stream:
        yield text.encode("utf-8", "backslashreplace")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_readable,
    )
    environment.filters["own"] = Markup  # only our own style and script, never a text of a workbook
    environment.globals.update(
        choices=choices,
        count_rows=count_rows,
        ground_of=ground_of,
        looks=looks,
        picture=_picture,
        line=visible_line,
    )
    return environment.get_template("page.jinja")


def _readable(value: Any) -> Any:  # noqa: ANN401 - whatever a tag holds
    """Plain text with what is hidden in it shown; markup of ours stays."""
    return visible(value) if type(value) is str else value


def _picture(drawing: Drawing) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.svg).decode()}"


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@cache
def _style(font: str) -> str:
    colours = "".join(f"--{colour.name.lower().replace('_', '-')}:{colour.value};" for colour in Colour)
    grounds = "".join(
        f".g-{colour.name.lower()}{{background:{colour.value}}}\n"
        for colour in (Colour.LATE, Colour.SOON, Colour.GOOD, Colour.ASK, Colour.DONE, Colour.HEAD)
    )
    return f":root{{{colours}--gothic:'{font}','BIZ UDGothic'}}\n{_part('page.css')}{grounds}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
