"""PrecheckWords: what the office says of its deliveries (the words file of precheck), read from TOML.

Tables and keys that are not known are refused by name: a misspelt [others] would switch a rule off in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.toml_file import BadToml, read_toml
from pmo_xl.errors import BadOption
from pmo_xl.model.references import company_key

_TEXTS, _TEXT, _DAY, _NUMBER = "names", "text", "day", "number"
_SHORTEST: Final = 3
_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "self": {"company": _TEXTS, "people": _TEXTS, "mail_domains": _TEXTS},
    "customer": {"name": _TEXT, "aliases": _TEXTS, "mail_domains": _TEXTS},
    "others": {"names": _TEXTS, "short": _TEXTS, "books": _TEXTS, "allow": _TEXTS},
    "leftover": {"add": _TEXTS, "allow": _TEXTS},
    "project": {"from": _DAY, "to": _DAY},
    "file_names": {"pattern": _TEXT},
    "cover": {"items": _TEXTS},
    "fonts": {"allow": _TEXTS},
    "excel": {"zoom": _NUMBER},
    "characters": {"forbid": _TEXT},
}
_OPEN_TABLES: Final = ("rules", "documents", "terms", "accept")
_ACCEPTED: Final[Mapping[str, str]] = {
    "rule": _TEXT, "reason": _TEXT, "approver": _TEXT, "until": _DAY, "file": _TEXT, "place": _TEXT, "text": _TEXT,
}  # fmt: skip
_NEEDED: Final = ("rule", "reason", "approver", "until")
_NEED_TEXT: Final = ("PRE010", "PRE012")
CONTENT, NOT_LOOKED_AT = "CONTENT", "見ない"
"""[documents."*.png"] content = "見ない": files of a kind that is never read, agreed to go unread."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody allows ([[accept]]), and until when. file, place, text: globs that narrow it."""

    rule: str
    reason: str
    approver: str
    until: date
    file: str = "*"
    place: str = "*"
    text: str = ""

    def covers(self, rule: str, document: str, place: str, excerpt: str) -> bool:
        """Whether it is about a finding of this rule at this place."""
        name = document.rpartition("/")[2].rpartition(" ＞ ")[2]
        is_there = fnmatch(document, self.file) or fnmatch(name, self.file)
        return rule == self.rule and is_there and self._is_place(place) and self.text in excerpt

    def _is_place(self, place: str) -> bool:
        return self.place in ("", "*") or self.place in place or fnmatch(place, self.place)


@dataclass(frozen=True, slots=True)
class PrecheckWords:
    """What the tables of the words file say. Nothing said: nothing known.

    books: globs of other projects' ledgers. companies, projects: the names that were found in these; books_unread: a
    sentence for each that gave none.
    """

    company: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    mail_domains: tuple[str, ...] = ()
    customer: str = ""
    aliases: tuple[str, ...] = ()
    customer_domains: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    books: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    books_unread: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    leftover_allow: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    file_pattern: str = ""
    cover: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    zoom: int = 0
    forbidden: str = ""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()

    def for_customer(self, name: str | None) -> PrecheckWords:
        """The same, for the customer whom --customer names."""
        return replace(self, customer=name) if name else self

    @property
    def knows_others(self) -> bool:
        """Whether any name of another customer is known."""
        return bool(self.others or self.short or self.companies or self.projects)

    def said_of(self, path: str) -> Iterator[Mapping[str, str]]:
        """What [documents] says of the document of this path."""
        name = path.rpartition("/")[2].rpartition(" ＞ ")[2]
        for pattern, said in self.documents.items():
            if fnmatch(path, pattern) or fnmatch(name, pattern):
                yield said


def template() -> str:
    """A words file with every table, explained, as `rules --words-template` prints it."""
    return (Path(__file__).parent / "precheck_template.toml").read_text(encoding="utf-8")


def read_words(path: Path) -> PrecheckWords:
    """What the words file says. BadOption names what is not understood."""
    try:
        return words_of(read_toml(path))
    except BadToml as error:
        raise BadOption(f"語ファイル {path.name} を使えません。{error}。") from error
    except BadOption as error:
        raise BadOption(f"語ファイル {path.name} を使えません。{error.message}") from error


