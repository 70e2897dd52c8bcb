"""Buttons as Excel's form controls: the VML drawing of a sheet, made new or with buttons put into it.

This is the form that Excel 2007 writes itself and that XlsxWriter's `insert_button` gives; later versions
read it and add their own parts when they save. A drawing that is there already (it holds the sheet's
comments) keeps every byte; the buttons come in before its end. Everything written is ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.buttons.sizes import Place, Sizes
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.vba.buttons import CAPTION_FONT, CAPTION_SIZE

_NAMES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_TYPE = "_x0000_t201"
_SHAPE_TYPE = (
    f'<v:shapetype id="{_TYPE}" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"{{names}}>'
    '<v:stroke joinstyle="miter"/>'
    '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#{type}" style="position:absolute;margin-left:{left:g}pt;'
    'margin-top:{top:g}pt;width:{width:g}pt;height:{height:g}pt;z-index:{order};mso-wrap-style:tight" o:button="t" '
    'fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto"{names}>'
    '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
    '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
    '<font face="{font}" size="{size}" color="#000000">{caption}</font></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:PrintObject>False</x:PrintObject><x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{macro}</x:FmlaMacro>"
    "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
)
_POINTS_PER_PIXEL = 0.75
_CLUSTER = 1024  # shapes of one sheet are numbered from a multiple of it

_ROOT = re.compile(rb"<xml\b[^>]*>")
_END = re.compile(rb"</xml\s*>\s*\Z")
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_CLUSTERS = re.compile(rb"<o:idmap\b[^>]*\bdata=[\"']([\d,\s]*)[\"']")
_MACRO = re.compile(rb"<x:FmlaMacro>(?:[^<]*[!.\s])?([A-Za-z_][A-Za-z0-9_]*)\s*</x:FmlaMacro>")
_CONTROL = re.compile(rb"<x:ClientData\s+ObjectType=[\"'](?!Note)[^>]*>(.*?)</x:ClientData>", re.DOTALL)
_ANCHOR = re.compile(rb"<x:Anchor>([\d,\s-]+)</x:Anchor>")


@dataclass(frozen=True)
class PlacedButton:
    """A button on a sheet: what it is called, the Sub that it starts, and where it stands."""

    caption: str
    macro: str
    place: Place


def new_drawing(buttons: Sequence[PlacedButton], sizes: Sizes, cluster: int) -> bytes:
    """A VML drawing of these buttons; `cluster`: a number that no other drawing of the workbook has."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{cluster}"/></o:shapelayout>'
    shapes = _shapes(buttons, sizes, cluster * _CLUSTER + 1, "")
    return f"<xml {names}>{layout}{_SHAPE_TYPE.format(names='')}{shapes}</xml>".encode("ascii")


def added_between(old: bytes, new: bytes) -> bytes | None:
    """What came into a drawing before its end; None where anything else in it differs."""
    end = _END.search(old)
    if end is None or not new.startswith(old[: end.start()]) or not new.endswith(old[end.start() :]):
        return None
    return new[end.start() : len(new) - len(old) + end.start()]


def with_buttons(drawing: bytes, buttons: Sequence[PlacedButton], sizes: Sizes) -> bytes:
    """The drawing with buttons put in at its end. RefusedEdit for a drawing that is not as Excel writes it."""
    end = _END.search(drawing)
    if end is None or not _ROOT.search(drawing):
        raise RefusedEdit("コメントなどを描く部品の書き方が特殊なため、ボタンを置けません。")
    return drawing[: end.start()] + _added(drawing, buttons, sizes) + drawing[end.start() :]


def _added(drawing: bytes, buttons: Sequence[PlacedButton], sizes: Sizes) -> bytes:
    root = _ROOT.search(drawing)
    missing = [key for key, name in _NAMES.items() if not root or not _declares(root[0], key, name)]
    names = "".join(f' xmlns:{prefix}="{_NAMES[prefix]}"' for prefix in missing)
    shape_type = "" if f'id="{_TYPE}"'.encode() in drawing else _SHAPE_TYPE.format(names=names)
    numbers = [int(number) for number in _SHAPE_NUMBER.findall(drawing)]
    first = max(numbers, default=min(clusters_of(drawing), default=1) * _CLUSTER) + 1
    return (shape_type + _shapes(buttons, sizes, first, names)).encode("ascii")


def _declares(root: bytes, prefix: str, name: str) -> bool:
    return re.search(rf"xmlns:{prefix}\s*=\s*[\"']{re.escape(name)}[\"']".encode(), root) is not None


def _shapes(buttons: Sequence[PlacedButton], sizes: Sizes, first: int, names: str) -> str:
    return "".join(_shape(button, sizes, number, names) for number, button in enumerate(buttons, first))


def _shape(button: PlacedButton, sizes: Sizes, number: int, names: str) -> str:
    place = button.place
    return _SHAPE.format(
        number=number,
        type=_TYPE,
        order=number % _CLUSTER,
        left=(sizes.left(place.column) + place.right_by) * _POINTS_PER_PIXEL,
        top=(sizes.top(place.row) + place.down_by) * _POINTS_PER_PIXEL,
        width=place.width * _POINTS_PER_PIXEL,
        height=place.height * _POINTS_PER_PIXEL,
        names=names,
        font=CAPTION_FONT,
        size=CAPTION_SIZE,
        caption=_ascii(button.caption),
        anchor=sizes.anchor(place),
        macro=button.macro,
    )


def _ascii(text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")


def clusters_of(drawing: bytes) -> list[int]:
    """The numbers that a drawing has taken for its shapes."""
    return [
        int(number) for data in _CLUSTERS.findall(drawing) for number in data.split(b",") if number.strip()
    ]


def macros_of(drawing: bytes) -> set[str]:
    """The Subs that the drawing's controls start."""
    return {name.decode("ascii") for name in _MACRO.findall(drawing)}


def control_areas(drawing: bytes) -> Iterable[CellRange]:
    """The cells under the drawing's controls; comments, which are hidden, do not count."""
    for control in _CONTROL.findall(drawing):
        anchor = _ANCHOR.search(control)
        numbers = [int(each) for each in anchor[1].split(b",")] if anchor else []
        if len(numbers) == 8:
            first_column, _, first_row, _, last_column, _, last_row, _ = numbers
            yield CellRange(first_row + 1, first_column + 1, last_row + 1, last_column + 1)
