"""argparse in Japanese: its own words come through gettext, so one small table is enough."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from pmo_xl.errors import BadOption
from pmo_xl.faces.wrapping import display_width, folded, wrapped

_WORDS = {
    "usage: ": "使い方: ",
    "positional arguments": "指定するもの",
    "options": "オプション",
    "show this help message and exit": "この説明を表示して終わる",
    "show program's version number and exit": "版を表示して終わる",
    "expected one argument": "値を1つ付けてください",
    "expected at most one argument": "値は1つまでです",
    "expected at least one argument": "値を1つ以上付けてください",
    "expected %s argument": "値を%sつ付けてください",
    "expected %s arguments": "値を%sつ付けてください",
    "the following arguments are required: %s": "次の指定が足りません: %s",
    "one of the arguments %s is required": "%s のどれか1つを指定してください",
    "unrecognized arguments: %s": "知らない指定です: %s",
    "not allowed with argument %s": "%s とは一緒に指定できません",
    "ignored explicit argument %r": "%r という値は付けられません",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s だけでは決まりません(%(matches)s)",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)s は選べません(%(choices)s から選んでください)",
    "invalid %(type)s value: %(value)r": "%(value)s は値として読めません",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "%(heading)s:": "%(heading)s:",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "%(parser_name)s というコマンドはありません(%(choices)s)",
    " (default: %(default)s)": "(指定しなければ %(default)s)",
    ". See %(prog)s --help": "。使い方は「%(prog)s --help」で見られます。",
}


def speak_japanese() -> None:
    """Give argparse the Japanese words; what it may say beyond the table stays in its own words."""
    vars(argparse)["_"] = lambda text: _WORDS.get(text, text)
    vars(argparse)["ngettext"] = lambda one, many, n: _WORDS.get(
        one if n == 1 else many, one if n == 1 else many
    )


def speak_english() -> None:
    """Give argparse its own words back."""
    vars(argparse)["_"] = lambda text: text
    vars(argparse)["ngettext"] = lambda one, many, n: one if n == 1 else many


class JapaneseHelp(argparse.HelpFormatter):
    """Help whose lines are as wide as a terminal shows them, with no option or date broken."""

    def _format_action(self, action: argparse.Action) -> str:
        """One option; argparse counts 日付 as two columns, so the blanks after it are two too many."""
        text, name = super()._format_action(action), self._format_action_invocation(action)
        found = re.match(rf"( *{re.escape(name)})( {{2,}})(?=\S)", text)
        if found is None:
            return text
        blanks = len(found[2]) - (display_width(name) - len(name))
        between = " " * blanks if blanks >= 2 else "\n" + " " * len(found[0])
        return found[1] + between + text[found.end() :]

    def _split_lines(self, text: str, width: int) -> list[str]:
        return folded(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return wrapped(" ".join(text.split()), width, first=indent, rest=indent)


class JapaneseParser(argparse.ArgumentParser):
    """A parser whose mistakes are one sentence (Japanese, or English where it was asked for) and exit code 2, and whose options are not guessed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """As argparse's own, without abbreviations of option names."""
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", JapaneseHelp)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as they came

    def error(self, message: str) -> NoReturn:
        """Raise the sentence instead of printing it in argparse's own form."""
        plain = re.sub(r"'([^']*)'", r"\1", message)
        raise BadOption(plain + vars(argparse)["_"](". See %(prog)s --help") % {"prog": self.prog})

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave after help or version."""
        if message:
            sys.stdout.write(message)
        raise SystemExit(status)
