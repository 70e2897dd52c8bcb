"""What the boxes of buttons say: whoever presses one knows no option of a command, so none is named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.faces.button_verbs import boxes
from pmo_xl.faces.button_verbs.boxes import in_words_of_buttons

PACKAGE = Path(pmo_xl.__file__).parent
SAID_BY_BUTTONS = (
    "exchange/**/*.py",
    "documents/exchange.py",
    "operations/import_*.py",
    "operations/returned_files.py",
    "operations/collect.py",
    "operations/hand_out.py",
    "operations/remind.py",
    "operations/exchanged.py",
    "faces/button_verbs/*.py",
)
OF_COMMANDS_ALONE = ("--close-gone", "--decided")
"""Options whose sentences no button comes to: it does not ask for them, and the list's note names the command's way too."""
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def sentences() -> Iterator[tuple[str, str]]:
    """Every text with an option that code reached by buttons may say, placeholders as …; docstrings left out."""
    for pattern in SAID_BY_BUTTONS:
        for path in sorted(set(PACKAGE.glob(pattern)) - {Path(boxes.__file__)}):
            source = path.read_text(encoding="utf-8")
            texts = texts_of(ast.parse(source)) if _OPTION.search(source) else ()
            yield from ((path.name, text) for text in texts if _OPTION.search(text) and "。" in text)


def texts_of(tree: ast.Module) -> Iterator[str]:
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inner = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    } - {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    plain = {id(node.value) for node in bodies}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(p.value if isinstance(p, ast.Constant) else "…" for p in node.values)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs | inner | plain
        ):
            yield node.value


@pytest.mark.parametrize(("file", "text"), sorted(set(sentences())))
def test_no_sentence_that_a_button_says_names_an_option(file: str, text: str) -> None:
    if any(option in text for option in OF_COMMANDS_ALONE):
        return
    assert not _OPTION.search(in_words_of_buttons(text)), (file, in_words_of_buttons(text))


def test_an_option_that_nobody_thought_of_is_said_to_be_a_commands() -> None:
    said = in_words_of_buttons("この形は --colour で変えられます。")
    assert "ボタンではなく pmo-xl のコマンドのもの" in said
    assert in_words_of_buttons("10 -- 12 件と、a--b。") == "10 -- 12 件と、a--b。"
