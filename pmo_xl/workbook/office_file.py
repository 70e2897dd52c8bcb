"""The office file pmo_xl.toml: headings, words and people's spellings of an office, for all of its books.

It lies in a book's folder or above it, or in the user's own configuration; the nearest one counts, they are not mixed.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from pmo_xl.errors import BadOption
from pmo_xl.model.references import name_key, person_key
from pmo_xl.model.sender import FIELDS, Sender
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import Vocabulary
from pmo_xl.plugins import plugins, sentence_of
from pmo_xl.workbook.cells.spelling import OfficeSpelling
from pmo_xl.workbook.layout.headings import OfficeHeadings

NAME: Final = "pmo_xl.toml"
_HEADINGS, _WORDS, _PEOPLE, _SENDER = _PARTS = ("headings", "words", "people", "sender")
_SIGNATURE, _COPIES = "署名", "Cc"


@dataclass(frozen=True)
class OfficeFile:
    """What an office says. path: None where there is no such file. remarks: what in it is not used, in Japanese."""

    path: Path | None = None
    headings: OfficeHeadings = ()
    spelling: OfficeSpelling = field(default_factory=OfficeSpelling)
    sender: Sender = field(default_factory=Sender)
    remarks: tuple[str, ...] = ()

    def describe(self) -> str:
        """What it sets, in one line."""
        spelling = self.spelling
        counts = (
            (f"見出し {len(self.headings)}", self.headings),
            (f"言葉 {len(spelling.words)}", spelling.words),
            (f"人の書き方 {len(spelling.people)}", spelling.people),
            ("差出人", self.sender.is_known or self.sender.cc),
        )
        return "、".join(text for text, found in counts if found) or "何も決めていません"


def office_file(book: Path, given: Path | None = None) -> OfficeFile:
    """The office file that counts for a book: the given one, the nearest, the user's own, or none. BadOption."""
    path = given or nearest_office_file(book)
    own = _read(path) if path else OfficeFile()
    added = plugged()
    if not added.headings and not added.spelling.words and not added.remarks:
        return own
    spelling = OfficeSpelling({**added.spelling.words, **own.spelling.words}, own.spelling.people)
    return replace(
        own,
        headings=(*own.headings, *added.headings),
        spelling=spelling,
        remarks=(*own.remarks, *added.remarks),
    )


@cache
def plugged() -> OfficeFile:
    """Headings and words of other packages (entry points `pmo_xl.sheets`: a mapping as an office file has it)."""
    found: list[str] = []
    headings: list[tuple[str, str, str]] = []
    words: dict[tuple[str, str], str] = {}
    for plugin in plugins("pmo_xl.sheets"):
        content = plugin.thing if isinstance(plugin.thing, Mapping) else {}
        try:
            headings += _headings(content, Path(plugin.label), found)
            words.update(_words(content, Path(plugin.label), found))
        except BadOption as error:
            found.append(sentence_of(plugin, error.message))
        if plugin.fault is not None:
            found.append(sentence_of(plugin, plugin.fault))
    return OfficeFile(None, tuple(headings), OfficeSpelling(words, {}), remarks=tuple(found))


def nearest_office_file(book: Path) -> Path | None:
    """The office file that counts for a book where none is given; None where there is none."""
    return next((each for each in _places(book) if _is_file(each)), None)


def _places(book: Path) -> Iterator[Path]:
    folder = book.absolute().parent
    yield from (each / NAME for each in (folder, *folder.parents))
    yield user_folder(os.environ) / NAME


def user_folder(environ: Mapping[str, str]) -> Path:
    """Where the user's own office file lies."""
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "pmo_xl"
    return Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "pmo_xl"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _read(path: Path) -> OfficeFile:
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadOption(f"{path} を読めません。名前と場所を確かめてください。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadOption(f"{path}: 書き方に誤りがあります（{error}）。UTF-8 で保存してください。") from error
    remarks = [f"{path.name} の「{key}」は使われません。" for key in content if key not in _PARTS]
    headings = tuple(_headings(content, path, remarks))
    words, people = dict(_words(content, path, remarks)), dict(_people(content, path))
    sender = _sender(content, path, remarks)
    return OfficeFile(path, headings, OfficeSpelling(words, people), sender, tuple(remarks))


def _headings(content: Mapping[str, Any], path: Path, remarks: list[str]) -> Iterator[tuple[str, str, str]]:
    """Sheet, field and heading: [headings."課題管理表"] 件名 = ["懸案名"]."""
    sheets = {sheet.sheet.label: sheet for sheet in SHEETS}
    for label, columns in _table(content, _HEADINGS, path).items():
        if label not in sheets:
            remarks.append(f'{path.name} の [headings."{label}"] というシートはありません。')
            continue
        fields = {column.label: name for name, column in sheets[label].columns.items()}
        for column, headings in _table({label: columns}, label, path).items():
            if column not in fields:
                remarks.append(f"{path.name}: {label}に「{column}」という列はありません。")
                continue
            yield from ((label, fields[column], heading) for heading in _texts(headings, column, path))


def _words(
    content: Mapping[str, Any], path: Path, remarks: list[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """List and their word → ours: [words."課題管理表.状態"] 様子見 = "対応中"."""
    ours = Vocabulary()
    for name, words in _table(content, _WORDS, path).items():
        known = ours.words(name)
        if not known:
            remarks.append(f'{path.name} の [words."{name}"] という一覧はありません。')
            continue
        for theirs, meaning in _table({name: words}, name, path).items():
            word = ours.canonical(name, str(meaning))
            if word is None:
                remarks.append(
                    f"{path.name}: 「{theirs}」の意味「{meaning}」は {'、'.join(known)} のどれかにしてください。"
                )
                continue
            yield (name, name_key(theirs)), word


def _people(content: Mapping[str, Any], path: Path) -> Iterator[tuple[str, str]]:
    """Their spellings → the name: [people] "佐藤 花子" = ["花子さん", "佐藤H"]."""
    for name, spellings in _table(content, _PEOPLE, path).items():
        yield from ((person_key(spelling), name) for spelling in _texts(spellings, name, path))


def _sender(content: Mapping[str, Any], path: Path, remarks: list[str]) -> Sender:
    """Who signs letters: [sender] 会社 = "…", 署名 = "…", Cc = ["…"]."""
    given = _table(content, _SENDER, path)
    known = (*FIELDS, _SIGNATURE, _COPIES)
    remarks += [f"{path.name} の [sender] の「{key}」は使われません。" for key in given if key not in known]
    texts = {key: _texts(value, key, path) for key, value in given.items() if key in known}
    plain = {field: " ".join(texts.get(key, ())) for key, field in FIELDS.items()}
    return Sender(**plain, signature="\n".join(texts.get(_SIGNATURE, ())), cc=tuple(texts.get(_COPIES, ())))


def _table(content: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    found = content.get(key, {})
    if not isinstance(found, dict):
        raise BadOption(f"{path}: 「{key}」は [{key}] と書き、下に 名前 = 値 を並べてください。")
    return found


def _texts(value: object, key: str, path: Path) -> list[str]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadOption(f'{path}: 「{key}」は ["一つ目", "二つ目"] のように文字を並べて書いてください。')
    return texts
