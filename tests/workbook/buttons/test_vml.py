"""Buttons in a sheet's VML drawing: what is there keeps every byte, however Excel or others wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.buttons.sizes import Place, Sizes
from pmo_xl.workbook.buttons.vml import (
    PlacedButton,
    added_between,
    clusters_of,
    control_areas,
    macros_of,
    new_drawing,
    with_buttons,
)
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.closed_book.part_xml import MAIN

SIZES = Sizes(etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'))
BUTTON = PlacedButton('チェック <全部> & "点検"', "PmoCheck", Place(2, 3, 2, 1, 72, 18))
NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
COMMENT = (
    f'<xml {NAMES}>\r\n <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="3"/></o:shapelayout>'
    '<v:shape id="_x0000_s3080" type="#_x0000_t202"><v:textbox><div>一行目<br>二行目</div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:Anchor>1, 0, 1, 0, 3, 0, 9, 0</x:Anchor></x:ClientData></v:shape></xml>\r\n'
).encode()


def test_a_new_drawing_is_xml_with_caption_sub_and_place():
    root = etree.fromstring(new_drawing([BUTTON, BUTTON], SIZES, 4))
    texts = [each.text for each in root.iter("font")]
    assert texts == [BUTTON.caption] * 2
    anchors = [each.text for each in root.iter("{urn:schemas-microsoft-com:office:excel}Anchor")]
    assert anchors == ["2, 2, 1, 1, 3, 10, 1, 19"] * 2
    ids = [each.get("id") for each in root.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert ids == ["_x0000_s4097", "_x0000_s4098"] and clusters_of(new_drawing([BUTTON], SIZES, 4)) == [4]


def test_a_drawing_that_is_no_xml_keeps_every_byte():
    made = with_buttons(COMMENT, [BUTTON], SIZES)
    added = added_between(COMMENT, made)
    assert added is not None and made.replace(added, b"") == COMMENT
    assert b'id="_x0000_s3081"' in added and macros_of(made) == {"PmoCheck"}


@pytest.mark.parametrize(
    "text", ["[0]!PmoCheck", "台帳.xlsm!PmoCheck", "[0]!PmoButtons.PmoCheck", "\r\n  PmoCheck\r\n"]
)
def test_the_sub_of_a_button_is_known_however_excel_names_it(text):
    drawing = f'<xml><x:ClientData ObjectType="Button"><x:FmlaMacro>{text}</x:FmlaMacro></x:ClientData></xml>'
    assert macros_of(drawing.encode()) == {"PmoCheck"}


def test_the_shape_type_comes_once():
    twice = with_buttons(with_buttons(COMMENT, [BUTTON], SIZES), [BUTTON], SIZES)
    assert twice.count(b'shapetype id="_x0000_t201"') == 1 and twice.count(b'id="_x0000_s308') == 3


def test_prefixes_that_the_drawing_lacks_come_with_the_button():
    bare = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>'
    etree.fromstring(with_buttons(bare, [BUTTON], SIZES))


@pytest.mark.parametrize(
    "drawing", [b"", b"<xml", COMMENT.decode().encode("utf-16"), b"<v:shape/>", b"</xml>"]
)
def test_a_drawing_that_is_written_otherwise_is_refused(drawing):
    with pytest.raises(RefusedEdit, match="ボタンを置けません"):
        with_buttons(drawing, [BUTTON], SIZES)


def test_any_other_change_is_seen():
    made = with_buttons(COMMENT, [BUTTON], SIZES)
    assert added_between(COMMENT, made.replace("二行目".encode(), b"")) is None
    assert added_between(COMMENT, made[:-2]) is None and added_between(b"", made) is None


def test_controls_take_room_and_hidden_comments_do_not():
    made = with_buttons(COMMENT, [BUTTON], SIZES)
    assert list(control_areas(made)) == [CellRange(2, 3, 2, 4)]


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30))
def test_any_caption_is_written_in_ascii_and_read_back(caption):
    drawing = new_drawing([PlacedButton(caption, "PmoCheck", BUTTON.place)], SIZES, 1)
    assert drawing.isascii() and (etree.fromstring(drawing).find(".//font").text or "") == caption
