"""Writes what follows from pmo_xl/actions.py: the tables of docs/staff, the Subs of macros/PmoButtons.bas, macros/README.md.

`python -m tests.support.make_actions`; the VBA project and the workbooks follow with tests.support.make_template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

from pmo_xl.action import Button, Group
from pmo_xl.actions import BUTTONS, COMMANDS, MENU_BUTTONS, SHEET_BUTTON
from pmo_xl.tiles import STARTERS, TILES

ROOT = Path(__file__).resolve().parents[2]
_SUBS = re.compile(r"(?:^Public Sub .*?^End Sub\n\n)+", re.DOTALL | re.MULTILINE)
_SUB = """Public Sub {macro}()
    If CanStart() Then RunPython "import pmo_xl.faces.buttons as b; b.run('{verb}')"
    Finish
End Sub

"""


def commands_page(text: str) -> str:
    """The page of commands with its table as they are declared."""
    return _between(text, "commands", "| コマンド | すること |", _command_rows())


def window_page(text: str) -> str:
    """The page of the window with its buttons as they are declared."""
    rows = [_row(each.caption, each.help) for each in (*TILES, *STARTERS)]
    return _between(text, "window", "| ボタン | 押すと |", rows)


def buttons_page(text: str) -> str:
    """The page of Excel's buttons with what each does as it is declared."""
    return _between(text, "buttons", "| ボタン | 押すと |", _button_rows())


def buttons_module(text: str) -> str:
    """macros/PmoButtons.bas with a Sub for each button: those of メニュー in their order, then the ledgers'."""
    subs = [_SUB.format(macro=each.macro, verb=each.verb) for each in (*MENU_BUTTONS, SHEET_BUTTON)]
    return _only(_SUBS, "".join(subs), text)


def macros_readme(text: str) -> str:
    """macros/README.md with the number of buttons and Subs, and the captions in their order."""
    upper, lower = (
        "・".join(button.caption for button in MENU_BUTTONS if button.group.line == line) for line in (0, 1)
    )
    row = f"ボタンが{len(MENU_BUTTONS)}個、2列に並ぶ。左から、上は {upper}、下は {lower}。"
    text = _only(re.compile(r"ボタンが\d+個、2列に並ぶ。左から、[^。]*。"), row, text)
    text = _only(re.compile(r"Sub は\d+個"), f"Sub は{len(BUTTONS)}個", text)
    return _only(re.compile(r"Pmo で始まる\d+個"), f"Pmo で始まる{len(BUTTONS)}個", text)


def _command_rows() -> list[str]:
    return [
        _row(" / ".join(f"`{each}`" for each in f"{command.name} {arguments}".split(" / ")), does)
        for command in COMMANDS
        for arguments, does in command.uses.items()
    ]


def _button_rows() -> list[str]:
    """A row for each; buttons next to each other that do the same share one."""
    return [
        _row(" / ".join(_shown(button) for button in alike), pressed)
        for pressed, alike in groupby(BUTTONS, key=lambda button: button.pressed)
    ]


def _shown(button: Button) -> str:
    return f"{button.caption}(台帳シートの小さいボタン)" if button.group is Group.SHEET else button.caption


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _between(text: str, name: str, head: str, rows: list[str]) -> str:
    """The text with a table between the marks of this name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    table = "\n".join((head, "|---|---|", *rows))
    return _only(re.compile(f"{begin}.*?{end}", re.DOTALL), f"{begin}{table}\n{end}", text)


def _only(pattern: re.Pattern[str], made: str, text: str) -> str:
    """The text with the one place that the pattern fits made anew. Raises ValueError where there is not one."""
    changed, count = pattern.subn(lambda found: made, text)
    if count != 1:
        raise ValueError(f"{pattern.pattern}: {count} places")
    return changed


MADE: Mapping[str, tuple[Callable[[str], str], str]] = {
    "docs/staff/commands.md": (commands_page, "\n"),
    "docs/staff/window.md": (window_page, "\n"),
    "docs/staff/buttons.md": (buttons_page, "\n"),
    "macros/PmoButtons.bas": (buttons_module, "\r\n"),
    "macros/README.md": (macros_readme, "\n"),
}
"""By file: what makes it of its own text, and how its lines end."""


def main() -> None:
    """Renew all of them."""
    for name, (made, line_end) in MADE.items():
        path = ROOT / name
        path.write_text(made(path.read_text(encoding="utf-8")), encoding="utf-8", newline=line_end)


if __name__ == "__main__":
    main()
