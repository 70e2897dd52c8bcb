"""The fonts of the documents and figures."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.charts.fonts import FAMILIES
from pmo_xl.operations.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.operations.this_pc.machine import Machine

DOCUMENT_FONTS = {"BIZ UDGothic": "BIZ UDゴシック", "BIZ UDMincho": "BIZ UD明朝"}
_GET_THEM = (
    "Windowsの[設定]→[アプリ]→[オプション機能]で「日本語補助フォント」を加えるか、"
    "BIZ UDゴシック・BIZ UD明朝を入れてください。"
)


def fonts(machine: Machine) -> Iterator[Answer]:
    """BIZ UD for the documents, and any Japanese font for the figures."""
    installed = set(machine.fonts())
    missing = [label for family, label in DOCUMENT_FONTS.items() if family not in installed]
    drawn = next((family for family in FAMILIES if family in installed), None)
    if drawn is None:
        yield bad("図を描く日本語フォントがありません。図を入れた文書が作れません。", _GET_THEM)
    elif missing:
        yield caution(
            f"{'、'.join(missing)} がありません。文書の行の折り返しが変わります(図は {drawn} で描きます)。",
            _GET_THEM,
        )
    else:
        yield good("BIZ UDゴシックと BIZ UD明朝があります。")
