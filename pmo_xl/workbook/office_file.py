"""The office file pmo_xl.toml: what holds for all books of an office, from the headings of its forms to its rules.

It lies in a book's folder or above it, or in the user's own configuration; the nearest one counts, they are not mixed.
A command's --config (`counted`) comes before all of them.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from os.path import isfile
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.toml_file import BadToml, read_toml
from pmo_xl.errors import BadOption
from pmo_xl.model.references import name_key, person_key
from pmo_xl.model.sender import FIELDS, Sender
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import Vocabulary
from pmo_xl.plugins import Plugin, judged, parted
from pmo_xl.theme import GOTHIC, MINCHO
from pmo_xl.workbook.cells.spelling import OfficeSpelling
from pmo_xl.workbook.layout.headings import OfficeHeadings

NAME: Final = "pmo_xl.toml"
_HEADINGS, _WORDS, _PEOPLE, _SENDER = "headings", "words", "people", "sender"
_POLICY, _HISTORY, _FORMS, _PRECHECK, _ROOTS, _HOURS, _FONTS = (
    "policy", "history", "forms", "precheck", "roots", "hours", "fonts",
)  # fmt: skip
_PARTS = (_HEADINGS, _WORDS, _PEOPLE, _SENDER, _POLICY, _HISTORY, _FORMS, _PRECHECK, _ROOTS, _HOURS, _FONTS)
_FONT_KEYS: Final = {"ゴシック": GOTHIC, "明朝": MINCHO}
_FONT_NAME: Final = re.compile(
    r"[^\x00-\x1f\"'&<>,;:{}\\/]{1,31}"
)  # what Excel, Word, a header and a style sheet hold
_SIGNATURE, _COPIES = "署名", "Cc"
_FOLDER, _FOLDERS = "フォルダ", ("フォルダ", "フォルダー")
_GIVEN: ContextVar[Path | None] = ContextVar("the office file of --config", default=None)


@dataclass(frozen=True)
class HourlyFigures:
    """[hours]: what the office says that work by hand takes; None where it says nothing, and then nothing is computed.

    per_finding: hours to find one finding by hand (指摘1件の時間). per_check: hours of one check of a whole ledger by hand
    (点検1回の時間). yen_per_hour: what an hour costs (1時間の金額).
    """

    per_finding: Decimal | None = None
    per_check: Decimal | None = None
    yen_per_hour: Decimal | None = None


_HOUR_KEYS: Final = {
    "指摘1件の時間": "per_finding",
    "点検1回の時間": "per_check",
    "1時間の金額": "yen_per_hour",
}


@dataclass(frozen=True)
class OfficeFile:
    """What an office says. path: None where there is no such file. remarks: what in it is not used, in Japanese.

    policy: settings by their keys, which win over 設定; their keys and words are not checked here. history: the folder of
    all recorded runs. forms: by the name of a paper (検収書), the office's own form. precheck: the tables of the words file
    of `precheck`. roots: folders that filed documents may lie in. hours: for PMO効果報告. fonts: by each of ours, the office's own. Paths that the file says
    relatively are seen from its own folder.
    """

    path: Path | None = None
    headings: OfficeHeadings = ()
    spelling: OfficeSpelling = field(default_factory=OfficeSpelling)
    sender: Sender = field(default_factory=Sender)
    remarks: tuple[str, ...] = ()
    policy: Mapping[str, str] = field(default_factory=dict)
    history: Path | None = None
    forms: Mapping[str, Path] = field(default_factory=dict)
    precheck: Mapping[str, Any] = field(default_factory=dict)
    roots: tuple[Path, ...] = ()
    hours: HourlyFigures = field(default_factory=HourlyFigures)
    fonts: Mapping[str, str] = field(default_factory=dict)

    def describe(self) -> str:
        """What it sets, in one line."""
        spelling = self.spelling
        counts = (
            (f"見出し {len(self.headings)}", self.headings),
            (f"言葉 {len(spelling.words)}", spelling.words),
            (f"人の書き方 {len(spelling.people)}", spelling.people),
            ("差出人", self.sender.is_known or self.sender.cc),
            (f"規則としきい値 {len(self.policy)}", self.policy),
            (f"記録のフォルダ {self.history}", self.history),
            (f"自社の様式 {len(self.forms)}", self.forms),
            ("納品前点検の言葉", self.precheck),
            (f"文書のフォルダ {len(self.roots)}", self.roots),
            ("手作業の時間", self.hours != HourlyFigures()),
            (f"書体 {'、'.join(self.fonts.values())}", self.fonts),
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
    headings: list[tuple[str, str, str]] = []
    words: dict[tuple[str, str], str] = {}
    ready, faults = parted(judged_plugins())
    found = list(faults)
    for plugin in ready:
        unused = [key for key in plugin.thing if key not in (_HEADINGS, _WORDS)]
        found += [f"プラグイン {plugin.label} の「{key}」は使われません。" for key in unused]
        headings += _headings(plugin.thing, Path(plugin.label), found)
        words.update(_words(plugin.thing, Path(plugin.label), found))
    return OfficeFile(None, tuple(headings), OfficeSpelling(words, {}), remarks=tuple(found))


@cache
def judged_plugins() -> tuple[Plugin, ...]:
    """The plug-ins of headings and words, those that cannot be used with their fault."""
    return judged("pmo_xl.sheets", _why_no_office_file)


def _why_no_office_file(plugin: Plugin) -> str | None:
    if not isinstance(plugin.thing, Mapping):
        return "見出しと言葉の表(headings と words のある dict)ではありません"
    try:
        list(_headings(plugin.thing, Path(plugin.label), []))
        list(_words(plugin.thing, Path(plugin.label), []))
    except BadOption as error:
        return error.message
    return None


@contextmanager
def counted(path: Path | None) -> Iterator[None]:
    """The office file that counts inside, wherever a book lies, unless a call names another. None: the nearest ones."""
    token = _GIVEN.set(path)
    try:
        yield
    finally:
        _GIVEN.reset(token)


def nearest_office_file(book: Path) -> Path | None:
    """The office file that counts for a book where a call names none; None where there is none."""
    # isfile takes half of Path.is_file's time, and asks for each folder above each book
    return _GIVEN.get() or next(filter(isfile, _places(book)), None)


def office_history(book: Path, given: Path | None = None) -> Path | None:
    """The folder of all recorded runs that the office file of a book names; None where none does. BadOption."""
    path = given or nearest_office_file(book)
    return _read(path).history if path else None


def _places(book: Path) -> Iterator[Path]:
    folder = str(book.absolute().parent)
    yield from _names_above(folder)
    yield user_folder(os.environ) / NAME


@lru_cache(maxsize=64)
def _names_above(folder: str) -> tuple[Path, ...]:
    """What the office file of a folder, and of each folder above it, would be called; hundreds of books lie in one."""
    place = Path(folder)
    return tuple(each / NAME for each in (place, *place.parents))


def user_folder(environ: Mapping[str, str]) -> Path:
    """Where the user's own office file lies."""
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "pmo_xl"
    return Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "pmo_xl"


