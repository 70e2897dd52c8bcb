"""PrecheckWords: what the office says of its deliveries (the words file of precheck), read from TOML.

Tables and keys that are not known are refused by name: a misspelt [others] would switch a rule off in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pmo_xl.disk.toml_file import BadToml, read_toml
from pmo_xl.errors import BadOption
from pmo_xl.model.references import company_key

_TEXTS, _TEXT = "names", "text"
_SHORTEST: Final = 3
_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "self": {"company": _TEXTS, "people": _TEXTS, "mail_domains": _TEXTS},
    "customer": {"name": _TEXT, "aliases": _TEXTS},
    "others": {"names": _TEXTS, "short": _TEXTS, "allow": _TEXTS},
    "leftover": {"add": _TEXTS, "allow": _TEXTS},
}
_OPEN_TABLES: Final = ("rules", "documents")
_NOT_YET: Final = ("terms", "project", "file_names", "cover", "fonts", "excel", "accept")
"""Tables of the page whose rules are not built: refused, since what they say would not be done."""


@dataclass(frozen=True, slots=True)
class PrecheckWords:
    """What [self], [customer], [others], [leftover], [rules] and [documents] say. Nothing said: nothing known."""

    company: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    customer: str = ""
    aliases: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    leftover_allow: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def for_customer(self, name: str | None) -> PrecheckWords:
        """The same, for the customer whom --customer names."""
        return replace(self, customer=name) if name else self


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
        customer=customer.get("name", ""),
        aliases=tuple(customer.get("aliases", ())),
        others=tuple(others.get("names", ())),
        short=tuple(others.get("short", ())),
        allow=tuple(others.get("allow", ())),
        leftover=tuple(leftover.get("add", ())),
        leftover_allow=tuple(leftover.get("allow", ())),
        rules={rule.upper(): word for rule, word in table.get("rules", {}).items()},
        documents={
            name: {rule.upper(): word for rule, word in said.items()}
            for name, said in table.get("documents", {}).items()
        },
    )


def _faults(table: Mapping[str, Any]) -> Iterator[str]:
    """What is not understood, each as a clause."""
    if table.get("schema", 1) != 1:
        yield "schema は 1 だけが使えます"
    for name, said in table.items():
        if name == "schema":
            continue
        if name in _NOT_YET:
            yield f"[{name}] を使う規則はまだありません"
        elif name not in _TABLES and name not in _OPEN_TABLES:
            yield f"知らない表 [{name}] があります"
        elif not isinstance(said, dict):
            yield f"[{name}] は表として書いてください"
        else:
            yield from _in_table(name, said)


def _in_table(name: str, said: Mapping[str, Any]) -> Iterator[str]:
    if name == "rules":
        yield from (f"[rules] の {key} は言葉で書いてください" for key, v in said.items() if not _is_text(v))
    elif name == "documents":
        for pattern, inner in said.items():
            if not isinstance(inner, dict) or not all(map(_is_text, inner.values())):
                yield f"[documents] の {pattern} は、規則 = 言葉 で書いてください"
    else:
        yield from _in_known(name, said)


def _in_known(name: str, said: Mapping[str, Any]) -> Iterator[str]:
    for key, value in said.items():
        kind = _TABLES[name].get(key)
        if name == "others" and key == "books":
            yield "[others] の books はまだ使えません(names に名前を並べてください)"
        elif kind is None:
            yield f"[{name}] に知らないキー {key} があります"
        elif kind == _TEXT and not _is_text(value):
            yield f"[{name}] の {key} は文字で書いてください"
        elif kind == _TEXTS and not (isinstance(value, list) and all(map(_is_text, value))):
            yield f'[{name}] の {key} は ["…", "…"] の形で書いてください'
        elif (name, key) == ("others", "names"):
            yield from (
                f"[others] names の「{each}」は短すぎます(short に書いてください)"
                for each in value
                if _is_short(each)
            )


def _is_short(name: str) -> bool:
    """Whether a name is too short to be looked for inside other words."""
    return len(company_key(name)) < _SHORTEST


def _is_text(value: object) -> bool:
    return isinstance(value, str)
