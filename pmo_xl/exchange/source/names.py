"""Names and words of a source as the book writes them; what is not known is named once, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.exchange.source.mapping import ImportMap
from pmo_xl.exchange.source.tools import Tool
from pmo_xl.model.foreign_words import known_word
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key, people
from pmo_xl.model.vocabulary import list_name

_MAIL: Final = re.compile(r"[^\s<>()@]+@[^\s<>()@]+")
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NUMBER: Final = re.compile(r"#?[0-9]+")


@dataclass
class Names:
    """The book's people and words, and those of the source that it does not know.

    strangers: people who are not in 体制表, or logins that nobody knows. unknown: by column label and word, how often.
    """

    project: Project
    told: ImportMap
    tool: Tool | None = None
    strangers: Counter[str] = field(default_factory=Counter)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    _by_mail: dict[str, str] = field(default_factory=dict)
    _words: dict[tuple[str, str, str, str], str | None] = field(default_factory=dict)
    _people: dict[str, tuple[str | None, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index 体制表 by mail address, and by what stands before its @."""
        for member in self.project.members:
            if member.email and member.name:
                mail = member.email.strip().casefold()
                self._by_mail.setdefault(mail, member.name)
                self._by_mail.setdefault(mail.split("@")[0], member.name)

    def settle(self, told: ImportMap) -> None:
        """Let another map say what words and people mean."""
        self.told = told
        self._people.clear()
        self._words.clear()

    def person(self, text: str) -> str | None:
        """The names of a person cell as 体制表 writes them; None where none of them is a name that is known or looks like one."""
        if text not in self._people:
            before = Counter(self.strangers)
            found = [name for part in people(text) if (name := self._one(part))]
            new = tuple((self.strangers - before).elements())
            self._people[text] = ("、".join(dict.fromkeys(found)) or None, new)
        elif strangers := self._people[text][1]:
            self.strangers.update(strangers)
        return self._people[text][0]

    def _one(self, text: str) -> str | None:
        text = text.strip()
        if _NUMBER.fullmatch(text):  # the number behind a name of SharePoint
            return None
        mail = _MAIL.search(text)
        known = self.told.people.get(name_key(text)) or (
            self._by_mail.get((mail[0] if mail else text).casefold())
        )
        member = self.project.member(known or text)
        if member is not None and member.name:
            return member.name
        if known:
            return known
        if len(self.project.members):
            self.strangers[text] += 1
        is_name = mail is None and not _LOGIN.fullmatch(text)
        return text if is_name else None

    def system(self, text: str) -> str:
        """A system's name as システム一覧 writes it."""
        system = self.project.system(text)
        return (system.name if system else None) or text

    def vendor(self, text: str) -> str:
        """A vendor's name as 取引先一覧 writes it."""
        vendor = self.project.vendor(text)
        return (vendor.name if vendor else None) or text

    def word(self, sheet: type[Record], name: str, text: str) -> str | None:
        """Our word for a word of the source: by the map, the tool, the book's list, a spelling that is known; None = not known."""
        tool = self.tool.name if self.tool else ""
        key = (sheet.columns[name].label, sheet.sheet.label, tool, text)
        if key not in self._words:
            self._words[key] = self._meant(sheet, name, text)
        if self._words[key] is None:
            self.unknown[key[0], text] += 1
        return self._words[key]

    def _meant(self, sheet: type[Record], name: str, text: str) -> str | None:
        label, words = sheet.columns[name].label, list_name(sheet, name)
        key = name_key(text)
        told = self.told.words.get((label, key))
        own = (self.tool.words.get((words, key)) if self.tool else None) if told is None else told
        known = self.project.vocabulary.canonical(words, own or text) or own
        if known is None and not (
            self.tool and name == "status"
        ):  # a state is taken from the tool's own words alone
            known = known_word(words, text)
        return text if known is None and not self.project.vocabulary.words(words) else known

    def nearest(self, sheet: type[Record], label: str, word: str) -> str | None:
        """The word of our list that looks most like one of the source."""
        try:
            name = sheet.field_of(label)
        except KeyError:
            return None
        return next(iter(NearMisses(self.project.vocabulary.words(list_name(sheet, name))).of(word)), None)
