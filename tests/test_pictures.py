"""What is handed over looks as it did when somebody last looked at it: pages against the pictures kept of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.support.kept_pictures import LOOKS, MOST_IN_A_BLOCK, MOST_IN_ALL, distance, kept, rendered
from tests.support.libreoffice import requires_libreoffice


def has_our_fonts() -> bool:
    """Whether LibreOffice prints in the fonts that pages name: with others every line breaks elsewhere."""
    lister = shutil.which("fc-list")
    told = subprocess.run([lister], capture_output=True, text=True).stdout if lister else ""
    return "BIZ UDGothic" in told and "BIZ UDMincho" in told


@pytest.mark.slow
@pytest.mark.skipif(not has_our_fonts(), reason="BIZ UDゴシックが入っていません")
@requires_libreoffice
@pytest.mark.parametrize("name", LOOKS)
def test_a_page_looks_as_its_kept_picture(name: str, tmp_path: Path):
    for page, image in rendered(LOOKS[name], tmp_path):
        with Image.open(kept(name, page)) as before:
            in_all, in_a_block = distance(before, image)
        image.save(tmp_path / f"now_{name}_{page}.png")
        assert (in_all <= MOST_IN_ALL, in_a_block <= MOST_IN_A_BLOCK) == (True, True), (
            page,
            in_all,
            in_a_block,
        )


def changed(image: Image.Image, how: str) -> Image.Image:
    """The page with a layout that broke."""
    width, height = image.size
    made = image.copy()
    if how == "everything a line lower":
        return ImageChops.offset(image, 0, 8)
    if how == "a table narrower":
        made.paste(255, (0, 0, width, height))
        made.paste(image.resize((width * 4 // 5, height)), (0, 0))
    if how == "a chart or table lost":
        ImageDraw.Draw(made).rectangle(
            (width // 20, height // 3, width * 19 // 20, height * 2 // 3), fill=255
        )
    if how == "an empty page":
        made.paste(255, (0, 0, width, height))
    if how == "turned":
        return image.rotate(90, expand=True)
    return made


@pytest.mark.parametrize(
    "how",
    ["everything a line lower", "a table narrower", "a chart or table lost", "an empty page", "turned"],
)
@pytest.mark.parametrize(
    "name", ["menu_core", "gantt", "recorded_findings", "findings", "month_end", "weekly_report"]
)
def test_a_broken_layout_is_seen(name: str, how: str):
    with Image.open(kept(name, 1)) as page:
        in_all, in_a_block = distance(page, changed(page, how))
    assert in_all > MOST_IN_ALL or in_a_block > MOST_IN_A_BLOCK


@pytest.mark.parametrize("name", LOOKS)
def test_a_page_that_is_a_shade_lighter_and_half_a_pixel_off_is_the_same(name: str):
    with Image.open(kept(name, LOOKS[name].pages[0])) as page:
        grey = page.convert("L")
    lighter = grey.point(lambda value: min(255, value + 2))
    wide = lighter.resize((grey.width * 2, grey.height * 2)).transform(
        (grey.width * 2, grey.height * 2), Image.Transform.AFFINE, (1, 0, 1, 0, 1, 1), fillcolor=255
    )
    in_all, in_a_block = distance(grey, wide.resize(grey.size, Image.Resampling.BOX))
    assert in_all <= MOST_IN_ALL and in_a_block <= MOST_IN_A_BLOCK, (in_all, in_a_block)
