"""Files that a command is given beside the workbook: of a wrong kind, without end, or such as nobody would write."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmo_xl.disk.toml_file import BadToml, parse_toml
from tests.support.master import small_book
from tests.support.trial import CAN_FORK, Surroundings, open_place, run

SECONDS = 100
ODD: dict[str, Callable[[Path], object]] = {
    "フォルダ": lambda path: path.mkdir(),
    "名前付きパイプ": lambda path: os.mkfifo(path),
    "終わりのない装置": lambda path: path.symlink_to("/dev/zero"),
    "輪になったリンク": lambda path: path.symlink_to(path),
    "ない先へのリンク": lambda path: path.symlink_to("ない"),
    "大きすぎる": lambda path: _sparse(path, 3 << 30),
}
USES = {
    "--layout": (("check", "{book}", "--layout", "{file}"), "--layout のファイルを読めません"),
    "--policy": (("month-end", "{book}", "--jobs", "1", "--policy", "{file}"), "--policy のファイル"),
    "--template": (
        ("export", "要件一覧書", "{book}", "-o", "{out}/a.docx", "--template", "{file}"),
        "様式",
    ),
}
TEXTS = {
    "深い配列": "a = " + "[" * 20_000,
    "閉じた深い配列": "a = " + "[" * 60 + "]" * 60,
    "深い表": "a = " + "{b=" * 5_000 + "1" + "}" * 5_000,
    "深い見出し": "[" + "a." * 2_000 + "a]\nx = 1\n",
    "長い数": "a = " + "9" * 10_000,
    "途中": '"規則群" = "標',
    "別の文字コード": '"規則群" = "標準"'.encode("cp932"),
    "0の字": "a\x00b = 1",
    "ただの文": "これは TOML ではありません",
}


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.skipif(not CAN_FORK or sys.platform == "win32", reason="Windows にはない種類のファイル")
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("option", USES)
def test_what_is_no_file_of_a_sensible_size_is_refused_at_once(option: str, kind: str) -> None:
    template, told = USES[option]
    with open_place() as place:
        book, file = small_book(place), place / "与えたファイル"
        ODD[kind](file)
        given = [each.format(book=book, file=file, out=place) for each in template]
        outcome = run(given, Surroundings(lambda: signal.alarm(SECONDS), {"HOME": str(place)}))
    said = outcome.err.decode()
    assert (outcome.code, outcome.complaints()) == (2, []) and told in said and said.count("\n") == 1


@pytest.mark.parametrize("name", TEXTS)
def test_a_toml_file_that_nobody_would_write_is_one_japanese_clause(name: str) -> None:
    text = TEXTS[name]
    with pytest.raises(BadToml) as raised:
        parse_toml(text if isinstance(text, bytes) else text.encode())
    said = str(raised.value)
    assert said.endswith(("入れ子が深すぎます", "合いません", "読めません", "書かれていません"))
    assert not any(word in said for word in ("line", "Expected", "Invalid"))


@pytest.mark.parametrize("option", ["--layout", "--policy"])
def test_the_clause_stands_in_the_sentence_of_the_command(option, tmp_path, capsys):
    from pmo_xl.faces.cli import main

    book, file = small_book(tmp_path), tmp_path / "与えたファイル.toml"
    file.write_text('"規則群" = "標準"\n"a" = \n', encoding="utf-8")
    assert main([each.format(book=book, file=file) for each in USES[option][0]]) == 2
    said = capsys.readouterr().err
    assert "2 行目の書き方が TOML の決まりに合いません" in said and said.count("\n") == 1