def _read(path: Path) -> OfficeFile:
    try:
        content = read_toml(path)
    except BadToml as error:
        raise BadOption(
            f"職場のファイル {path} を使えません({error})。直すか、別の場所に移してください。"
        ) from error
    remarks = [f"{path.name} の「{key}」は使われません。" for key in content if key not in _PARTS]
    headings = tuple(_headings(content, path, remarks))
    words, people = dict(_words(content, path, remarks)), dict(_people(content, path))
    sender, hours = _sender(content, path, remarks), _hours(content, path, remarks)
    history, roots = (_folders(content, part, path, remarks) for part in (_HISTORY, _ROOTS))
    fonts = dict(_fonts(content, path, remarks))
    return OfficeFile(
        path,
        headings,
        OfficeSpelling(words, people),
        sender,
        tuple(remarks),
        dict(flat_texts(_table(content, _POLICY, path))),
        history[0] if history else None,
        dict(_forms(content, path)),
        _table(content, _PRECHECK, path),
        roots,
        hours,
        fonts,
    )


def flat_texts(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Keys of 設定 and their values as texts: ["規則"] ACC001 = "切" reads as 規則.ACC001 = 切."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat_texts(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)


def _folders(content: Mapping[str, Any], part: str, path: Path, remarks: list[str]) -> tuple[Path, ...]:
    """[roots] フォルダ = ["…"], as seen from the file's own folder."""
    said = _table(content, part, path)
    remarks += [f"{path.name} の [{part}] の「{key}」は使われません。" for key in said if key not in _FOLDERS]
    named = [text for key in _FOLDERS if key in said for text in _texts(said[key], key, path)]
    if part == _HISTORY and len(named) > 1:
        raise BadOption(f"{path}: [{part}] の「{_FOLDER}」は1つだけ書いてください。")
    return tuple(_seen_from(path, text) for text in named if text)


def _forms(content: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Path]]:
    """The office's own forms: [forms] 検収書 = "様式/検収書.docx"."""
    for name, text in _table(content, _FORMS, path).items():
        if not isinstance(text, str) or not text:
            raise BadOption(f'{path}: [{_FORMS}] の「{name}」は "様式/{name}.docx" のように書いてください。')
        yield name, _seen_from(path, text)


def _seen_from(path: Path, text: str) -> Path:
    return path.absolute().parent / text


def _hours(content: Mapping[str, Any], path: Path, remarks: list[str]) -> HourlyFigures:
    said = _table(content, _HOURS, path)
    remarks += [
        f"{path.name} の [{_HOURS}] の「{key}」は使われません。" for key in said if key not in _HOUR_KEYS
    ]
    return HourlyFigures(
        **{field: _amount(said[key], key, path) for key, field in _HOUR_KEYS.items() if key in said}
    )


def _amount(value: object, key: str, path: Path) -> Decimal:
    """A number of 0 or more."""
    try:
        found = Decimal(str(value)) if type(value) in (int, float) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite() or found < 0:
        raise BadOption(f"{path}: [{_HOURS}] の「{key}」は 0.5 のように0以上の数で書いてください。")
    return found


def _fonts(content: Mapping[str, Any], path: Path, remarks: list[str]) -> Iterator[tuple[str, str]]:
    """The office's own fonts: [fonts] ゴシック = "游ゴシック", 明朝 = "游明朝"."""
    for key, name in _table(content, _FONTS, path).items():
        if key not in _FONT_KEYS:
            remarks.append(
                f"{path.name} の [{_FONTS}] の「{key}」は使われません(書けるのは {'、'.join(_FONT_KEYS)})。"
            )
        elif not isinstance(name, str) or not _FONT_NAME.fullmatch(name.strip()):
            raise BadOption(
                f'{path}: [{_FONTS}] の「{key}」は "游ゴシック" のように書体の名前(31文字まで)で書いてください。'
            )
        else:
            yield _FONT_KEYS[key], name.strip()


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
