"""The fonts of figures on machines with and without Japanese fonts: each in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmo_xl.charts import fonts
from tests.support.without_fonts import without_fonts

ROOT = str(Path(__file__).parents[2])
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fonts of Windows cannot be hidden")
OWN = Path(fonts.__file__).with_name("bizud_gothic")
LOOK = """
from pmo_xl.charts import fonts
from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.painting import png
from pmo_xl.charts.style import Area
drawing = Drawing(Area(200, 100))
drawing.text(5, 20, "会員基盤")
drawing.text(5, 50, "太字の会員基盤", is_bold=True)
assert png(drawing.figure("題", "代替"), 72).startswith(b"\\x89PNG")
found = fonts.families()
from matplotlib import font_manager
files = {Path(font_manager.findfont(font_manager.FontProperties(family=found[0], weight=w))).parent
         for w in ("normal", "bold")}
print(*found, sep=",")
print(*files, sep=",")
print(len(font_manager.findSystemFonts()))
"""


def looked(environ: dict[str, str]) -> tuple[list[str], list[str], int, str]:
    """The families of figures, the folders of their files, how many fonts are installed, and what went to stderr."""
    program = f"from pathlib import Path\n{LOOK}"
    run = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, encoding="utf-8", check=True
    )
    families, folders, count = run.stdout.splitlines()
    return families.split(","), folders.split(","), int(count), run.stderr


def test_figures_are_drawn_where_no_font_is_installed(tmp_path: Path) -> None:
    families, folders, installed, said = looked(without_fonts(tmp_path / "家", ROOT))
    assert installed == 0
    assert (families, folders) == ([fonts.OWN_FAMILY], [str(OWN)])
    assert said == ""


def test_a_font_installed_later_is_found_and_goes_before_our_own(tmp_path: Path) -> None:
    environ = without_fonts(tmp_path, ROOT)
    looked(environ)  # matplotlib keeps its list of fonts, an empty one, in its cache
    installed = tmp_path / "data" / "fonts"
    installed.mkdir(parents=True)
    for file in OWN.glob("*.ttf"):
        shutil.copy(file, installed)
    families, folders, count, _ = looked(environ)
    assert families[0] == fonts.OWN_FAMILY and families.count(fonts.OWN_FAMILY) == 1
    assert count == 2 and str(OWN) not in folders


def test_a_font_taken_away_is_no_longer_counted_as_installed(tmp_path: Path) -> None:
    environ = without_fonts(tmp_path, ROOT)
    program = (
        "import json, pathlib, matplotlib\n"
        "from matplotlib import font_manager\n"
        "cache = next(pathlib.Path(matplotlib.get_cachedir()).glob('fontlist-*.json'))\n"
        "kept = json.loads(cache.read_text())\n"
        "kept['ttflist'].append({**kept['ttflist'][0], 'name': 'Meiryo', 'fname': '/nowhere/meiryo.ttc'})\n"
        "cache.write_text(json.dumps(kept))\n"
    )
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)
    assert looked(environ)[0] == [fonts.OWN_FAMILY]


def test_nothing_of_matplotlib_is_said_where_its_cache_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "ファイル").write_text("", encoding="utf-8")
    environ = {**without_fonts(tmp_path, ROOT), "MPLCONFIGDIR": str(tmp_path / "ファイル")}
    families, _, _, said = looked(environ)
    assert (families, said) == ([fonts.OWN_FAMILY], "")


def test_an_installation_that_lost_its_font_says_so_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "_OWN_FILES", (tmp_path / "gone.ttf",))
    monkeypatch.setattr(fonts, "FAMILIES", ("No Such Font",))
    fonts.families.cache_clear()
    with pytest.raises(fonts.NoJapaneseFont) as error:
        fonts.families()
    fonts.families.cache_clear()
    assert "pmo-xl doctor" in error.value.message


def test_the_own_font_has_both_weights_and_its_licence() -> None:
    assert {file.name for file in OWN.iterdir()} == {
        "BIZUDGothic-Bold.ttf",
        "BIZUDGothic-Regular.ttf",
        "OFL.txt",
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in (OWN / "OFL.txt").read_text(encoding="utf-8")
