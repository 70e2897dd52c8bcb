"""What every figure has: sizes, SVG with its text, and drawing in threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pmo_xl.charts import fonts
from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.painting import png, svg
from pmo_xl.charts.style import LANDSCAPE, PORTRAIT, Area
from pmo_xl.theme import Colour
from tests.support.figures import svg_text


def figure(text: str = "会員基盤 & <決済>"):
    drawing = Drawing(Area(200, 100))
    drawing.box(10, 10, 80, 30, fill=Colour.PLAN, edge=Colour.NAVY, name="会員基盤", radius=2)
    drawing.text(50, 25, text, align="center")
    drawing.arrow_head((150, 50), (1, 0), is_filled=True)
    return drawing.figure("題", "代替テキスト")


def test_a_png_has_the_size_of_its_resolution():
    data = png(figure(), dpi=144)
    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (400, 200)


def test_an_svg_keeps_its_text_and_says_what_it_is():
    text = svg(figure())
    assert "会員基盤&<決済>" in svg_text(figure())
    assert "<dc:title>題</dc:title>" in text
    assert "代替テキスト" in text
    assert "'Meiryo', 'Hiragino Sans', 'IPAexGothic', 'Noto Sans CJK JP', sans-serif;" in text


def test_pages_are_those_of_a4_with_margins():
    for page, limits in ((LANDSCAPE, (297, 210)), (PORTRAIT, (210, 297))):
        drawn = Drawing(page).figure("", "")
        assert drawn.width_mm < limits[0] - 30
        assert drawn.height_mm < limits[1] - 30
    assert Drawing(LANDSCAPE).figure("", "").needs_landscape
    assert not Drawing(PORTRAIT).figure("", "").needs_landscape


def test_scaling_scales_everything_alike():
    half = figure().scaled(0.5)
    assert (half.width, half.height) == (100, 50)
    assert half.marks[0].width == 40


def test_drawing_in_many_threads_gives_what_one_gives():
    expected = png(figure(), 60), svg(figure())
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: (png(figure(), 60), svg(figure())), range(8)))
    assert found == [expected] * 8


def test_a_character_without_a_glyph_is_set_as_geta_and_an_invisible_one_left_out():
    assert fonts.drawable("𠮷\U000e0100🎌\u200b\x07か\u3099") == "〓〓が"


def test_widths_are_those_of_the_font():
    assert fonts.text_width("会員") == 2.0
    assert fonts.text_width("") == 0
