"""Figures need one of the fonts they are drawn with."""

from __future__ import annotations

import pytest

from pmo_xl.charts.fonts import NoJapaneseFont, families


@pytest.fixture(autouse=True)
def _needs_a_japanese_font() -> None:
    try:
        families()
    except NoJapaneseFont as error:
        pytest.skip(error.message)
