"""The fonts of the documents and figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pmo_xl.charts.fonts import FAMILIES, OWN_FAMILY, has_own_font
from pmo_xl.operations.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.operations.this_pc.machine import Machine

DOCUMENT_FONTS = {"BIZ UDGothic": "BIZ UDゴシック", "BIZ UDMincho": "BIZ UD明朝"}
_GET_THEM = (
    "BIZ UDゴシック・BIZ UD明朝を入れてください"
    "(Windowsでは[設定]→[アプリ]→[オプション機能]の「日本語補助フォント」)。"
)


def fonts(machine: Machine) -> Iterator[Answer]:
    """BIZ UD for the documents, and the font that the figures are drawn with."""
    installed = machine.fonts()
    missing = [label for family, label in DOCUMENT_FONTS.items() if family not in installed]
    drawn = drawing_font(installed)
    if drawn is None:
        yield bad(
            "図を描く日本語フォントがありません(pmo_xl に付いているものもなくなっています)。図を入れた文書が作れません。",
            machine.installation.reinstall("--force-reinstall", "--no-deps"),
        )
    elif missing:
        yield caution(
            f"{'、'.join(missing)} がありません。Wordで開いたときの行の折り返しが変わります。図は {drawn} で描きます。",
            _GET_THEM,
        )
    else:
        yield good(f"BIZ UDゴシックと BIZ UD明朝があります。図は {drawn} で描きます。")


def drawing_font(installed: Collection[str]) -> str | None:
    """The font that figures are drawn with, as people know it; None where there is none."""
    found = next((family for family in FAMILIES if family in installed), None)
    if found is not None:
        return f"このPCの {DOCUMENT_FONTS.get(found, found)}"
    return f"pmo_xl に付いている {DOCUMENT_FONTS[OWN_FAMILY]}" if has_own_font() else None
