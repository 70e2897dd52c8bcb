"""A TOML file that somebody wrote, read; what is wrong with it in Japanese, whatever it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pmo_xl.disk.given_file import read_given
from pmo_xl.disk.reasons import reason

LARGEST = 1_000_000
_MOST_NESTED = 20
_LINE = re.compile(r"line (\d+)")


class BadToml(ValueError):
    """What is wrong with the file, as a Japanese clause without 。."""


def read_toml(path: Path) -> dict[str, Any]:
    """What the file says. BadToml for a file that cannot be read, or that no person would write."""
    try:
        return parse_toml(read_given(path, LARGEST))
    except OSError as error:
        raise BadToml(reason(error)) from error


def parse_toml(content: bytes) -> dict[str, Any]:
    """What these bytes say. Raises BadToml."""
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadToml("UTF-8 で書かれていません") from error
    except RecursionError as error:
        raise BadToml(_TOO_NESTED) from error
    except ValueError as error:
        raise BadToml(_where(str(error))) from error
    if _is_nested(table):
        raise BadToml(_TOO_NESTED)
    return table


_TOO_NESTED = "入れ子が深すぎます"


def _where(told: str) -> str:
    line = _LINE.search(told)
    return f"{line[1]} 行目の書き方が TOML の決まりに合いません" if line else "TOML として読めません"


def _is_nested(table: object) -> bool:
    """Whether anything lies deeper than the readers of such files look, and could fall into."""
    level = [table]
    for _ in range(_MOST_NESTED):
        level = [inner for each in level for inner in _inside(each)]
    return bool(level)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
