"""ImportMap: the TOML file that settles what of a source means what here, once for every week that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.toml_file import BadToml, read_toml
from pmo_xl.errors import BadOption
from pmo_xl.exchange.normal import OWN
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import Vocabulary, list_name

DATES: Final = ("ymd", "mdy", "dmy")
_SOURCE: Final = ("name", "tool", "key", "dates", "encoding")
_PARTS: Final = ("source", "columns", "words", "people", "take", "fill", "route")
_TAKES: Final = ("book", "source", "both")


@dataclass(frozen=True)
class Route:
    """Rows whose column holds one of these words go to another sheet."""

    column: str
    values: frozenset[str]
    sheet: str


@dataclass(frozen=True)
class ImportMap:
    """What the file says. Headings, words and people are as names compare; columns and takes are labels of ours.

    columns: by heading, our label, "" for none, own:見出し for a column of the book's own.
    """

    path: Path | None = None
    name: str | None = None
    tool: str | None = None
    key: str | None = None
    dates: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    take: Mapping[str, str] = field(default_factory=dict)
    fill: Mapping[str, str] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()


def load_map(path: Path) -> ImportMap:
    """The map in a file. BadOption for one that cannot be read, or says something that nobody knows, with its line."""
    try:
        content = read_toml(path)
        text = path.read_text(encoding="utf-8-sig")
    except (BadToml, OSError) as error:
        raise BadOption(f"{path} を読めません({error})。") from error
    return _Reader(path, text.splitlines()).read(content)


def refuse_unknown_words(told: ImportMap, vocabulary: Vocabulary) -> None:
    """BadOption, with its line, for a word that the map gives a column and that none of the book's lists of it has."""
    for (label, _), ours in told.words.items():
        lists = {list_name(sheet, name) for sheet, name in _choices(label)}
        known = [each for each in lists if vocabulary.words(each)]
        if told.path and ours and known and not any(vocabulary.canonical(each, ours) for each in known):
            lines = told.path.read_text(encoding="utf-8-sig").splitlines()
            words = "、".join(vocabulary.words(min(known)))
            raise _Reader(told.path, lines).wrong(
                ours, f"「{ours}」は「{label}」の言葉にありません。{words} などです"
            )


def _choices(label: str) -> Iterator[tuple[type[Record], str]]:
    for sheet in SHEETS:
        for name, column in sheet.columns.items():
            if column.label == label and column.kind is Kind.CHOICE:
                yield sheet, name


@dataclass(frozen=True)
class _Reader:
    """Reads one map; what is wrong is told with its line."""

    path: Path
    lines: list[str]

    def read(self, content: Mapping[str, Any]) -> ImportMap:
        """The map."""
        for part in content:
            if part not in _PARTS:
                raise self.wrong(part, f"「{part}」は使えません。{'、'.join(_PARTS)} のどれかです")
        source = self._texts(content, "source")
        for key in source:
            if key not in _SOURCE:
                raise self.wrong(key, f"[source] の「{key}」は使えません。{'、'.join(_SOURCE)} のどれかです")
        if source.get("dates", "ymd") not in DATES:
            raise self.wrong("dates", f"dates は {'、'.join(DATES)} のどれかです")
        return ImportMap(
            self.path,
            **source,
            columns={name_key(k): self._label(v, k) for k, v in self._texts(content, "columns").items()},
            words=dict(self._words(content)),
            people={name_key(k): v for k, v in self._texts(content, "people").items()},
            take={self._label(k, k): self._one_of(v, k) for k, v in self._texts(content, "take").items()},
            fill={self._label(k, k): v for k, v in self._texts(content, "fill").items()},
            routes=tuple(self._routes(content)),
        )

    def _texts(self, content: Mapping[str, Any], part: str) -> dict[str, str]:
        found = content.get(part, {})
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise self.wrong(part, f'[{part}] の下に "名前" = "値" を並べてください')
        return found

    def _label(self, told: str, key: str) -> str:
        if told in ("", *_LABELS) or told.startswith(OWN):
            return told
        raise self.wrong(key, f"「{told}」という列はありません")

    def _one_of(self, told: str, key: str) -> str:
        if told in _TAKES:
            return told
        raise self.wrong(key, f"[take] は {'、'.join(_TAKES)} のどれかです")

    def _words(self, content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
        for label, words in content.get("words", {}).items():
            self._label(label, label)
            for theirs, ours in self._texts({label: words}, label).items():
                yield (label, name_key(theirs)), ours

    def _routes(self, content: Mapping[str, Any]) -> Iterator[Route]:
        labels = {sheet.sheet.label for sheet in SHEETS}
        routes = content.get("route", [])
        for each in routes if isinstance(routes, list) else [None]:
            if not isinstance(each, dict) or set(each) != {"column", "is", "sheet"}:
                raise self.wrong("route", "[[route]] には column、is、sheet を書いてください")
            if each["sheet"] not in labels:
                raise self.wrong(str(each["sheet"]), f"「{each['sheet']}」というシートはありません")
            values = [each["is"]] if isinstance(each["is"], str) else each["is"]
            yield Route(name_key(str(each["column"])), frozenset(map(name_key, values)), each["sheet"])

    def wrong(self, token: str, why: str) -> BadOption:
        """The error for what a line says, with its number."""
        at = next((number for number, line in enumerate(self.lines, 1) if token in line), None)
        place = f" {at} 行目" if at else ""
        return BadOption(f"{self.path.name}{place}: {why}。")


_LABELS: Final = frozenset(column.label for sheet in SHEETS for column in sheet.columns.values())


def map_text(
    source: str, tool: str | None, columns: Mapping[str, str], unknown: Mapping[str, list[str]]
) -> str:
    """A map as a file: what was found, and the words that wait for a meaning."""
    lines = ["[source]", f"name = {_quoted(source)}"]
    if tool:
        lines.append(f"tool = {_quoted(tool)}")
    lines += ["", "[columns]", *(f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in columns.items())]
    for label, words in unknown.items():
        lines += ["", f"[words.{_quoted(label)}]", *(f'# {_quoted(word)} = ""' for word in words)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