def words_of(table: Mapping[str, Any]) -> PrecheckWords:
    """What the tables say. BadOption."""
    faults = list(_faults(table))
    if faults:
        raise BadOption(f"{'、'.join(faults)}。")
    part = {name: table.get(name, {}) for name in _TABLES}
    us, customer, others, leftover = (part[name] for name in ("self", "customer", "others", "leftover"))
    return PrecheckWords(
        company=tuple(us.get("company", ())),
        people=tuple(us.get("people", ())),
        mail_domains=tuple(us.get("mail_domains", ())),
        customer=customer.get("name", ""),
        aliases=tuple(customer.get("aliases", ())),
        customer_domains=tuple(customer.get("mail_domains", ())),
        others=tuple(others.get("names", ())),
        short=tuple(others.get("short", ())),
        books=tuple(others.get("books", ())),
        allow=tuple(others.get("allow", ())),
        leftover=tuple(leftover.get("add", ())),
        leftover_allow=tuple(leftover.get("allow", ())),
        starts_on=part["project"].get("from"),
        ends_on=part["project"].get("to"),
        file_pattern=part["file_names"].get("pattern", ""),
        cover=tuple(part["cover"].get("items", ())),
        fonts=tuple(part["fonts"].get("allow", ())),
        zoom=part["excel"].get("zoom", 0),
        forbidden=part["characters"].get("forbid", ""),
        terms={term: tuple(variants) for term, variants in table.get("terms", {}).items()},
        rules={rule.upper(): word for rule, word in table.get("rules", {}).items()},
        documents={
            name: {rule.upper(): word for rule, word in said.items()}
            for name, said in table.get("documents", {}).items()
        },
        accepted=tuple(_accepted(each) for each in table.get("accept", ())),
    )


def _accepted(said: Mapping[str, Any]) -> Accepted:
    narrowed = {key: said[key] for key in ("file", "place", "text") if said.get(key)}
    return Accepted(said["rule"].upper(), said["reason"], said["approver"], said["until"], **narrowed)


def _faults(table: Mapping[str, Any]) -> Iterator[str]:
    """What is not understood, each as a clause."""
    if table.get("schema", 1) != 1:
        yield "schema は 1 だけが使えます"
    for name, said in table.items():
        if name == "schema":
            continue
        if name not in _TABLES and name not in _OPEN_TABLES:
            yield f"知らない表 [{name}] があります"
        elif name == "accept":
            yield from _in_accept(said)
        elif not isinstance(said, dict):
            yield f"[{name}] は表として書いてください"
        else:
            yield from _in_table(name, said)


def _in_table(name: str, said: Mapping[str, Any]) -> Iterator[str]:
    if name == "rules":
        yield from (f"[rules] の {key} は言葉で書いてください" for key, v in said.items() if not _is_text(v))
    elif name == "terms":
        yield from (
            f'[terms] の {key} は ["…", "…"] の形で書いてください'
            for key, v in said.items()
            if not _are_texts(v)
        )
    elif name == "documents":
        for pattern, inner in said.items():
            if not isinstance(inner, dict) or not all(map(_is_text, inner.values())):
                yield f"[documents] の {pattern} は、規則 = 言葉 で書いてください"
    else:
        yield from _in_known(name, said)


def _in_accept(said: object) -> Iterator[str]:
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        yield "[[accept]] は二重の角括弧で、1件ずつ書いてください"
        return
    for number, each in enumerate(said, 1):
        where = f"{number}番目の [[accept]]"
        for key in _NEEDED:
            if not each.get(key):
                yield f"{where} に {key} がありません(rule、reason、approver、until は必ず書いてください)"
        for key, value in each.items():
            kind = _ACCEPTED.get(key)
            if kind is None:
                yield f"{where} に知らないキー {key} があります"
            elif fault := _fault(kind, value):
                yield f"{where} の {key} は{fault}"
        if str(each.get("rule", "")).upper() in _NEED_TEXT and not each.get("text"):
            yield f"{where}: {each['rule']} は text を書いた所だけ免除できます"


def _in_known(name: str, said: Mapping[str, Any]) -> Iterator[str]:
    for key, value in said.items():
        kind = _TABLES[name].get(key)
        if kind is None:
            yield f"[{name}] に知らないキー {key} があります"
        elif fault := _fault(kind, value):
            yield f"[{name}] の {key} は{fault}"
        elif (name, key) == ("others", "names"):
            yield from (
                f"[others] names の「{each}」は短すぎます(short に書いてください)"
                for each in value
                if is_short(each)
            )
        elif (name, key) == ("file_names", "pattern") and not _is_pattern(value):
            yield "[file_names] の pattern は正規表現として読めません"


def _fault(kind: str, value: object) -> str:
    """What is wrong with a value of that kind; "" where nothing is."""
    if kind == _TEXT and not _is_text(value):
        return "文字で書いてください"
    if kind == _TEXTS and not _are_texts(value):
        return ' ["…", "…"] の形で書いてください'
    if kind == _DAY and type(value) is not date:
        return "日付(2026-04-01 の形、引用符なし)で書いてください"
    if kind == _NUMBER and (type(value) is not int or value < 0):
        return "0 以上の整数で書いてください"
    return ""


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def is_short(name: str) -> bool:
    """Whether a name is too short to be looked for inside other words."""
    return len(company_key(name)) < _SHORTEST


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))
